"""From a profile to a plan: a few priorities, each with words and steps to begin with."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from kamquiz.domain.assessment.scoring import Band, Profile, TraitScore
from kamquiz.domain.bank.actions import Action, Reach
from kamquiz.domain.bank.catalogue import (
    Catalogue,
    Difficulty,
    Rating,
    Statement,
    StatementId,
    Trait,
    TraitId,
)
from kamquiz.domain.plan.model import (
    MAX_HOURS,
    MIN_HOURS,
    NOTHING,
    ROUNDING,
    WEEKS,
    Phrase,
    Plan,
    Priority,
    SkillAction,
    Step,
    check_ins_from,
)
from kamquiz.domain.plan.schedule import Room

#: More than three skills beside three traits would be a list, not a plan.
SKILLS_BESIDE = 3

#: On the upper levels of a skill, what is meant for beginners teaches little.
STARTER_BELOW = 4

#: The calendar ends with the year 9999.
LATEST_START = date.max - timedelta(weeks=WEEKS)

#: What comes first where the answers name no behaviour: the one most people can begin with.
_EASE = (Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD)


class UnplannableError(ValueError):
    """No plan can be made of these wishes, or of a profile with too few answers."""


def build_plan(
    profile: Profile,
    catalogue: Catalogue,
    *,
    start: date,
    hours: float,
    ratings: Mapping[StatementId, Rating] | None = None,
    chosen: Sequence[TraitId] = (),
) -> Plan:
    """Return the plan for *chosen*, or for the profile's priorities, one after the other.

    Raises UnplannableError for hours outside MIN_HOURS … MAX_HOURS, a start after
    LATEST_START, and a profile with too few scored traits.
    """
    if not MIN_HOURS <= hours <= MAX_HOURS:
        raise UnplannableError(f"hours a week must be from {MIN_HOURS:g} to {MAX_HOURS:g}")
    if start > LATEST_START:
        raise UnplannableError(f"the plan must start on {LATEST_START} at the latest")
    if not profile.is_clear:
        raise UnplannableError("there are too few answers for a plan")
    scores = [profile.trait(one) for one in chosen] or list(profile.priorities)
    return Plan(
        start=start,
        hours=hours,
        priorities=tuple(suggest(one, catalogue, ratings or {}) for one in scores),
        steps=lay_out(scores, catalogue, hours=hours),
        check_ins=check_ins_from(start),
        skills=skill_actions(profile, catalogue),
    )


def suggest(
    score: TraitScore, catalogue: Catalogue, ratings: Mapping[StatementId, Rating]
) -> Priority:
    """Return a priority in the bank's words: the reader changes what does not fit."""
    actions = fitting_actions(score, catalogue)
    first = actions[0] if actions else None
    intention = next((one for one in actions if one.if_then), None)
    return Priority(
        trait=score.trait,
        behaviour=behaviours(score.trait, ratings)[0],
        if_then=if_then_of(intention) if intention else NOTHING,
        first_step=first_step_of(first) if first else NOTHING,
        artefact=artefacts(score.trait, actions[:1])[0],
        goal=goals(score)[0],
    )


def behaviours(trait: Trait, ratings: Mapping[StatementId, Rating]) -> tuple[Phrase, ...]:
    """Return the trait's plain statements, first what the reader says to do least."""
    plain = [one for one in trait.statements if not one.reverse]

    def rarity(one: Statement) -> tuple[int, int]:
        return int(ratings.get(one.id, Rating.EVERY_TIME)), _EASE.index(one.difficulty)

    return tuple(Phrase(text=one.text, source=one.id) for one in sorted(plain, key=rarity))


def artefacts(trait: Trait, actions: Sequence[Action]) -> tuple[Phrase, ...]:
    """Return what could be shown: the proof of each action, then the trait's own evidence."""
    proofs = [Phrase(text=one.proof, source=f"{one.id}/proof") for one in actions]
    return (*proofs, Phrase(text=trait.evidence, source=f"{trait.id}/evidence"))


def goals(score: TraitScore) -> tuple[Phrase, ...]:
    """Return the levels above the reader's, the next one first."""
    bands = [one for one in Band if one > score.band] or [Band.EXEMPLARY]
    return tuple(
        Phrase(text=score.trait.levels[one], source=f"{score.trait.id}/{one.id}") for one in bands
    )


