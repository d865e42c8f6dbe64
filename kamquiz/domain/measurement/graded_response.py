"""Samejima's graded response model (1969): how likely each answer is."""

import numpy as np

from kamquiz.domain.measurement.arrays import Floats


def log_probabilities(theta: Floats, slopes: Floats, thresholds: Floats) -> Floats:
    """Return the logarithm of the probability of each answer.

    theta: (nodes,) for all items alike, or (items, nodes); slopes: (items,);
    thresholds: (items, categories - 1).  Returns (items, categories, nodes).
    P(X = k) = s(u) - s(v), with s the logistic function, u = a(theta - b_k) and
    v = a(theta - b_k+1), is computed as s(u) s(-v) (1 - exp(v - u)): no
    difference of nearly equal numbers, so the far tails are exact too.
    """
    places = np.broadcast_to(theta, (len(slopes), np.shape(theta)[-1]))
    steps = slopes[:, None, None] * (places[:, None, :] - thresholds[:, :, None])
    # log s(u) = -log(1 + exp(-u)), and log s(-u) is u less.
    above = -np.logaddexp(0.0, -steps)
    logs = np.zeros((len(slopes), thresholds.shape[1] + 1, places.shape[1]))
    logs[:, 1:] += above
    logs[:, :-1] += above - steps
    gaps = slopes[:, None] * np.diff(thresholds, axis=1)
    logs[:, 1:-1] += np.log(-np.expm1(-gaps))[:, :, None]
    return logs


def probabilities(theta: Floats, slopes: Floats, thresholds: Floats) -> Floats:
    """Return the probability of each answer, shapes as in `log_probabilities`."""
    return np.asarray(np.exp(log_probabilities(theta, slopes, thresholds)), dtype=np.float64)


def information(theta: Floats, slopes: Floats, thresholds: Floats) -> Floats:
    """Return each item's Fisher information about its trait: (items, nodes).

    Samejima (1969), chapter 6.  From P = s(u) s(-v) (1 - exp(v - u)) follows
    d log P / d theta = a (1 - s(u) - s(v)), so the sum of P'^2 / P over the
    answers is a^2 times the sum of P (1 - s(u) - s(v))^2, and nothing is
    ever divided by a small P.
    """
    places = np.broadcast_to(theta, (len(slopes), np.shape(theta)[-1]))
    steps = slopes[:, None, None] * (places[:, None, :] - thresholds[:, :, None])
    half = np.tanh(steps / 2) / 2
    ends = np.full((len(slopes), 1, places.shape[1]), 0.5)
    # Rows of `above` are P(X >= k) - 1/2 for k = 0 ... categories.
    above = np.concatenate([ends, half, -ends], axis=1)
    weight = above[:, :-1] - above[:, 1:]
    pull = above[:, :-1] + above[:, 1:]
    return np.asarray(slopes[:, None] ** 2 * (weight * pull**2).sum(axis=1), dtype=np.float64)
