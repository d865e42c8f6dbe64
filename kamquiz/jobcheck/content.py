"""How much an ad says: length, sentences, must-haves, duties, languages, unfilled places."""

import re
from collections.abc import Iterator

from kamquiz.domain.bank.ad_rules import Law
from kamquiz.domain.bank.ad_vocabulary import Section
from kamquiz.jobcheck.ads import AdText, Line, count_words
from kamquiz.jobcheck.marks import Mark

#: Square brackets (not a link, a footnote or a box to tick), double braces, notes to oneself.
PLACEHOLDER = re.compile(
    r"\[(?!\s*[xX]?\s*\]|\d+\])[^\[\]\n]{0,120}\](?!\()|\{\{[^{}\n]{0,120}\}\}|\$\{[^{}\n]{0,120}\}"
    r"|(?<!\w)(?:TODO|TBD|FIXME|XXX+)(?!\w)|lorem ipsum",
)


def content_marks(ad: AdText, law: Law) -> Iterator[Mark]:
    """Yield what the ad has too much or too little of."""
    yield from placeholder_marks(ad)
    yield from length_marks(ad, law)
    yield from _must_haves(ad, law)
    yield from _duties(ad, law)
    yield from _languages(ad, law)


def placeholder_marks(ad: AdText) -> Iterator[Mark]:
    """Yield the places nobody filled in."""
    for found in PLACEHOLDER.finditer(ad.plain):
        yield Mark(name="placeholders/unfilled", start=found.start(), end=found.end())


def length_marks(ad: AdText, law: Law) -> Iterator[Mark]:
    """Yield an ad that is too short or too long, and sentences that are too long."""
    numbers, count = law.numbers, ad.word_count
    if count < numbers.words_at_least:
        yield _counted("length/short", count, numbers.words_at_least)
    if count > numbers.words_at_most:
        yield _counted("length/long", count, numbers.words_at_most)
    for sentence in ad.sentences:
        words = count_words(sentence.text)
        notice = sentence.line.section is Section.PRIVACY  # lawyers write those
        if words > numbers.sentence_words_at_most and not notice:
            yield _counted(
                "sentences/long",
                words,
                numbers.sentence_words_at_most,
                start=sentence.start,
                end=sentence.end,
            )


def _must_haves(ad: AdText, law: Law) -> Iterator[Mark]:
    items, limit = ad.items(Section.REQUIREMENTS), law.numbers.must_haves_at_most
    if not items:
        yield Mark(name="must-haves/none")
    if len(items) > limit:
        start, end = _place(ad.heading(Section.REQUIREMENTS), items)
        yield _counted("must-haves/many", len(items), limit, start=start, end=end)


def _duties(ad: AdText, law: Law) -> Iterator[Mark]:
    items, numbers = ad.items(Section.DUTIES), law.numbers
    start, end = _place(ad.heading(Section.DUTIES), items)
    if len(items) < numbers.duties_at_least:
        yield _counted("duties/few", len(items), numbers.duties_at_least, start=start, end=end)
    if len(items) > numbers.duties_at_most:
        yield _counted("duties/many", len(items), numbers.duties_at_most, start=start, end=end)
    for item in ad.items(Section.REQUIREMENTS):
        if law.vocabulary.duty_openings.beginning(item.text):
            yield Mark(name="duties/hidden", start=item.start, end=item.end)


def _languages(ad: AdText, law: Law) -> Iterator[Mark]:
    words = law.vocabulary.languages
    for sentence in ad.sentences:
        elsewhere = sentence.line.section in {Section.OFFER, Section.COMPANY, Section.PRIVACY}
        found = words.asked.find(sentence.text)
        if not found or elsewhere or words.lessons.find(sentence.text):
            continue
        if not words.levels.find(sentence.text):
            yield Mark(
                name="language-level/no-level",
                start=sentence.start + found.start(),
                end=sentence.start + found.end(),
            )


def _place(heading: Line | None, items: tuple[Line, ...]) -> tuple[int, int]:
    """Return where a list is: at its heading, else at its first point, else nowhere."""
    line = heading or next(iter(items), None)
    return (line.start, line.end) if line else (0, 0)


def _counted(name: str, number: int, limit: int, *, start: int = 0, end: int = 0) -> Mark:
    return Mark(
        name=name, start=start, end=end, filled={"number": str(number), "limit": str(limit)}
    )
