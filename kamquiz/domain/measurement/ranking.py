"""What a posterior says about the order of a person's traits."""

import math

import numpy as np
from numpy.typing import ArrayLike

from kamquiz.domain.measurement.arrays import Floats
from kamquiz.domain.measurement.quasi_monte_carlo import normal_points

#: Three priorities make a plan, so three traits count as the weakest.
WEAKEST = 3

#: Two traits are told apart when the odds for one order are better than 4 to 1.
TOLD_APART = 0.8

#: The same as a distance in standard deviations of the difference.
TOLD_APART_AT = 0.8416212335729143

#: Below this a difference has no uncertainty left that could be told from rounding.
CERTAIN = 1e-9

_phi = np.vectorize(lambda x: math.erfc(-x / math.sqrt(2)) / 2, otypes=[np.float64])


def among_weakest(
    mean: ArrayLike, covariance: ArrayLike, *, target: ArrayLike | None = None, k: int = WEAKEST
) -> Floats:
    """Return the probability of each trait to be among the *k* furthest below target.

    mean: (T,) or (people, T); covariance: (T, T) or (people, T, T), both of the
    posterior; target: the level asked for, (T,) or (people, T), 0 without one.
    Returns an array like *mean*; each person's probabilities add up to k.
    The same arguments always give the same numbers.
    """
    centre, spread, single = _posterior(mean, covariance)
    if target is not None:
        centre = centre - np.asarray(target, dtype=np.float64)
    traits = centre.shape[1]
    if not 0 < k < traits:
        chance = np.full_like(centre, float(k > 0))
    else:
        chance = (
            np.stack(
                [
                    _share_among_lowest(*person, k)
                    for person in zip(centre, _roots(spread), strict=True)
                ]
            )
            if len(centre)
            else centre
        )
    return chance[0] if single else chance


def weaker_than(mean: ArrayLike, covariance: ArrayLike) -> Floats:
    """Return the probability that trait A is below trait B: (..., T, T), row A, column B.

    mean: (T,) or (people, T), levels or distances from a target; covariance
    as in `among_weakest`.  Half on the diagonal, and for traits that cannot differ.
    """
    centre, spread, single = _posterior(mean, covariance)
    own = np.diagonal(spread, axis1=1, axis2=2)
    variance = own[:, :, None] + own[:, None, :] - 2 * spread
    difference = centre[:, None, :] - centre[:, :, None]
    sd = np.sqrt(np.maximum(variance, 0.0))
    known = sd > CERTAIN
    standard = np.where(known, difference, 0.0) / np.where(known, sd, 1.0)
    chance = np.asarray(_phi(standard), dtype=np.float64).reshape(standard.shape)
    return chance[0] if single else chance


def alike(mean: ArrayLike, covariance: ArrayLike) -> tuple[tuple[int, ...], ...]:
    """Return the groups of traits that cannot be told apart, lowest first.

    mean: (T,), covariance: (T, T).  A group is a longest run, in order of the
    means, in which every pair has a probability between 1 - TOLD_APART and
    TOLD_APART of being in either order.  Groups may overlap; each has two or
    more traits.
    """
    centre, spread, single = _posterior(mean, covariance)
    if not single:
        raise ValueError("alike works for one person")
    order = np.argsort(centre[0], kind="stable")
    level, shared = centre[0][order], spread[0][np.ix_(order, order)]
    own = np.diagonal(shared)
    sd = np.sqrt(np.maximum(own[:, None] + own[None, :] - 2 * shared, 0.0))
    # Odds better than TOLD_APART, said of the distance: no probability is worked out.
    apart = (level[None, :] - level[:, None] > TOLD_APART_AT * sd) & (sd > CERTAIN)
    # Where the first trait stands that is told apart from this one, and from any after it.
    first = np.where(apart.any(axis=1), apart.argmax(axis=1), len(order))
    ends = np.minimum.accumulate(first[::-1])[::-1]
    groups: list[tuple[int, ...]] = []
    reached = 0
    for start, end in enumerate(ends.tolist()):
        if end > max(reached, start + 1):
            groups.append(tuple(int(trait) for trait in order[start:end]))
            reached = end
    return tuple(groups)


def _posterior(mean: ArrayLike, covariance: ArrayLike) -> tuple[Floats, Floats, bool]:
    centre = np.asarray(mean, dtype=np.float64)
    spread = np.asarray(covariance, dtype=np.float64)
    single = centre.ndim == 1
    if single:
        centre, spread = centre[None], spread[None]
    if spread.shape != (*centre.shape, centre.shape[-1]):
        raise ValueError(f"means {np.shape(mean)} and covariance {np.shape(covariance)} do not fit")
    if not (np.isfinite(centre).all() and np.isfinite(spread).all()):
        raise ValueError("the posterior holds a value that is not finite")
    return centre, spread, single


def _roots(spread: Floats) -> Floats:
    """Return lower triangular roots; a hair of noise lets singular ones pass."""
    traits = spread.shape[-1]
    size = np.trace(spread, axis1=1, axis2=2)[:, None, None] / traits
    return np.asarray(np.linalg.cholesky(spread + 1e-9 * size * np.eye(traits)), dtype=np.float64)


def _share_among_lowest(centre: Floats, root: Floats, k: int) -> Floats:
    draws = root @ normal_points(len(centre)).T
    draws += centre[:, None]
    # The k lowest so far, by insertion: k * traits vector operations are
    # several times faster than sorting two thousand short rows.
    lowest = np.full((k, draws.shape[1]), np.inf)
    for draw in draws:
        rest = draw
        for place in lowest[:-1]:
            larger = np.maximum(place, rest)
            np.minimum(place, rest, out=place)
            rest = larger
        np.minimum(lowest[-1], rest, out=lowest[-1])
    counts = np.count_nonzero(draws <= lowest[-1], axis=1)
    return np.asarray(counts / draws.shape[1], dtype=np.float64)
