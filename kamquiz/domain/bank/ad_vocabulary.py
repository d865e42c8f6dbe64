"""Phrase patterns and the vocabulary with which the checker reads a job ad."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kamquiz.domain.text import Language


class Section(StrEnum):
    """What a part of an ad is about."""

    ROLE = "role"
    DUTIES = "duties"
    REQUIREMENTS = "requirements"
    NICE = "nice"
    OFFER = "offer"
    SUCCESS = "success"
    PLACE = "place"
    PROCESS = "process"
    PRIVACY = "privacy"
    COMPANY = "company"


class Contract(StrEnum):
    """What kind of contract an ad offers."""

    EMPLOYMENT = "employment"
    B2B = "b2b"
    MANDATE = "mandate"


#: A number, a range of numbers, "3+" or a small number in words.
NUMBER = (
    r"(?:\d+(?:[.,]\d+)?\+?(?:\s?(?:-|–|—|do|to)\s?\d+\+?)?|jeden|jednego|dwa|dwóch|dwu|trzy|trzech"
    r"|cztery|czterech|pięć|pięciu|sześć|sześciu|siedem|siedmiu|osiem|ośmiu|dziesięć|dziesięciu"
    r"|one|two|three|four|five|six|seven|eight|ten)"
)


BEGINS_AS_WORD = re.compile(r"[\w#*]")


ENDS_AS_WORD = re.compile(r"[\w#*]$")


#: Maximum number of words that "…" matches.
WORDS_BETWEEN = 4


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """Phrases as an editor writes them: * is any ending, # a number, … up to four words.

    A bar joins words of equal right, in which _ is a blank: "rok|w_roku". Capitals make no
    difference.
    """

    written: tuple[str, ...] = ()

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """The phrases as one expression for small letters, which is much faster than for both."""
        longest_first = sorted(map(small, self.written), key=len, reverse=True)
        words = [phrase for phrase in longest_first if BEGINS_AS_WORD.match(phrase)]
        signs = [phrase for phrase in longest_first if not BEGINS_AS_WORD.match(phrase)]
        # One look behind for all of them: most places in a text begin no word.
        parts = [rf"(?<!\w)(?:{'|'.join(map(_expression, words))})"] if words else []
        return re.compile("|".join([*parts, *map(_expression, signs)])) if self.written else None

    def __bool__(self) -> bool:
        """Whether there is any phrase."""
        return bool(self.written)

    def find(self, text: str) -> re.Match[str] | None:
        """Return the first place in *text* that matches a phrase."""
        return self._pattern.search(small(text)) if self._pattern else None

    def all(self, text: str) -> Iterator[re.Match[str]]:
        """Yield every place in *text*, none over another."""
        if self._pattern:
            yield from self._pattern.finditer(small(text))

    def beginning(self, text: str) -> re.Match[str] | None:
        """Return the phrase *text* begins with."""
        return self._pattern.match(small(text)) if self._pattern else None

    def is_(self, text: str) -> bool:
        """Whether *text* is one of them and nothing else."""
        return bool(self._pattern and self._pattern.fullmatch(small(text)))


#: Default of a case without phrases.
NO_PHRASES = Phrases()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """Phrases and what an ad can say instead, in the *language* of the phrases."""

    phrases: Phrases
    instead: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A noun for a man and its counterpart for a woman, both in the nominative."""

    masculine: str
    feminine: str


@dataclass(frozen=True, kw_only=True)
class GenderWords:
    """Words the grammar of Polish needs besides its dictionary; all in their basic form."""

    pairs: tuple[Pair, ...]
    applicants: frozenset[str]
    third_parties: frozenset[str]
    business_parties: frozenset[str]
    for_everybody: frozenset[str]
    impersonal: frozenset[str]
    adjectival: frozenset[str]
    markers: Phrases
    english_titles: Phrases
    rewrites: tuple[Rewrite, ...]

    @cached_property
    def feminine_of(self) -> Mapping[str, str]:
        """Counterparts the dictionary does not know, by the masculine noun."""
        return {pair.masculine: pair.feminine for pair in self.pairs}

    @cached_property
    def masculine_of(self) -> Mapping[str, str]:
        """The same the other way round."""
        return {pair.feminine: pair.masculine for pair in self.pairs}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedWords:
    """English words that describe people as acting or as caring; *role* is neither."""

    agentic: Phrases
    communal: Phrases
    role: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Headings that open a section."""

    section: Section
    phrases: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """How a kind of contract is named."""

    contract: Contract
    phrases: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class PayWords:
    """Words around money: which amounts are pay, and what is said of them."""

    base: Phrases
    variable: Phrases
    other_money: Phrases
    gross: Phrases
    net: Phrases
    month: Phrases
    hour: Phrases
    other_period: Phrases
    part_time: Phrases
    rule: Phrases

    @property
    def periods(self) -> tuple[Phrases, ...]:
        """Every way to say for which time an amount is."""
        return (self.month, self.hour, self.other_period)


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageWords:
    """How an ad asks for a language, and what shows its level."""

    asked: Phrases
    levels: Phrases
    lessons: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the checker reads an ad with."""

    gender: GenderWords
    coded: CodedWords
    headings: tuple[Heading, ...]
    contracts: tuple[Offer, ...]
    pay: PayWords
    languages: LanguageWords
    duty_openings: Phrases


def small(text: str) -> str:
    """Return *text* in small letters, letter for letter."""
    # Of all letters this one alone becomes two.
    return "İ".join(part.lower() for part in text.split("İ")) if "İ" in text else text.lower()


def _expression(phrase: str) -> str:
    """Return *phrase* as a regular expression of whole words; commas and colons are free."""
    expression, gap = "", ""
    for word in phrase.split():
        if word == "…":
            gap = rf"(?:[^\s.;:!?]+[^\S\n]+){{0,{WORDS_BETWEEN}}}?"
            continue
        joint = r"[,:]?[^\S\n]+" if expression else ""
        expression += joint + gap + "(?:" + "|".join(map(_word, word.split("|"))) + ")"
        gap = ""
    return expression + (r"(?!\w)" if ENDS_AS_WORD.search(phrase) else "")


def _word(word: str) -> str:
    parts = re.split(r"(\*|#{1,2}|[-–_])", word)
    return "".join(_PARTS.get(part, re.escape(part)) for part in parts)


_PARTS = {
    "*": r"\w*",
    "#": NUMBER,
    "##": r"\d{2}",
    "-": r"[-–—\s]?",
    "–": r"[-–—\s]?",
    "_": r"[^\S\n]+",
}
