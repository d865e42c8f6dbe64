"""What a job ad is held against: rules with their reasons, and words an editor may change.

Every rule consists of cases. A case is one thing that sets the rule off: a phrase that is
there, something that is missing everywhere, or something the checker works out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from kamquiz.domain.bank.ad_vocabulary import NO_PHRASES, Phrases, Rewrite, Section, Vocabulary
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
    said: Phrases = NO_PHRASES
    unless: Phrases = NO_PHRASES
    anywhere: Phrases = NO_PHRASES
    missing: Phrases = NO_PHRASES
    about: Phrases = NO_PHRASES
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
        """Whether nobody has checked it against the law for six months."""
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
