"""Rules that are phrases: one that is there, or one that is missing everywhere."""

from collections.abc import Iterator

from kamquiz.domain.law import Case, Law
from kamquiz.jobcheck.ads import AdText
from kamquiz.jobcheck.marks import Mark


def phrase_marks(ad: AdText, law: Law) -> Iterator[Mark]:
    """Yield what the phrases of the law find in *ad*, rule by rule."""
    for rule in law.rules:
        for case in rule.cases:
            name = f"{rule.id}/{case.id}"
            if case.missing and _is_missing(case, ad):
                yield Mark(name=name)
            for (start, end), instead in _said(case, ad).items():
                if _counts(case, ad, start):
                    yield Mark(name=name, start=start, end=end, filled={"instead": instead})


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


def _counts(case: Case, ad: AdText, start: int) -> bool:
    """Tell whether nothing round the phrase takes it back."""
    sentence = ad.sentence_at(start)
    if sentence is None or case.unless.find(sentence.text) or case.anywhere.find(ad.plain):
        return False
    in_title = any(title.start <= start < title.end for title in ad.titles)
    return sentence.line.section not in case.not_in and (in_title or not case.title_only)
