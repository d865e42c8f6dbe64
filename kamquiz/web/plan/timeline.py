"""Positions of the steps and check-ins of a plan on a line of weeks."""

from dataclasses import dataclass

from kamquiz.domain.plan.model import WEEKS, Plan, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A step on the line of weeks, across in per cent."""

    step: Step
    number: int
    left: float
    length: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The steps of a plan over its weeks, and the days on which to look back."""

    bars: tuple[Bar, ...]
    looks: tuple[float, ...]
    weeks: tuple[tuple[int, float], ...]


def timeline(plan: Plan) -> Timeline:
    """Return the line of weeks of *plan*, its steps in order."""
    return Timeline(
        bars=tuple(
            Bar(
                step=step,
                number=number,
                left=_week(step.first_week - 1),
                length=_week(step.last_week - step.first_week + 1),
            )
            for number, step in enumerate(plan.active_steps, start=1)
        ),
        looks=tuple(_week(one.week) for one in plan.check_ins),
        weeks=tuple((week, _week(week - 0.5)) for week in range(1, WEEKS + 1)),
    )


def _week(weeks: float) -> float:
    """Return how far *weeks* reach, in per cent of the plan."""
    return round(100 * weeks / WEEKS, 2)
