"""The balance of agentic and communal words in English."""

from collections.abc import Iterator

from kamquiz.domain.bank.ad_rules import Law
from kamquiz.domain.bank.ad_vocabulary import Phrases
from kamquiz.domain.text import Language
from kamquiz.jobcheck.ads import AdText
from kamquiz.jobcheck.marks import Mark


def english_marks(ad: AdText, law: Law) -> Iterator[Mark]:
    """Yield one mark if words of one kind clearly outnumber those of the other."""
    coded = law.vocabulary.coded
    agentic, communal = (
        tuple(_found(ad, one, coded.role)) for one in (coded.agentic, coded.communal)
    )
    ahead = abs(len(agentic) - len(communal))
    if ahead <= law.numbers.coded_words_ahead_at_most:
        return
    more = max(agentic, communal, key=len)
    start, word = more[0]
    yield Mark(
        name="english-coded-words/balance",
        start=start,
        end=start + len(word),
        filled={
            "number": str(len(agentic)),
            "limit": str(len(communal)),
            "words": ", ".join(dict.fromkeys(one.lower() for _, one in more)),
        },
    )


def _found(ad: AdText, coded: Phrases, role: Phrases) -> Iterator[tuple[int, str]]:
    """Yield place and word of each coded word in an English line, the role's own left out."""
    for line in ad.lines:
        if line.language is not Language.EN:
            continue
        text = _without(line.text, role)
        for found in coded.all(text):
            yield line.start + found.start(), found.group()


def _without(text: str, phrases: Phrases) -> str:
    """Return *text* with *phrases* blanked out, letter for letter."""
    parts, at = [], 0
    for found in phrases.all(text):
        parts += [text[at : found.start()], " " * len(found.group())]
        at = found.end()
    return "".join([*parts, text[at:]])
