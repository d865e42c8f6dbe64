"""Careless answers are noticed, gently; honest ones are left in peace."""

import warnings
from dataclasses import replace

import numpy as np
import pytest

from kamquiz.domain.assessment.attempts import Answers, in_pages
from kamquiz.domain.assessment.response_quality import (
    CALIBRATED,
    UNCALIBRATED,
    Confidence,
    Flag,
    ResponseQuality,
    assess_all_responses,
    assess_responses,
    foresight,
    is_fast,
)
from kamquiz.domain.bank.catalogue import Rating
from kamquiz.domain.bank.parameters import Curve
from kamquiz.domain.measurement.limits import NOTED, Limits
from tests.builders import all_rated, answers

NOTHING = ResponseQuality()


@pytest.fixture
def statements(catalogue):
    return catalogue.statements


def ticking(statements, answer) -> Answers:
    """What somebody says who ticks *answer*, or the next of several, whatever is asked."""
    offered = [answer] if isinstance(answer, int) else list(answer)
    return answers({one.id: offered[n % len(offered)] for n, one in enumerate(statements)})


def honest(catalogue, seed=1) -> Answers:
    """Somebody of medium strength, a little different from trait to trait."""
    chance = np.random.default_rng(seed)
    level = {trait.id: chance.choice([2.6, 3.2, 3.6, 4.2]) for trait in catalogue.traits}
    ratings = {}
    for one in catalogue.statements:
        harder = {"easy": 0.5, "medium": 0.0, "hard": -0.5}[one.difficulty]
        points = round(chance.normal(level[one.trait] + harder, 0.8))
        rating = Rating(min(5, max(1, points)))
        ratings[one.id] = rating.reversed() if one.reverse else rating
    return answers(ratings)


@pytest.mark.parametrize("seed", range(5))
def test_somebody_who_means_it_is_left_in_peace(instrument, catalogue, seed):
    assert assess_responses(honest(catalogue, seed), instrument) == NOTHING


@pytest.mark.parametrize("count", [0, 1, 5, 29])
def test_too_few_answers_raise_no_flags(instrument, statements, count):
    assert assess_responses(ticking(statements[:count], 3), instrument) == NOTHING


@pytest.mark.parametrize("count", [30, 40, 57, 114])
@pytest.mark.parametrize("answer", range(1, 6))
def test_the_same_answer_throughout_is_straight_narrow_and_of_low_confidence(
    instrument, statements, answer, count
):
    found = assess_responses(ticking(statements[:count], answer), instrument)

    assert {Flag.STRAIGHT, Flag.NARROW} <= set(found.flags)
    assert found.confidence is Confidence.LOW


@pytest.mark.parametrize("points", [1, 5])
def test_extremes_that_fit_each_other_are_not_careless(instrument, catalogue, points):
    found = assess_responses(answers(all_rated(catalogue, points)), instrument)

    assert found.confidence is Confidence.NORMAL


def test_praising_oneself_on_statements_and_their_opposites_is_noticed(instrument, statements):
    found = assess_responses(ticking(statements, (5, 4, 5, 5, 4)), instrument)

    assert Flag.UNTURNED in found.flags
    assert found.confidence is Confidence.LOW


def test_hovering_about_the_middle_is_narrow_and_of_low_confidence(instrument, statements):
    found = assess_responses(ticking(statements[:57], (3, 3, 4, 3, 2, 3, 3)), instrument)

    assert Flag.NARROW in found.flags
    assert found.confidence is Confidence.LOW


def test_guessing_is_a_misfit(instrument, statements):
    chance = np.random.default_rng(3)
    guesses = answers({one.id: int(chance.integers(1, 6)) for one in statements})
    found = assess_responses(guesses, instrument)

    assert Flag.MISFIT in found.flags
    assert found.confidence is Confidence.LOW


def test_guessing_from_the_middle_on_is_a_change(instrument, catalogue):
    chance = np.random.default_rng(4)
    start = dict(list(honest(catalogue).ratings.items())[:57])
    rest = {one.id: int(chance.integers(1, 6)) for one in catalogue.statements[57:]}
    found = assess_responses(answers({**start, **rest}), instrument)

    assert Flag.CHANGED in found.flags
    assert found.confidence is Confidence.LOW


def test_order_matters_for_rows_and_changes_alone(instrument, catalogue):
    chance = np.random.default_rng(5)
    given = {one.id: int(chance.choice([1, 1, 1, 5, 5, 3])) for one in catalogue.statements}
    in_rows = sorted(given, key=given.get)
    as_asked = assess_responses(answers(given), instrument)
    sorted_out = assess_responses(answers(given), instrument, pages=in_pages(in_rows, 6))

    assert Flag.STRAIGHT not in as_asked.flags
    assert Flag.STRAIGHT in sorted_out.flags
    by_order = {Flag.STRAIGHT, Flag.CHANGED}
    assert set(as_asked.flags) - by_order == set(sorted_out.flags) - by_order


