"""Changing a plan: every function takes a plan and returns another one.

What was written before is kept in the plan's history, so that somebody can see in
twelve weeks what they meant at the start.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kamquiz.domain.assessment.scoring import Profile
from kamquiz.domain.bank.actions import Action
from kamquiz.domain.bank.catalogue import Catalogue, Rating, StatementId, TraitId
from kamquiz.domain.plan.build import block, lay_out, step_from, suggest
from kamquiz.domain.plan.model import (
    MAX_HISTORY,
    MAX_HISTORY_BYTES,
    WEEKS,
    CheckIn,
    Phrase,
    Plan,
    Priority,
    Report,
    Rewording,
    Rhythm,
    Step,
    check_ins_from,
    phrases,
)
from kamquiz.domain.plan.schedule import Room


def revised(before: Plan, after: Plan, *, day: date) -> Plan:
    """Return *after* with every wording of *before* that it replaced, and when.

    Where that is more than a history holds, the oldest wordings of the part that takes the
    most room go: a note that is written again every day does not push out anything else.
    """
    replaced = [
        Rewording(day=day, trait=old.trait.id, part=part, words=words.text)
        for old in before.priorities
        if (new := after.priority(old.trait.id))
        for (part, words), (_, now) in zip(phrases(old), phrases(new), strict=True)
        if words != now and not words.is_empty
    ]
    history = [*after.history, *replaced]
    kept = _without_excess(history)
    return replace(after, history=tuple(kept), dropped=after.dropped + len(history) - len(kept))


def _without_excess(history: Sequence[Rewording]) -> list[Rewording]:
    """Return what a history holds of *history*."""
    kept, bytes_left = list(history), MAX_HISTORY_BYTES - sum(one.size for one in history)
    while len(kept) > MAX_HISTORY or bytes_left < 0:
        room: Counter[tuple[TraitId, str]] = Counter()
        for one in kept:
            # By bytes where these are too many, else by the number of wordings.
            room[one.trait, one.part] += one.size if bytes_left < 0 else 1
        largest = max(room, key=lambda part: room[part])
        oldest = next(one for one in kept if (one.trait, one.part) == largest)
        kept.remove(oldest)
        bytes_left += oldest.size
    return kept


def with_priority(plan: Plan, changed: Priority) -> Plan:
    """Return *plan* with *changed* in place of the priority for the same trait."""
    return replace(
        plan,
        priorities=tuple(
            changed if one.trait.id == changed.trait.id else one for one in plan.priorities
        ),
    )


def rechosen(
    plan: Plan,
    chosen: Sequence[TraitId],
    profile: Profile,
    catalogue: Catalogue,
    ratings: Mapping[StatementId, Rating],
) -> Plan:
    """Return *plan* for the traits *chosen*, in their order.

    What is dropped is shelved with its words and steps, and comes back as it was.
    """
    known = {one.trait.id: one for one in (*plan.shelved, *plan.priorities)}
    scores = [profile.trait(one) for one in chosen]
    shelved = {one: kept for one, kept in known.items() if one not in chosen}
    kept = [one for one in plan.steps if one.serves not in shelved]
    put_aside = [one for one in plan.steps if one.serves in shelved]
    return replace(
        plan,
        priorities=tuple(
            known.get(one.trait.id) or suggest(one, catalogue, ratings) for one in scores
        ),
        shelved=tuple(shelved.values()),
        steps=(*lay_out(scores, catalogue, hours=plan.hours, kept=kept), *put_aside),
    )


def with_step(plan: Plan, step: Step) -> Plan:
    """Return *plan* with *step*, in place of the one with the same id or as a new one."""
    if plan.step(step.id) is None:
        return replace(plan, steps=(*plan.steps, step))
    return replace(plan, steps=tuple(step if one.id == step.id else one for one in plan.steps))


def without_step(plan: Plan, step: str) -> Plan:
    """Return *plan* without the step called *step*."""
    return replace(plan, steps=tuple(one for one in plan.steps if one.id != step))


def added(plan: Plan, action: Action, *, week: int) -> Plan:
    """Return *plan* with *action* as a step that begins in *week*, whether there is room or not."""
    room = Room(plan.hours, plan.active_steps)
    placed = room.place(action.hours, weeks=action.weeks, earliest=week, latest=week)
    last = min(WEEKS, week + action.weeks - 1)
    return with_step(plan, step_from(action, *(placed or (week, last))))


def own_step(plan: Plan, title: str, *, hours: float, week: int, serves: str) -> Step:
    """Return a step in the reader's own words; it begins in *week* and takes the weeks it needs."""
    placed = Room(plan.hours, plan.active_steps).place(hours, earliest=week, latest=week)
    first, last = placed or (week, week)
    return Step(
        id=_free_id(plan),
        serves=serves,
        title=Phrase.own(title),
        hours=hours,
        first_week=first,
        last_week=last,
    )


def moved(step: Step, week: int) -> Step:
    """Return *step* beginning in *week*; it keeps its length as far as there are weeks left."""
    length = step.last_week - step.first_week
    return replace(step, first_week=week, last_week=min(WEEKS, week + length))


def resettled(plan: Plan, *, start: date, hours: float, rhythm: Rhythm) -> Plan:
    """Return *plan* with another first day, other hours a week or another hour of the week."""
    return replace(
        plan,
        start=start,
        hours=hours,
        rhythm=rhythm,
        check_ins=check_ins_from(start, plan.check_ins),
    )


def laid_out_anew(plan: Plan, *, from_week: int = 1) -> Plan:
    """Return *plan* with its open steps placed again, none before *from_week*.

    A step for which no stretch of weeks has room stays where it is.
    """
    open_steps = [one for one in plan.active_steps if not one.done]
    room = Room(plan.hours, [one for one in plan.active_steps if one.done])
    place = {one.trait.id: number for number, one in enumerate(plan.priorities)}
    for step in sorted(open_steps, key=lambda one: place.get(TraitId(one.serves), WEEKS)):
        begins = 1
        if TraitId(step.serves) in place:
            begins, _ends = block(place[TraitId(step.serves)], of=len(place))
        weeks = step.action.weeks if step.action else 1
        placed = room.place(step.hours, weeks=weeks, earliest=max(begins, from_week))
        if placed:
            plan = with_step(plan, replace(step, first_week=placed[0], last_week=placed[1]))
    return plan


def with_check_in(
    plan: Plan,
    week: int,
    reports: Sequence[Report],
    intentions: Mapping[TraitId, Phrase],
    *,
    day: date,
) -> Plan:
    """Return *plan* with what was said after *week* weeks, and with changed *intentions*.

    A changed intention has not been repeated yet.
    """

    def said(one: CheckIn) -> CheckIn:
        return replace(one, reported=day, reports=tuple(reports)) if one.week == week else one

    def meant(one: Priority) -> Priority:
        new = intentions.get(one.trait.id, one.if_then)
        return one if new == one.if_then else replace(one, if_then=new, repeated=False)

    return replace(
        plan,
        check_ins=tuple(said(one) for one in plan.check_ins),
        priorities=tuple(meant(one) for one in plan.priorities),
    )


def _free_id(plan: Plan) -> str:
    taken = {one.id for one in plan.steps}
    number = 1
    while f"own-{number}" in taken:
        number += 1
    return f"own-{number}"
