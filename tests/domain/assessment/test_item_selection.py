"""Which statements come next: everything in order, or a short way to the plan."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from kamquiz.domain.assessment.attempts import Aim, QuizLength, in_pages
from kamquiz.domain.assessment.item_selection import first_page, page_after
from kamquiz.domain.assessment.scoring import Target
from kamquiz.domain.bank.catalogue import Difficulty, Rating
from kamquiz.domain.bank.parameters import Curve
from tests.builders import a_statement, a_trait, an_attempt, an_instrument, answers, some_parameters

SHORT = QuizLength.SHORT


def walk(instrument, answer, *, form=SHORT, seed=1, aim=None, at_most=40):
    """Let somebody who answers with *answer(statement)* take the quiz; return their attempt."""
    attempt = an_attempt(form=form, aim=aim or Aim())
    page = first_page(form, instrument, Target(), np.random.default_rng([seed, 1]))
    while page and len(attempt.pages) < at_most:
        attempt = attempt.with_page(page)
        attempt = attempt.with_ratings({one: answer(one) for one in page}, frozenset())
        page = page_after(attempt, instrument, [seed, len(attempt.pages) + 1])
    return attempt


def always(instrument, points):
    """Somebody who is worth *points* on every statement."""
    known = instrument.catalogue.statement_by_id
    rating = Rating(points)
    return lambda one: rating.reversed() if known[one].reverse else rating


def by_chance(seed):
    rng = np.random.default_rng(seed)
    return lambda _one: Rating(int(rng.integers(1, 6)))


def asked(attempt):
    return [one for page in attempt.pages for one in page]


@pytest.fixture(scope="module")
def walks(instrument):
    """Short paths of different people, with and without a target."""
    return [
        walk(instrument, always(instrument, 4)),
        walk(instrument, always(instrument, 1), seed=2),
        walk(instrument, by_chance(3), seed=3),
        walk(instrument, by_chance(4), seed=4, aim=Aim(seniority="kam", industry="banking")),
    ]


def test_the_full_quiz_asks_everything_in_the_same_order(instrument, catalogue):
    attempt = walk(instrument, always(instrument, 3), form=QuizLength.FULL)

    assert asked(attempt) == [one.id for one in catalogue.statements]
    assert [len(page) for page in attempt.pages] == [6] * 19


def test_the_full_quiz_ends_when_everything_was_asked():
    instrument = an_instrument("insight", "closer")
    attempt = walk(instrument, always(instrument, 3), form=QuizLength.FULL)

    assert [len(page) for page in attempt.pages] == [6, 6]


def test_going_on_to_the_full_quiz_asks_only_what_is_left(instrument, catalogue):
    short = walk(instrument, by_chance(3), at_most=3)
    longer = replace(short, form=QuizLength.FULL)

    page = page_after(longer, instrument, [1])

    left = [one.id for one in catalogue.statements if one.id not in asked(short)]
    assert list(page) == left[:6]


def test_the_short_path_begins_with_a_page_of_different_traits(instrument):
    page = first_page(SHORT, instrument, Target(), np.random.default_rng(1))

    assert 4 <= len(page) <= 6
    assert len({one.rsplit("-", 1)[0] for one in page}) == len(page)


def test_a_page_of_the_short_path_holds_four_to_six_statements(walks):
    for attempt in walks:
        assert all(4 <= len(page) <= 6 for page in attempt.pages)


def test_the_short_path_asks_at_most_57_statements_each_once(walks):
    for attempt in walks:
        assert len(asked(attempt)) <= 57
        assert len(set(asked(attempt))) == len(asked(attempt))


def test_two_statements_of_one_trait_never_meet_while_another_is_left(walks):
    for attempt in walks:
        traits = [one.rsplit("-", 1)[0] for one in asked(attempt)]
        assert all(one != other for one, other in itertools.pairwise(traits))


def test_every_trait_is_asked_about_at_least_twice(walks):
    for attempt in walks:
        traits = [one.rsplit("-", 1)[0] for one in asked(attempt)]
        assert len(set(traits)) == 19
        assert min(traits.count(one) for one in traits) >= 2


def test_a_bank_smaller_than_the_short_path_is_asked_whole():
    instrument = an_instrument("insight", "closer")

    attempt = walk(instrument, by_chance(1))

    assert len(asked(attempt)) == 12
    assert min(len(page) for page in attempt.pages) >= 4


def test_the_same_chance_gives_the_same_page_and_another_gives_another(instrument):
    half = walk(instrument, by_chance(3), at_most=4)

    once, again = (page_after(half, instrument, [7]) for _again in range(2))
    others = {page_after(half, instrument, [seed]) for seed in range(4)}

    assert once == again
    assert others - {once}


def test_the_short_path_looks_where_the_target_is_missed(instrument):
    half = walk(instrument, always(instrument, 4), at_most=8)
    aimed = replace(half, aim=Aim(seniority="senior", industry="pharma"))

    plain, towards_it = (page_after(one, instrument, [1]) for one in (half, aimed))

    assert plain != towards_it


def test_the_short_path_stops_once_57_were_served(instrument, catalogue):
    ids = [one.id for one in catalogue.statements]
    pages = [tuple(ids[start : start + 6]) for start in range(0, 57, 6)]
    pages[-1] = pages[-1][:3]
    attempt = an_attempt(*pages, form=SHORT).with_ratings(
        dict.fromkeys(ids[:57], Rating(3)), frozenset()
    )

    assert page_after(attempt, instrument, [1]) == ()


SHARP = Curve(slope=4.0, thresholds=(-2.6, -1.4, -0.3, 1.0))


def a_bank_of(curve):
    """A bank of nineteen traits whose statements all follow *curve*, every second one reverse."""
    traits = [
        a_trait(
            f"trait{place}",
            *(
                a_statement(f"trait{place}-{number}", reverse=number % 2 == 0)
                for number in range(1, 7)
            ),
        )
        for place in range(19)
    ]
    return an_instrument(
        *traits, parameters=some_parameters(expected=dict.fromkeys(Difficulty, curve))
    )


@pytest.mark.parametrize(
    ("slope", "stops"),
    [
        pytest.param(4.0, True, id="sharp statements say it all"),
        pytest.param(1.3, False, id="usual ones do not yet"),
    ],
)
def test_the_short_path_stops_earlier_when_more_answers_would_teach_nothing(slope, stops):
    bank = a_bank_of(replace(SHARP, slope=slope))
    weak = {"trait1", "trait2", "trait3"}
    statements = bank.catalogue.statements[:50]
    points = {one.id: Rating(1 if one.trait in weak else 4) for one in statements}
    ratings = {
        one.id: points[one.id].reversed() if one.reverse else points[one.id] for one in statements
    }
    attempt = an_attempt(*in_pages([one.id for one in statements], 5), form=SHORT)

    page = page_after(attempt.with_ratings(ratings, frozenset()), bank, [1])

    assert (page == ()) is stops


def test_however_sure_it_is_every_trait_is_asked_about_twice_before_it_stops():
    bank = a_bank_of(SHARP)
    answer = always(bank, 4)

    traits = [one.rsplit("-", 1)[0] for one in asked(walk(bank, answer))]

    assert min(traits.count(f"trait{place}") for place in range(19)) >= 2


def test_answers_left_out_do_not_keep_the_path_from_going_on(instrument):
    page = first_page(SHORT, instrument, Target(), np.random.default_rng(1))
    attempt = an_attempt(page, form=SHORT).with_ratings({}, frozenset(page))

    following = page_after(attempt, instrument, [2])

    assert following
    assert not set(following) & set(page)


def test_a_statement_the_bank_has_lost_does_not_stop_the_path(instrument):
    page = first_page(SHORT, instrument, Target(), np.random.default_rng(1))
    attempt = an_attempt((*page, "lost-1"), form=SHORT, answers=answers({"lost-1": 4}))

    assert page_after(attempt, instrument, [2])
