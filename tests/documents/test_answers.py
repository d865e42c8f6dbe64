"""Answers from other programs: what is good is read, and every fault gets a line."""

import json

import pytest

from kamquiz.documents.answers import AnswersError, parse_answers, read_answers
from kamquiz.domain.assessment.attempts import Aim, Judgement

GOOD = {
    "ratings": {"insight-1": 4, "closer-2": 1},
    "skills": {"english": 3},
    "situations": {"s01": {"best": "b", "worst": "d"}},
    "seconds": {"1": 31.5, "2": 0},
    "target": {"industry": "banking", "seniority": "kam"},
}


def faults_of(text, catalogue):
    with pytest.raises(AnswersError) as refused:
        read_answers(text, catalogue)
    return refused.value.faults


def test_good_answers_are_read_as_they_were_given(catalogue):
    sent = read_answers(json.dumps(GOOD), catalogue)

    assert sent.answers.ratings == {"insight-1": 4, "closer-2": 1}
    assert sent.answers.skills == {"english": 3}
    assert sent.answers.situations == {"s01": Judgement(best="b", worst="d")}
    assert sent.answers.seconds == {1: 31.5, 2: 0.0}
    assert sent.aim == Aim(industry="banking", seniority="kam")


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"ratings": {"insight-1": 3}}, id="one rating"),
        pytest.param({"ratings": {"insight-1": 3}, "target": {}}, id="no target"),
        pytest.param(
            {"ratings": {"insight-1": 3}, "target": {"industry": "steel"}}, id="only an industry"
        ),
        pytest.param(
            {"ratings": {"insight-1": 3}, "target": {"seniority": None}}, id="an empty seniority"
        ),
    ],
)
def test_everything_but_the_ratings_may_be_left_out(catalogue, values):
    sent = parse_answers(values, catalogue)

    assert sent.answers.ratings == values["ratings"]
    assert sent.answers.situations == {}


def test_bytes_are_read_as_well(catalogue):
    assert read_answers(json.dumps(GOOD).encode(), catalogue).answers.skills == {"english": 3}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "not valid JSON", id="empty"),
        pytest.param("{", "not valid JSON", id="cut off"),
        pytest.param("ratings: 4", "not valid JSON", id="no JSON"),
        pytest.param('{"ratings": {"insight-1": NaN}}', "NaN is not a number", id="NaN"),
        pytest.param(
            '{"ratings": {"insight-1": Infinity}}', "Infinity is not a number", id="Infinity"
        ),
        pytest.param(
            '{"ratings": {"insight-1": 3}, "seconds": {"1": -Infinity}}',
            "-Infinity",
            id="minus Infinity",
        ),
        pytest.param("[" * 100_000, "not valid JSON", id="nested 100,000 deep"),
        pytest.param('{"a":' * 100_000, "not valid JSON", id="objects nested 100,000 deep"),
        pytest.param(
            '{"ratings": {"insight-1": 1' + "0" * 5000 + "}}", "not valid JSON", id="5,001 digits"
        ),
        pytest.param(b'{"ratings": {"\xff": 4}}', "not valid JSON", id="no UTF-8"),
        pytest.param("\ufeff{}", "not valid JSON", id="a byte order mark"),
        pytest.param('{"ratings": {"insight-1": 3}} {}', "not valid JSON", id="two objects"),
        pytest.param(
            '{"ratings": {"insight-1": 1, "insight-1": 5}}', "insight-1", id="one id twice"
        ),
        pytest.param(
            '{"ratings": {"insight-1": 3}, "ratings": {"insight-1": 3}}',
            "ratings",
            id="one key twice",
        ),
    ],
)
def test_what_is_no_json_is_refused_with_the_reason(catalogue, text, message):
    (fault,) = faults_of(text, catalogue)

    assert message in fault
    assert "\n" not in fault
    assert len(fault) < 300