def if_then_of(action: Action) -> Phrase:
    """Return the intention that comes with *action*; there must be one."""
    if action.if_then is None:
        raise ValueError(f"action {action.id} has no intention")
    return Phrase(text=action.if_then.text, source=f"{action.id}/if-then")


def first_step_of(action: Action) -> Phrase:
    """Return the first step of *action*."""
    return Phrase(text=action.first_step, source=f"{action.id}/first-step")


def fitting_actions(score: TraitScore, catalogue: Catalogue) -> tuple[Action, ...]:
    """Return the trait's actions, those for the reader's level first, short ones first."""
    wanted = Reach.STARTER if score.band < Band.STRONG else Reach.ADVANCED
    actions = catalogue.actions_for(score.trait.id)
    return tuple(sorted(actions, key=lambda one: (one.reach != wanted, one.hours)))


def left_over(plan: Plan, trait: Trait, catalogue: Catalogue) -> tuple[Action, ...]:
    """Return the trait's actions that are no step of *plan*: for when there is time."""
    planned = {one.action.id for one in plan.steps if one.action}
    return tuple(one for one in catalogue.actions_for(trait.id) if one.id not in planned)


def skill_actions(profile: Profile, catalogue: Catalogue) -> tuple[SkillAction, ...]:
    """Return an action for each of the widest skill gaps; they have no place in the weeks."""
    return tuple(_skill_actions(profile, catalogue))


def _skill_actions(profile: Profile, catalogue: Catalogue) -> Iterator[SkillAction]:
    gaps = sorted((one for one in profile.skills if one.gap), key=lambda one: -one.gap)
    for score in gaps[:SKILLS_BESIDE]:
        wanted = Reach.STARTER if score.level < STARTER_BELOW else Reach.ADVANCED
        actions = catalogue.actions_for(score.skill.id)
        if actions:
            best = min(actions, key=lambda one: (one.reach is not wanted, one.hours))
            yield SkillAction(score=score, action=best)


def lay_out(
    scores: Sequence[TraitScore],
    catalogue: Catalogue,
    *,
    hours: float,
    kept: Sequence[Step] = (),
) -> tuple[Step, ...]:
    """Return *kept*, and for each of *scores* without steps what its share of the weeks holds.

    One priority comes after the other, so that one thing is practised at a time; a step
    that needs more weeks may run on beside what follows.
    """
    served = {one.serves for one in kept}
    room = Room(hours, kept)
    laid: dict[str, Step] = {}
    blocks = [
        (score, *block(place, of=len(scores)))
        for place, score in enumerate(scores)
        if score.trait.id not in served
    ]
    # First one step for everything, within its own weeks; then what else there is room for:
    # a long step of the first priority must not leave the last one with nothing.
    for score, begins, ends in blocks:
        laid |= _fill(score, catalogue, room, laid, weeks=(begins, ends), until=ends, most=1)
    for score, begins, ends in blocks:
        laid |= _fill(score, catalogue, room, laid, weeks=(begins, ends))
    return (*kept, *laid.values())


def block(place: int, *, of: int) -> tuple[int, int]:
    """Return the first and last week in which the priority at *place* begins its steps."""
    length = WEEKS // of
    return place * length + 1, (place + 1) * length


def _fill(
    score: TraitScore,
    catalogue: Catalogue,
    room: Room,
    laid: Mapping[str, Step],
    *,
    weeks: tuple[int, int],
    until: int = WEEKS,
    most: int | None = None,
) -> dict[str, Step]:
    """Return up to *most* more steps for *score* that begin in *weeks*, first to last.

    All steps of a priority together take no more hours than those weeks have.
    """
    spent = sum(one.hours for one in laid.values() if one.serves == score.trait.id)
    begins, ends = weeks
    budget = (ends - begins + 1) * room.hours - spent
    steps: dict[str, Step] = {}
    for action in fitting_actions(score, catalogue):
        if action.id in laid or action.hours > budget + ROUNDING:
            continue
        placed = room.place(
            action.hours, weeks=action.weeks, earliest=begins, latest=ends, until=until
        )
        if placed:
            budget -= action.hours
            steps[action.id] = step_from(action, *placed)
        if len(steps) == most:
            break
    return steps


def step_from(action: Action, first_week: int, last_week: int) -> Step:
    """Return *action* as a step in these weeks."""
    return Step(
        id=action.id,
        serves=action.trains,
        title=Phrase(text=action.title, source=action.id),
        hours=action.hours,
        first_week=first_week,
        last_week=last_week,
        action=action,
    )
