"""The keys choices have in links, forms and commands, and how each is read and written.

Everything comes in as a string and goes out as a string again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.jobs.choices import Ids, Spoken
from kamquiz.domain.jobs.options import (
    cefr_levels,
    duty_lines,
    ids,
    success_lines,
    wanted_ids,
)

PERCENT = 100

#: Longer than any number that makes sense here.
MAX_DIGITS = 9


class Problem(StrEnum):
    """What can be wrong with a choice."""

    UNKNOWN_KEY = "unknown-key"
    NOT_OFFERED = "not-offered"
    NO_NUMBER = "no-number"
    OUT_OF_RANGE = "out-of-range"
    PAY_ORDER = "pay-order"
    SPLIT = "split"
    TWICE = "twice"
    NO_DATE = "no-date"
    TOO_LONG = "too-long"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceFault:
    """What is wrong with the choice *key*: its *value*, and what would be right."""

    key: str
    problem: Problem
    value: str = ""
    least: int = 0
    most: int = 0
    close: str = ""


class RefusedError(ValueError):
    """A value was not among what may be chosen."""

    def __init__(self, problem: Problem, value: str, least: int = 0, most: int = 0) -> None:
        """Keep what is wrong with *value*."""
        super().__init__(value)
        self.problem, self.value, self.least, self.most = problem, value, least, most


@dataclass(frozen=True, slots=True)
class OneOf:
    """One id, or none where that is allowed."""

    offered: Callable[[Catalogue], Ids]
    optional: bool = True
    kind = str

    def read(self, value: str, catalogue: Catalogue) -> str | None:
        """Return the id that *value* names; raises RefusedError."""
        if not value and self.optional:
            return None
        if value not in self.offered(catalogue):
            raise RefusedError(Problem.NOT_OFFERED, value)
        return value

    def write(self, value: Any) -> str:
        """Return *value* as it stands in a link."""
        return value or ""


@dataclass(frozen=True, slots=True)
class Several:
    """Several ids, with commas between, each once."""

    offered: Callable[[Catalogue], Ids]
    kind = tuple

    def read(self, value: str, catalogue: Catalogue) -> Ids:
        """Return the ids that *value* names, in its order; raises RefusedError."""
        named = tuple(dict.fromkeys(one.strip() for one in value.split(",") if one.strip()))
        offered = frozenset(self.offered(catalogue))
        for one in named:
            if one not in offered:
                raise RefusedError(Problem.NOT_OFFERED, one)
        return named

    def write(self, value: Any) -> str:
        """Return *value* as it stands in a link."""
        return ",".join(value)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from *least* to *most*, or nothing."""

    least: int
    most: int
    kind = int

    def read(self, value: str, _catalogue: Catalogue) -> int | None:
        """Return the number that *value* writes, blanks between digits or not."""
        digits = "".join(value.split()).removesuffix("%")
        if not digits:
            return None
        if not (digits.isascii() and digits.isdigit() and len(digits) <= MAX_DIGITS):
            raise RefusedError(Problem.NO_NUMBER, value, self.least, self.most)
        if not self.least <= int(digits) <= self.most:
            raise RefusedError(Problem.OUT_OF_RANGE, value, self.least, self.most)
        return int(digits)

    def write(self, value: Any) -> str:
        """Return *value* as it stands in a link."""
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Tick:
    """Yes (1) or no (0)."""

    kind = bool

    def read(self, value: str, _catalogue: Catalogue) -> bool:
        """Return whether *value* says yes."""
        if value not in {"", "0", "1"}:
            raise RefusedError(Problem.NOT_OFFERED, value)
        return value == "1"

    def write(self, value: Any) -> str:
        """Return *value* as it stands in a link."""
        return "1" if value else "0"


Way: TypeAlias = OneOf | Several | Whole | Tick


def _from_words(part: str) -> Callable[[Catalogue], Ids]:
    return lambda catalogue: ids(getattr(catalogue.job, part))


def _spoken(_catalogue: Catalogue) -> Ids:
    return tuple(one.value for one in Spoken)


def _currencies(_catalogue: Catalogue) -> Ids:
    return ("PLN", "EUR")


#: How each choice is read and written, by the key it has in links, forms and commands.
WAYS: Mapping[str, Way] = {
    "pattern": OneOf(lambda bank: ids(bank.patterns), optional=False),
    "seniority": OneOf(lambda bank: ids(bank.seniorities), optional=False),
    "industry": OneOf(lambda bank: ids(bank.industries)),
    "lang": OneOf(_spoken, optional=False),
    "title": OneOf(_from_words("titles"), optional=False),
    "accounts": Whole(0, 500),
    "size": OneOf(_from_words("sizes")),
    "hunting": Whole(0, PERCENT),
    "growing": Whole(0, PERCENT),
    "renewing": Whole(0, PERCENT),
    "contract-years": Whole(1, 20),
    "decision": OneOf(_from_words("decisions")),
    "team": Whole(0, 99),
    "duties": Several(lambda bank: ids(duty_lines(bank))),
    "must": Several(wanted_ids),
    "nice": Several(wanted_ids),
    "english-level": OneOf(cefr_levels),
    "other-language": OneOf(_from_words("languages")),
    "other-level": OneOf(cefr_levels),
    "education": OneOf(_from_words("educations")),
    "success": Several(lambda bank: ids(success_lines(bank))),
    "pay-min": Whole(1, 9_999_999),
    "pay-max": Whole(1, 9_999_999),
    "currency": OneOf(_currencies, optional=False),
    "period": OneOf(_from_words("periods"), optional=False),
    "bonus": Whole(0, 500),
    "bonus-for": OneOf(_from_words("bonus_bases")),
    "bonus-paid": OneOf(_from_words("bonus_periods")),
    "benefits": Several(_from_words("benefits")),
    "contract": OneOf(_from_words("contracts")),
    "mode": OneOf(_from_words("modes")),
    "office-days": Whole(1, 5),
    "hours": Whole(1, 48),
    "travel": Whole(0, PERCENT),
    "flexibility": Several(_from_words("flexibilities")),
    "steps": Several(_from_words("steps")),
    "meetings": Whole(1, 9),
    "answer-days": Whole(1, 60),
    "adjustments": Tick(),
    "privacy": OneOf(_from_words("privacies")),
    "keep-months": Whole(1, 24),
}

#: What a job asks for, and nothing about the employer: enough to measure oneself against.
POSTING_KEYS = (
    *("pattern", "seniority", "industry", "title", "duties", "must", "nice"),
    *("english-level", "other-language", "other-level", "education"),
)


def offered(key: str, catalogue: Catalogue) -> Ids:
    """Return the ids among which *key* chooses; none where it is a number or a tick."""
    way = WAYS[key]
    return way.offered(catalogue) if isinstance(way, OneOf | Several) else ()


def field_of(key: str) -> str:
    """Return the name in JobChoices of the choice called *key* in links."""
    return key.replace("-", "_")
