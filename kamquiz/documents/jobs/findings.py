"""Findings about a job ad, and the ad itself, for other programs."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from kamquiz.domain.bank.ad_rules import Finding
from kamquiz.domain.text import Language

#: Longer than any ad: ten times what people read to the end.
MAX_CHARACTERS = 50 * 1024

#: Each word and each line is looked at by itself, each different word in the dictionary. Prose of
#: that many characters has 8,000 to 9,500 words, of which 1,000 to 2,400 are different.
MAX_WORDS = 11_000
MAX_DIFFERENT_WORDS = 3_000
MAX_LINES = 2_500

WORD = re.compile(r"[^\W_]+")

#: What begins a line: the end of another, a block of HTML, a bullet.
LINE = re.compile(
    r"\r\n?|[\n\v\f\x85\u2028\u2029•▪►✓✔➢●■]"
    r"|</?(?:p|div|li|ul|ol|br|h[1-6]|tr|td|table|section|article)\b",
    re.IGNORECASE,
)

KEYS = ("text", "lang")

UNKNOWN_KEYS_NAMED = 10


class Unit(StrEnum):
    """What an ad can have too much of."""

    CHARACTERS = "characters"
    WORDS = "words"
    DIFFERENT_WORDS = "different words"
    LINES = "lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """Why an ad is not checked: it has *count* of *unit* and may have *most*."""

    unit: Unit
    count: int
    most: int


class AdError(ValueError):
    """The ad cannot be read; *faults* says why, one line each."""

    def __init__(self, *faults: str) -> None:
        """Keep the faults."""
        self.faults = faults
        super().__init__("\n".join(faults))


class LongAdError(AdError):
    """The ad is longer than any ad is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAd:
    """An ad somebody wants checked, and the language they want to be answered in."""

    text: str
    language: Language


def findings_json(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return *findings* with the keys of the contract."""
    return [asdict(one) for one in findings]


def read_ad_text(content: bytes) -> str:
    """Return the text of an ad, every character of it; raises AdError if that is none.

    A mark that some editors put before the text stays, so that places are those of the file.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise AdError(f"the text is not UTF-8: byte {error.start + 1} cannot be read") from error
    return _of_bearable_length(text)


def read_sent_ad(body: bytes) -> SentAd:
    """Return the ad in {"text": …, "lang": "pl"}, a JSON *body*; raises AdError with all faults."""
    try:
        values = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise AdError(f"not valid JSON: {error}") from error
    if not isinstance(values, dict):
        raise AdError("the body must be an object with the key 'text'")
    unknown = [key for key in values if key not in KEYS]
    faults = [f"unknown key: {key[:40]!r}" for key in unknown[:UNKNOWN_KEYS_NAMED]]
    text, lang = values.get("text"), values.get("lang", Language.PL.value)
    if not isinstance(text, str):
        faults.append("text must be a text")
    if lang not in [one.value for one in Language]:
        faults.append("lang must be 'pl' or 'en'")
    if faults or not isinstance(text, str):
        raise AdError(*faults)
    return SentAd(text=_of_bearable_length(text), language=Language(lang))


def excess(text: str) -> Excess | None:
    """Return what *text* has too much of to be checked within a second; None if it is fine."""
    if len(text) > MAX_CHARACTERS:
        return Excess(unit=Unit.CHARACTERS, count=len(text), most=MAX_CHARACTERS)
    words = WORD.findall(text)
    different = sum(map(str.isalpha, set(words)))
    for unit, count, most in (
        (Unit.WORDS, len(words), MAX_WORDS),
        (Unit.DIFFERENT_WORDS, different, MAX_DIFFERENT_WORDS),
        (Unit.LINES, len(LINE.findall(text)), MAX_LINES),
    ):
        if count > most:
            return Excess(unit=unit, count=count, most=most)
    return None


def _of_bearable_length(text: str) -> str:
    found = excess(text)
    if found:
        raise LongAdError(
            f"the text has {found.count} {found.unit}, at most {found.most} are checked"
        )
    return text
