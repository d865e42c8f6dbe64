"""How much of the differences between people is more than noise."""

import numpy as np
from numpy.typing import ArrayLike

from kamquiz.domain.measurement.arrays import Floats, checked_table

#: Principal axes converge by a constant factor a round; these are seconds at worst.
MAX_ITERATIONS = 20_000
TOLERANCE = 1e-12


def alpha(responses: ArrayLike) -> float:
    """Return coefficient alpha of the sum of a trait's items.

    responses: (people, items), already turned the right way, -1 for not asked;
    covariances come from the people who answered both items, as in R psych.
    Raises ValueError for fewer than two items, for two items hardly anybody
    answered together, or if nobody differs.
    Cronbach (1951); equal to Guttman's (1945) lambda 3.
    """
    matrix = _pairwise_covariance(responses)
    items, total = len(matrix), float(matrix.sum())
    if total <= 0:
        raise ValueError("the sums of the responses do not differ between people")
    return items / (items - 1) * (1 - float(np.trace(matrix)) / total)


def omega(responses: ArrayLike) -> float:
    """Return coefficient omega (total) of the sum of a trait's items, one factor.

    responses and errors as in `alpha`; also ValueError for an item to which
    everybody answered the same.  McDonald (1999), eq. 6.20, in raw units like
    alpha; the loadings are minimum residual ones (iterated principal axes,
    Harman & Jones 1966), which R psych uses too.
    """
    matrix = _pairwise_covariance(responses)
    variances = np.diag(matrix)
    if (variances <= 0).any():
        raise ValueError(f"item {int(np.argmin(variances))}: everybody answered the same")
    sd = np.sqrt(variances)
    loadings = one_factor(matrix / np.outer(sd, sd))
    common = float(loadings @ sd) ** 2
    unique = float((1 - loadings**2) @ variances)
    return common / (common + unique)


def marginal_reliability(mean: ArrayLike, sd: ArrayLike) -> Floats:
    """Return each trait's share of true variance in its scores: (traits,).

    mean, sd: (people, traits) of the posteriors.  The variance of the means
    over the same plus the mean posterior variance: Bechger et al. (2003); NaN
    never comes back: a trait about which nothing is known has reliability 0.
    Raises ValueError for fewer than two people.
    """
    centres, deviations = np.asarray(mean, dtype=float), np.asarray(sd, dtype=float)
    if centres.ndim != 2 or centres.shape != deviations.shape or len(centres) < 2:
        raise ValueError("mean and sd must be (people, traits) alike, with two people or more")
    known = centres.var(axis=0, ddof=1)
    whole = known + (deviations**2).mean(axis=0)
    return np.asarray(np.where(whole > 0, known / np.where(whole > 0, whole, 1.0), 0.0))


def one_factor(correlation: Floats) -> Floats:
    """Return the minimum residual loadings on one factor: (items,)."""
    reduced = correlation.copy()
    shared = np.abs(correlation - np.eye(len(correlation))).max(axis=1)
    for _ in range(MAX_ITERATIONS):
        np.fill_diagonal(reduced, shared)
        values, vectors = np.linalg.eigh(reduced)
        loadings = vectors[:, -1] * np.sqrt(max(float(values[-1]), 0.0))
        moved = np.abs(loadings**2 - shared).max()
        shared = np.minimum(loadings**2, 1.0)
        if moved < TOLERANCE:
            break
    bounded = np.clip(loadings, -1.0, 1.0)
    return np.asarray(bounded * (1 if bounded.sum() >= 0 else -1), dtype=np.float64)


def _pairwise_covariance(responses: ArrayLike) -> Floats:
    table = checked_table(responses)
    if table.shape[1] < 2:
        raise ValueError("reliability needs at least two items")
    seen = (table >= 0).astype(np.float64)
    count = seen.T @ seen
    if count.min() < 2:
        first, second = (int(place) for place in np.argwhere(count < 2)[0])
        raise ValueError(f"fewer than two people answered both item {first} and item {second}")
    centre = (table * seen).sum(axis=0) / seen.sum(axis=0)
    scores = (table - centre) * seen
    sums = scores.T @ seen
    return np.asarray((scores.T @ scores - sums * sums.T / count) / (count - 1))
