"""A plan is changed by functions; what was written before is never lost."""

from dataclasses import replace
from datetime import date, time

import pytest

from kamquiz.domain.plan.build import build_plan
from kamquiz.domain.plan.edit import (
    added,
    laid_out_anew,
    moved,
    own_step,
    rechosen,
    resettled,
    revised,
    with_check_in,
    with_priority,
    with_step,
    without_step,
)
from kamquiz.domain.plan.model import (
    MAX_HISTORY,
    MAX_HISTORY_BYTES,
    Outcome,
    Phrase,
    Report,
    Rhythm,
)
from tests.builders import a_catalogue, a_profile, an_action, an_if_then

MONDAY, DAY = date(2027, 1, 4), date(2027, 1, 20)
TRAITS = ("closer", "team", "solver", "insight")
PROFILE = a_profile(closer=-2.0, team=-1.0, solver=-0.5, insight=1.0)
BANK = a_catalogue(
    *TRAITS,
    actions=tuple(
        an_action(trait, hours, if_then=an_if_then("review"))
        for trait in TRAITS
        for hours in (2, 3)
    ),
)


@pytest.fixture
def plan():
    return build_plan(PROFILE, BANK, start=MONDAY, hours=2.0)


def reworded(plan, **parts):
    return with_priority(plan, replace(plan.priorities[0], **parts))


def test_a_replaced_wording_is_kept_with_the_day_and_its_place(plan):
    old = plan.priorities[0].if_then

    changed = revised(plan, reworded(plan, if_then=Phrase.own("If …, then I ask.")), day=DAY)

    (kept,) = changed.history
    assert (kept.day, kept.trait, kept.part, kept.words) == (DAY, "closer", "if_then", old.text)
    assert changed.priorities[0].if_then.is_own


def test_a_private_note_that_is_rewritten_is_kept_as_well(plan):
    noted = revised(plan, reworded(plan, note="first"), day=DAY)

    rewritten = revised(noted, reworded(noted, note="second"), day=DAY)

    assert noted.history == ()
    assert [one.words.pl for one in rewritten.history] == ["first"]


def test_nothing_changed_is_nothing_to_remember(plan):
    assert revised(plan, reworded(plan, repeated=True), day=DAY).history == ()


def test_the_history_ends_somewhere_the_oldest_wordings_of_the_fullest_part_go_first(plan):
    plan = revised(plan, reworded(plan, goal=Phrase.own("my goal")), day=DAY)
    first = plan.history
    for number in range(MAX_HISTORY + 5):
        plan = revised(plan, reworded(plan, note=f"note {number}"), day=DAY)

    assert len(plan.history) == MAX_HISTORY
    assert plan.history[: len(first)] == first
    assert plan.history[len(first)].words.pl == "note 5"
    assert plan.dropped == MAX_HISTORY + 4 + len(first) - MAX_HISTORY


def test_long_notes_push_out_older_long_notes_and_no_other_words(plan):
    plan = revised(plan, reworded(plan, goal=Phrase.own("my goal")), day=DAY)
    first = plan.history
    for number in range(30):
        plan = revised(plan, reworded(plan, note=f"{number} " + "ż" * 4_990), day=DAY)

    assert sum(one.size for one in plan.history) <= MAX_HISTORY_BYTES
    assert plan.history[: len(first)] == first
    assert plan.history[-1].words.pl.startswith("28 ")
    assert len(plan.history) + plan.dropped == len(first) + 29


def test_a_dropped_priority_comes_back_with_its_words_and_steps(plan):
    written = reworded(plan, note="mine")
    steps = written.steps_for("closer")

    dropped = rechosen(written, ["team", "insight"], PROFILE, BANK, {})
    back = rechosen(dropped, ["closer", "team"], PROFILE, BANK, {})

    assert [one.trait.id for one in dropped.priorities] == ["team", "insight"]
    assert dropped.steps_for("closer") == ()
    assert dropped.steps_for("insight")
    assert back.priorities[0].note == "mine"
    assert back.steps_for("closer") == steps


