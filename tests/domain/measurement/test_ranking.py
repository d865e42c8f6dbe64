"""What a posterior says about the order of traits."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamquiz.domain.measurement import alike, among_weakest, posterior, weaker_than
from kamquiz.domain.measurement.quasi_monte_carlo import normal_points
from kamquiz.domain.measurement.simulation import (
    calibration_error,
    draw_bank,
    draw_people,
    draw_responses,
)


def some_posteriors(people=300, seed=2):
    rng = np.random.default_rng(seed)
    bank = draw_bank(rng)
    theta = draw_people(rng, bank.covariance, people)
    return theta, *posterior(draw_responses(rng, theta, bank.items), bank.items, bank.covariance)


def test_it_agrees_with_two_hundred_thousand_random_draws():
    _, means, spreads = some_posteriors(people=5)
    rng = np.random.default_rng(0)
    for mean, spread in zip(means, spreads, strict=True):
        draws = rng.multivariate_normal(mean, spread, 200_000)
        bar = np.partition(draws, 2, axis=1)[:, 2:3]

        assert among_weakest(mean, spread) == pytest.approx((draws <= bar).mean(axis=0), abs=0.02)


def test_it_repeats_exactly():
    _, means, spreads = some_posteriors(people=3)
    first = among_weakest(means, spreads)

    assert (among_weakest(means, spreads) == first).all()
    assert (among_weakest(means[1], spreads[1]) == first[1]).all()


def test_stated_probabilities_come_true():
    theta, means, spreads = some_posteriors()
    happened = np.argsort(np.argsort(theta, axis=1), axis=1) < 3

    assert calibration_error(among_weakest(means, spreads), happened) <= 0.02


@settings(deadline=None, max_examples=30)
@given(
    mean=st.lists(st.floats(-3, 3), min_size=4, max_size=12),
    k=st.integers(1, 3),
    seed=st.integers(0, 100),
)
def test_probabilities_add_up_to_the_places_there_are(mean, k, seed):
    root = np.random.default_rng(seed).normal(size=(len(mean), len(mean)))

    assert among_weakest(mean, root @ root.T, k=k).sum() == pytest.approx(k, abs=1e-9)


def test_the_distance_from_the_target_counts_not_the_level():
    chance = among_weakest([0.0, 1.0, 2.0, 3.0], np.eye(4) / 100, target=[0, 2, 4, 6], k=1)

    assert chance == pytest.approx([0, 0, 0, 1], abs=1e-9)


def test_with_as_many_places_as_traits_everything_is_among_the_weakest():
    assert (among_weakest([0.0, 1.0, 2.0], np.eye(3)) == 1.0).all()


def test_traits_that_are_the_same_trait_are_no_problem():
    assert among_weakest(np.zeros(5), np.ones((5, 5))).sum() == pytest.approx(3)
    assert (weaker_than(np.zeros(2), np.ones((2, 2))) == 0.5).all()


def test_one_trait_is_below_another_with_the_probability_of_the_difference():
    spread = np.array([[0.25, 0.1], [0.1, 0.49]])
    chance = weaker_than([0.2, 0.7], spread)
    standard = 0.5 / math.sqrt(0.25 + 0.49 - 0.2)

    assert chance[0, 1] == pytest.approx((1 + math.erf(standard / math.sqrt(2))) / 2)
    assert chance + chance.T == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("mean", "groups"),
    [
        pytest.param([0.0, 3.0, 6.0], (), id="all told apart"),
        pytest.param([0.0, 0.1, 6.0], ((0, 1),), id="two alike"),
        pytest.param([0.2, 0.1, 0.0], ((2, 1, 0),), id="all alike, lowest first"),
        pytest.param([0.0, 1.0, 2.0], ((0, 1), (1, 2)), id="a chain"),
    ],
)
def test_traits_that_cannot_be_told_apart_form_groups(mean, groups):
    assert alike(mean, np.eye(3)) == groups


def test_the_fixed_points_are_normal_to_second_order():
    points = normal_points(19)

    assert points.mean(axis=0) == pytest.approx(0, abs=1e-12)
    assert points.T @ points / len(points) == pytest.approx(np.eye(19), abs=1e-9)
    assert (np.abs(points) < 1.96).mean() == pytest.approx(0.95, abs=0.003)


def test_there_may_be_more_traits_than_points():
    assert normal_points(40, 8).shape == (16, 40)
    assert normal_points(0).shape == (2048, 0)
