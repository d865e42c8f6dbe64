"""Choices for a job description: read from a link, suggested for a start, written again."""

from dataclasses import fields

import pytest

from kamquiz.domain.jobs.choices import JobChoices, Spoken
from kamquiz.domain.jobs.defaults import follow, suggested
from kamquiz.domain.jobs.fields import WAYS, Problem, field_of
from kamquiz.domain.jobs.links import choice_values, posting_values, read_choices
from kamquiz.domain.text import Language


def faults(values, catalogue):
    read = read_choices(values, catalogue)
    return [(one.key, one.problem, one.value) for one in read.faults]


def test_nothing_chosen_is_the_modern_key_account_manager(catalogue):
    read = read_choices({}, catalogue)

    assert read.faults == ()
    assert read.choices == suggested(catalogue)
    assert (read.choices.pattern, read.choices.seniority) == ("modern", "kam")


@pytest.mark.parametrize(
    ("values", "pattern", "seniority"),
    [
        ({"seniority": "junior"}, "junior", "junior"),
        ({"seniority": "senior"}, "senior", "senior"),
        ({"pattern": "junior"}, "junior", "junior"),
        ({"pattern": "classic"}, "classic", "kam"),
        ({"pattern": "classic", "seniority": "senior"}, "classic", "senior"),
    ],
)
def test_pattern_and_seniority_follow_from_one_another(catalogue, values, pattern, seniority):
    choices = read_choices(values, catalogue).choices

    assert (choices.pattern, choices.seniority) == (pattern, seniority)


def test_an_industry_brings_its_duties_its_requirement_and_its_language(catalogue):
    choices = read_choices({"industry": "it"}, catalogue).choices

    assert {"it-use", "it-needs"} <= set(choices.duties)
    assert {"it-explaining", "english"} <= set(choices.must)
    assert choices.english_level == "B2"
    assert "english" not in suggested(catalogue).must


def test_for_a_first_post_what_an_industry_requires_is_welcome_only(catalogue):
    choices = suggested(catalogue, pattern="junior", industry="banking")

    assert "banking-statements" in choices.nice
    assert "banking-statements" not in choices.must


def test_no_suggestion_asks_for_years_or_a_degree_except_the_classic_one(catalogue):
    for one in catalogue.patterns:
        choices = suggested(catalogue, pattern=one.id)
        asks_for_years = f"{choices.seniority}-experience" in choices.must

        assert asks_for_years is (one.id == "classic")
        assert choices.education is None


def test_an_empty_list_is_a_choice_too(catalogue):
    choices = read_choices({"must": "", "duties": ""}, catalogue).choices

    assert (choices.must, choices.duties) == ((), ())
    assert choices.nice == suggested(catalogue).nice


@pytest.mark.parametrize("written", ["12000", "12 000", " 12\N{NO-BREAK SPACE}000 "])
def test_a_number_may_be_written_with_blanks(catalogue, written):
    assert read_choices({"pay-min": written}, catalogue).choices.pay_min == 12000


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"industry": "circus"}, ("industry", Problem.NOT_OFFERED, "circus")),
        ({"pattern": "odd"}, ("pattern", Problem.NOT_OFFERED, "odd")),
        ({"seniority": ""}, ("seniority", Problem.NOT_OFFERED, "")),
        ({"must": "listener,juggling"}, ("must", Problem.NOT_OFFERED, "juggling")),
        ({"accounts": "many"}, ("accounts", Problem.NO_NUMBER, "many")),
        ({"accounts": "-1"}, ("accounts", Problem.NO_NUMBER, "-1")),
        ({"accounts": "٣"}, ("accounts", Problem.NO_NUMBER, "٣")),
        ({"accounts": "9" * 40}, ("accounts", Problem.NO_NUMBER, "9" * 40)),
        ({"accounts": "501"}, ("accounts", Problem.OUT_OF_RANGE, "501")),
        ({"adjustments": "maybe"}, ("adjustments", Problem.NOT_OFFERED, "maybe")),
        ({"pay-min": "9000", "pay-max": "8000"}, ("pay-max", Problem.PAY_ORDER, "8000")),
        ({"hunting": "50", "growing": "20"}, ("hunting", Problem.SPLIT, "70")),
        (
            {"hunting": "50", "growing": "20", "renewing": "20"},
            ("hunting", Problem.SPLIT, "90"),
        ),
        ({"must": "listener", "nice": "listener"}, ("nice", Problem.TWICE, "listener")),
    ],
)
def test_what_cannot_be_is_told_and_the_rest_is_read(catalogue, values, found):
    read = read_choices(values | {"team": "3"}, catalogue)

    assert faults(values, catalogue) == [found]
    assert read.choices.team == 3


