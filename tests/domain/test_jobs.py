"""A job description is cut from a pattern; a reader finds their own lines in it."""

from datetime import date

import pytest

from kamquiz.domain.attempts import Aim
from kamquiz.domain.jobs import Standing, UnknownChoiceError, describe_job, job_for, mark
from kamquiz.domain.planning import build_plan
from kamquiz.domain.scoring import SkillScore
from tests.builders import (
    a_catalogue,
    a_line,
    a_pattern,
    a_profile,
    a_score,
    a_seniority,
    a_skill,
    an_action,
    an_industry,
)


@pytest.fixture
def bank():
    return a_catalogue(
        "closer",
        seniorities=(a_seniority("junior"), a_seniority("kam")),
        industries=(
            an_industry(
                "steel",
                duties=(a_line("steel-duty"),),
                requirements=(a_line("steel-requirement"),),
            ),
        ),
        patterns=(
            a_pattern(
                "classic",
                duties=(a_line("classic-duty"),),
                requirements=(a_line("classic-requirement"),),
                offer=(a_line("classic-offer"),),
            ),
            a_pattern("hunter", duties=(a_line("hunter-duty"),)),
        ),
    )


def ids(lines):
    return [one.id for one in lines]


def test_the_pattern_comes_first_then_the_industry_and_the_experience_leads(bank):
    job = describe_job(bank, seniority="junior", industry="steel")

    assert job.title.en == "title of junior"
    assert job.industry.id == "steel"
    assert ids(job.duties) == ["classic-duty", "steel-duty"]
    assert ids(job.requirements) == [
        "junior-experience",
        "classic-requirement",
        "steel-requirement",
    ]
    assert ids(job.offer) == ["classic-offer"]
    assert job.requirements[0].text.en == "experience of junior"


def test_without_choices_it_is_the_classic_key_account_manager(bank):
    job = describe_job(bank)

    assert (job.seniority.id, job.industry) == ("kam", None)
    assert ids(job.duties) == ["classic-duty"]
    assert job_for(Aim(), bank) == job


def test_another_pattern_brings_its_own_lines(bank):
    assert ids(describe_job(bank, pattern="hunter").duties) == ["hunter-duty"]


def test_a_reader_sees_the_job_they_aim_at(bank):
    job = job_for(Aim(seniority="junior", industry="steel"), bank)

    assert (job.seniority.id, job.industry.id) == ("junior", "steel")


@pytest.mark.parametrize(
    ("choice", "value"), [("pattern", "odd"), ("seniority", "king"), ("industry", "circus")]
)
def test_a_choice_the_bank_does_not_have_is_refused_by_name(bank, choice, value):
    with pytest.raises(UnknownChoiceError, match=f"no {choice} '{value}'"):
        describe_job(bank, **{choice: value})


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


def test_every_shipped_choice_makes_a_job_description(catalogue):
    for seniority in catalogue.seniorities:
        for industry in (None, *catalogue.industries):
            job = describe_job(catalogue, seniority=seniority.id, industry=industry and industry.id)
            assert len(job.duties) >= 3
            assert len(job.requirements) >= 3
            repeated = ids([*job.duties, *job.requirements, *job.offer])
            assert len(repeated) == len(set(repeated))
