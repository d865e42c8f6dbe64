"""Rules that are phrases: one that is there, or one that is missing everywhere."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from kamquiz.domain.bank.ad_rules import Case, Law
from kamquiz.jobcheck.ads import AdText
from kamquiz.jobcheck.marks import Mark

#: Words that turn what follows into its opposite: "bez wyjazdów", "no business travel".
NEGATED = re.compile(r"\b(?:bez|brak|no|without)\s+(?:\w+\s+)?$", re.IGNORECASE)
NEAR = 24


def phrase_marks(ad: AdText, law: Law) -> Iterator[Mark]:
    """Yield what the phrases of the law find in *ad*, rule by rule."""
    for rule in law.rules:
        for case in rule.cases:
            name = f"{rule.id}/{case.id}"
            if case.missing and _is_missing(case, ad):
                yield Mark(name=name)
            said = _said(case, ad)
            if not said or _is_taken_back(case, ad):
                continue
            # A sentence may hold thousands of phrases: it is searched once.
            unless = cache(case.unless.find)
            for (start, end), instead in said.items():
                if _counts(case, ad, start, unless):
                    yield Mark(name=name, start=start, end=end, filled={"instead": instead})


def _is_taken_back(case: Case, ad: AdText) -> bool:
    """Tell whether the ad says elsewhere what makes the case none; "no travel" does not."""
    return any(
        not NEGATED.search(ad.plain, max(0, found.start() - NEAR), found.start())
        for found in case.anywhere.all(ad.plain)
    )


def _is_missing(case: Case, ad: AdText) -> bool:
    if case.about and not case.about.find(ad.plain):
        return False
    if not case.unless:
        return not case.missing.find(ad.plain)
    return not any(
        case.missing.find(one.text) and not case.unless.find(one.text) for one in ad.sentences
    )


def _said(case: Case, ad: AdText) -> dict[tuple[int, int], str]:
    """Return the places of the case's phrases, each with what to say instead.

    A word of both languages, such as "ninja", gets advice in the language of the ad.
    """
    said = {found.span(): "" for found in case.said.all(ad.plain)}
    for rewrite in sorted(case.rewrites, key=lambda one: one.language is ad.language):
        said |= {found.span(): rewrite.instead for found in rewrite.phrases.all(ad.plain)}
    return said


def _counts(case: Case, ad: AdText, start: int, unless: Callable[[str], object]) -> bool:
    """Tell whether nothing in the sentence of the phrase takes it back."""
    sentence = ad.sentence_at(start)
    if sentence is None or unless(sentence.text):
        return False
    named = not case.title_only or start in ad.title_places
    return named and sentence.line.section not in case.not_in
