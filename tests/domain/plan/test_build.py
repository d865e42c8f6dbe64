"""Twelve weeks, three blocks, never more hours than there are."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kamquiz.domain.assessment.scoring import SkillScore, Target
from kamquiz.domain.bank.actions import Reach
from kamquiz.domain.bank.catalogue import Difficulty
from kamquiz.domain.plan.build import (
    UnplannableError,
    behaviours,
    build_plan,
    fitting_actions,
    left_over,
)
from kamquiz.domain.plan.model import WEEKS
from tests.builders import (
    a_catalogue,
    a_profile,
    a_score,
    a_skill,
    a_statement,
    a_trait,
    all_rated,
    an_action,
    an_if_then,
    answers,
    rated,
)

MONDAY = date(2027, 1, 4)
THETAS = {"closer": -2.0, "team": -1.0, "solver": -0.5, "insight": 1.0}
TRAITS = tuple(THETAS)


def a_bank(*hours: int, reach: Reach = Reach.STARTER):
    """A bank with one action of each of *hours* for every trait."""
    actions = (an_action(trait, each, reach) for trait in TRAITS for each in hours)
    return a_catalogue(*TRAITS, actions=tuple(actions))


def a_plan(bank, *, hours=2.0, start=MONDAY, **thetas):
    return build_plan(a_profile(**(thetas or THETAS)), bank, start=start, hours=hours)


def fits(plan) -> bool:
    """Tell whether no week holds more than the hours there are."""
    return plan.overfull == ()


def test_each_priority_begins_in_a_block_of_four_weeks_most_urgent_first():
    plan = a_plan(a_bank(2, 3), hours=2.0)

    assert [one.trait.id for one in plan.priorities] == ["closer", "team", "solver"]
    for place, priority in enumerate(plan.priorities):
        steps = plan.steps_for(priority.trait.id)
        assert {one.first_week for one in steps} <= set(range(4 * place + 1, 4 * place + 5))
        assert steps[0].first_week == 4 * place + 1


@pytest.mark.parametrize("hours", [1.0, 1.1, 1.3, 1.7, 2.0, 2.5, 3.3, 3.7, 7.0, 19.9, 20.0])
def test_no_week_holds_more_than_the_hours_there_are(hours, content):
    catalogue = content.catalogue
    profile = content.instrument.profile(
        answers(all_rated(catalogue, 4, closer=1, team=2, solver=3)), Target()
    )

    plan = build_plan(profile, catalogue, start=MONDAY, hours=hours)

    assert fits(plan)
    for place, priority in enumerate(plan.priorities):
        steps = plan.steps_for(priority.trait.id)
        assert steps
        for step in steps:
            assert 4 * place < step.first_week <= 4 * place + 4
            assert step.first_week <= step.last_week <= WEEKS
            assert step.last_week - step.first_week + 1 >= step.action.weeks


def test_too_much_for_a_week_would_be_noticed():
    assert not fits(replace(a_plan(a_bank(3), hours=3.0), hours=1.0))


def test_a_step_runs_at_least_the_weeks_its_action_needs():
    actions = (an_action("closer", 2, weeks=6), an_action("team", 2, weeks=4))

    plan = a_plan(a_catalogue(*TRAITS, actions=actions), hours=20.0)

    assert [(one.first_week, one.last_week) for one in plan.active_steps] == [(1, 6), (5, 8)]


def test_what_needs_more_weeks_than_are_left_is_no_step():
    actions = (an_action("solver", 2, weeks=8), an_action("solver", 3, weeks=4))

    plan = a_plan(a_catalogue(*TRAITS, actions=actions), hours=20.0)

    assert [one.hours for one in plan.active_steps] == [3]
    assert [one.hours for one in left_over(plan, a_trait("solver"), plan_bank(actions))] == [2]


def plan_bank(actions):
    return a_catalogue(*TRAITS, actions=actions)


@pytest.mark.parametrize(
    ("hours", "done", "later"),
    [
        pytest.param(1.0, [1, 3], [5], id="one hour a week"),
        pytest.param(2.0, [1, 3], [5], id="one hour short of everything"),
        pytest.param(2.5, [1, 3, 5], [], id="just enough"),
        pytest.param(20.0, [1, 3, 5], [], id="twenty hours a week"),
    ],
)
def test_what_does_not_fit_is_left_for_later_never_lost(hours, done, later):
    bank = a_bank(1, 3, 5)
    plan = a_plan(bank, hours=hours)

    for priority in plan.priorities:
        assert [one.hours for one in plan.steps_for(priority.trait.id)] == done
        assert [one.hours for one in left_over(plan, priority.trait, bank)] == later


def test_a_shorter_action_may_still_fit_behind_one_that_does_not():
    starters = (an_action("closer", 9), an_action("closer", 2, Reach.ADVANCED))
    bank = a_catalogue(*TRAITS, actions=starters)

    plan = a_plan(bank, hours=1.0)

    assert [one.hours for one in plan.steps_for("closer")] == [2]
    assert [one.hours for one in left_over(plan, a_trait("closer"), bank)] == [9]


def test_a_trait_without_actions_has_a_goal_but_no_steps():
    plan = a_plan(a_catalogue(*TRAITS))

    assert plan.steps == ()
    assert [one.goal.source for one in plan.priorities] == [
        "closer/developing",
        "team/steady",
        "solver/steady",
    ]


@pytest.mark.parametrize(
    ("theta", "first"),
    [
        pytest.param(-2.0, Reach.STARTER, id="first steps"),
        pytest.param(-1.0, Reach.STARTER, id="developing"),
        pytest.param(0.0, Reach.STARTER, id="steady"),
        pytest.param(0.4, Reach.ADVANCED, id="lowest strong"),
        pytest.param(2.0, Reach.ADVANCED, id="exemplary"),
    ],
)
def test_actions_for_the_readers_level_come_first_and_short_ones_before_long_ones(theta, first):
    every = (
        an_action("closer", hours, reach)
        for hours in (3, 1)
        for reach in (Reach.ADVANCED, Reach.STARTER)
    )
    bank = a_catalogue("closer", actions=tuple(every))

    found = fitting_actions(a_score("closer", theta), bank)

    assert [one.reach for one in found[:2]] == [first, first]
    assert [one.hours for one in found] == [1, 3, 1, 3]


def test_the_dates_follow_from_the_first_day_that_is_passed_in():
    plan = a_plan(a_bank(8), hours=2.0)

    assert (plan.start, plan.end) == (MONDAY, date(2027, 3, 28))
    assert [(plan.starts(one), plan.ends(one)) for one in plan.active_steps] == [
        (date(2027, 1, 4), date(2027, 1, 31)),
        (date(2027, 2, 1), date(2027, 2, 28)),
        (date(2027, 3, 1), date(2027, 3, 28)),
    ]
    for step in plan.steps:
        assert plan.starts(step) == MONDAY + timedelta(weeks=step.first_week - 1)
        assert plan.ends(step) == MONDAY + timedelta(weeks=step.last_week, days=-1)


def test_a_plan_may_begin_on_any_day_and_over_a_leap_day():
    plan = a_plan(a_bank(8), hours=2.0, start=date(2028, 2, 24))

    assert plan.ends(plan.active_steps[0]) == date(2028, 3, 22)
    assert plan.end == date(2028, 5, 17)


def test_one_looks_back_after_two_six_and_twelve_weeks():
    assert [(one.week, one.day) for one in a_plan(a_bank(2)).check_ins] == [
        (2, date(2027, 1, 18)),
        (6, date(2027, 2, 15)),
        (12, date(2027, 3, 29)),
    ]


def test_steps_are_numbered_through_in_the_order_they_are_done():
    plan = a_plan(a_bank(2, 3, 1), hours=2.0)

    numbers = [plan.number(one) for one in plan.active_steps]
    assert numbers == list(range(1, len(plan.steps) + 1))
    starts = [one.first_week for one in plan.active_steps]
    assert starts == sorted(starts)


@pytest.mark.parametrize("hours", [1.0, 20.0])
def test_the_least_and_the_most_hours_can_be_planned(hours):
    assert a_plan(a_bank(2), hours=hours).hours == hours


@pytest.mark.parametrize("hours", [0.0, 0.99, 20.01, -1.0, float("nan"), float("inf")])
def test_other_hours_are_refused(hours):
    with pytest.raises(UnplannableError, match="from 1 to 20"):
        a_plan(a_bank(2), hours=hours)


def test_a_plan_ends_within_the_calendar():
    assert a_plan(a_bank(2), start=date(9999, 10, 8)).check_ins[-1].day == date.max

    with pytest.raises(UnplannableError, match="9999-10-08 at the latest"):
        a_plan(a_bank(2), start=date(9999, 10, 9))


def test_a_profile_with_too_few_scored_traits_is_refused():
    profile = a_profile(a_score("insight", answered=1), closer=-2.0, team=-1.0, solver=0.0)

    with pytest.raises(UnplannableError, match="too few answers"):
        build_plan(profile, a_bank(2), start=MONDAY, hours=2.0)


def test_beside_the_plan_stands_an_action_for_each_of_the_three_widest_skill_gaps():
    skills = {
        "english": (1, 5),
        "analysis": (3, 4),
        "results": (2, 4),
        "rhetoric": (4, 5),
        "crm": (5, 5),
    }
    bank = a_catalogue(*TRAITS, actions=tuple(an_action(one, 2) for one in skills))
    scores = tuple(
        SkillScore(skill=a_skill(name), level=level, asked=asked)
        for name, (level, asked) in skills.items()
    )

    plan = build_plan(a_profile(**THETAS, skills=scores), bank, start=MONDAY, hours=2)

    assert [one.score.skill.id for one in plan.skills] == ["english", "results", "analysis"]
    assert [one.action.trains for one in plan.skills] == ["english", "results", "analysis"]


@pytest.mark.parametrize(("level", "reach"), [(1, Reach.STARTER), (4, Reach.ADVANCED)])
def test_the_action_for_a_skill_fits_the_level_one_has(level, reach):
    actions = (an_action("english", 9, Reach.ADVANCED), an_action("english", 1, Reach.STARTER))
    score = SkillScore(skill=a_skill("english"), level=level, asked=5)
    bank = a_catalogue(*TRAITS, actions=actions)

    plan = build_plan(a_profile(**THETAS, skills=(score,)), bank, start=MONDAY, hours=2)

    assert [one.action.reach for one in plan.skills] == [reach]


def test_the_behaviour_to_begin_with_is_the_plain_one_the_reader_does_least():
    trait = a_trait(
        "closer",
        a_statement("closer-1"),
        a_statement("closer-2"),
        a_statement("closer-3", reverse=True),
        a_statement("closer-4", difficulty=Difficulty.EASY),
    )

    found = behaviours(trait, rated(closer_1=4, closer_2=2, closer_3=1))

    assert [one.source for one in found] == ["closer-2", "closer-1", "closer-4"]


def test_without_an_answer_the_easiest_behaviour_comes_first():
    trait = a_trait(
        "closer",
        a_statement("closer-1", difficulty=Difficulty.HARD),
        a_statement("closer-2", difficulty=Difficulty.EASY),
    )

    assert behaviours(trait, {})[0].source == "closer-2"


def test_a_priority_is_suggested_in_words_of_the_bank_in_both_languages():
    action = an_action("closer", 2, if_then=an_if_then("review"))
    priority = a_plan(a_catalogue(*TRAITS, actions=(action,))).priorities[0]

    assert priority.if_then.text == action.if_then.text
    assert priority.first_step.text == action.first_step
    assert priority.artefact.text == action.proof
    assert not priority.if_then.is_own
    assert (priority.obstacle.is_empty, priority.note, priority.hearer) == (True, "", None)


def test_other_traits_can_be_chosen_than_the_most_probable_ones():
    plan = build_plan(
        a_profile(**THETAS), a_bank(2), start=MONDAY, hours=2, chosen=["insight", "team"]
    )

    assert [one.trait.id for one in plan.priorities] == ["insight", "team"]
    assert [one.first_week for one in plan.active_steps] == [1, 7]