def test_another_order_changes_no_word_and_no_step(plan):
    turned = rechosen(plan, ["solver", "team", "closer"], PROFILE, BANK, {})

    assert [one.trait.id for one in turned.priorities] == ["solver", "team", "closer"]
    assert set(turned.steps) == set(plan.steps)


def test_a_step_moves_with_its_length_and_stays_within_the_plan(plan):
    step = replace(plan.steps[0], first_week=1, last_week=3)

    assert (moved(step, 5).first_week, moved(step, 5).last_week) == (5, 7)
    assert (moved(step, 12).first_week, moved(step, 12).last_week) == (12, 12)


def test_a_week_with_too_much_is_named_not_forbidden(plan):
    crowded = with_step(plan, replace(plan.active_steps[-1], first_week=1, last_week=1))

    assert crowded.overfull == (1,)
    assert plan.overfull == ()


def test_own_steps_have_names_of_their_own(plan):
    first = own_step(plan, "call them", hours=1, week=3, serves="team")
    second = own_step(with_step(plan, first), "call again", hours=1, week=3, serves="")

    assert (first.id, second.id) == ("own-1", "own-2")
    assert with_step(with_step(plan, first), second).other_steps == (second,)
    assert first in with_step(plan, first).steps_for("team")


def test_a_removed_step_can_be_added_again_from_the_library(plan):
    action = plan.steps[0].action
    without = without_step(plan, action.id)

    assert without.step(action.id) is None
    assert added(without, action, week=7).step(action.id).first_week == 7


def test_laying_out_anew_leaves_done_steps_and_begins_no_earlier_than_now(plan):
    first = plan.active_steps[0]
    plan = with_step(plan, replace(first, done=True))

    anew = laid_out_anew(plan, from_week=6)

    assert anew.step(first.id) == plan.step(first.id)
    assert all(one.first_week >= 6 for one in anew.steps if not one.done)


def test_another_first_day_moves_the_check_ins_and_keeps_what_was_said(plan):
    said = with_check_in(plan, 2, [Report(trait="closer", outcome=Outcome.DONE)], {}, day=DAY)

    later = resettled(
        said, start=date(2027, 1, 11), hours=3.0, rhythm=Rhythm(weekday=0, time=time(8, 30))
    )

    assert [one.day for one in later.check_ins] == [
        date(2027, 1, 25),
        date(2027, 2, 22),
        date(2027, 4, 5),
    ]
    assert later.check_in(2).reported == DAY


def test_a_check_in_keeps_what_was_said_and_a_changed_intention_must_be_repeated(plan):
    plan = reworded(plan, repeated=True)
    new = Phrase.own("If they hesitate, then I ask when.")

    said = with_check_in(
        plan,
        2,
        [Report(trait="closer", outcome=Outcome.PARTLY, obstacle="no time")],
        {"closer": new},
        day=DAY,
    )

    assert said.check_in(2).report_on("closer").outcome is Outcome.PARTLY
    assert said.check_in(6).reported is None
    assert (said.priorities[0].if_then, said.priorities[0].repeated) == (new, False)
    assert said.priorities[1] == plan.priorities[1]


@pytest.mark.parametrize(
    ("today", "week"),
    [
        pytest.param(date(2027, 1, 17), None, id="the day before"),
        pytest.param(date(2027, 1, 18), 2, id="two weeks"),
        pytest.param(date(2027, 2, 14), 2, id="late, but still the newest"),
        pytest.param(date(2027, 2, 15), 6, id="six weeks"),
        pytest.param(date(2028, 1, 1), 12, id="long after"),
    ],
)
def test_the_newest_check_in_whose_day_has_come_is_due_until_it_is_answered(plan, today, week):
    due = plan.due(today)

    assert (due and due.week) == week
    if due:
        assert with_check_in(plan, due.week, [], {}, day=today).due(today) is None
