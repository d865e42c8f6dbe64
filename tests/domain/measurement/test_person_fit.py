"""How a person's answers hang together, and how many careless people that finds."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamquiz.domain.measurement import Items, usual_covariance
from kamquiz.domain.measurement.careless import Quiz
from kamquiz.domain.measurement.graded_response import probabilities
from kamquiz.domain.measurement.limits import NOTED, Limits, by_name, derive, is_low
from kamquiz.domain.measurement.person_fit import (
    Signs,
    change,
    even_odd,
    guessing,
    longest_run,
    spread,
    unturned,
)
from kamquiz.domain.measurement.prediction import Foresight, loadings, served_in
from kamquiz.domain.measurement.simulation import draw_bank, draw_people, draw_responses

PLAIN_TWICE_REVERSE_ONCE = np.array([False, False, True])


def three_items(traits=(0, 0, 0)):
    return Items([1.3] * 3, [[-2.6, -1.4, -0.3, 1.0]] * 3, list(traits))


def ticked(*answers, reverse=None):
    """One person's raw answers from 1 to 5, served in the order of the items; 0 is skipped."""
    count = len(answers)
    reverse = np.zeros(count, dtype=bool) if reverse is None else np.asarray(reverse)
    raw = np.array(answers) - 1
    points = np.where((raw >= 0) & reverse, 4 - raw, raw)
    items = Items([1.3] * count, [[-2.6, -1.4, -0.3, 1.0]] * count, [0] * count)
    return served_in([range(count)], points, reverse, items)


@pytest.mark.parametrize(
    ("answers", "longest"),
    [
        pytest.param((3,), 1, id="one answer"),
        pytest.param((1, 2, 2, 2, 5, 2), 3, id="the longest row counts"),
        pytest.param((4, 4, 4), 3, id="all alike, plain and reverse"),
        pytest.param((4, 4, 0, 4, 2), 3, id="what was skipped does not interrupt"),
        pytest.param((0, 0), 0, id="none"),
    ],
)
def test_a_run_is_one_answer_ticked_again_and_again(answers, longest):
    served = ticked(*answers, reverse=[False] * (len(answers) - 1) + [True])

    assert longest_run(served) == [longest]


def test_a_run_depends_on_the_order_of_asking():
    items, reverse = three_items(), np.zeros(3, dtype=bool)

    assert longest_run(served_in([[0, 1, 2]], [4, 4, 1], reverse, items)) == [2]
    assert longest_run(served_in([[0, 2, 1]], [4, 4, 1], reverse, items)) == [1]


def test_spread_is_of_the_answers_as_ticked():
    assert spread(ticked(3, 3, 3, reverse=[False, False, True])) == [0.0]
    assert spread(ticked(1, 5, 0, reverse=[False, True, False])) == [2.0]


def test_halves_that_agree_are_consistent():
    trait = np.repeat(np.arange(10), 2)
    items = Items([1.3] * 20, [[-2.6, -1.4, -0.3, 1.0]] * 20, trait)
    levels = np.array([0, 1, 2, 3, 4] * 2)
    alike, opposite = np.repeat(levels, 2), np.stack([levels, 4 - levels], axis=1).ravel()
    served = served_in([range(20)] * 2, [alike, opposite], np.zeros(20, dtype=bool), items)

    assert even_odd(served, items) == pytest.approx([1.0, -2.0])


def test_too_few_traits_or_no_differences_say_nothing_about_consistency():
    items = Items([1.3] * 20, [[-2.6, -1.4, -0.3, 1.0]] * 20, np.repeat(np.arange(10), 2))
    seven_traits, flat = np.full((2, 20), -1), np.full(20, 3)
    seven_traits[:, :14] = np.tile([0, 1, 2, 3, 4, 0, 1], 2)
    served = served_in([range(20)] * 3, [*seven_traits, flat], np.zeros(20, dtype=bool), items)

    assert np.isnan(even_odd(served, items)).all()


