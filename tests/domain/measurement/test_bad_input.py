"""What is no answer is refused, with its place; it never becomes a number."""

import numpy as np
import pytest

from kamquiz.domain.measurement import (
    Items,
    alpha,
    among_weakest,
    calibrate,
    choose,
    eap,
    next_page,
    omega,
    posterior,
)

ITEMS = Items([1.0, 1.5, 2.0], [[-1.0, 1.0]] * 3, [0, 0, 1])
FREE = np.eye(2)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        pytest.param(np.nan, r"person 1, item 2 is nan: .* whole", id="not a number"),
        pytest.param(np.inf, r"person 1, item 2 is inf: .* whole", id="infinite"),
        pytest.param(1.5, r"person 1, item 2 is 1.5: .* whole", id="between two answers"),
        pytest.param(3.0, r"person 1, item 2 is 3: .* 0 to 2", id="above the last answer"),
        pytest.param(1e300, r"person 1, item 2 is \d+: .* 0 to 2", id="absurdly large"),
        pytest.param(-2.0, r"person 1, item 2 is -2: .* -1 for not asked", id="below not asked"),
    ],
)
def test_a_response_that_is_no_answer_is_refused_with_its_place(cell, message):
    responses = np.zeros((2, 3))
    responses[1, 2] = cell

    for score in (
        lambda: eap(responses, ITEMS),
        lambda: posterior(responses, ITEMS, FREE),
        lambda: calibrate(responses, ITEMS.trait, prior=ITEMS),
    ):
        with pytest.raises(ValueError, match=message):
            score()


@pytest.mark.parametrize(
    ("responses", "message"),
    [
        pytest.param([[0, 1]], "2 columns, but there are 3 items", id="an item missing"),
        pytest.param([[["0"]]], "3 dimensions", id="too many dimensions"),
        pytest.param([["0", "1", "2"]], "whole numbers", id="words"),
        pytest.param([[None, 1, 2]], "whole numbers", id="nothing"),
    ],
)
def test_a_table_of_the_wrong_kind_is_refused(responses, message):
    with pytest.raises(ValueError, match=message):
        eap(responses, ITEMS)


@pytest.mark.parametrize(
    ("slopes", "thresholds", "trait", "message"),
    [
        pytest.param([1, 0], [[0], [0]], [0, 0], "slopes of item 1 must be positive", id="flat"),
        pytest.param([1, -1], [[0], [0]], [0, 0], "slopes of item 1", id="turned"),
        pytest.param([1, np.nan], [[0], [0]], [0, 0], "slopes of item 1 must be fin", id="nan"),
        pytest.param([1], [[0, np.inf]], [0], "thresholds of item 0 must be finite", id="infinite"),
        pytest.param([1, 1], [[0, 1], [1, 1]], [0, 0], "thresholds of item 1 must r", id="equal"),
        pytest.param([1, 1], [[0, 1], [1, 0]], [0, 0], "thresholds of item 1 must r", id="falling"),
        pytest.param([1], [[0], [0]], [0, 0], "1 slopes, 2 rows of thresh", id="not one per item"),
        pytest.param([1], [0], [0], "thresholds have 1 dimensions", id="thresholds in a row"),
        pytest.param([1], [[]], [0], "at least two categories", id="one category"),
        pytest.param([1], [[0]], [-1], "trait of item 0", id="negative trait"),
        pytest.param([1], [[0]], [0.5], "trait of item 0", id="half a trait"),
        pytest.param(["a"], [[0]], [0], "slopes must be numbers", id="a word"),
    ],
)
def test_impossible_items_are_refused(slopes, thresholds, trait, message):
    with pytest.raises(ValueError, match=message):
        Items(slopes, thresholds, trait)


def test_items_cannot_be_changed_behind_their_back():
    slopes = np.array([1.0])
    items = Items(slopes, [[0.0]], [0])
    slopes[0] = 9.0

    assert items.slopes[0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        items.slopes[0] = 9.0


@pytest.mark.parametrize(
    ("covariance", "message"),
    [
        pytest.param([[1.0]], "covers 1 traits, the items have 2", id="too small"),
        pytest.param([[1, 0.5]], "must be square", id="not square"),
        pytest.param([[1, 0.5], [0.2, 1]], "not symmetric", id="lopsided"),
        pytest.param([[1, 2], [2, 1]], "not positive semidefinite", id="correlation of 2"),
        pytest.param([[1, 0], [0, 0]], "trait 1 has no positive variance", id="no variance"),
        pytest.param([[1, np.nan], [np.nan, 1]], "not finite", id="nan"),
    ],
)
def test_an_impossible_covariance_is_refused(covariance, message):
    with pytest.raises(ValueError, match=message):
        posterior([[0, 0, 0]], ITEMS, covariance)


def test_choosing_for_several_people_at_once_is_refused():
    with pytest.raises(ValueError, match="one person"):
        choose(np.full((2, 3), -1), ITEMS, FREE, count=1, rng=np.random.default_rng(1))


def test_a_posterior_that_is_not_finite_has_no_weakest_traits():
    with pytest.raises(ValueError, match="not finite"):
        among_weakest([np.nan, 0.0], FREE, k=1)


def test_means_that_do_not_fit_the_covariance_are_refused():
    with pytest.raises(ValueError, match="do not fit"):
        among_weakest([0.0, 0.0, 0.0], FREE, k=1)
    with pytest.raises(ValueError, match="must fit and be finite"):
        next_page(ITEMS, [0.0], FREE, asked=[], follows=None, count=1, rng=np.random.default_rng(1))


@pytest.mark.parametrize(
    ("responses", "message"),
    [
        pytest.param([[1], [2]], "two items", id="a single item"),
        pytest.param([[1, 2], [1, 2]], "differ|same", id="nobody differs"),
        pytest.param(
            [[1, -1], [0, -1], [-1, 2], [-1, 1]], "item 0 and item 1", id="never answered together"
        ),
        pytest.param([[1, np.nan], [0, 2]], "person 0, item 1", id="not a number"),
    ],
)
@pytest.mark.parametrize("coefficient", [alpha, omega])
def test_reliability_of_nothing_is_refused(coefficient, responses, message):
    with pytest.raises(ValueError, match=message):
        coefficient(responses)


def test_priors_for_other_traits_are_refused():
    with pytest.raises(ValueError, match="traits given"):
        calibrate([[0, 0, 0]], [0, 1, 1], prior=ITEMS)