def test_every_fault_is_told_at_once_and_a_misspelt_key_finds_its_neighbour(catalogue):
    read = read_choices({"industri": "it", "accounts": "x", "mode": "moon"}, catalogue)

    assert [one.key for one in read.faults] == ["industri", "accounts", "mode"]
    assert read.faults[0].close == "industry"


def test_a_link_names_the_start_and_what_differs_from_it(catalogue):
    start = suggested(catalogue, industry="steel")
    values = {"pattern": "modern", "seniority": "kam", "industry": "steel"}

    assert choice_values(start, catalogue) == values
    read = read_choices(values | {"must": "listener", "team": "0"}, catalogue)
    assert choice_values(read.choices, catalogue) == values | {"must": "listener", "team": "0"}


def test_every_choice_comes_back_from_its_link(catalogue):
    values = {
        "pattern": "senior",
        "seniority": "kam",
        "industry": "pharma",
        "lang": "both",
        "title": "neutral",
        "accounts": "12",
        "size": "large",
        "hunting": "10",
        "growing": "60",
        "renewing": "30",
        "contract-years": "3",
        "decision": "board",
        "team": "0",
        "duties": "support",
        "must": "education,listener",
        "nice": "",
        "english-level": "C1",
        "other-language": "de",
        "other-level": "B1",
        "education": "business",
        "success": "it-success",
        "pay-min": "1",
        "pay-max": "2",
        "currency": "EUR",
        "period": "hour",
        "bonus": "0",
        "bonus-for": "sales",
        "bonus-paid": "year",
        "benefits": "car,sport",
        "contract": "b2b",
        "mode": "remote",
        "office-days": "2",
        "hours": "20",
        "travel": "0",
        "flexibility": "hours",
        "steps": "",
        "meetings": "4",
        "answer-days": "14",
        "adjustments": "0",
        "privacy": "later",
        "keep-months": "6",
    }
    assert set(values) == set(WAYS)
    read = read_choices(values, catalogue)

    assert read.faults == ()
    assert choice_values(read.choices, catalogue) == values


def test_a_link_in_the_posting_carries_what_is_asked_and_nothing_of_the_employer(catalogue):
    choices = read_choices({"industry": "it", "pay-min": "9000", "must": "closer"}, catalogue)

    values = posting_values(choices.choices, catalogue)

    assert values == {
        "pattern": "modern",
        "seniority": "kam",
        "industry": "it",
        "must": "closer",
    }


def test_what_was_left_as_suggested_follows_a_new_start_and_changes_stay(catalogue):
    before = suggested(catalogue)
    gone, added = before.duties[0], "support"
    posted = read_choices(
        {"duties": ",".join((*before.duties[1:], added)), "team": "7"}, catalogue
    ).choices
    after = suggested(catalogue, pattern="senior", industry="it")

    moved = follow(posted, before, after)

    assert (moved.pattern, moved.seniority, moved.industry) == ("senior", "senior", "it")
    assert moved.duties == (*after.duties, added)
    assert gone not in moved.duties
    assert moved.must == after.must
    assert moved.team == 7


def test_a_line_that_was_unticked_stays_so_when_the_industry_changes(catalogue):
    before = suggested(catalogue)
    posted = read_choices({"must": ",".join(before.must[1:])}, catalogue).choices

    moved = follow(posted, before, suggested(catalogue, industry="steel"))

    assert before.must[0] not in moved.must
    assert "steel-material" in moved.must


def test_both_languages_are_polish_first():
    assert Spoken.BOTH.languages == (Language.PL, Language.EN)
    assert Spoken.EN.languages == (Language.EN,)


def test_every_choice_has_a_key_and_a_way_to_be_read():
    assert [field_of(key) for key in WAYS] == [one.name for one in fields(JobChoices)]
