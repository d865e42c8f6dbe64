"""Whether the Polish and the English version of one ad say the same."""

import re
from collections.abc import Iterator

from kamquiz.domain.bank.ad_rules import Law
from kamquiz.domain.bank.ad_vocabulary import PayWords, Section
from kamquiz.jobcheck.ads import AdText
from kamquiz.jobcheck.marks import Mark
from kamquiz.jobcheck.pay import Pay, pays_in
from kamquiz.jobcheck.places import Places

NUMBER = re.compile(
    r"(?<![\w.,:/-])\d{1,3}(?:[ \u00a0\u202f,.'’]\d{3})+(?![\d:])"
    r"|(?<![\w:/-])\d+(?:[.,]\d+)?(?![\w:])"
)

#: Clocks and dates are written in too many ways to be compared.
CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?!\d)|\d{1,2}\s?[ap]\.?m\.?(?!\w)|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|\d{4}-\d{2}-\d{2}"
    r"|(?:between|from)\s\d{1,2}\s?(?:-|–|and|to)\s?(?=\d{1,2}\s?[ap]\.?m)",
    re.IGNORECASE,
)

WORDS: dict[float, str] = {
    1: "jeden|jedna|jedno|jednego|jednej|one",
    2: "dwa|dwie|dwóch|dwu|two",
    3: "trzy|trzech|three",
    4: "cztery|czterech|four",
    5: "pięć|pięciu|five",
    6: "sześć|sześciu|six",
    7: "siedem|siedmiu|seven",
    8: "osiem|ośmiu|eight",
    9: "dziewięć|dziewięciu|nine",
    10: "dziesięć|dziesięciu|ten",
    12: "dwanaście|dwunastu|twelve",
}


def parity_marks(pl: AdText, en: AdText, law: Law) -> Iterator[Mark]:
    """Yield where *en*, the English version, differs from *pl*; places are those of *en*."""
    yield from _must_haves(pl, en)
    yield from _pay(pl, en, law)
    yield from _numbers(pl, en, law)


def _must_haves(pl: AdText, en: AdText) -> Iterator[Mark]:
    polish, english = pl.items(Section.REQUIREMENTS), en.items(Section.REQUIREMENTS)
    if len(polish) != len(english):
        heading = en.heading(Section.REQUIREMENTS)
        yield Mark(
            name="parity/must-haves",
            start=heading.start if heading else 0,
            end=heading.end if heading else 0,
            filled={"number": str(len(polish)), "other": str(len(english))},
        )


def _pay(pl: AdText, en: AdText, law: Law) -> Iterator[Mark]:
    words = law.vocabulary.pay
    polish, english = pays_in(pl, words), pays_in(en, words)
    for number in range(max(len(polish), len(english))):
        one = polish[number] if number < len(polish) else None
        other = english[number] if number < len(english) else None
        if _told(one, law) != _told(other, law):
            yield Mark(
                name="parity/pay",
                start=other.start if other else 0,
                end=other.end if other else 0,
                filled={"other": one.text if one else "–"},
            )


def _told(pay: Pay | None, law: Law) -> tuple[object, ...]:
    """Return what both versions have to agree on."""
    if pay is None:
        return ()
    words = law.vocabulary.pay
    said = (words.gross, words.net, words.month, words.hour, words.other_period)
    return (pay.low, pay.high, *(bool(one.find(pay.around)) for one in said))


def _numbers(pl: AdText, en: AdText, law: Law) -> Iterator[Mark]:
    words = law.vocabulary.pay
    polish, english = _written(pl, words), _written(en, words)
    for value, (start, end) in english.items():
        if value not in polish and not _in_words(value, pl):
            yield Mark(name="parity/numbers", start=start, end=end, filled={"number": f"{value:g}"})
    for value in polish:
        if value not in english and not _in_words(value, en):
            yield Mark(name="parity/numbers", filled={"number": f"{value:g}"})


def _written(ad: AdText, words: PayWords) -> dict[float, tuple[int, int]]:
    """Return the numbers of *ad* outside its pay, each with its first place."""
    pays = Places((pay.start, pay.end) for pay in pays_in(ad, words))
    text = CLOCK.sub(lambda found: " " * len(found.group()), ad.plain)
    found: dict[float, tuple[int, int]] = {}
    for match in NUMBER.finditer(text):
        if match.start() not in pays:
            found.setdefault(_value(match.group()), match.span())
    return found


def _value(written: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:\D\d{3})+", written):
        return float(re.sub(r"\D", "", written))
    return float(written.replace(",", "."))


def _in_words(value: float, ad: AdText) -> bool:
    words = WORDS.get(value)
    return bool(words and re.search(rf"(?<!\w)(?:{words})(?!\w)", ad.plain, re.IGNORECASE))