def test_answers_are_taken_in_the_order_of_the_pages_served(instrument, catalogue):
    ratings = ticking(catalogue.statements, 4).ratings | honest(catalogue).ratings
    shuffled = dict(sorted(ratings.items()))
    pages = in_pages(tuple(ratings), 6)

    assert assess_responses(answers(shuffled), instrument, pages=pages) == assess_responses(
        answers(ratings), instrument
    )


def test_statements_of_an_older_bank_count_for_nothing(instrument, catalogue):
    given = honest(catalogue)
    older = answers({**given.ratings, "gone-1": 5, "gone-2": 5})

    assert assess_responses(older, instrument) == assess_responses(given, instrument)


PAGES = [("a", "b", "c", "d", "e")] * 8


@pytest.mark.parametrize(
    ("times", "fast"),
    [
        pytest.param([30] * 8, False, id="time to read"),
        pytest.param([10] * 8, False, id="exactly two seconds a statement"),
        pytest.param([9] * 8, True, id="less"),
        pytest.param([9] * 2 + [30] * 6, False, id="a quarter of the pages"),
        pytest.param([9] * 3 + [30] * 5, True, id="more than a quarter"),
        pytest.param([9] * 2 + [30] * 5 + [5000], True, id="a pause is no page read slowly"),
        pytest.param([5000] * 8, False, id="pauses only"),
        pytest.param([9] * 3, False, id="too few pages"),
        pytest.param([], False, id="no times"),
    ],
)
def test_pages_go_by_too_fast_when_more_than_a_quarter_cannot_have_been_read(times, fast):
    assert is_fast(dict(enumerate(times, start=1)), PAGES) is fast


def test_haste_alone_is_a_gentle_note(instrument, catalogue):
    hasty = Answers(ratings=honest(catalogue).ratings, seconds=dict.fromkeys(range(1, 20), 3.0))

    assert assess_responses(hasty, instrument) == ResponseQuality(
        flags=(Flag.FAST,), confidence=Confidence.NORMAL
    )


def limits_that_flag(**once) -> Limits:
    never = {name: (float("inf"),) * 3 for name in NOTED}
    return Limits(once=never | {name: (at,) * 3 for name, at in once.items()}, twice=never)


def test_two_flags_are_low_confidence(instrument, catalogue):
    given = honest(catalogue)
    one = assess_responses(given, instrument, limits=limits_that_flag(run=1.0))
    two = assess_responses(given, instrument, limits=limits_that_flag(run=1.0, narrow=-5.0))

    assert one == ResponseQuality(flags=(Flag.STRAIGHT,), confidence=Confidence.NORMAL)
    assert two == ResponseQuality(flags=(Flag.STRAIGHT, Flag.NARROW), confidence=Confidence.LOW)


def test_everybody_is_judged_as_if_alone(instrument, catalogue, statements):
    several = [
        (honest(catalogue), ()),
        (ticking(statements[:40], 3), ()),
        (Answers(), ()),
        (ticking(statements, (1, 5, 2)), in_pages(tuple(one.id for one in statements), 5)),
    ]

    assert assess_all_responses(several, instrument) == tuple(
        assess_responses(given, instrument, pages=pages) for given, pages in several
    )
    assert assess_all_responses([], instrument) == ()


def test_edges_bring_no_warnings(instrument, catalogue, statements):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for given in (Answers(), ticking(statements[:1], 5), ticking(statements, 1)):
            assess_responses(given, instrument)


def test_difficulty_is_half_believed_until_it_is_measured(instrument, catalogue):
    authors = instrument.items.thresholds
    curves = {
        one.id: Curve(slope=1.0, thresholds=tuple(row))
        for one, row in zip(catalogue.statements, authors, strict=True)
    }
    measured = replace(
        instrument, parameters=replace(instrument.parameters, curves=curves, people=300)
    )
    half, whole = foresight(instrument), foresight(measured)

    assert np.ptp(half.items.thresholds[:, 0]) == pytest.approx(np.ptp(authors[:, 0]) / 2)
    assert (whole.items.thresholds == authors).all()
    assert half.doubt > whole.doubt == 0


def test_guessing_is_told_more_surely_once_the_bank_is_calibrated():
    assert all(
        later < now
        for later, now in zip(CALIBRATED.once["misfit"], UNCALIBRATED.once["misfit"], strict=True)
    )
