"""What the checker found, as pages show it: numbered, marked, perhaps passed over."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask import Blueprint
from markupsafe import Markup

from kamquiz.domain.bank.ad_rules import Finding, Severity
from kamquiz.domain.text import Language
from kamquiz.web.language import current_language
from kamquiz.web.typography import tidy

bp = Blueprint("findings", __name__)

DIGEST_LENGTH = 8

#: What a finding is called in a form and in a saved draft.
KEY = re.compile(rf"[a-z-]{{1,40}}-[0-9a-f]{{{DIGEST_LENGTH}}}-[0-9]{{1,4}}")

#: The key of the reason that lets all errors of a draft pass.
ALL_ERRORS = "errors"

#: A page with more of them helps nobody; the rest shows once these are gone.
MAX_SHOWN = 150

WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)

#: What somebody else wrote, as our sentences quote it.
QUOTED = re.compile(r"(?<=[„“])[^”]+(?=”)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A finding on a page: its *number* there, and the *reason* why it does not count."""

    number: int
    key: str
    finding: Finding
    reason: str = ""

    @property
    def is_passed_over(self) -> bool:
        """Tell whether somebody said why it does not count."""
        return bool(self.reason)

    @property
    def blocks(self) -> bool:
        """Tell whether it keeps a draft from being handed over."""
        return self.finding.severity is Severity.ERROR and not self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of an ad, and what was found there; *ending* are the findings that end with it."""

    text: str
    remarks: tuple[Remark, ...]
    ending: tuple[Remark, ...]

    @property
    def severity(self) -> Severity:
        """The worst of what was found here."""
        return min((one.finding.severity for one in self.remarks), key=WORST_FIRST.index)


def remarks(findings: Iterable[Finding], reasons: Mapping[str, str]) -> tuple[Remark, ...]:
    """Return *findings*, the worst first, with numbers and keys.

    The same finding has the same key next time, whatever else is found then.
    """
    seen: Counter[str] = Counter()
    found = []
    ordered = sorted(findings, key=lambda one: (WORST_FIRST.index(one.severity), not one.quote))
    for number, one in enumerate(ordered, start=1):
        words = f"{one.rule}|{one.quote}|{one.source}".encode()
        plain = f"{one.rule}-{hashlib.sha256(words).hexdigest()[:DIGEST_LENGTH]}"
        seen[plain] += 1
        key = f"{plain}-{seen[plain]}"
        found.append(Remark(number=number, key=key, finding=one, reason=reasons.get(key, "")))
    return tuple(found)


def stretches(text: str, found: Sequence[Remark]) -> Iterator[Stretch]:
    """Yield *text* in pieces, each with the remarks that lie over the whole of it."""
    placed = [one for one in found if one.finding.start < one.finding.end and not one.reason]
    borders = sorted(
        {0, len(text)} | {place for one in placed for place in (one.finding.start, one.finding.end)}
    )
    for start, end in pairwise(borders):
        over = tuple(one for one in placed if one.finding.start <= start and end <= one.finding.end)
        yield Stretch(
            text=text[start:end],
            remarks=over,
            ending=tuple(one for one in over if one.finding.end == end),
        )


def counts(
    found: Iterable[Remark], left_out: Iterable[Severity] = ()
) -> list[tuple[Severity, int]]:
    """Return how many remarks of each severity count, the worst first, and those *left_out*."""
    number = Counter(one.finding.severity for one in found if not one.reason)
    number.update(left_out)
    return [(severity, number[severity]) for severity in WORST_FIRST]


def open_first(found: Iterable[Remark]) -> list[Remark]:
    """Return what counts, and at the end what was passed over."""
    return sorted(found, key=lambda one: one.is_passed_over)


@bp.app_template_filter("cited")
def cited(words: str, written: Language | None) -> Markup:
    """Return a sentence of a finding; what it quotes is marked as *written* in its language."""
    spoken = current_language()
    tag = Markup('<span class="theirs" lang="{}">{}</span>')
    pieces, last = [], 0
    for quote in QUOTED.finditer(words):
        pieces += [
            tidy(words[last : quote.start()], spoken),
            tag.format(written or "", quote.group()),
        ]
        last = quote.end()
    return Markup().join([*pieces, tidy(words[last:], spoken)])
