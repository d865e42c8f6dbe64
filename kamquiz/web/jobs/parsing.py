"""What somebody sent from the job builder, read into a draft."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.bank.role import Need
from kamquiz.domain.jobs.choices import JobChoices
from kamquiz.domain.jobs.defaults import follow, suggested
from kamquiz.domain.jobs.describe import JobDetails, JobDraft, SectionId
from kamquiz.domain.jobs.details import DETAIL_KEYS, REASON, clean, line_faults, read_details
from kamquiz.domain.jobs.fields import WAYS, ChoiceFault, Several, Tick
from kamquiz.domain.jobs.lines import KEY_PATTERN, KINDS, LINE_KEY, TITLE, current_keys
from kamquiz.domain.jobs.links import read_choices
from kamquiz.domain.text import Text
from kamquiz.web.forms import IN_EVERY_FORM, Failure
from kamquiz.web.jobs.findings import ALL_ERRORS, KEY
from kamquiz.web.jobs.labels import failure_of, label

#: The button that was pressed: the preview, or the ending of a file.
BUTTON = "do"

#: The start that was suggested when the page was shown.
START_KEYS = ("start-pattern", "start-seniority", "start-industry")

#: Before the id of what is asked for: must, nice or neither.
NEED = "need-"

#: A line that can be rewritten, and the digest of what was suggested there.
LINE = re.compile(rf"(line|made)-({KEY_PATTERN}|[a-z0-9-]+)-(pl|en)")

#: The keys of the lines that are left out.
OUT = "out"

#: The choice in which the lines of a kind are ticked.
PICKED = {KINDS[SectionId.DUTIES]: "duties", KINDS[SectionId.SUCCESS]: "success"}

DIGEST_LENGTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent with the form, and everything that is wrong with it.

    *posted* are the fields after emptied lines were taken out of them.
    """

    draft: JobDraft
    posted: MultiDict[str, str]
    failures: tuple[Failure, ...]


def read_form(posted: MultiDict[str, str], catalogue: Catalogue) -> Sent:
    """Return the draft in *posted*; a field the page never has is refused whole, with 400."""
    _require_known(posted)
    posted = _without_emptied(posted)
    values = _choice_values(posted)
    read = read_choices(values, catalogue)
    edits, edit_faults = _edits(posted, catalogue)
    values_typed = {key: posted.get(key, "") for key in DETAIL_KEYS}
    typed = read_details(values_typed, edits, _reasons(posted), posted.getlist(OUT))
    faults = (*read.faults, *typed.faults, *edit_faults)
    failures = [failure_of(one) for one in faults]
    if not faults:
        failures += _gaps(read.choices, typed.details)
    draft = JobDraft(choices=_moved(read.choices, posted, catalogue), details=typed.details)
    return Sent(draft=draft, posted=posted, failures=tuple(failures))


def digest(words: str) -> str:
    """Return a mark of *words* by which an untouched suggestion is known again."""
    return hashlib.sha256(clean(words).encode()).hexdigest()[:DIGEST_LENGTH]


def _require_known(posted: MultiDict[str, str]) -> None:
    known = {*WAYS, *DETAIL_KEYS, *START_KEYS, *IN_EVERY_FORM, BUTTON}
    several = {OUT, *(key for key, way in WAYS.items() if isinstance(way, Several))}
    for name, given in posted.lists():
        listed = (
            name in known
            or (name == OUT and all(key != TITLE and LINE_KEY.fullmatch(key) for key in given))
            or name.startswith(NEED)
            or LINE.fullmatch(name)
            or _reason_key(name) is not None
        )
        if not listed or (len(given) > 1 and name not in several):
            abort(400)


def _reason_key(name: str) -> str | None:
    """Return the key of the finding that the field *name* gives a reason for."""
    key = name.removeprefix(REASON)
    return key if key != name and (key == ALL_ERRORS or KEY.fullmatch(key)) else None


def _reasons(posted: MultiDict[str, str]) -> dict[str, str]:
    """Return the reasons that were given, by the key of their finding."""
    named = {key: clean(words) for name, words in posted.items() if (key := _reason_key(name))}
    return {key: words for key, words in named.items() if words}


def _without_emptied(posted: MultiDict[str, str]) -> MultiDict[str, str]:
    """Return *posted* without the lines that were emptied in a language.

    What was chosen is chosen no longer; a line that follows from other fields joins those
    left out. A description always has a title: without words it has the suggested one.
    """
    values = MultiDict(posted)
    for name, words in posted.items():
        found = LINE.fullmatch(name)
        if not found or found[1] != "line" or found[2] == TITLE or clean(words):
            continue
        kind, _dot, line_id = found[2].partition(".")
        if not line_id:
            continue
        if kind == KINDS[SectionId.MUST]:
            values[f"{NEED}{line_id}"] = ""
        elif kind in PICKED:
            picked = values.getlist(PICKED[kind])
            values.setlist(PICKED[kind], [one for one in picked if one != line_id])
        else:
            values.add(OUT, found[2])
    return values


def _choice_values(posted: MultiDict[str, str]) -> dict[str, str]:
    """Return the choices in *posted* as they stand in a link."""
    values = {}
    for key, way in WAYS.items():
        if isinstance(way, Several):
            values[key] = ",".join(posted.getlist(key))
        elif isinstance(way, Tick):
            values[key] = "1" if posted.get(key) else "0"
        elif key in posted:
            values[key] = posted[key]
    for need in Need:
        values[need.value] = ",".join(
            name.removeprefix(NEED)
            for name, value in posted.items()
            if name.startswith(NEED) and value == need.value
        )
    return values


def _edits(
    posted: MultiDict[str, str], catalogue: Catalogue
) -> tuple[dict[str, Text], list[ChoiceFault]]:
    """Return the lines whose words are no longer those that were suggested."""
    words: dict[str, dict[str, str]] = {}
    faults: list[ChoiceFault] = []
    for name in posted:
        found = LINE.fullmatch(name)
        if found is None or found[1] != "line":
            continue
        line, language = found[2], found[3]
        typed = clean(posted[name])
        faults += line_faults(name, [typed])
        if typed and digest(typed) != posted.get(f"made-{line}-{language}"):
            for key in current_keys(line, catalogue):
                words.setdefault(key, {})[language] = typed
    edits = {line: Text(pl=one.get("pl", ""), en=one.get("en", "")) for line, one in words.items()}
    return edits, faults


def _moved(choices: JobChoices, posted: MultiDict[str, str], catalogue: Catalogue) -> JobChoices:
    """Return *choices*, following a start that was changed since the page was shown."""
    shown = [posted.get(key) or None for key in START_KEYS]
    now = [choices.pattern, choices.seniority, choices.industry]
    if shown[0] is None or shown == now:
        return choices
    before = suggested(catalogue, pattern=shown[0], seniority=shown[1], industry=shown[2])
    kept_seniority = choices.seniority == shown[1] and choices.pattern != shown[0]
    after = suggested(
        catalogue,
        pattern=choices.pattern,
        seniority=None if kept_seniority else choices.seniority,
        industry=choices.industry,
    )
    return follow(choices, before, after)


def _gaps(choices: JobChoices, details: JobDetails) -> Iterator[Failure]:
    """Yield what a posting cannot be without."""
    if not choices.duties and not details.own.get(SectionId.DUTIES):
        yield Failure(
            label=label("duties"), message=_("choose or write at least one."), target="duties-0"
        )
    if not choices.must and not details.own.get(SectionId.MUST):
        yield Failure(
            label=label("must"), message=_("choose or write at least one."), target="needs"
        )
