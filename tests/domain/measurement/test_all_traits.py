"""Scores of all traits at once."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamquiz.domain.measurement import eap, posterior, usual_covariance
from kamquiz.domain.measurement.expectation_propagation import Population
from kamquiz.domain.measurement.graded_response import log_probabilities
from kamquiz.domain.measurement.simulation import (
    draw_bank,
    draw_people,
    draw_responses,
    generic_covariance,
    generic_items,
)

THREE = np.array([[1.0, 0.6, 0.4], [0.6, 1.0, 0.5], [0.4, 0.5, 1.0]])


def exact_posterior(responses, items, covariance, nodes):
    """Integrate over a cube of nodes."""
    cube = np.stack(np.meshgrid(nodes, nodes, nodes, indexing="ij"), axis=-1).reshape(-1, 3)
    log_density = -np.einsum("ni,ij,nj->n", cube, np.linalg.inv(covariance), cube) / 2
    curves = log_probabilities(nodes, items.slopes, items.thresholds)
    for trait in range(3):
        place = np.unravel_index(np.arange(len(cube)), (len(nodes),) * 3)[trait]
        for item in np.flatnonzero(items.trait == trait):
            if responses[item] >= 0:
                log_density += curves[item, responses[item]][place]
    weight = np.exp(log_density - log_density.max())
    weight /= weight.sum()
    mean = weight @ cube
    return mean, np.sqrt(weight @ (cube - mean) ** 2)


@pytest.mark.parametrize("strength", [1.0, 1.2, 1.4])
def test_it_agrees_with_exact_quadrature_over_three_correlated_traits(strength):
    covariance = np.eye(3) + strength * (THREE - np.eye(3))
    rng = np.random.default_rng(3)
    items = draw_bank(rng, traits=3, statements=4).items
    responses = draw_responses(rng, draw_people(rng, covariance, 12), items)
    responses[:4, rng.integers(0, 12, 6)] = -1
    extremes = [[0] * 12, [4] * 12, [0] * 4 + [4] * 4 + [-1] * 4, [-1] * 12]
    responses = np.concatenate([responses, extremes])
    mean, spread = posterior(responses, items, covariance)

    for person, row in enumerate(responses):
        exact_mean, exact_sd = exact_posterior(row, items, covariance, np.linspace(-6, 6, 49))
        assert mean[person] == pytest.approx(exact_mean, abs=0.005)
        assert np.sqrt(np.diag(spread[person])) == pytest.approx(exact_sd, abs=0.01)


def the_quiz(people=20, seed=4):
    rng = np.random.default_rng(seed)
    bank = draw_bank(rng)
    return bank, draw_responses(rng, draw_people(rng, bank.covariance, people), bank.items)


def test_without_correlation_every_trait_is_scored_by_itself():
    bank, responses = the_quiz()
    mean, spread = posterior(responses, bank.items, np.eye(19))
    theta, sd = eap(responses, bank.items)

    assert mean == pytest.approx(theta, abs=1e-8)
    assert np.sqrt(np.diagonal(spread, axis1=1, axis2=2)) == pytest.approx(sd, abs=1e-8)


def test_no_answers_leave_the_prior():
    bank, _ = the_quiz()
    mean, spread = posterior(np.full((2, 114), -1), bank.items, bank.covariance)

    assert mean == pytest.approx(0.0, abs=1e-12)
    assert spread[1] == pytest.approx(bank.covariance, abs=1e-12)


def test_a_skipped_trait_borrows_from_its_neighbours():
    bank, responses = the_quiz()
    responses[:, bank.items.trait == 7] = -1
    responses[:, bank.items.trait != 7] = 4
    mean, spread = posterior(responses, bank.items, bank.covariance)

    assert (mean[:, 7] > 0.5).all()
    assert (spread[:, 7, 7] < bank.covariance[7, 7]).all()


@pytest.mark.parametrize(
    "row",
    [
        pytest.param([0] * 114, id="114 times the lowest"),
        pytest.param([2] * 114, id="114 times the middle"),
        pytest.param([4] * 114, id="114 times the highest"),
        pytest.param([0, 4] * 57, id="every statement the opposite of the last"),
        pytest.param([0] * 6 + [4] * 108, id="one trait against all"),
        pytest.param([4] + [-1] * 113, id="a single answer"),
    ],
)
@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.9, 0.999])
def test_extreme_answers_give_a_sober_profile(row, correlation):
    items = draw_bank(np.random.default_rng(1)).items
    covariance = np.full((19, 19), correlation) + (1 - correlation) * np.eye(19)
    mean, spread = posterior([row], items, covariance)

    assert np.abs(mean).max() < 6
    assert (np.diag(spread[0]) <= 1 + 1e-9).all()
    assert np.linalg.eigvalsh(spread[0])[0] > 0


def test_it_has_settled_when_it_stops():
    bank, responses = the_quiz()
    population = Population(bank.items, bank.covariance)
    mean, spread, sites = population.propagate(responses)
    again, spread_again, _ = population.propagate(responses, sites)

    assert again == pytest.approx(mean, abs=1e-6)
    assert spread_again == pytest.approx(spread, abs=1e-6)


def test_everybody_is_scored_as_if_alone():
    bank, responses = the_quiz(people=150)
    mean, spread = posterior(responses, bank.items, bank.covariance)

    for person in (0, 127, 128, 149):
        alone, alone_spread = posterior(responses[person], bank.items, bank.covariance)
        assert alone[0] == pytest.approx(mean[person], abs=1e-9)
        assert alone_spread[0] == pytest.approx(spread[person], abs=1e-9)


def test_other_units_only_change_the_unit():
    bank, responses = the_quiz()
    unit = np.linspace(0.5, 3.0, 19)
    own = unit[bank.items.trait]
    stretched = type(bank.items)(
        bank.items.slopes / own, bank.items.thresholds * own[:, None], bank.items.trait
    )
    mean, spread = posterior(responses, bank.items, bank.covariance)
    wide, wide_spread = posterior(responses, stretched, bank.covariance * np.outer(unit, unit))

    assert wide == pytest.approx(mean * unit, abs=1e-9)
    assert wide_spread == pytest.approx(spread * np.outer(unit, unit), abs=1e-9)


def test_traits_without_items_may_follow_those_with_items():
    items = draw_bank(np.random.default_rng(1), traits=2).items
    mean, spread = posterior([[4] * 12], items, usual_covariance(4))

    assert mean.shape == (1, 4)
    assert spread.shape == (1, 4, 4)
    assert mean[0, 3] > 0.2


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_the_order_of_items_does_not_matter(seed, data):
    bank = draw_bank(np.random.default_rng(seed), traits=4, statements=3)
    answers = data.draw(st.lists(st.integers(-1, 4), min_size=12, max_size=12))
    order = data.draw(st.permutations(range(12)))
    mean, _ = posterior(answers, bank.items, bank.covariance)
    other, _ = posterior(np.array(answers)[order], bank.items.take(order), bank.covariance)

    assert other == pytest.approx(mean, abs=1e-9)


@settings(deadline=None, max_examples=10)
@given(seed=st.integers(0, 10_000))
def test_intervals_shrink_on_average_with_answers(seed):
    bank, complete = the_quiz(people=30, seed=seed)
    widths = []
    for answered in (0, 19, 57, 114):
        seen = complete.copy()
        seen[:, answered:] = -1
        _, spread = posterior(seen, bank.items, bank.covariance)
        widths.append(np.sqrt(np.diagonal(spread, axis1=1, axis2=2)).mean())

    assert (np.diff(widths) < 0).all()


def test_ninety_percent_intervals_hold_nine_times_in_ten():
    rng = np.random.default_rng(6)
    bank = draw_bank(rng)
    theta = draw_people(rng, bank.covariance, 300)
    responses = draw_responses(rng, theta, bank.items)
    mean, spread = posterior(responses, bank.items, bank.covariance)
    sd = np.sqrt(np.diagonal(spread, axis1=1, axis2=2))
    guess, guess_spread = posterior(
        responses, generic_items(bank.items.trait), generic_covariance(19)
    )
    widened = 1.25 * np.sqrt(np.diagonal(guess_spread, axis1=1, axis2=2))

    assert 0.88 <= (np.abs(theta - mean) < 1.6449 * sd).mean() <= 0.92
    assert 0.86 <= (np.abs(theta - guess) < 1.6449 * widened).mean() <= 0.97


def test_a_crowd_is_scored_faster_than_one_by_one():
    bank, responses = the_quiz(people=256)
    posterior(responses[:1], bank.items, bank.covariance)

    started = time.perf_counter()
    posterior(responses, bank.items, bank.covariance)
    together = (time.perf_counter() - started) / 256
    started = time.perf_counter()
    for row in responses[:40]:
        posterior(row, bank.items, bank.covariance)
    one_by_one = (time.perf_counter() - started) / 40

    assert together < one_by_one / 2


def test_a_whole_profile_costs_less_than_a_hundred_plain_sums_over_the_nodes():
    bank, responses = the_quiz(people=30)
    posterior(responses[:1], bank.items, bank.covariance)
    nodes = np.linspace(-10, 10, 201)

    def plain_round():
        """Look up every answer and normalise every trait once, item by item."""
        density = np.tile(-(nodes**2) / 2, (19, 1))
        for item, trait in enumerate(bank.items.trait):
            density[trait] += bank.items.log_curves[item, responses[0, item]]
        for row in density:
            weight = np.exp(row - row.max())
            weight @ nodes / weight.sum()

    started = time.perf_counter()
    for _ in range(30):
        plain_round()
    plain = time.perf_counter() - started
    started = time.perf_counter()
    for row in responses:
        posterior(row, bank.items, bank.covariance)
    ours = time.perf_counter() - started

    # A plain loop needs about six such rounds and 19 x 19 inverses besides.
    assert ours < 12 * plain
