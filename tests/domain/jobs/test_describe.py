"""A job description is cut from a pattern and an industry."""

import pytest

from kamquiz.domain.assessment.attempts import Aim
from kamquiz.domain.assessment.scoring import target_for
from kamquiz.domain.jobs.describe import (
    JobDraft,
    UnknownChoiceError,
    describe_job,
    job_for,
    job_target,
)
from kamquiz.domain.jobs.links import read_choices
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


# What a job asks of somebody who measures themselves against it.


def target(catalogue, **values):
    values = {key.replace("_", "-"): one for key, one in values.items()}
    return job_target(JobDraft(choices=read_choices(values, catalogue).choices), catalogue)


def test_a_job_asks_at_least_what_its_seniority_and_industry_ask(catalogue):
    asked = target_for(Aim(seniority="senior", industry="pharma"), catalogue)

    found = target(catalogue, seniority="senior", industry="pharma")

    assert all(found.traits[one] >= level for one, level in asked.traits.items())
    assert all(found.skills[one] >= level for one, level in asked.skills.items())


@pytest.mark.parametrize(
    ("seniority", "trait", "level"),
    [
        pytest.param("junior", "fearless", 0.4, id="raised from -0.4"),
        pytest.param("kam", "fearless", 0.4, id="raised from 0"),
        pytest.param("senior", "fearless", 0.6, id="higher already"),
    ],
)
def test_a_trait_that_is_a_must_have_is_raised_to_the_level_the_bank_names(
    catalogue, seniority, trait, level
):
    assert target(catalogue, seniority=seniority, must=trait).traits[trait] == level
    assert (
        target(catalogue, seniority=seniority, must="", nice=trait).traits[trait]
        == (catalogue.find_seniority(seniority).traits[trait])
    )


def test_a_skill_that_is_a_must_have_is_asked_at_level_three_or_above(catalogue):
    assert target(catalogue, seniority="junior", must="presenting").skills["presenting"] == 3
    assert target(catalogue, seniority="senior", must="presenting").skills["presenting"] == 4


@pytest.mark.parametrize(("cefr", "level"), [("A2", 1), ("B1", 2), ("B2", 3), ("C1", 4), ("C2", 5)])
def test_a_language_is_asked_at_the_level_that_was_chosen(catalogue, cefr, level):
    found = target(
        catalogue,
        must="english,other-language",
        english_level=cefr,
        other_language="de",
        other_level="B2",
    )

    assert (found.skills["english"], found.skills["other-language"]) == (level, 3)


def test_what_a_must_have_line_calls_for_is_asked_as_well(catalogue):
    found = target(catalogue, seniority="junior", must="steel-material")

    assert found.skills["industry-knowledge"] == 3


def test_the_target_names_the_job_and_its_lines(catalogue):
    found = target(catalogue, industry="it")

    assert found.title.en == "Key Account Manager"
    assert "it-use" in ids(found.duties)
    assert "english" in ids(found.must)
    assert all(one.serves for one in (*found.duties, *found.must, *found.nice))
