"""Rules that are phrases: one that is there, or one that is missing everywhere."""

import re
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
            for found, instead in _said(case, ad):
                if _counts(case, ad, found):
                    yield Mark(
                        name=name,
                        start=found.start(),
                        end=found.end(),
                        filled={"instead": instead},
                    )


def _is_missing(case: Case, ad: AdText) -> bool:
    meant = not case.about or case.about.find(ad.plain)
    return bool(meant) and not case.missing.find(ad.plain)


def _said(case: Case, ad: AdText) -> Iterator[tuple[re.Match[str], str]]:
    for found in case.said.all(ad.plain):
        yield found, ""
    for rewrite in case.rewrites:
        for found in rewrite.phrases.all(ad.plain):
            yield found, rewrite.instead


def _counts(case: Case, ad: AdText, found: re.Match[str]) -> bool:
    """Tell whether nothing round the phrase takes it back."""
    sentence = ad.sentence_at(found.start())
    if sentence is None or case.unless.find(sentence.text) or case.anywhere.find(ad.plain):
        return False
    in_title = any(title.start <= found.start() < title.end for title in ad.titles)
    return sentence.line.section not in case.not_in and (in_title or not case.title_only)