def test_every_answer_was_to_be_expected_with_some_chance_and_one_of_them_came():
    bank = draw_bank(np.random.default_rng(5), traits=4, statements=3)
    foresight = Foresight(bank.items, bank.covariance)
    table = np.random.default_rng(6).integers(0, 5, 12)
    rows = np.tile(table, (5, 1))
    rows[:, 11] = range(5)
    served = served_in([range(12)] * 5, rows, bank.reverse, bank.items)

    assert np.exp(foresight.log_chances(served)[:, 11]).sum() == pytest.approx(1.0)


def test_the_chances_multiply_to_the_probability_of_all_answers():
    covariance = usual_covariance(3)
    items = draw_bank(np.random.default_rng(1), traits=3, statements=2).items
    responses = draw_responses(
        np.random.default_rng(2), draw_people(np.random.default_rng(3), covariance, 5), items
    )
    served = served_in([range(6)] * 5, responses, np.zeros(6, dtype=bool), items)
    total = Foresight(items, covariance).log_chances(served).sum(axis=1)

    nodes = np.linspace(-6, 6, 41)
    cube = np.stack(np.meshgrid(nodes, nodes, nodes, indexing="ij"), axis=-1).reshape(-1, 3)
    weight = np.exp(-np.einsum("ni,ij,nj->n", cube, np.linalg.inv(covariance), cube) / 2)
    weight /= weight.sum()
    curves = [
        probabilities(cube[:, items.trait[one]], items.slopes[[one]], items.thresholds[[one]])[0]
        for one in range(6)
    ]
    for person, row in enumerate(responses):
        likely = np.prod([curves[item][answer] for item, answer in enumerate(row)], axis=0)
        assert total[person] == pytest.approx(np.log(weight @ likely), abs=0.01)


@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_whether_all_answers_are_guesses_does_not_depend_on_their_order(data):
    bank = draw_bank(np.random.default_rng(1), traits=4, statements=3)
    answers = data.draw(st.lists(st.integers(-1, 4), min_size=12, max_size=12))
    order = data.draw(st.permutations(range(12)))
    foresight = Foresight(bank.items, bank.covariance)
    served = served_in([range(12), order], [answers, answers], bank.reverse, bank.items)
    one, other = guessing(served, foresight).sum(axis=1)

    assert one == pytest.approx(other, abs=1e-9)


def test_doubt_in_the_items_makes_every_answer_less_telling():
    bank = draw_bank(np.random.default_rng(1))
    foresight = Foresight(bank.items, bank.covariance)
    doubting = Foresight(bank.items, bank.covariance, doubt=0.6)
    contradicting = served_in([range(114)], np.tile([0, 4], 57), bank.reverse, bank.items)

    assert guessing(contradicting, doubting).sum() < guessing(contradicting, foresight).sum()


def test_the_shared_factor_of_equal_correlations_is_found():
    assert loadings(usual_covariance(19)) == pytest.approx(np.full(19, 0.3**0.5), abs=1e-3)
    assert loadings(np.eye(1)) == pytest.approx([0.0])


@pytest.mark.parametrize(
    ("odds", "expected"),
    [
        pytest.param([0.0] * 40, 0.0, id="nothing points either way"),
        pytest.param([-1.0] * 20 + [1.0] * 20, 17.73, id="guessing from the middle on"),
        pytest.param([1.0] * 20 + [-1.0] * 20, -11.89, id="guessing at first only"),
        pytest.param([1.0] * 19, np.nan, id="too short for a before and an after"),
    ],
)
def test_a_change_is_guessing_from_some_point_on(odds, expected):
    found = change(np.array([odds]), np.array([len(odds)]))

    assert found == pytest.approx([expected], abs=0.05, nan_ok=True)


def test_places_without_an_answer_do_not_move_the_change():
    odds = np.array([[-0.3] * 15 + [0.4] * 15 + [0.0] * 9])

    assert change(odds, np.array([30])) == pytest.approx(change(odds[:, :30], np.array([30])))


