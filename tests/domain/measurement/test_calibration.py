"""What answers say about items and about how traits go together."""

import girth
import mirt
import numpy as np
import pytest

from kamquiz.domain.measurement import (
    Trust,
    calibrate,
    calibrate_covariance,
    fit,
    usual_covariance,
)
from kamquiz.domain.measurement.reparametrization import shape_of
from kamquiz.domain.measurement.simulation import (
    draw_bank,
    draw_people,
    draw_responses,
    generic_items,
)


def people_and_bank(people, seed, **bank):
    rng = np.random.default_rng(seed)
    drawn = draw_bank(rng, **bank)
    theta = draw_people(rng, drawn.covariance, people)
    return drawn, draw_responses(rng, theta, drawn.items)


def root_mean_square(values):
    return float(np.sqrt((np.asarray(values) ** 2).mean()))


@pytest.fixture(scope="module")
def two_thousand():
    return people_and_bank(2000, seed=2, traits=1, statements=8)


def test_it_agrees_with_the_independent_mirt(two_thousand):
    bank, responses = two_thousand
    ours = fit(responses, bank.items.trait)
    theirs = mirt.fit_mirt(responses, model="GRM", n_categories=5, n_quadpts=61, tol=1e-6)
    slopes = theirs.model.parameters["discrimination"]
    gentle = slopes < 4

    assert ours.settled
    assert ours.items.slopes[gentle] == pytest.approx(slopes[gentle], abs=0.05)
    assert ours.items.thresholds == pytest.approx(theirs.model.parameters["thresholds"], abs=0.05)
    assert ours.slope_errors == pytest.approx(theirs.standard_errors["discrimination"], rel=0.15)
    assert ours.threshold_errors == pytest.approx(theirs.standard_errors["thresholds"], rel=0.15)


def test_it_agrees_with_the_independent_girth(two_thousand):
    bank, responses = two_thousand
    ours = calibrate(responses, bank.items.trait)
    theirs = girth.grm_mml(responses.T)

    assert ours.slopes == pytest.approx(theirs["Discrimination"], abs=0.05)
    assert ours.thresholds == pytest.approx(theirs["Difficulty"], abs=0.05)


def test_it_recovers_what_is_true():
    bank, responses = people_and_bank(2000, seed=1)
    found = fit(responses, bank.items.trait)
    off_slopes = found.items.slopes - bank.items.slopes
    off_thresholds = found.items.thresholds - bank.items.thresholds

    assert root_mean_square(off_slopes) <= 0.10
    assert root_mean_square(off_thresholds) <= 0.08
    assert root_mean_square(off_slopes / found.slope_errors) == pytest.approx(1, abs=0.2)
    assert root_mean_square(off_thresholds / found.threshold_errors) == pytest.approx(1, abs=0.2)


def test_with_few_people_the_authors_values_help():
    bank, responses = people_and_bank(60, seed=3)
    authors = generic_items(bank.items.trait)
    helped = calibrate(responses, bank.items.trait, prior=authors)
    alone = calibrate(responses, bank.items.trait)

    for name in ("slopes", "thresholds"):
        true = getattr(bank.items, name)
        off = root_mean_square(getattr(helped, name) - true)
        assert off < root_mean_square(getattr(alone, name) - true)
        assert off < root_mean_square(getattr(authors, name) - true)


def test_an_item_nobody_answered_keeps_its_authors_values():
    bank, responses = people_and_bank(80, seed=4, traits=2)
    authors = generic_items(bank.items.trait)
    responses[:, 5] = -1
    found = fit(responses, bank.items.trait, prior=authors)

    assert found.items.slopes[5] == pytest.approx(authors.slopes[5], abs=1e-4)
    assert found.items.thresholds[5] == pytest.approx(authors.thresholds[5], abs=1e-4)
    assert found.slope_errors[5] == pytest.approx(1.3 * 0.35, rel=0.01)


def test_complete_trust_in_the_authors_leaves_everything_as_it_is():
    bank, responses = people_and_bank(80, seed=4, traits=2)
    authors = generic_items(bank.items.trait)
    sure = Trust(slope=1e-4, centre=1e-4, gap=1e-4)
    found = fit(responses, bank.items.trait, prior=authors, trust=sure).items

    assert found.thresholds == pytest.approx(authors.thresholds, abs=1e-3)


@pytest.mark.parametrize(
    "responses",
    [
        pytest.param(np.full((30, 4), 2), id="everybody answers the same"),
        pytest.param(np.tile([[0], [4]], (15, 4)), id="only the extremes are used"),
        pytest.param(np.full((30, 4), -1), id="nobody answers anything"),
        pytest.param(np.zeros((0, 4), dtype=int), id="there is nobody"),
        pytest.param(np.array([[0, 1, 2, 3]]), id="there is one person"),
    ],
)
@pytest.mark.parametrize("authors", [True, False])
def test_poor_data_still_make_usable_items(responses, authors):
    trait = np.array([0, 0, 0, 1])
    prior = generic_items(trait) if authors else None
    found = fit(responses, trait, prior=prior)

    assert np.isfinite(found.slope_errors).all()
    assert (np.diff(found.items.thresholds, axis=1) > 0).all()


def test_two_categories_are_enough():
    bank, responses = people_and_bank(1500, seed=5, traits=1, statements=8, categories=2)
    found = calibrate(responses, bank.items.trait)

    assert found.thresholds.shape == (8, 1)
    assert root_mean_square(found.thresholds - bank.items.thresholds) < 0.12


def test_people_who_answered_little_count_for_what_they_answered():
    bank, responses = people_and_bank(3000, seed=6, traits=1, statements=8)
    seen = np.where(np.random.default_rng(1).random(responses.shape) < 0.5, responses, -1)
    found = fit(seen, bank.items.trait)

    assert root_mean_square(found.items.slopes - bank.items.slopes) < 0.15
    assert found.people <= 3000


def test_derivatives_are_those_of_finite_differences():
    bank, _ = people_and_bank(1, seed=7, traits=1, statements=3)
    shape = shape_of(bank.items)
    nodes = np.linspace(-4, 4, 9)
    _, derivatives = shape.derivatives(nodes)
    for parameter in range(5):
        step = np.zeros_like(shape.values)
        step[:, parameter] = 1e-5
        above, below = (shape.moved(way * step).derivatives(nodes)[0] for way in (1, -1))
        assert derivatives[..., parameter] == pytest.approx((above - below) / 2e-5, abs=1e-6)


def test_a_shape_is_another_way_to_write_items():
    bank, _ = people_and_bank(1, seed=7)
    back = shape_of(bank.items).items(bank.items.trait)

    assert back.slopes == pytest.approx(bank.items.slopes)
    assert back.thresholds == pytest.approx(bank.items.thresholds)


def test_correlations_are_recovered():
    bank, responses = people_and_bank(1000, seed=8, traits=6)
    found = calibrate_covariance(responses, bank.items)

    assert np.diag(found) == pytest.approx(1.0)
    assert found == pytest.approx(bank.covariance, abs=0.1)


def test_with_few_people_correlations_stay_near_what_is_usual():
    bank, responses = people_and_bank(100, seed=9)
    found = calibrate_covariance(responses, bank.items)
    usual = usual_covariance(19)

    assert root_mean_square(found - bank.covariance) < root_mean_square(usual - bank.covariance)
    assert root_mean_square(found - bank.covariance) < 0.12
    assert calibrate_covariance(responses[:0], bank.items) == pytest.approx(usual)
