"""From a profile to a plan: a few priorities, each with steps in the weeks ahead."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kamquiz.domain.catalogue import Action, Catalogue, Reach
from kamquiz.domain.scoring import Band, Profile, SkillScore, TraitScore

#: Twelve weeks: long enough to see a change, short enough to be begun today.
WEEKS = 12

#: Weeks after which the plan is looked at together with somebody.
CHECK_IN_WEEKS = (2, 6, 12)

#: More than three skills beside three traits would be a list, not a plan.
SKILLS_BESIDE = 3

#: On the upper levels of a skill, what is meant for beginners teaches little.
STARTER_BELOW = 4

#: What a week may hold; beyond that it is no longer something beside the work.
LEAST_HOURS, MOST_HOURS = 1.0, 20.0

#: The calendar ends with the year 9999.
LATEST_START = date.max - timedelta(weeks=WEEKS)


class UnplannableError(ValueError):
    """No plan can be made of these wishes, or of a profile with too few answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An action and the weeks in which it is done; *hours* is its whole time."""

    number: int
    action: Action
    first_week: int
    last_week: int
    starts: date
    ends: date

    @property
    def hours(self) -> int:
        """Return the hours the step takes in all."""
        return self.action.hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """One trait to work on: its steps, and what is left for when there is time."""

    score: TraitScore
    goal_band: Band
    steps: tuple[Step, ...]
    later: tuple[Action, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillAction:
    """A skill the job asks more of, and one action for it."""

    score: SkillScore
    action: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """A day on which to look back."""

    week: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Twelve weeks on up to three priorities, within the hours a week there are."""

    start: date
    hours: float
    priorities: tuple[Priority, ...]
    check_ins: tuple[CheckIn, ...]
    skills: tuple[SkillAction, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps of all priorities in the order they are done."""
        return tuple(step for priority in self.priorities for step in priority.steps)

    @property
    def end(self) -> date:
        """Return the last day of the plan."""
        return self.start + timedelta(weeks=WEEKS, days=-1)


def build_plan(profile: Profile, catalogue: Catalogue, *, start: date, hours: float) -> Plan:
    """Return the plan for the profile's priorities, one after the other.

    Raises UnplannableError for hours outside LEAST_HOURS … MOST_HOURS, a start after
    LATEST_START, and a profile with too few scored traits.
    """
    if not LEAST_HOURS <= hours <= MOST_HOURS:
        raise UnplannableError(f"hours a week must be from {LEAST_HOURS:g} to {MOST_HOURS:g}")
    if start > LATEST_START:
        raise UnplannableError(f"the plan must start on {LATEST_START} at the latest")
    if not profile.is_clear:
        raise UnplannableError("there are too few answers for a plan")
    return Plan(
        start=start,
        hours=hours,
        priorities=_schedule(profile.priorities, catalogue, start=start, hours=hours),
        check_ins=tuple(
            CheckIn(week=week, day=start + timedelta(weeks=week)) for week in CHECK_IN_WEEKS
        ),
        skills=tuple(_skill_actions(profile, catalogue)),
    )


def fitting_actions(score: TraitScore, catalogue: Catalogue) -> tuple[Action, ...]:
    """Return the trait's actions, those for the reader's level first, short ones first."""
    wanted = Reach.STARTER if score.band < Band.STRONG else Reach.ADVANCED
    actions = catalogue.actions_for(score.trait.id)
    return tuple(sorted(actions, key=lambda one: (one.reach != wanted, one.hours)))


def _skill_actions(profile: Profile, catalogue: Catalogue) -> Iterator[SkillAction]:
    """Yield an action for each of the widest skill gaps; they have no place in the weeks."""
    gaps = sorted((one for one in profile.skills if one.gap), key=lambda one: -one.gap)
    for score in gaps[:SKILLS_BESIDE]:
        wanted = Reach.STARTER if score.level < STARTER_BELOW else Reach.ADVANCED
        actions = catalogue.actions_for(score.skill.id)
        if actions:
            best = min(actions, key=lambda one: (one.reach is not wanted, one.hours))
            yield SkillAction(score=score, action=best)


def _schedule(
    scores: Sequence[TraitScore], catalogue: Catalogue, *, start: date, hours: float
) -> tuple[Priority, ...]:
    """Give each priority an equal block of the weeks and fill it with what fits."""
    priorities: list[Priority] = []
    block = WEEKS / len(scores)
    number = 0
    for place, score in enumerate(scores):
        spent, end = place * block * hours, (place + 1) * block * hours
        steps: list[Step] = []
        later: list[Action] = []
        for action in fitting_actions(score, catalogue):
            if spent + action.hours > end:
                later.append(action)
                continue
            number += 1
            steps.append(_step(number, action, start=start, after=spent, hours=hours))
            spent += action.hours
        priorities.append(
            Priority(
                score=score,
                goal_band=score.next_band,
                steps=tuple(steps),
                later=tuple(later),
            )
        )
    return tuple(priorities)


def _step(number: int, action: Action, *, start: date, after: float, hours: float) -> Step:
    """Place *action* behind the first *after* hours of the plan, at *hours* a week."""
    first = math.floor(after / hours)
    last = math.ceil((after + action.hours) / hours) - 1
    return Step(
        number=number,
        action=action,
        first_week=first + 1,
        last_week=last + 1,
        starts=start + timedelta(weeks=first),
        ends=start + timedelta(weeks=last, days=6),
    )
