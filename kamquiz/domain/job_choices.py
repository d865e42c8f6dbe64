"""What may be chosen for a job description: everything that may also stand in a link.

Choices are words from the bank, small numbers and ticks. They come in as strings, from an
address, a form or a command, and go out as strings again; free text is never among them.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, TypeAlias

from kamquiz.domain.catalogue import Catalogue
from kamquiz.domain.roles import JobPattern, Line, Need
from kamquiz.domain.words import Language

DEFAULT_SENIORITY = "kam"

#: What a pattern calls the experience its seniority asks for.
EXPERIENCE = "experience"

#: Not a trait or a skill, but asked for among them.
EDUCATION = "education"

ENGLISH = "english"
OTHER_LANGUAGE = "other-language"

FULL_TIME_HOURS = 40

PERCENT = 100

#: Longer than any number that makes sense here.
DIGITS_AT_MOST = 9

Ids: TypeAlias = tuple[str, ...]


class Spoken(StrEnum):
    """The languages a description is written in."""

    PL = "pl"
    EN = "en"
    BOTH = "both"

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages, Polish first."""
        return tuple(Language) if self is Spoken.BOTH else (Language(self.value),)


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


def _ids(options: Iterable[Any]) -> Ids:
    return tuple(one.id for one in options)


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
        if not (digits.isascii() and digits.isdigit() and len(digits) <= DIGITS_AT_MOST):
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
    return lambda catalogue: _ids(getattr(catalogue.job, part))


def _spoken(_catalogue: Catalogue) -> Ids:
    return tuple(one.value for one in Spoken)


def _currencies(_catalogue: Catalogue) -> Ids:
    return ("PLN", "EUR")


def cefr_levels(catalogue: Catalogue) -> Ids:
    """Return the levels of a language, lowest first."""
    english = next((one for one in catalogue.skills if one.id == ENGLISH), None)
    return tuple(level.cefr for level in english.levels if level.cefr) if english else ()


def duty_lines(catalogue: Catalogue) -> tuple[Line, ...]:
    """Return every duty there is to choose from."""
    patterns = [line for one in catalogue.patterns for line in one.duties]
    industries = [line for one in catalogue.industries for line in one.duties]
    return (*patterns, *industries, *catalogue.duties)


def requirement_lines(catalogue: Catalogue) -> tuple[Line, ...]:
    """Return every requirement with words of its own: of patterns, industries, seniorities."""
    patterns = [line for one in catalogue.patterns for line in one.requirements]
    industries = [line for one in catalogue.industries for line in one.requirements]
    experience = [experience_line(one.id, catalogue) for one in catalogue.seniorities]
    return (*experience, *patterns, *industries)


def success_lines(catalogue: Catalogue) -> tuple[Line, ...]:
    """Return every measure of success there is to choose from."""
    patterns = [line for one in catalogue.patterns for line in one.success]
    return (*patterns, *(line for one in catalogue.industries for line in one.success))


def experience_line(seniority: str, catalogue: Catalogue) -> Line:
    """Return the experience that *seniority* asks for, as a line of its own."""
    step = catalogue.find_seniority(seniority)
    if step is None:
        raise LookupError(seniority)
    return Line(id=f"{step.id}-{EXPERIENCE}", text=step.experience)


