"""What a line of a description is called: one key for one line, whatever ids the bank gives out.

A duty and a condition may both have the id "contract". Drafts and forms therefore name a line by
its kind as well: "duty.contract", "terms.contract".
"""

import re
from collections.abc import Collection, Iterator, Mapping

from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.jobs.drafts import SectionId
from kamquiz.domain.jobs.options import duty_lines, ids, success_lines, wanted_ids

TITLE = "title"

#: A requirement keeps its key when it moves between the must-haves and what is welcome.
KINDS: Mapping[SectionId, str] = {
    SectionId.ROLE: "role",
    SectionId.OFFER: "offer",
    SectionId.DUTIES: "duty",
    SectionId.MUST: "need",
    SectionId.NICE: "need",
    SectionId.SUCCESS: "success",
    SectionId.TERMS: "terms",
    SectionId.RECRUITING: "recruiting",
    SectionId.PRIVACY: "privacy",
}

#: An id has no dot, so no key can be read in two ways.
KEY_PATTERN = rf"title|(?:{'|'.join(dict.fromkeys(KINDS.values()))})\.[a-z0-9-]+"
LINE_KEY = re.compile(KEY_PATTERN)

#: The ids of the lines that are made from choices, by their section.
MADE: Mapping[SectionId, Collection[str]] = {
    SectionId.ROLE: (
        *("industry", "accounts", "split", "years", "decision", "team", "reports-to"),
    ),
    SectionId.OFFER: ("base", "bonus", "benefits"),
    SectionId.TERMS: ("place", "contract", "hours", "travel", "flexibility"),
    SectionId.RECRUITING: ("contact", "apply-by", "course", "answer", "adjustments"),
    SectionId.PRIVACY: ("privacy",),
}


def line_key(section: SectionId, line_id: str) -> str:
    """Return the key of the line *line_id* of *section*."""
    return f"{KINDS[section]}.{line_id}"


def current_keys(key: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the keys that *key* stands for; none if no line can have it.

    Drafts written before lines had kinds name a line by its id alone. That id meant every
    line that had it.
    """
    if LINE_KEY.fullmatch(key):
        return (key,)
    named = (line_key(section, key) for section, found in _ids(catalogue) if key in found)
    return tuple(dict.fromkeys(named))


def _ids(catalogue: Catalogue) -> Iterator[tuple[SectionId, Collection[str]]]:
    """Yield every id a line may have in each section."""
    yield from MADE.items()
    sentences = max(len(pattern.summary) for pattern in catalogue.patterns)
    yield SectionId.ROLE, [f"summary-{place}" for place in range(1, sentences + 1)]
    yield SectionId.OFFER, [line.id for pattern in catalogue.patterns for line in pattern.offer]
    yield SectionId.DUTIES, ids(duty_lines(catalogue))
    yield SectionId.MUST, wanted_ids(catalogue)
    yield SectionId.SUCCESS, ids(success_lines(catalogue))
