"""All rules over one ad, or over both versions of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kamquiz.domain.bank.ad_rules import Finding, Law, Severity
from kamquiz.domain.text import Language
from kamquiz.jobcheck.ads import AdText, read_ad
from kamquiz.jobcheck.content import content_marks, length_marks
from kamquiz.jobcheck.english import english_marks
from kamquiz.jobcheck.marks import Mark, finding, severity
from kamquiz.jobcheck.parity import parity_marks
from kamquiz.jobcheck.pay import pay_marks
from kamquiz.jobcheck.phrases import phrase_marks
from kamquiz.jobcheck.places import Places
from kamquiz.jobcheck.polish.check import gender_marks
from kamquiz.jobcheck.titles import title_marks

#: The line between two versions of one ad, as our Markdown writes it.
DIVIDER = re.compile(r"^[^\S\r\n]*(?:-{3,}|\*{3,}|_{3,})[^\S\r\n]*$", re.MULTILINE)

BODY = "gendered-body/"

#: A text with more of them is no ad; what is worse, and stands earlier, comes first.
MAX_FINDINGS = 500


@dataclass(frozen=True, slots=True)
class Part:
    """One version of an ad and where it begins in the whole text."""

    ad: AdText
    start: int


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in an ad, and its *language*: None if it is in two, or nobody can tell.

    *left_out* are the severities of what was found besides MAX_FINDINGS findings.
    """

    findings: tuple[Finding, ...]
    language: Language | None
    left_out: tuple[Severity, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark in one version of an ad."""

    mark: Mark
    part: Part
    severity: Severity


def check(text: str, law: Law, *, language: Language | None = None) -> tuple[Finding, ...]:
    """Return what *law* has to say about the ad *text*, as examine does."""
    return examine(text, law, language=language).findings


def examine(text: str, law: Law, *, language: Language | None = None) -> Examination:
    """Hold the ad *text* against *law*; the findings are in order of place.

    The findings speak *language*; without it, the language of the ad. A Polish and an
    English version with a line of dashes between are checked each, and against each other.
    """
    parts = _parts(text, law)
    spoken = language or parts[0].ad.language or Language.PL
    placed = [one for part in parts for one in _placed(_marks(part.ad, law), part, law)]
    versions = {part.ad.language: part for part in parts}
    if len(parts) > 1:
        pl, en = versions[Language.PL], versions[Language.EN]
        placed += _placed(parity_marks(pl.ad, en.ad, law), en, law)
    if len(placed) > MAX_FINDINGS:
        placed.sort(key=lambda one: (list(Severity).index(one.severity), _start(one)))
    found = [
        _moved(finding(one.mark, one.part.ad, law, spoken), one.part.start)
        for one in placed[:MAX_FINDINGS]
    ]
    return Examination(
        findings=tuple(sorted(found, key=lambda one: (one.start, one.end, one.rule))),
        language=parts[0].ad.language if len(parts) == 1 else None,
        left_out=tuple(one.severity for one in placed[MAX_FINDINGS:]),
    )


def check_parity(
    pl: str, en: str, law: Law, *, language: Language = Language.PL
) -> tuple[Finding, ...]:
    """Return where the two versions of an ad differ; places are those of *en*."""
    polish, english = (read_ad(one, law.vocabulary) for one in (pl, en))
    placed = _placed(parity_marks(polish, english, law), Part(english, 0), law)
    return tuple(finding(one.mark, english, law, language) for one in placed)


def _parts(text: str, law: Law) -> tuple[Part, ...]:
    """Return both versions where there are two, one in each language; else the whole."""
    dividers = list(DIVIDER.finditer(text))
    whole = Part(read_ad(text, law.vocabulary), 0)
    if len(dividers) != 1:
        return (whole,)
    end, start = dividers[0].span()
    parts = (
        Part(read_ad(text[:end], law.vocabulary), 0),
        Part(read_ad(text[start:], law.vocabulary), start),
    )
    return parts if {part.ad.language for part in parts} == set(Language) else (whole,)


def _marks(ad: AdText, law: Law) -> Iterator[Mark]:
    if ad.word_count == 0:
        yield from length_marks(ad, law)
        return
    if ad.language is None:
        yield Mark(name="language-unknown/unknown")
        return
    gendered = list(gender_marks(ad, law))
    phrases = list(phrase_marks(ad, law))
    body = bool(gendered) or any(one.name.startswith(BODY) for one in phrases)
    titled = list(title_marks(ad, law, gendered_body=body))
    yield from titled
    yield from _outside([*gendered, *phrases], [*titled, *phrases])
    yield from content_marks(ad, law)
    yield from pay_marks(ad, law)
    yield from english_marks(ad, law)


def _outside(marks: Iterable[Mark], titles: Iterable[Mark]) -> Iterator[Mark]:
    """Yield *marks* without those of the body that a mark of the title covers."""
    covered = Places((one.start, one.end) for one in titles if one.name.startswith("title-"))
    for mark in marks:
        if not (mark.name.startswith(BODY) and covered.overlap(mark.start, mark.end)):
            yield mark


def _placed(marks: Iterable[Mark], part: Part, law: Law) -> list[_Placed]:
    """Return *marks* in *part*, each place once a rule and reason."""
    seen: dict[object, Mark] = {}
    for mark in marks:
        seen.setdefault((mark.name, mark.start, mark.end, tuple(mark.filled.items())), mark)
    return [_Placed(mark, part, severity(mark, part.ad, law)) for mark in seen.values()]


def _start(placed: _Placed) -> int:
    return placed.part.start + placed.part.ad.place(placed.mark.start)


def _moved(found: Finding, by: int) -> Finding:
    return replace(found, start=found.start + by, end=found.end + by) if by else found
