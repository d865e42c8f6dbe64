"""What people's answers say about the items: Bayes-modal EM."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kamquiz.domain.measurement.arrays import Floats, Ints, checked_responses, checked_table
from kamquiz.domain.measurement.graded_response import log_probabilities
from kamquiz.domain.measurement.items import Items
from kamquiz.domain.measurement.reparametrization import Shape, shape_of

#: Evenly spaced, like the nodes for scores, but coarser: sums over many people
#: forgive what a single score would show.
NODES: Floats = np.linspace(-6.0, 6.0, 61)
_PRIOR: Floats = np.exp(-(NODES**2) / 2) / np.exp(-(NODES**2) / 2).sum()

#: Steps of all parameters below this, in the units of `Shape`, have arrived.
TOLERANCE = 1e-5
MAX_ITERATIONS = 1000

#: No parameter moves further in one round: far from the summit the quadratic
#: picture of the likelihood is wrong.
LONGEST_STEP = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Standard deviations of the normal priors on log slope, centre and log gaps."""

    slope: float
    centre: float
    gap: float


#: Authors judge difficulty to about half a level and slopes to a third.
IN_AUTHORS = Trust(slope=0.35, centre=0.6, gap=0.35)

#: Without authors: only what keeps an unused category from vanishing.
IN_NOBODY = Trust(slope=1.0, centre=10.0, gap=4.0)

