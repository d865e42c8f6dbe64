"""What a job ad is held against: rules with their reasons, and words an editor may change.

Every rule consists of cases. A case is one thing that sets the rule off: a phrase that is
there, something that is missing everywhere, or something the checker works out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from kamquiz.domain.text import Language, Text

#: Law changes twice a year at most, at the turn of it and in summer: older readings are stale.
MONTHS_FRESH = 6

MONTHS = 12

#: Cases the checker works out by itself; each needs its texts, and no phrases.
COMPUTED = frozenset(
    {
        *("title-gendered/noun", "title-marker-only/marker", "title-marker-only/marker-body"),
        *("title-marker-only/english", "gendered-body/past", "gendered-body/conditional"),
        *("gendered-body/future", "gendered-body/duty", "gendered-body/adjective"),
        *("gendered-body/participle", "gendered-body/noun", "gendered-body/alone"),
        *("gendered-body/address", "pay-missing/missing", "pay-incomplete/one-figure"),
        *("pay-incomplete/gross", "pay-incomplete/period", "pay-incomplete/contract"),
        *("pay-incomplete/variable", "pay-range/upside-down", "pay-range/below-month"),
        *("pay-range/below-hour", "pay-range/spread", "must-haves/none", "must-haves/many"),
        *("length/short", "length/long", "sentences/long", "duties/few", "duties/many"),
        *(
            "duties/hidden",
            "placeholders/unfilled",
            "language-level/no-level",
            "english-coded-words/balance",
        ),
        *("language-unknown/unknown", "parity/must-haves", "parity/numbers", "parity/pay"),
        *("coverage/unasked", "coverage/tests-nothing", "jsonld/missing", "jsonld/title"),
        *("jsonld/description", "jsonld/location", "jsonld/remote", "jsonld/pay"),
        *("jsonld/employment-type", "jsonld/date", "jsonld/script"),
    }
)


class Severity(StrEnum):
    """How much a finding weighs; an error keeps a draft from being exported."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def softened(self) -> "Severity":
        """Return what is left of it where a rule is only recommended."""
        return Severity.WARNING if self is Severity.ERROR else Severity.INFO


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

#: "…" stands for so many words at most.
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
        words = [one for one in longest_first if BEGINS_AS_WORD.match(one)]
        signs = [one for one in longest_first if not BEGINS_AS_WORD.match(one)]
        # One look behind for all of them: most places in a text begin no word.
        parts = [rf"(?<!\w)(?:{'|'.join(map(_expression, words))})"] if words else []
        return re.compile("|".join([*parts, *map(_expression, signs)])) if self.written else None

    def __bool__(self) -> bool:
        """Tell whether there is any phrase."""
        return bool(self.written)

    def find(self, text: str) -> re.Match[str] | None:
        """Return the first place in *text* where one of them stands."""
        return self._pattern.search(small(text)) if self._pattern else None

    def all(self, text: str) -> Iterator[re.Match[str]]:
        """Yield every place in *text*, none over another."""
        if self._pattern:
            yield from self._pattern.finditer(small(text))

    def beginning(self, text: str) -> re.Match[str] | None:
        """Return the phrase *text* begins with."""
        return self._pattern.match(small(text)) if self._pattern else None

    def is_(self, text: str) -> bool:
        """Tell whether *text* is one of them and nothing else."""
        return bool(self._pattern and self._pattern.fullmatch(small(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """Phrases and what an ad can say instead, in the *language* of the phrases."""

    phrases: Phrases
    instead: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One thing that sets a rule off, why that matters and what to write instead.

    It is set off by *said*, unless *unless* stands in the same sentence or *anywhere*
    somewhere in the ad; or by the absence of *missing* from an ad that says *about*,
    where a sentence with *unless* does not count.
    *labour_code* holds for employment only and is a recommendation elsewhere;
    *title_only* looks at the name of the post alone.
    """

    id: str
    severity: Severity
    why: Text
    fix: Text
    labour_code: bool = False
    title_only: bool = False
    said: Phrases = Phrases()
    unless: Phrases = Phrases()
    anywhere: Phrases = Phrases()
    missing: Phrases = Phrases()
    about: Phrases = Phrases()
    not_in: tuple[Section, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule for job ads, with the source it rests on."""

    id: str
    source: Text
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A file of rules: *valid_from* says for which ads it is right, *checked_on* since when."""

    name: str
    valid_from: date
    checked_on: date
    rules: tuple[Rule, ...] = ()

    def is_stale(self, today: date) -> bool:
        """Tell whether nobody has checked it against the law for six months."""
        months = (today.year - self.checked_on.year) * MONTHS + today.month - self.checked_on.month
        whole = months - (today.day < self.checked_on.day)
        return whole >= MONTHS_FRESH


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers the rules use; money in zlotys, before tax."""

    monthly_minimum: float
    hourly_minimum: float
    spread_at_most: float
    words_at_least: int
    words_at_most: int
    sentence_words_at_most: int
    must_haves_at_most: int
    duties_at_least: int
    duties_at_most: int
    coded_words_ahead_at_most: int


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


@dataclass(frozen=True, kw_only=True)
class Law:
    """All chapters with the numbers and words they need; *recommended* softens a reason."""

    chapters: tuple[Chapter, ...]
    numbers: Numbers
    vocabulary: Vocabulary
    recommended: Text

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in the order of the files."""
        return tuple(rule for chapter in self.chapters for rule in chapter.rules)

    @cached_property
    def _cases(self) -> Mapping[str, tuple[Rule, Case]]:
        return {f"{rule.id}/{case.id}": (rule, case) for rule in self.rules for case in rule.cases}

    def case(self, name: str) -> tuple[Rule, Case]:
        """Return the rule and case called *name*, as in "pay-range/spread"."""
        return self._cases[name]

    def stale(self, today: date) -> tuple[Chapter, ...]:
        """Return the chapters nobody has checked for six months."""
        return tuple(chapter for chapter in self.chapters if chapter.is_stale(today))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to look at: *quote* is the text from *start* to *end*, in *language*.

    What is missing altogether stands nowhere: its quote is empty, its place 0. The
    language is None where nobody could tell it.
    """

    rule: str
    severity: Severity
    start: int
    end: int
    quote: str
    why: str
    source: str
    fix: str
    language: Language | None = None


def small(text: str) -> str:
    """Return *text* in small letters, letter for letter."""
    # Of all letters this one alone becomes two.
    return "İ".join(one.lower() for one in text.split("İ")) if "İ" in text else text.lower()


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
