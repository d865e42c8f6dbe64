"""Scores of one trait at a time."""

import time

import mirt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mirt.models.polytomous import GradedResponseModel

from kamquiz.domain.measurement import Items, eap
from kamquiz.domain.measurement.graded_response import probabilities
from kamquiz.domain.measurement.simulation import draw_bank, draw_people, draw_responses


def a_trait(statements=6, seed=1):
    return draw_bank(np.random.default_rng(seed), traits=1, statements=statements).items


def answers_of(people, items, seed=2):
    rng = np.random.default_rng(seed)
    return draw_responses(rng, draw_people(rng, np.eye(items.traits), people), items)


def plain_eap(responses, items, nodes):
    """Score one person by the textbook: a loop over items, no shortcuts."""
    density = np.exp(-(nodes**2) / 2)
    for item, response in enumerate(responses):
        if response >= 0:
            own = slice(item, item + 1)
            chance = probabilities(nodes, items.slopes[own], items.thresholds[own])
            density = density * chance[0, response]
    density = density / density.sum()
    mean = density @ nodes
    return mean, np.sqrt(density @ (nodes - mean) ** 2)


@pytest.mark.parametrize("width", [8.0, 9.0, 10.0])
def test_scores_equal_exact_quadrature_at_201_nodes(width):
    items = a_trait()
    responses = np.concatenate(
        [answers_of(60, items), [[0] * 6], [[4] * 6], [[0, 4] * 3], [[-1] * 5 + [4]]]
    )
    theta, sd = eap(responses, items)
    exact = [plain_eap(row, items, np.linspace(-width, width, 201)) for row in responses]

    assert np.column_stack([theta, sd]) == pytest.approx(np.array(exact), abs=1e-10)


def test_scores_equal_gauss_hermite_quadrature_too():
    items = a_trait(seed=5)
    responses = answers_of(40, items)
    nodes, weights = np.polynomial.hermite_e.hermegauss(201)
    chance = np.stack(
        [
            np.prod(
                [
                    probabilities(nodes, items.slopes[[j]], items.thresholds[[j]])[0, x]
                    for j, x in enumerate(row)
                ],
                axis=0,
            )
            * weights
            for row in responses
        ]
    )
    exact = chance @ nodes / chance.sum(axis=1)

    assert eap(responses, items)[0][:, 0] == pytest.approx(exact, abs=1e-10)


def test_scores_equal_those_of_the_independent_mirt():
    items = a_trait(statements=8, seed=3)
    responses = answers_of(200, items)
    responses[:50, ::3] = -1
    model = GradedResponseModel(n_items=8, n_categories=5)
    model.set_parameters(discrimination=items.slopes, thresholds=items.thresholds)
    model._is_fitted = True  # its parameters are given, not estimated
    theirs = mirt.fscores(model, responses, method="EAP", n_quadpts=201)
    theta, sd = eap(responses, items)

    assert theta[:, 0] == pytest.approx(np.ravel(theirs.theta), abs=1e-6)
    assert sd[:, 0] == pytest.approx(np.ravel(theirs.standard_error), abs=1e-6)


bank = st.integers(0, 10_000).map(lambda seed: a_trait(seed=seed))
row = st.lists(st.integers(-1, 4), min_size=6, max_size=6)


@settings(deadline=None)
@given(items=bank, answers=row, which=st.integers(0, 5))
def test_more_agreement_with_a_plain_statement_never_lowers_its_trait(items, answers, which):
    better = np.tile(answers, (5, 1))
    better[:, which] = range(5)

    assert (np.diff(eap(better, items)[0][:, 0]) > 0).all()


@settings(deadline=None)
@given(items=bank)
def test_unanswered_is_the_prior(items):
    theta, sd = eap(np.full((1, 6), -1), items)

    assert (theta[0, 0], sd[0, 0]) == (0.0, 1.0)


@settings(deadline=None)
@given(items=bank, answers=row, order=st.permutations(range(6)))
def test_the_order_of_answers_does_not_matter(items, answers, order):
    there = eap([answers], items)
    back = eap([np.array(answers)[order]], items.take(order))

    assert np.array(back) == pytest.approx(np.array(there), abs=1e-12)


@settings(deadline=None, max_examples=20)
@given(items=bank, seed=st.integers(0, 1000))
def test_intervals_shrink_on_average_with_answers(items, seed):
    complete = answers_of(200, items, seed)
    widths = []
    for answered in range(7):
        seen = complete.copy()
        seen[:, answered:] = -1
        widths.append(eap(seen, items)[1].mean())

    assert (np.diff(widths) < 0).all()


def test_nobody_gets_no_scores():
    theta, sd = eap(np.zeros((0, 6), dtype=int), a_trait())

    assert theta.shape == sd.shape == (0, 1)


def test_a_single_row_is_one_person():
    items = a_trait()

    assert eap([4] * 6, items)[0].shape == (1, 1)


def test_traits_do_not_mix():
    items = Items([1.2, 1.2], [[-1.0, 1.0]] * 2, [0, 2])
    theta, sd = eap([[2, 0]], items)

    assert theta[0, 0] == pytest.approx(-theta[0, 2])
    assert (theta[0, 1], sd[0, 1]) == (0.0, 1.0)


def test_a_crowd_is_scored_many_times_faster_than_by_a_plain_loop():
    items = a_trait()
    responses = answers_of(20_000, items)
    nodes = np.linspace(-10, 10, 201)

    started = time.perf_counter()
    eap(responses, items)
    together = (time.perf_counter() - started) / len(responses)
    started = time.perf_counter()
    for one in responses[:200]:
        plain_eap(one, items, nodes)
    one_by_one = (time.perf_counter() - started) / 200

    assert together < one_by_one / 10