#: Where the search, and IN_NOBODY, starts.
USUAL_SLOPE, USUAL_GAP = 1.3, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Fitted items with the standard errors of their parameters.

    slope_errors: (items,); threshold_errors: (items, categories - 1);
    people: how many had answered anything; settled: whether EM converged.
    """

    items: Items
    slope_errors: Floats
    threshold_errors: Floats
    people: int
    settled: bool


def calibrate(responses: ArrayLike, trait: ArrayLike, *, prior: Items | None = None) -> Items:
    """Return the items that explain *responses* best; see `fit`."""
    return fit(responses, trait, prior=prior).items


def fit(
    responses: ArrayLike,
    trait: ArrayLike,
    *,
    prior: Items | None = None,
    trust: Trust | None = None,
) -> Calibration:
    """Estimate slopes and thresholds, each trait standard normal among these people.

    responses: (people, items), -1 for not asked; trait: (items,) numbers; prior:
    the authors' values, which also say how many categories there are (otherwise
    the highest response does); trust: in these values, see `Trust`.
    Marginal maximum a posteriori by EM (Bock & Aitkin 1981, Mislevy 1986) with one
    step of Fisher scoring per round (Lange 1995).  Standard errors come from the
    cross products of the people's scores plus the prior, by the delta method.
    Raises ValueError for a response that is no answer or priors that do not fit.
    """
    answers = checked_table(responses)
    start = _start(answers, trait) if prior is None else prior
    if not np.array_equal(start.trait, np.asarray(trait)):
        raise ValueError("the prior's items do not measure the traits given")
    checked_responses(answers, items=len(start), categories=start.categories)
    belief = trust or (IN_NOBODY if prior is None else IN_AUTHORS)
    # Without authors, belief is centred on usual slopes and gaps.
    expected = shape_of(start if prior is not None else _usual(start))
    precision = _precision(belief, start.categories)

    shape, settled = shape_of(start), False
    for _ in range(MAX_ITERATIONS):
        counts = _expected_counts(answers, shape.items(start.trait))
        step = _step(shape, counts, expected, precision)
        shape = shape.moved(step)
        if np.abs(step).max(initial=0.0) < TOLERANCE:
            settled = True
            break
    items = shape.items(start.trait)
    slope_errors, threshold_errors = _errors(answers, items, shape, precision)
    people = int((answers >= 0).any(axis=1).sum())
    return Calibration(
        items=items,
        slope_errors=slope_errors,
        threshold_errors=threshold_errors,
        people=people,
        settled=settled,
    )


def _start(answers: Ints, trait: ArrayLike) -> Items:
    """Return items whose thresholds reproduce how often each answer was given."""
    categories = max(int(answers.max(initial=1)), 1) + 1
    seen = answers >= 0
    at_least = [((answers >= k) & seen).sum(axis=0) for k in range(1, categories)]
    # Half a person in every category: none is impossible before data say so.
    share = (np.stack(at_least, axis=1) + 0.5 * np.arange(categories - 1, 0, -1)) / (
        seen.sum(axis=0)[:, None] + 0.5 * categories
    )
    # Averaging over people flattens a curve: slope^2 / 2.9 is the logistic
    # approximation of what a standard normal spread adds to its variance.
    flat = np.sqrt(1 + USUAL_SLOPE**2 / 2.9) / USUAL_SLOPE
    thresholds = -np.log(share / (1 - share)) * flat
    return Items(np.full(len(share), USUAL_SLOPE), thresholds, np.asarray(trait))


def _usual(start: Items) -> Items:
    gaps = (np.arange(start.categories - 1) - (start.categories - 2) / 2) * USUAL_GAP
    return Items(start.slopes, np.tile(gaps, (len(start), 1)), start.trait)


def _precision(trust: Trust, categories: int) -> Floats:
    sd = np.array([trust.slope, trust.centre] + [trust.gap] * (categories - 2))
    return np.asarray(1 / sd**2, dtype=np.float64)


def _weights(answers: Ints, curves: Floats) -> tuple[Floats, Floats]:
    """Return one trait's answers as indicators and its posteriors on the nodes.

    answers: (people, items); curves: log P, (items, categories, nodes).
    Returns (people, items, categories) and (people, nodes).
    """
    categories = curves.shape[1]
    chosen = np.eye(categories + 1)[answers][:, :, :categories]
    density = _flat(chosen) @ curves.reshape(-1, len(NODES))
    density -= density.max(axis=1, keepdims=True)
    np.exp(density, out=density)
    density *= _PRIOR
    density /= density.sum(axis=1, keepdims=True)
    return chosen, density


def _expected_counts(answers: Ints, items: Items) -> Floats:
    """Return how many people at each node gave each answer: (items, categories, nodes)."""
    curves = log_probabilities(NODES, items.slopes, items.thresholds)
    counts = np.zeros_like(curves)
    for members in items.members:
        chosen, weights = _weights(answers[:, members], curves[members])
        sums = _flat(chosen).T @ weights
        counts[members] = sums.reshape(len(members), items.categories, len(NODES))
    return counts


def _step(shape: Shape, counts: Floats, expected: Shape, precision: Floats) -> Floats:
    """Return one step of Fisher scoring for every item: (items, parameters)."""
    curves, by_parameter = shape.derivatives(NODES)
    parameters = by_parameter.shape[-1]
    flat = by_parameter.reshape(len(curves), -1, parameters)
    gradient = (counts.reshape(len(curves), 1, -1) @ flat)[:, 0]
    gradient -= precision * (shape.values - expected.values)
    likely = np.exp(curves) * counts.sum(axis=1, keepdims=True)
    weighted = flat * likely.reshape(len(curves), -1, 1)
    bend = np.swapaxes(flat, 1, 2) @ weighted + np.diag(precision)
    step = np.linalg.solve(bend, gradient[..., None])[..., 0]
    longest = np.abs(step).max(axis=1, keepdims=True)
    return np.asarray(step * np.minimum(1.0, LONGEST_STEP / np.maximum(longest, 1e-300)))


def _errors(answers: Ints, items: Items, shape: Shape, precision: Floats) -> tuple[Floats, Floats]:
    """Return standard errors of slopes and thresholds."""
    curves, by_parameter = shape.derivatives(NODES)
    parameters = by_parameter.shape[-1]
    slope_errors = np.zeros(len(items))
    threshold_errors = np.zeros_like(items.thresholds)
    for members in items.members:
        chosen, weights = _weights(answers[:, members], curves[members])
        pull = np.zeros((len(answers), len(members), parameters))
        for place, item in enumerate(members):
            slopes = np.moveaxis(by_parameter[item], 1, 0).reshape(len(NODES), -1)
            by_answer = (weights @ slopes).reshape(len(answers), items.categories, parameters)
            pull[:, place] = (by_answer * chosen[:, place, :, None]).sum(axis=1)
        rows = _flat(pull)
        bend = rows.T @ rows + np.diag(np.tile(precision, len(members)))
        whole = np.linalg.inv(bend).reshape(len(members), parameters, len(members), parameters)
        for place, item in enumerate(members):
            own = whole[place, :, place]
            slope_errors[item] = items.slopes[item] * np.sqrt(own[0, 0])
            by_threshold = np.column_stack(
                [np.ones(items.categories - 1), shape.thresholds_by_gaps[item]]
            )
            variance = by_threshold @ own[1:, 1:] @ by_threshold.T
            threshold_errors[item] = np.sqrt(np.diag(variance))
    return slope_errors, threshold_errors


def _flat(table: Floats) -> Floats:
    """Return (people, a, b) as (people, a * b), for nobody as well."""
    return table.reshape(len(table), table.shape[1] * table.shape[2])
