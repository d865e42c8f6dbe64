"""The graded response model itself."""

import numpy as np
import pytest
from mirt.models.polytomous import GradedResponseModel

from kamquiz.domain.measurement.graded_response import information, log_probabilities, probabilities

THETA = np.linspace(-4, 4, 33)
SLOPES = np.array([0.4, 1.3, 5.0])
THRESHOLDS = np.array([[-2.0, -1.0, 0.0, 1.5], [-1.0, -0.9, 2.0, 2.5], [-0.3, 0.0, 0.2, 0.4]])


def test_the_answers_to_an_item_are_certain_together():
    assert probabilities(THETA, SLOPES, THRESHOLDS).sum(axis=1) == pytest.approx(1, abs=1e-14)


def test_reaching_a_threshold_is_even_odds_for_someone_exactly_there():
    for slope, thresholds in zip(SLOPES, THRESHOLDS, strict=True):
        chance = probabilities(thresholds, np.array([slope]), thresholds[None])[0]
        reached = [chance[k + 1 :, k].sum() for k in range(4)]

        assert reached == pytest.approx([0.5] * 4, abs=1e-14)


def test_the_curves_are_those_of_the_independent_mirt():
    model = GradedResponseModel(n_items=3, n_categories=5)
    model.set_parameters(discrimination=SLOPES, thresholds=THRESHOLDS)
    chance = probabilities(THETA, SLOPES, THRESHOLDS)

    for item in range(3):
        for category in range(5):
            theirs = model.category_probability(THETA[:, None], item, category)
            assert chance[item, category] == pytest.approx(theirs, abs=1e-12)


def test_information_is_the_expected_curvature_of_the_log_probability():
    step = 1e-4
    low, middle, high = (
        log_probabilities(THETA + shift, SLOPES, THRESHOLDS) for shift in (-step, 0.0, step)
    )
    curvature = -(np.exp(middle) * (low - 2 * middle + high) / step**2).sum(axis=1)

    assert information(THETA, SLOPES, THRESHOLDS) == pytest.approx(curvature, rel=1e-4, abs=1e-6)


def test_curves_stay_finite_very_far_out():
    far = np.array([-400.0, 400.0])

    assert np.isfinite(log_probabilities(far, SLOPES, THRESHOLDS)).all()
    assert np.isfinite(information(far, SLOPES, THRESHOLDS)).all()


def test_two_categories_make_the_ordinary_logistic_curve():
    chance = probabilities(THETA, np.array([1.7]), np.array([[0.5]]))[0, 1]

    assert chance == pytest.approx(1 / (1 + np.exp(-1.7 * (THETA - 0.5))), abs=1e-14)
