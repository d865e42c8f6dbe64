"""What may be chosen for a job description: everything that may also stand in a link.

Choices are words from the bank, small numbers and ticks; free text is never among them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from kamquiz.domain.text import Language

DEFAULT_SENIORITY = "kam"

#: What a pattern calls the experience its seniority asks for.
EXPERIENCE = "experience"

#: Not a trait or a skill, but asked for among them.
EDUCATION = "education"

ENGLISH = "english"
OTHER_LANGUAGE = "other-language"

FULL_TIME_HOURS = 40

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