def test_agreeing_with_everything_leans_and_turning_does_not():
    reverse = np.tile(PLAIN_TWICE_REVERSE_ONCE, 10)
    items = Items([1.3] * 30, [[-2.0, -0.7, 0.7, 2.0]] * 30, np.repeat(np.arange(10), 3))
    yes_to_all = np.where(reverse, 4 - 4, 4)
    no_to_all = 4 - yes_to_all
    turned = np.full(30, 3)
    served = served_in([range(30)] * 3, [yes_to_all, no_to_all, turned], reverse, items)
    yes, no, honest = unturned(served, items, np.zeros((3, 10)))

    assert yes == pytest.approx(no)
    assert yes > 5
    assert honest < 2.5


def test_without_both_kinds_of_statements_there_is_nothing_to_compare():
    assert np.isnan(unturned(ticked(5, 5, 5), three_items(), np.zeros((1, 1))))


@cache
def the_quiz() -> Quiz:
    """One bank about which everything is known."""
    bank = draw_bank(np.random.default_rng(7))
    return Quiz(bank=bank, foresight=Foresight(bank.items, bank.covariance))


@cache
def the_limits() -> Limits:
    return derive([the_quiz()], np.random.default_rng(8), people=100)


def share_low(served) -> float:
    return float(is_low(the_limits().weights(the_quiz().signs(served), served.count)).mean())


def test_honest_people_are_rarely_of_low_confidence():
    quiz = the_quiz()
    rng = np.random.default_rng(9)
    honest = quiz.honest(rng, 50)

    assert share_low(quiz.short(honest, seed=1)) <= 0.15
    assert share_low(quiz.full(honest, rng)) <= 0.15


@pytest.mark.parametrize("pattern", ["random", "straight", "middling", "all good"])
def test_people_who_look_at_no_statement_are_noticed(pattern):
    quiz = the_quiz()
    responses = quiz.ticked(pattern, np.random.default_rng(10), 25)

    assert share_low(quiz.short(responses, seed=2)) >= 0.9


def test_people_who_stop_reading_half_way_are_noticed():
    quiz = the_quiz()
    rng = np.random.default_rng(11)
    served = quiz.tiring(quiz.honest(rng, 40), quiz.ticked("random", rng, 40), seed=3)

    assert share_low(served) >= 0.75


def test_limits_lie_where_honest_people_end():
    signs = by_name(
        the_quiz().signs(
            the_quiz().full(
                the_quiz().honest(np.random.default_rng(12), 150), np.random.default_rng(13)
            )
        )
    )
    for name, share in NOTED.items():
        assert np.mean(signs[name] > the_limits().once[name][-1]) <= share + 0.06


def some_limits(**changes) -> Limits:
    tables = dict.fromkeys(NOTED, (np.inf,) * 3)
    once = tables | {"run": (8.0, 10.0, 12.0)}
    return Limits(once=once, twice=tables | {"run": (15.0,) * 3} | changes)


@pytest.mark.parametrize(
    ("count", "run", "weight"),
    [
        pytest.param(29, 29, 0, id="too few answers"),
        pytest.param(30, 8, 0, id="at the limit"),
        pytest.param(30, 9, 1, id="above it"),
        pytest.param(30, 16, 2, id="far above it"),
        pytest.param(44, 9, 0, id="between two lengths, below"),
        pytest.param(43, 10, 1, id="between two lengths, above"),
        pytest.param(200, 12, 0, id="a longer bank keeps the last limit"),
    ],
)
def test_a_flag_weighs_by_how_far_its_number_is_above_the_limits(count, run, weight):
    nothing = np.array([np.nan])
    signs = Signs(
        run=np.array([run]), narrow=nothing, uneven=nothing, misfit=nothing,
        changed=nothing, unturned=nothing,
    )  # fmt: skip

    assert some_limits().weights(signs, [count])["run"] == [weight]


def ticked_nothing():
    bank = the_quiz().bank
    return served_in([range(114)], np.full(114, -1), bank.reverse, bank.items)


def test_no_answers_give_no_numbers_and_no_warnings():
    signs = by_name(the_quiz().signs(ticked_nothing()))

    assert signs["run"] == [0.0]
    assert signs["misfit"] == [0.0]
    assert all(np.isnan(signs[name]) for name in ("narrow", "uneven", "changed", "unturned"))
