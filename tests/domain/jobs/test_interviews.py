"""An interview guide asks about what the job requires, and fits into its time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamquiz.domain.bank.interview_questions import QuestionKind
from kamquiz.domain.jobs.describe import describe_job
from kamquiz.domain.jobs.interviews import (
    MAX_COMPETENCES,
    MIN_COMPETENCES,
    NoGuideError,
    build_guide,
)
from tests.builders import a_catalogue, a_competence, a_line, a_skill

NAMES = tuple("abcdefghij")
LONG = 24 * 60


def bank(*names, skills=()):
    return a_catalogue(
        *names,
        skills=tuple(a_skill(one) for one in skills),
        interviews=tuple(a_competence(one) for one in (*names, *skills)),
    )


BANK = bank(*NAMES)


def lines(*served):
    """Must-haves m1, m2 … that serve the letters of one word each."""
    return [a_line(f"m{number}", *one) for number, one in enumerate(served, start=1)]


def asked(guide):
    return "".join(topic.serves for topic in guide.topics)


@pytest.mark.parametrize(
    ("must_haves", "topics"),
    [
        pytest.param(["ab", "c", "d", "e"], "acde", id="one question for each is enough"),
        pytest.param(["ab", "bc", "d", "e", "f"], "bdef", id="one that serves two saves one"),
        pytest.param(["ab", "bc"], "abc", id="fewer are filled up as far as they go"),
        pytest.param(["abcdefgh"], "abcd", id="a line that calls for many fills up to four"),
        pytest.param(["ab", "ac", "ad", "ae"], "abcd", id="those called for most come first"),
        pytest.param([*"gfedcba"], "gfedcb", id="six at most, the first of equals"),
        pytest.param(["aa", "x", ""], "a", id="what nobody knows is not asked"),
    ],
)
def test_few_topics_cover_many_must_haves(must_haves, topics):
    assert asked(build_guide(lines(*must_haves), BANK, minutes=LONG)) == topics


some_must_haves = st.lists(
    st.sets(st.sampled_from(NAMES), max_size=3).map(lambda one: "".join(sorted(one))), max_size=9
).filter(any)


@given(some_must_haves)
def test_there_are_four_to_six_topics_where_the_must_haves_call_for_so_many(must_haves):
    called = set("".join(must_haves))

    guide = build_guide(lines(*must_haves), BANK, minutes=LONG)

    topics = set(asked(guide))
    assert topics <= called
    assert len(topics) == len(guide.topics) <= MAX_COMPETENCES
    assert len(topics) >= min(MIN_COMPETENCES, len(called))


@given(some_must_haves)
def test_a_must_have_goes_without_a_question_only_when_six_topics_are_full(must_haves):
    guide = build_guide(lines(*must_haves), BANK, minutes=LONG)

    for line in guide.uncovered:
        assert line.serves == () or len(guide.topics) == MAX_COMPETENCES
    for one in guide.coverage:
        assert {topic.serves for topic in one.topics} == set(asked(guide)) & set(
            one.must_have.serves
        )


def test_must_haves_without_a_question_are_named():
    guide = build_guide(lines("a", "", "x", "b"), BANK, minutes=LONG)

    assert [one.id for one in guide.uncovered] == ["m2", "m3"]
    assert [one.must_have.id for one in guide.coverage] == ["m1", "m2", "m3", "m4"]


@given(some_must_haves, st.integers(min_value=70, max_value=480))
def test_the_time_plan_adds_up_to_the_minutes(must_haves, minutes):
    guide = build_guide(lines(*must_haves), BANK, minutes=minutes)

    least = BANK.procedure.minutes
    assert guide.total_minutes == minutes
    assert guide.minutes.competence >= least.competence
    assert guide.minutes.questions >= least.questions
    assert (guide.minutes.opening, guide.minutes.closing) == (least.opening, least.closing)


def test_time_beyond_the_least_goes_to_the_topics_and_the_rest_to_the_candidate():
    guide = build_guide(lines("a", "b", "c", "d"), BANK, minutes=55)

    assert guide.minutes.competence == 11
    assert guide.minutes.questions == BANK.procedure.minutes.questions + 1


@pytest.mark.parametrize("minutes", [49, 0, -60])
def test_too_few_minutes_are_refused_and_the_least_is_named(minutes):
    with pytest.raises(NoGuideError, match="about 4 competences takes at least 50 minutes"):
        build_guide(lines("a", "b", "c", "d"), BANK, minutes=minutes)

    assert build_guide(lines("a", "b", "c", "d"), BANK, minutes=50).total_minutes == 50


@pytest.mark.parametrize("must_haves", [[], [""], ["xyz"]])
def test_nothing_to_ask_about_makes_no_guide(must_haves):
    with pytest.raises(NoGuideError, match="no must-have names a trait or skill"):
        build_guide(lines(*must_haves), BANK)


def test_a_topic_has_one_question_about_the_past_and_one_case():
    (topic,) = build_guide(lines("a"), BANK).topics

    assert [one.id for one in topic.questions] == ["a-past-1", "a-situation-1"]
    assert [one.kind for one in topic.questions] == list(QuestionKind)
    assert (topic.number, topic.name, topic.anchors) == (
        1,
        BANK.trait_by_id["a"].name,
        a_competence("a").anchors,
    )


def test_a_second_interview_asks_the_second_questions_and_a_third_begins_anew():
    past = [
        build_guide(lines("a"), BANK, sitting=sitting).topics[0].past.id for sitting in (1, 2, 3)
    ]

    assert past == ["a-past-1", "a-past-2", "a-past-1"]


def test_traits_and_skills_are_asked_about_in_the_order_of_the_must_haves():
    guide = build_guide(
        [a_line("m1", "english"), a_line("m2", "a"), a_line("m3", "results")],
        bank("a", skills=("results", "english")),
    )

    assert [one.serves for one in guide.topics] == ["english", "a", "results"]
    assert [one.number for one in guide.topics] == [1, 2, 3]


@pytest.mark.parametrize("industry", [None, "banking", "steel", "it", "pharma"])
def test_an_hour_is_enough_for_every_job_of_the_bank(catalogue, industry):
    job = describe_job(catalogue, industry=industry)

    guide = build_guide(job.requirements, catalogue)

    assert guide.total_minutes == 60
    assert MIN_COMPETENCES <= len(guide.topics) <= MAX_COMPETENCES
    # years of experience are read in the CV; a seventh competence has no room
    assert len(guide.uncovered) <= 2
