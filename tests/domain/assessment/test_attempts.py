"""An attempt knows its pages, what is settled, and what is still open."""

import pytest

from kamquiz.domain.assessment.attempts import in_pages, statements_on
from tests.builders import a_catalogue, an_attempt, answers, rated


def two_pages(**changes):
    return an_attempt(("insight-1", "closer-1"), ("insight-2", "closer-2"), **changes)


@pytest.mark.parametrize(
    ("number", "page"),
    [
        (0, None),
        (-1, None),
        (1, ("insight-1", "closer-1")),
        (2, ("insight-2", "closer-2")),
        (3, None),
    ],
)
def test_only_served_pages_can_be_opened(number, page):
    assert two_pages().page(number) == page


def test_a_page_knows_how_many_statements_stand_before_it():
    assert [two_pages().before(number) for number in (1, 2, 3)] == [0, 2, 4]


@pytest.mark.parametrize(
    ("given", "left_out", "open_page"),
    [
        pytest.param({}, (), 1, id="nothing answered"),
        pytest.param(rated(insight_1=4), (), 1, id="half a page"),
        pytest.param(rated(insight_1=4, closer_1=2), (), 2, id="one page"),
        pytest.param(rated(insight_1=4), ("closer-1",), 2, id="one page, one left out"),
        pytest.param(rated(insight_2=4, closer_2=2), (), 1, id="the second page first"),
        pytest.param({}, ("insight-1", "closer-1", "insight-2", "closer-2"), None, id="all left"),
    ],
)
def test_the_open_page_is_the_first_with_something_to_answer(given, left_out, open_page):
    attempt = two_pages(answers=answers(given), left_out=frozenset(left_out))

    assert attempt.open_page() == open_page


def test_an_answer_replaces_an_older_one_and_settles_what_was_left_out():
    attempt = two_pages(answers=answers(rated(insight_1=1, closer_1=5)))
    left = attempt.with_ratings({}, frozenset({"insight-2", "closer-2"}))
    answered = left.with_ratings(rated(insight_1=3, insight_2=4), frozenset())

    assert answered.answers.ratings == rated(insight_1=3, closer_1=5, insight_2=4)
    assert answered.left_out == {"closer-2"}


def test_a_page_with_nothing_on_it_is_no_page():
    assert two_pages().with_page(()) == two_pages()
    assert two_pages().with_page(("insight-3",)).pages[2] == ("insight-3",)


def test_a_statement_the_bank_has_lost_is_passed_over():
    bank = a_catalogue("insight")

    found = statements_on(bank, ("insight-1", "closer-1", "insight-2"))

    assert [one.id for one in found] == ["insight-1", "insight-2"]


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, []), (1, [1]), (6, [6]), (7, [6, 1]), (17, [6, 6, 5])]
)
def test_what_does_not_fill_a_page_stands_on_the_last_one(count, sizes):
    assert [len(page) for page in in_pages(range(count), 6)] == sizes
