"""Fixed normal points: chance that comes out the same every time."""

from functools import lru_cache
from math import isqrt
from statistics import NormalDist

import numpy as np

from kamquiz.domain.measurement.arrays import Floats

#: Half of them; the other half are their mirror images.
POINTS = 1024


@lru_cache(maxsize=8)
def normal_points(dimensions: int, count: int = POINTS) -> Floats:
    """Return 2 * count standard normal points: (2 * count, dimensions).

    Richtmyer's sequence (Genz & Bretz 2009, section 4.2.2): point i has the
    fractional parts of i times the square roots of the primes.  Mirrored
    points make every mean exactly 0; rescaling makes the covariance the
    identity where there are enough points for that.
    """
    roots = np.sqrt(np.array(_primes(dimensions), dtype=np.float64))
    uniform = (np.arange(1, count + 1)[:, None] * roots) % 1.0
    curve = NormalDist()
    half = np.array([[curve.inv_cdf(float(u)) for u in row] for row in uniform])
    half = half.reshape(count, dimensions)
    if count > 4 * dimensions:
        lower = np.linalg.cholesky(half.T @ half / count)
        half = np.linalg.solve(lower, half.T).T
    points = np.concatenate([half, -half])
    points.flags.writeable = False
    return points


def _primes(count: int) -> list[int]:
    found: list[int] = []
    candidate = 2
    while len(found) < count:
        if all(candidate % prime for prime in found if prime <= isqrt(candidate)):
            found.append(candidate)
        candidate += 1
    return found
