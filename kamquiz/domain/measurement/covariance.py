"""How traits go together among people: EM around expectation propagation."""

import numpy as np
from numpy.typing import ArrayLike

from kamquiz.domain.measurement.arrays import Floats, checked_covariance
from kamquiz.domain.measurement.expectation_propagation import Population, Sites
from kamquiz.domain.measurement.items import Items

#: What is believed before there are data: competences go together, moderately.
USUAL_CORRELATION = 0.3

#: This belief weighs as much as this many people who have answered everything.
PEOPLE_BEHIND_PRIOR = 40.0

#: Correlations that move less than this in a round have arrived.
TOLERANCE = 1e-4
MAX_ITERATIONS = 100


def usual_covariance(traits: int) -> Floats:
    """Return the covariance of version 0: all correlations alike, (traits, traits)."""
    return np.full((traits, traits), USUAL_CORRELATION) + (1 - USUAL_CORRELATION) * np.eye(traits)


def calibrate_covariance(
    responses: ArrayLike, items: Items, *, prior: ArrayLike | None = None
) -> Floats:
    """Return the correlations of the traits among the people who answered: (T, T).

    responses: (people, items), -1 for not asked; items: already calibrated on
    such people, so that each trait has variance 1; prior: (T, T), the usual
    covariance by default.  EM (Dempster, Laird & Rubin 1977, section 4.4) with
    posteriors from `Population` and an inverse Wishart prior; variances are set
    back to 1 in every round.
    """
    belief = usual_covariance(items.traits) if prior is None else prior
    believed = checked_covariance(belief, traits=items.traits)
    matrix = _correlation(believed)
    sites: Sites | None = None
    for _ in range(MAX_ITERATIONS):
        mean, spread, sites = Population(items, matrix).propagate(responses, sites)
        seen = mean.T @ mean + spread.sum(axis=0)
        weight = PEOPLE_BEHIND_PRIOR + len(mean)
        found = _correlation((seen + PEOPLE_BEHIND_PRIOR * believed) / weight)
        moved = np.abs(found - matrix).max()
        matrix = found
        if moved < TOLERANCE:
            break
    return matrix


def _correlation(matrix: Floats) -> Floats:
    sd = np.sqrt(np.diag(matrix))
    return np.asarray(matrix / np.outer(sd, sd), dtype=np.float64)
