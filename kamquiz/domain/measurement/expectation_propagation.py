"""Scores of all traits at once: expectation propagation (Minka 2001)."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from kamquiz.domain.measurement.arrays import Floats, Ints, checked_covariance, checked_responses
from kamquiz.domain.measurement.items import Items
from kamquiz.domain.measurement.quadrature import NODES, ROUGH_SLOPE, ROUGH_WIDTH, moments
from kamquiz.domain.measurement.scoring import PEOPLE_AT_ONCE, answered, log_likelihood

#: Means and deviations that move less than this, in standard units, have arrived.
TOLERANCE = 1e-5

#: Enough for choosing what to ask next.
ROUGH_TOLERANCE = 1e-3

#: Four to eight rounds are usual; traits that are nearly one trait need more.
MAX_ITERATIONS = 200

#: After this many rounds somebody oscillates: from then on take half steps.
ROUNDS_BEFORE_DAMPING = 10


@dataclass(frozen=True, slots=True)
class Sites:
    """What a person's answers say about each trait, as a normal curve.

    precision, shift: (people, traits); the curve is exp(shift * x -
    precision * x^2 / 2).  Both are 0 for a trait without answers.
    """

    precision: Floats
    shift: Floats


def posterior(responses: ArrayLike, items: Items, covariance: ArrayLike) -> tuple[Floats, Floats]:
    """Return the mean and covariance of each person's traits, given the answers.

    responses: (people, items), see `checked_responses`; covariance: (T, T) of
    the traits among people, T at least items.traits.
    Returns (people, T) and (people, T, T), in the units of *covariance*; who
    has answered nothing keeps mean 0 and *covariance*.
    Raises ValueError for a response that is no answer or an impossible covariance.
    """
    return Population(items, np.asarray(covariance, dtype=np.float64)).posterior(responses)


@dataclass(frozen=True, eq=False)
class Population:
    """Items and how their traits go together among people: what the scores of all have in common.

    covariance: (T, T) of the traits, T at least items.traits.  A quiz scores one
    person after the other; what does not depend on the answers is worked out once.
    Raises ValueError for an impossible covariance.
    """

    items: Items
    covariance: Floats

    def __post_init__(self) -> None:
        """Check the covariance."""
        checked = checked_covariance(self.covariance, traits=self.items.traits)
        object.__setattr__(self, "covariance", checked)

    def posterior(
        self, responses: ArrayLike, *, tolerance: float = TOLERANCE
    ) -> tuple[Floats, Floats]:
        """Return what the function of that name does; *tolerance* in standard units."""
        mean, spread, _ = self.propagate(responses, tolerance=tolerance)
        return mean, spread

    def propagate(
        self, responses: ArrayLike, start: Sites | None = None, *, tolerance: float = TOLERANCE
    ) -> tuple[Floats, Floats, Sites]:
        """Return what `posterior` does and the sites, from which a next run may start.

        There is one site per trait, not per item: given its trait, an item knows
        nothing about the others, so all answers about a trait make one exact
        factor, known on the nodes.  It is log-concave: its site never has a
        negative precision, and every cavity is proper.
        """
        items = self.items
        answers = checked_responses(responses, items=len(items), categories=items.categories)
        people, traits = len(answers), len(self.covariance)
        mean, spread = np.zeros((people, traits)), np.zeros((people, traits, traits))
        precision, shift = np.zeros((people, traits)), np.zeros((people, traits))
        for first in range(0, people, PEOPLE_AT_ONCE):
            few = slice(first, first + PEOPLE_AT_ONCE)
            if start is not None:
                precision[few], shift[few] = start.precision[few], start.shift[few]
            mean[few], spread[few] = _settle(
                answers[few], self, precision[few], shift[few], tolerance
            )
        return mean * self.unit, spread * self._unit_product, Sites(precision, shift)

    @cached_property
    def unit(self) -> Floats:
        """The standard deviation of each trait: (T,)."""
        return np.sqrt(np.diag(self.covariance))

    @cached_property
    def _unit_product(self) -> Floats:
        return np.outer(self.unit, self.unit)

    @cached_property
    def correlation(self) -> Floats:
        """How the traits go together in units of their own: (T, T)."""
        return np.asarray(self.covariance / self._unit_product, dtype=np.float64)

    @cached_property
    def scaled_items(self) -> Items:
        """The items for traits in units of their own."""
        return self.items.rescaled(self.unit[: self.items.traits])

    @cached_property
    def steepest(self) -> Floats:
        """How precise the site of each trait can be at most: (T,)."""
        steepest = np.zeros(len(self.covariance))
        steepest[: self.items.traits] = self.scaled_items.steepest
        return steepest

    @cached_property
    def stride(self) -> int:
        """2 where every other node is enough, else 1.

        No density met on the way is narrower than the prior and all answers
        together allow; no conditional prior variance is below the least eigenvalue.
        """
        least = max(float(np.linalg.eigvalsh(self.correlation)[0]), 1e-12)
        wide = 1 / least + float(self.steepest.max()) <= 1 / ROUGH_WIDTH**2
        return 2 if wide and self.scaled_items.slopes.max(initial=0.0) <= ROUGH_SLOPE else 1


def _settle(
    answers: Ints, population: Population, precision: Floats, shift: Floats, tolerance: float
) -> tuple[Floats, Floats]:
    """Move the sites, in place, until their normal curves match the exact moments.

    A graded response bends -log P by at most slope^2 / 2, so a site is at most
    as precise as the sum of these, `steepest`; the quadrature is held to that
    bound, and to log-concavity, even where it is too coarse to know.
    """
    items, correlation = population.scaled_items, population.correlation
    steepest = population.steepest
    nodes = NODES[:: population.stride]
    half_squares = nodes**2 / 2
    likelihood = np.zeros((*precision.shape, len(nodes)))
    likelihood[:, : items.traits] = log_likelihood(answers, items, population.stride)
    asked = np.zeros(precision.shape, dtype=bool)
    asked[:, : items.traits] = answered(answers, items)
    whole_step = asked.astype(np.float64)

    mean, spread = _combine(correlation, precision, shift)
    moving = np.flatnonzero(asked.any(axis=1))
    for turn in range(MAX_ITERATIONS):
        if not len(moving):
            break
        # As long as nobody has arrived, as for one person by themselves, nothing is copied.
        few = slice(None) if len(moving) == len(answers) else moving
        variance = np.maximum(np.diagonal(spread[few], axis1=1, axis2=2), 1e-12)
        cavity = np.maximum(1 / variance - precision[few], 1e-12)
        pull = mean[few] / variance - shift[few]
        log_density = pull[..., None] * nodes - cavity[..., None] * half_squares
        log_density += likelihood[few]
        exact_mean, exact_variance = moments(log_density, population.stride)

        step = whole_step[few] if turn < ROUNDS_BEFORE_DAMPING else whole_step[few] / 2
        exact_variance = np.maximum(exact_variance, 1 / (cavity + steepest))
        told = np.maximum(1 / exact_variance - cavity, 0.0)
        precision[few] += step * (told - precision[few])
        shift[few] += step * (exact_mean / exact_variance - pull - shift[few])
        gap = np.abs(exact_mean - mean[few])
        gap = np.maximum(gap, np.abs(np.sqrt(exact_variance) - np.sqrt(variance)))
        still = (gap * whole_step[few]).max(axis=1) > tolerance

        mean[few], spread[few] = _combine(correlation, precision[few], shift[few])
        moving = moving[still]
    return mean, spread


def _combine(correlation: Floats, precision: Floats, shift: Floats) -> tuple[Floats, Floats]:
    """Return the mean and covariance of prior times sites.

    Rasmussen & Williams (2006), eq. 3.53 and 3.68: only B, whose eigenvalues
    are 1 or more, is solved for, so that a singular prior does no harm.
    """
    root = np.sqrt(precision)
    traits = correlation.shape[0]
    scaled = root[..., None] * correlation
    kernel = scaled * root[..., None, :] + np.eye(traits)
    spread = correlation - np.swapaxes(scaled, -1, -2) @ np.linalg.solve(kernel, scaled)
    spread = (spread + np.swapaxes(spread, -1, -2)) / 2
    return (spread @ shift[..., None])[..., 0], spread