@pytest.mark.parametrize("values", [[], "answers", 4, None, True, 1.5])
def test_answers_that_are_no_object_are_refused(catalogue, values):
    (fault,) = faults_of(json.dumps(values), catalogue)

    assert fault == "the answers must be an object with the key 'ratings'"


@pytest.mark.parametrize(
    "value",
    [0, 6, -1, True, False, "4", 4.0, 4.5, None, [4], {"rating": 4}, 10**300],
    ids=repr,
)
@pytest.mark.parametrize(("part", "id_"), [("ratings", "insight-1"), ("skills", "english")])
def test_a_level_is_a_whole_number_from_1_to_5(catalogue, part, id_, value):
    values = {"ratings": {"insight-1": 3}} | {part: {id_: value}}

    assert faults_of(json.dumps(values), catalogue) == (
        f"{part}: {id_} needs a whole number from 1 to 5",
    )


def test_a_number_too_large_for_a_computer_is_no_rating(catalogue):
    assert faults_of('{"ratings": {"insight-1": 1e400}}', catalogue) == (
        "ratings: insight-1 needs a whole number from 1 to 5",
    )


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("ratings", "ratings must be an object"),
        ("skills", "skills must be an object"),
        ("situations", "situations must be an object"),
        ("seconds", "seconds must be an object"),
        ("target", "target must be an object"),
    ],
)
@pytest.mark.parametrize("value", [[], 4, "text", None, True], ids=repr)
def test_each_part_is_an_object(catalogue, part, message, value):
    assert faults_of(json.dumps({"ratings": {"insight-1": 3}} | {part: value}), catalogue) == (
        message,
    )


@pytest.mark.parametrize("more", [{}, {"skills": {"english": 3}}], ids=["nothing", "a skill"])
def test_without_a_rating_it_is_said_why_there_is_no_score_and_what_to_send(catalogue, more):
    (fault,) = faults_of(json.dumps({"ratings": {}} | more), catalogue)

    assert fault.startswith("ratings: there are none, so there is no score; send at least one")
    assert '{"insight-1": 4}' in fault
    assert "\n" not in fault


def test_ratings_may_not_be_missing(catalogue):
    assert faults_of("{}", catalogue) == ("ratings must be an object",)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param(
            {"ratings": {"alien-1": 4, "insight-99": 3, "insight-1": 2}},
            "this bank has no statement alien-1, insight-99",
            id="statements",
        ),
        pytest.param(
            {"ratings": {"insight-1": 3}, "skills": {"juggling": 3}},
            "this bank has no skill juggling",
            id="skill",
        ),
        pytest.param(
            {"ratings": {"insight-1": 3}, "situations": {"s99": {"best": "a", "worst": "b"}}},
            "this bank has no situation s99",
            id="situation",
        ),
        pytest.param(
            {"ratings": {"insight-1": 3}, "rating": {}}, "unknown keys: rating", id="misspelt key"
        ),
        pytest.param(
            {"ratings": {"insight-1": 3}, "target": {"industry": "circus"}},
            "target: there is no industry 'circus'",
            id="industry",
        ),
        pytest.param(
            {"ratings": {"insight-1": 3}, "target": {"seniority": "king"}},
            "target: there is no seniority 'king'",
            id="seniority",
        ),
        pytest.param(
            {"ratings": {"insight-1": 3}, "target": {"seniority": ["kam"]}},
            "target: there is no seniority \"['kam']\"",
            id="a list of seniorities",
        ),
        pytest.param(
            {"ratings": {"insight-1": 3}, "target": {"pay": 1}},
            "target: unknown keys: pay",
            id="target key",
        ),
    ],
)
def test_what_the_bank_does_not_have_is_named(catalogue, values, message):
    assert faults_of(json.dumps(values), catalogue) == (message,)


