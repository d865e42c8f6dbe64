"""Which statements come next on the short path."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from kamquiz.domain.measurement.arrays import Ints, checked_responses
from kamquiz.domain.measurement.expectation_propagation import posterior
from kamquiz.domain.measurement.information import expected_information, gains, narrowed, stakes
from kamquiz.domain.measurement.items import Items
from kamquiz.domain.measurement.path import PLAIN, SHORT_PATH, Rules, ShortPath


def choose(
    responses: ArrayLike,
    items: Items,
    covariance: ArrayLike,
    *,
    count: int,
    rng: np.random.Generator,
    focus: bool = True,
) -> Ints:
    """Return the numbers of the next *count* items to ask one person, in order.

    responses: (items,), -1 for what may still be asked; covariance: (T, T) of
    the traits among people.  Fewer numbers come back when fewer items are left.
    With *focus* the quiz's own rules hold (`SHORT_PATH`); without, each item is
    the one that takes most off the sum of all variances (`PLAIN`).
    Raises ValueError for a response that is no answer, or for several people.
    """
    answers = checked_responses(responses, items=len(items), categories=items.categories)
    if len(answers) != 1:
        raise ValueError(f"choose works for one person, responses have {len(answers)} rows")
    mean, spread = posterior(answers, items, covariance)
    return next_page(
        items,
        mean[0],
        spread[0],
        asked=[int(number) for number in np.flatnonzero(answers[0] >= 0)],
        follows=None,
        count=count,
        rng=rng,
        rules=SHORT_PATH if focus else PLAIN,
    )


def next_page(
    items: Items,
    mean: ArrayLike,
    covariance: ArrayLike,
    *,
    asked: Sequence[int],
    follows: int | None,
    count: int,
    rng: np.random.Generator,
    allowed: Sequence[int] | None = None,
    reverse: ArrayLike | None = None,
    target: ArrayLike | None = None,
    rules: Rules = SHORT_PATH,
) -> Ints:
    """Return the numbers of the items on one person's next page, in order.

    mean: (T,) and covariance: (T, T) of the person's posterior; asked: the
    item numbers served so far, answered or skipped; follows: the one served
    last, None on the first page; allowed: those that may be asked, all by
    default; reverse: (items,) truths, with which every other trait gets a
    reverse item among its first ones; target: (T,) the level asked for.
    The covariance is believed to be one.  No two neighbours share a trait while
    another trait is left.  Fewer numbers come back when fewer items are left.
    """
    centre = np.asarray(mean, dtype=np.float64)
    spread = np.asarray(covariance, dtype=np.float64)
    is_finite = np.isfinite(centre).all() and np.isfinite(spread).all()
    if spread.shape != 2 * centre.shape or not is_finite:
        raise ValueError(
            f"mean {centre.shape} and covariance {spread.shape} must fit and be finite"
        )
    distance = centre - (0.0 if target is None else np.asarray(target, dtype=np.float64))
    path = ShortPath(items, asked, follows, allowed, reverse, rules)
    told = expected_information(items, centre, spread)

    page: list[int] = []
    while len(page) < count and path.left.any():
        weights = stakes(distance, spread) if rules.focus else np.ones_like(distance)
        number = path.pick(told, gains(items, told, spread, weights), rng)
        path.serve(number)
        page.append(number)
        spread = narrowed(spread, int(items.trait[number]), float(told[number]))
    return np.array(page, dtype=np.intp)


def items_owed(
    items: Items,
    *,
    asked: Sequence[int],
    allowed: Sequence[int] | None = None,
    reverse: ArrayLike | None = None,
    rules: Rules = SHORT_PATH,
) -> int:
    """Return how many items the rules still demand before the path may stop.

    The arguments are those of `next_page`.
    """
    return int(ShortPath(items, asked, None, allowed, reverse, rules).owed().sum())