def wanted_ids(catalogue: Catalogue) -> Ids:
    """Return all that can be a must-have or a nice-to-have."""
    return (
        *_ids(requirement_lines(catalogue)),
        *catalogue.trait_by_id,
        *catalogue.skill_by_id,
        EDUCATION,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class JobChoices:
    """The choices a description is made from; None or nothing is "not said yet".

    *hunting*, *growing* and *renewing* are percentages of the work, *travel* of working
    time, *bonus* of base pay. *team* 0 is working alone, *bonus* 0 fixed pay, *hours* are a week.
    """

    pattern: str
    seniority: str = DEFAULT_SENIORITY
    industry: str | None = None
    lang: str = Spoken.PL.value
    title: str = "pair"

    accounts: int | None = None
    size: str | None = None
    hunting: int | None = None
    growing: int | None = None
    renewing: int | None = None
    contract_years: int | None = None
    decision: str | None = None
    team: int | None = None

    duties: Ids = ()
    must: Ids = ()
    nice: Ids = ()
    english_level: str | None = None
    other_language: str | None = None
    other_level: str | None = None
    education: str | None = None
    success: Ids = ()

    pay_min: int | None = None
    pay_max: int | None = None
    currency: str = "PLN"
    period: str = "month"
    bonus: int | None = None
    bonus_for: str | None = None
    bonus_paid: str | None = None
    benefits: Ids = ()

    contract: str | None = None
    mode: str | None = None
    office_days: int | None = None
    hours: int | None = None
    travel: int | None = None
    flexibility: Ids = ()

    steps: Ids = ()
    meetings: int | None = None
    answer_days: int | None = None
    adjustments: bool = False
    privacy: str | None = None
    keep_months: int | None = None

    @property
    def spoken(self) -> Spoken:
        """The languages the description is written in."""
        return Spoken(self.lang)

    def need_of(self, wanted: str) -> Need | None:
        """Return how much *wanted* is needed, if at all."""
        if wanted in self.must:
            return Need.MUST
        return Need.NICE if wanted in self.nice else None


#: How each choice is read and written, by the key it has in links, forms and commands.
WAYS: Mapping[str, Way] = {
    "pattern": OneOf(lambda bank: _ids(bank.patterns), optional=False),
    "seniority": OneOf(lambda bank: _ids(bank.seniorities), optional=False),
    "industry": OneOf(lambda bank: _ids(bank.industries)),
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
    "duties": Several(lambda bank: _ids(duty_lines(bank))),
    "must": Several(wanted_ids),
    "nice": Several(wanted_ids),
    "english-level": OneOf(cefr_levels),
    "other-language": OneOf(_from_words("languages")),
    "other-level": OneOf(cefr_levels),
    "education": OneOf(_from_words("educations")),
    "success": Several(lambda bank: _ids(success_lines(bank))),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadChoices:
    """The choices that were read, and what was wrong: there the suggestion stands."""

    choices: JobChoices
    faults: tuple[ChoiceFault, ...]


def read_choices(values: Mapping[str, str], catalogue: Catalogue) -> ReadChoices:
    """Return the choices in *values*; what is not named there is as suggested for the start."""
    taken, faults = _taken(values, catalogue)
    start = suggested(
        catalogue,
        pattern=taken.get("pattern"),
        seniority=taken.get("seniority"),
        industry=taken.get("industry"),
    )
    choices = replace(start, **taken)
    return ReadChoices(
        choices=choices, faults=(*_unknown_keys(values), *faults, *contradictions(choices))
    )


def choice_values(choices: JobChoices, catalogue: Catalogue) -> dict[str, str]:
    """Return *choices* for a link: the start, and whatever differs from its suggestions."""
    start = suggested(
        catalogue,
        pattern=choices.pattern,
        seniority=choices.seniority,
        industry=choices.industry,
    )
    always = {"pattern", "seniority", *(["industry"] if choices.industry else [])}
    return {
        key: way.write(getattr(choices, field_of(key)))
        for key, way in WAYS.items()
        if key in always or getattr(choices, field_of(key)) != getattr(start, field_of(key))
    }


def posting_values(choices: JobChoices, catalogue: Catalogue) -> dict[str, str]:
    """Return what a link in the posting carries: what the job asks for."""
    values = choice_values(choices, catalogue)
    return {key: values[key] for key in POSTING_KEYS if key in values}


def suggested(
    catalogue: Catalogue,
    *,
    pattern: str | None = None,
    seniority: str | None = None,
    industry: str | None = None,
) -> JobChoices:
    """Return what is shown as picked for a start; the pattern follows from the seniority."""
    cut = _pattern_for(catalogue, pattern, seniority)
    step = seniority or (cut.seniority if catalogue.find_seniority(cut.seniority) else None)
    return replace(
        JobChoices(pattern=cut.id, seniority=step or DEFAULT_SENIORITY, industry=industry or None),
        **_suggested_lines(catalogue, cut, step or DEFAULT_SENIORITY, industry),
        **(_COMPLETE if cut.complete else {}),
    )


#: What a complete posting has to begin with; none of it is a requirement.
_COMPLETE: Mapping[str, Any] = {
    "contract": "employment",
    "hours": FULL_TIME_HOURS,
    "steps": ("reading", "interview", "terms"),
    "adjustments": True,
    "privacy": "notice",
}


def follow(posted: JobChoices, before: JobChoices, after: JobChoices) -> JobChoices:
    """Return *posted*, moved from the suggestions *before* to those *after*.

    What was left as suggested follows the new start; what somebody changed, line by line, stays.
    """
    return replace(
        posted,
        **{
            one.name: _followed(
                getattr(posted, one.name), getattr(before, one.name), getattr(after, one.name)
            )
            for one in fields(JobChoices)
        },
    )


def contradictions(choices: JobChoices) -> tuple[ChoiceFault, ...]:
    """Return what cannot be true together."""
    found = []
    if choices.pay_min and choices.pay_max and choices.pay_min > choices.pay_max:
        found.append(
            ChoiceFault(key="pay-max", problem=Problem.PAY_ORDER, value=str(choices.pay_max))
        )
    split = [choices.hunting, choices.growing, choices.renewing]
    shares = [one for one in split if one is not None]
    if shares and (len(shares) < len(split) or sum(shares) != PERCENT):
        found.append(ChoiceFault(key="hunting", problem=Problem.SPLIT, value=str(sum(shares))))
    found += [
        ChoiceFault(key="nice", problem=Problem.TWICE, value=one)
        for one in choices.nice
        if one in choices.must
    ]
    return tuple(found)


def _taken(
    values: Mapping[str, str], catalogue: Catalogue
) -> tuple[dict[str, Any], list[ChoiceFault]]:
    taken: dict[str, Any] = {}
    faults = []
    for key, way in WAYS.items():
        if key not in values:
            continue
        try:
            taken[field_of(key)] = way.read(values[key].strip(), catalogue)
        except RefusedError as error:
            faults.append(
                ChoiceFault(
                    key=key,
                    problem=error.problem,
                    value=error.value,
                    least=error.least,
                    most=error.most,
                )
            )
    return taken, faults


def _unknown_keys(values: Mapping[str, str]) -> list[ChoiceFault]:
    return [
        ChoiceFault(
            key=key,
            problem=Problem.UNKNOWN_KEY,
            close=next(iter(difflib.get_close_matches(key, WAYS, n=1)), ""),
        )
        for key in values
        if key not in WAYS
    ]


def _pattern_for(catalogue: Catalogue, pattern: str | None, seniority: str | None) -> JobPattern:
    """Return the pattern that is named, else a complete one for the seniority, else any."""
    step = seniority or DEFAULT_SENIORITY
    by_choice = [one for one in catalogue.patterns if one.id == pattern]
    complete = [one for one in catalogue.patterns if one.complete]
    fitting = [one for one in complete if one.seniority == step]
    return next(iter([*by_choice, *fitting, *complete, *catalogue.patterns]))


def _suggested_lines(
    catalogue: Catalogue, cut: JobPattern, seniority: str, industry: str | None
) -> dict[str, Any]:
    branch = catalogue.find_industry(industry)
    experience = f"{seniority}-{EXPERIENCE}"
    named = cut.must or (EXPERIENCE, *_ids(cut.requirements))
    must = [experience if one == EXPERIENCE else one for one in named]
    nice = list(cut.nice)
    levels: dict[str, Any] = {}
    if branch:
        (must if cut.industry is Need.MUST else nice).extend(_ids(branch.requirements))
        if cut.complete and ENGLISH in branch.skills and ENGLISH not in must + nice:
            (must if cut.industry is Need.MUST else nice).append(ENGLISH)
    if ENGLISH in must + nice and (names := cefr_levels(catalogue)):
        levels["english_level"] = names[_english(catalogue, seniority, industry) - 1]
    return {
        "duties": (*_ids(cut.duties), *(_ids(branch.duties) if branch else ())),
        "must": tuple(must),
        "nice": tuple(nice),
        # What an industry measures is offered; three measures are what a year can hold.
        "success": _ids(cut.success),
        **levels,
    }


def _english(catalogue: Catalogue, seniority: str, industry: str | None) -> int:
    """Return the level of English that seniority and industry ask for."""
    step, branch = catalogue.find_seniority(seniority), catalogue.find_industry(industry)
    return max(
        step.skills.get(ENGLISH, 1) if step else 1, branch.skills.get(ENGLISH, 1) if branch else 1
    )


def _followed(posted: Any, before: Any, after: Any) -> Any:
    if not isinstance(posted, tuple):
        return after if posted == before else posted
    gone = [one for one in before if one not in posted]
    kept = [one for one in after if one not in gone]
    return (*kept, *(one for one in posted if one not in before and one not in kept))
