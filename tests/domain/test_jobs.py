"""A job description is cut from a pattern and an industry."""

import pytest

from kamquiz.domain.attempts import Aim
from kamquiz.domain.jobs import UnknownChoiceError, describe_job, job_for
from tests.builders import (
    a_catalogue,
    a_line,
    a_pattern,
    a_seniority,
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


def test_every_shipped_choice_makes_a_job_description(catalogue):
    for seniority in catalogue.seniorities:
        for industry in (None, *catalogue.industries):
            job = describe_job(catalogue, seniority=seniority.id, industry=industry and industry.id)
            assert len(job.duties) >= 3
            assert len(job.requirements) >= 3
            repeated = ids([*job.duties, *job.requirements, *job.offer])
            assert len(repeated) == len(set(repeated))
