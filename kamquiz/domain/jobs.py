"""From a few choices to a job description, and from there to a reader's own lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from kamquiz.domain.attempts import Aim
from kamquiz.domain.catalogue import Catalogue
from kamquiz.domain.planning import Plan, Step
from kamquiz.domain.roles import Industry, Line, Seniority
from kamquiz.domain.scoring import LIKELY, Profile
from kamquiz.domain.words import Text

CLASSIC = "classic"
DEFAULT_SENIORITY = "kam"

Choice = TypeVar("Choice")


class UnknownChoiceError(ValueError):
    """A job description was asked for with a choice the bank does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDescription:
    """An example job description for one seniority and, perhaps, one industry."""

    title: Text
    seniority: Seniority
    industry: Industry | None
    reports_to: Text
    summary: tuple[Text, ...]
    duties: tuple[Line, ...]
    requirements: tuple[Line, ...]
    offer: tuple[Line, ...]


def describe_job(
    catalogue: Catalogue,
    *,
    pattern: str = CLASSIC,
    seniority: str | None = None,
    industry: str | None = None,
) -> JobDescription:
    """Return the job description for these choices; the pattern comes first, then the industry.

    Raises UnknownChoiceError, naming choice and value, for one the bank does not have.
    """
    chosen = _known(catalogue.find_pattern(pattern), "pattern", pattern)
    step = _known(catalogue.find_seniority(seniority or DEFAULT_SENIORITY), "seniority", seniority)
    field = _known(catalogue.find_industry(industry), "industry", industry) if industry else None
    experience = Line(id=f"{step.id}-experience", text=step.experience, serves=())
    return JobDescription(
        title=step.title,
        seniority=step,
        industry=field,
        reports_to=chosen.reports_to,
        summary=chosen.summary,
        duties=chosen.duties + (field.duties if field else ()),
        requirements=(experience, *chosen.requirements, *(field.requirements if field else ())),
        offer=chosen.offer,
    )


def job_for(aim: Aim, catalogue: Catalogue) -> JobDescription:
    """Return the example job description for what a reader aims at."""
    return describe_job(catalogue, seniority=aim.seniority, industry=aim.industry)


class Standing(StrEnum):
    """How a reader stands to one line of a job description."""

    SHOWN = "shown"
    PLANNED = "planned"
    ASK = "ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedLine:
    """A line of a job description, what the answers say of it, and the step that serves it."""

    line: Line
    standing: Standing
    step: Step | None = None


def mark(lines: Sequence[Line], profile: Profile, plan: Plan | None) -> tuple[MarkedLine, ...]:
    """Return *lines*, each marked: you show this, it is in your plan, or ask about it.

    A line is shown when every trait and skill it calls for probably reaches the
    target; planned when a step of the plan, or an action beside it, trains one of them;
    else a question.
    """
    return tuple(_mark(line, profile, plan) for line in lines)


def _mark(line: Line, profile: Profile, plan: Plan | None) -> MarkedLine:
    step = _serving_step(line, plan)
    if step:
        return MarkedLine(line=line, standing=Standing.PLANNED, step=step)
    reached = _reached(profile)
    if line.serves and all(one in reached for one in line.serves):
        return MarkedLine(line=line, standing=Standing.SHOWN)
    beside = plan.skills if plan else ()
    if any(one.action.trains in line.serves for one in beside):
        return MarkedLine(line=line, standing=Standing.PLANNED)
    return MarkedLine(line=line, standing=Standing.ASK)


def _serving_step(line: Line, plan: Plan | None) -> Step | None:
    steps = plan.steps if plan else ()
    return next((step for step in steps if step.action.trains in line.serves), None)


def _reached(profile: Profile) -> frozenset[str]:
    """Return the traits and skills that probably are where the job wants them."""
    traits = {one.trait.id for one in profile.scored if one.reaches_target >= LIKELY}
    skills = {one.skill.id for one in profile.skills if one.asked is not None and not one.gap}
    return frozenset(traits | skills)


def _known(found: Choice | None, choice: str, value: str | None) -> Choice:
    if found is None:
        raise UnknownChoiceError(f"there is no {choice} {value!r}")
    return found