def test_of_a_whole_foreign_bank_only_a_few_are_named(catalogue):
    foreign = {f"alien-{number:02}": 3 for number in range(25)}

    (fault,) = faults_of(json.dumps({"ratings": foreign}), catalogue)

    assert fault.endswith("alien-08, alien-09 and 15 more")
    assert "alien-10" not in fault


def test_a_very_long_id_is_cut_short(catalogue):
    faults = faults_of(json.dumps({"ratings": {"x" * 50_000: 9}, "y" * 50_000: 1}), catalogue)

    assert all(len(fault) < 200 for fault in faults)
    assert len(faults) == 3


@pytest.mark.parametrize(
    "picked",
    [
        pytest.param({"best": "a", "worst": "a"}, id="the same act twice"),
        pytest.param({"best": "a"}, id="no worst"),
        pytest.param({"worst": "a"}, id="no best"),
        pytest.param({"best": "z", "worst": "a"}, id="no such act"),
        pytest.param({"best": 1, "worst": 2}, id="numbers"),
        pytest.param({"best": ["a"], "worst": "b"}, id="a list"),
        pytest.param({"best": "a", "worst": {}}, id="an object"),
        pytest.param({"best": None, "worst": None}, id="nothing"),
        pytest.param({}, id="empty"),
        pytest.param("a", id="one letter"),
        pytest.param(["a", "b"], id="a pair"),
        pytest.param(None, id="null"),
    ],
)
def test_a_situation_needs_two_different_acts(catalogue, picked):
    text = json.dumps({"ratings": {"insight-1": 3}, "situations": {"s01": picked}})

    assert faults_of(text, catalogue) == (
        "situations: s01 needs two different options as best and worst",
    )


@pytest.mark.parametrize(
    ("page", "time"),
    [
        pytest.param("1", "-1", id="negative"),
        pytest.param("1", "1e400", id="endless"),
        pytest.param("1", "1" + "0" * 400, id="a whole number beyond floats"),
        pytest.param("1", '"12"', id="text"),
        pytest.param("1", "true", id="truth"),
        pytest.param("1", "null", id="null"),
        pytest.param("1", "[1]", id="list"),
        pytest.param("one", "12", id="a page in words"),
        pytest.param("-1", "12", id="a page below 0"),
        pytest.param("1.5", "12", id="half a page"),
        pytest.param("\u0663", "12", id="an Arabic digit"),
        pytest.param("", "12", id="no page"),
        pytest.param("9" * 5000, "12", id="a page of 5,000 digits"),
    ],
)
def test_seconds_are_a_time_for_a_page(catalogue, page, time):
    text = f'{{"ratings": {{"insight-1": 3}}, "seconds": {{"{page}": {time}}}}}'

    (fault,) = faults_of(text, catalogue)

    assert fault == f"seconds: {page[:40]!r} needs a page number and a time"


@pytest.mark.parametrize(
    "values",
    [
        {"ratings": {"a\nb": 3}},
        {"ratings": {"a\nb": 9}},
        {"ratings": {"insight-1": 3}, "a\nb": 1},
        {"ratings": {"insight-1": 3}, "seconds": {"a\nb": 1}},
        {"ratings": {"insight-1": 3}, "target": {"industry": "a\nb"}},
        {"ratings": {"\ud800": 3}},
    ],
)
def test_a_fault_is_one_line_that_can_be_printed_whatever_was_sent(catalogue, values):
    for fault in faults_of(json.dumps(values), catalogue):
        assert fault.splitlines() == [fault]
        assert fault.encode()


def test_all_faults_are_told_at_once(catalogue):
    faults = faults_of(
        json.dumps(
            {
                "ratings": {"insight-1": 9, "alien-1": 3},
                "skills": {"english": 0},
                "situations": {"s01": {}},
                "seconds": {"x": 1},
                "target": {"industry": "circus"},
                "more": 1,
            }
        ),
        catalogue,
    )

    assert len(faults) == 7
    assert all("\n" not in fault for fault in faults)
    assert str(AnswersError(faults)).splitlines() == list(faults)
