"""A reader finds their own lines in a job description."""

from datetime import date

import pytest

from kamquiz.domain.assessment.scoring import SkillScore
from kamquiz.domain.jobs.match import Standing, mark
from kamquiz.domain.plan.build import build_plan
from tests.builders import a_catalogue, a_line, a_profile, a_score, a_skill, an_action

PROFILE = a_profile(
    a_score("closer", 1.0, reaches_target=0.67),
    a_score("insight", 1.0, reaches_target=0.66),
    a_score("learner", 1.0, reaches_target=0.99, answered=1),
    a_score("team", -1.0, reaches_target=0.1, among_weakest=0.9),
    a_score("solver", 0.0, reaches_target=0.9),
    skills=(
        SkillScore(skill=a_skill("english"), level=3, asked=3),
        SkillScore(skill=a_skill("analysis"), level=2, asked=3),
        SkillScore(skill=a_skill("rhetoric"), level=5, asked=None),
    ),
)


def a_plan_for(trait):
    bank = a_catalogue("closer", actions=(an_action(trait, 2),))
    return build_plan(PROFILE, bank, start=date(2027, 1, 4), hours=2)


@pytest.mark.parametrize(
    ("serves", "standing"),
    [
        pytest.param(["closer"], Standing.SHOWN, id="two in three say so"),
        pytest.param(["insight"], Standing.ASK, id="a little less than two in three"),
        pytest.param(["learner"], Standing.ASK, id="too few answers for a score"),
        pytest.param(["english"], Standing.SHOWN, id="the level that is asked"),
        pytest.param(["analysis"], Standing.ASK, id="a level below"),
        pytest.param(["rhetoric"], Standing.ASK, id="a skill nobody asked for"),
        pytest.param(["closer", "solver", "english"], Standing.SHOWN, id="everything reached"),
        pytest.param(["closer", "analysis"], Standing.ASK, id="one of two reached"),
        pytest.param([], Standing.ASK, id="a line that calls for nothing of ours"),
        pytest.param(["team"], Standing.PLANNED, id="in the plan"),
        pytest.param(["closer", "team"], Standing.PLANNED, id="half reached, half in the plan"),
        pytest.param(["team", "analysis"], Standing.PLANNED, id="half in the plan"),
    ],
)
def test_a_line_is_shown_planned_or_to_be_asked_about(serves, standing):
    (marked,) = mark([a_line("line", *serves)], PROFILE, a_plan_for("team"))

    assert marked.standing is standing
    assert (marked.step is not None) is (standing is Standing.PLANNED)


def test_a_planned_line_names_the_step_that_serves_it():
    (marked,) = mark([a_line("line", "team")], PROFILE, a_plan_for("team"))

    assert marked.step.action.trains == "team"


def test_without_a_plan_nothing_is_planned():
    marked = mark([a_line("one", "team"), a_line("two", "closer")], PROFILE, None)

    assert [one.standing for one in marked] == [Standing.ASK, Standing.SHOWN]
