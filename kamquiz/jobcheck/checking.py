"""All rules over one ad."""

from collections.abc import Iterator

from kamquiz.domain.law import Finding, Law
from kamquiz.domain.words import Language
from kamquiz.jobcheck.ads import AdText, read_ad
from kamquiz.jobcheck.marks import Mark, finding
from kamquiz.jobcheck.phrases import phrase_marks
from kamquiz.jobcheck.polish import gender_marks
from kamquiz.jobcheck.titles import title_marks


def check(text: str, law: Law, *, language: Language | None = None) -> tuple[Finding, ...]:
    """Return what *law* has to say about the ad *text*, in order of place.

    The findings speak *language*; without it, the language of the ad.
    """
    ad = read_ad(text, law.vocabulary)
    spoken = language or ad.language or Language.PL
    found = [finding(mark, ad, law, spoken) for mark in _marks(ad, law)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.rule)))


def _marks(ad: AdText, law: Law) -> Iterator[Mark]:
    gendered = list(gender_marks(ad, law))
    titled = list(title_marks(ad, law, gendered_body=bool(gendered)))
    yield from titled
    yield from gendered
    yield from phrase_marks(ad, law)
