"""All rules over one ad, or over both versions of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kamquiz.domain.law import Finding, Law
from kamquiz.domain.words import Language
from kamquiz.jobcheck.ads import AdText, read_ad
from kamquiz.jobcheck.content import content_marks, length_marks
from kamquiz.jobcheck.english import english_marks
from kamquiz.jobcheck.marks import Mark, finding
from kamquiz.jobcheck.parity import parity_marks
from kamquiz.jobcheck.pay import pay_marks
from kamquiz.jobcheck.phrases import phrase_marks
from kamquiz.jobcheck.polish import gender_marks
from kamquiz.jobcheck.titles import title_marks

#: The line between two versions of one ad, as our Markdown writes it.
DIVIDER = re.compile(r"^[^\S\r\n]*(?:-{3,}|\*{3,}|_{3,})[^\S\r\n]*$", re.MULTILINE)

BODY = "gendered-body/"


@dataclass(frozen=True, slots=True)
class Part:
    """One version of an ad and where it begins in the whole text."""

    ad: AdText
    start: int


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in an ad, and its *language*: None if it is in two, or nobody can tell."""

    findings: tuple[Finding, ...]
    language: Language | None


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
    found = [
        _moved(one, part.start)
        for part in parts
        for one in _findings(_marks(part.ad, law), part.ad, law, spoken)
    ]
    versions = {part.ad.language: part for part in parts}
    if len(parts) > 1:
        pl, en = versions[Language.PL], versions[Language.EN]
        marks = parity_marks(pl.ad, en.ad, law)
        found += [_moved(one, en.start) for one in _findings(marks, en.ad, law, spoken)]
    return Examination(
        findings=tuple(sorted(found, key=lambda one: (one.start, one.end, one.rule))),
        language=parts[0].ad.language if len(parts) == 1 else None,
    )


def check_parity(
    pl: str, en: str, law: Law, *, language: Language = Language.PL
) -> tuple[Finding, ...]:
    """Return where the two versions of an ad differ; places are those of *en*."""
    polish, english = (read_ad(one, law.vocabulary) for one in (pl, en))
    return tuple(_findings(parity_marks(polish, english, law), english, law, language))


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
    covered = [one for one in titles if one.name.startswith("title-")]
    for mark in marks:
        in_title = any(one.start < mark.end and mark.start < one.end for one in covered)
        if not (in_title and mark.name.startswith(BODY)):
            yield mark


def _findings(marks: Iterable[Mark], ad: AdText, law: Law, language: Language) -> Iterator[Finding]:
    """Yield the findings of *marks*, each place once a rule and reason."""
    seen: dict[object, Mark] = {}
    for mark in marks:
        seen.setdefault((mark.name, mark.start, mark.end, tuple(mark.filled.items())), mark)
    for mark in seen.values():
        yield finding(mark, ad, law, language)


def _moved(found: Finding, by: int) -> Finding:
    return replace(found, start=found.start + by, end=found.end + by) if by else found
