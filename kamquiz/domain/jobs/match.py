"""A job description beside a reader: what is shown, what is planned, what to ask about."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kamquiz.domain.assessment.scoring import LIKELY, Profile
from kamquiz.domain.bank.role import Line
from kamquiz.domain.plan.model import Plan, Step


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
    steps = plan.active_steps if plan else ()
    return next((step for step in steps if step.serves in line.serves), None)


def _reached(profile: Profile) -> frozenset[str]:
    """Return the traits and skills that probably are where the job wants them."""
    traits = {one.trait.id for one in profile.scored if one.reaches_target >= LIKELY}
    skills = {one.skill.id for one in profile.skills if one.asked is not None and not one.gap}
    return frozenset(traits | skills)
