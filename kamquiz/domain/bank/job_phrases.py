"""The words job descriptions are made of, besides the lines of patterns and industries."""

from dataclasses import dataclass

from kamquiz.domain.text import Counted, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to choose: what it is called in the form, and what the description says."""

    id: str
    name: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkMode(Option):
    """Where the work is done; *remote* means never in an office."""

    remote: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Option):
    """A kind of contract, and what depends on it.

    *gross* says how pay is counted, *basis* on what law data of applicants are used.
    *employment_type* is what JSON-LD calls it, empty where the hours decide.
    """

    gross: Text
    full_time: Text
    part_time: Text
    basis: Text
    employment_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The headings of a description, in its order."""

    offer: Text
    duties: Text
    must: Text
    nice: Text
    success: Text
    terms: Text
    recruiting: Text
    privacy: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """Lines with gaps that the choices fill."""

    industry: Text
    reports_to: Text
    accounts: Text
    split: Text
    years: Text
    decision: Text
    team: Text
    solo: Text
    base: Text
    bonus: Text
    no_bonus: Text
    benefits: Text
    language: Text
    contract: Text
    place: Text
    travel: Text
    no_travel: Text
    flexibility: Text
    course: Text
    answer: Text
    contact: Text
    apply_by: Text
    adjustments: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What stands in brackets where something has still to be filled in."""

    employer: Text
    place: Text
    contact: Text
    accounts: Text
    size: Text
    split: Text
    decision: Text
    team: Text
    gross: Text
    base: Text
    bonus: Text
    bonus_rule: Text
    benefits: Text
    other_language: Text
    level: Text
    contract: Text
    mode: Text
    office_days: Text
    hours: Text
    travel: Text
    flexibility: Text
    course: Text
    answer: Text
    keep: Text
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The nouns that are counted, each in the case its sentence asks for."""

    accounts: Counted
    years: Counted
    people: Counted
    office_days: Counted
    hours: Counted
    meetings: Counted
    answer_days: Counted
    keep_months: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """The least level of a trait (standard units) and a skill (1–5) that is a must-have."""

    trait: float
    skill: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JobWords:
    """Everything in ``questions/roles/job.toml``."""

    demand: Demand
    headings: Headings
    sentences: Sentences
    missing: Missing
    counts: Counts
    months: tuple[Text, ...]
    titles: tuple[Option, ...]
    sizes: tuple[Option, ...]
    decisions: tuple[Option, ...]
    languages: tuple[Option, ...]
    educations: tuple[Option, ...]
    contracts: tuple[Contract, ...]
    modes: tuple[WorkMode, ...]
    periods: tuple[Option, ...]
    bonus_bases: tuple[Option, ...]
    bonus_periods: tuple[Option, ...]
    benefits: tuple[Option, ...]
    flexibilities: tuple[Option, ...]
    steps: tuple[Option, ...]
    privacies: tuple[Option, ...]
