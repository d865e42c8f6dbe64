"""How a person's answers hang together: one number a person for each way of being careless.

Every number grows with carelessness; NaN means that the answers do not say.
"""

from dataclasses import dataclass

import numpy as np

from kamquiz.domain.measurement.arrays import Floats, Ints, Mask, places_since_change
from kamquiz.domain.measurement.graded_response import probabilities
from kamquiz.domain.measurement.items import Items
from kamquiz.domain.measurement.prediction import Foresight, Served

#: A change can be seen only with this many answers before and after it.
BESIDE_A_CHANGE = 10

#: A correlation over fewer traits than this says nothing.
TRAITS_TO_CORRELATE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """The numbers for each person, arrays (people,).

    run: longest row of one and the same answer, before turning.
    narrow: less the standard deviation of the answers, before turning.
    uneven: less the even-odd consistency, see `even_odd`.
    misfit: log odds that all answers are guesses, see `guessing`.
    changed: log odds that the later ones are, see `change`.
    unturned: answering reverse statements like plain ones, see `unturned`.
    """

    run: Floats
    narrow: Floats
    uneven: Floats
    misfit: Floats
    changed: Floats
    unturned: Floats


def signs(served: Served, foresight: Foresight, mean: Floats) -> Signs:
    """Return all numbers about what people were *served*.

    foresight: what is believed about the items; mean: (people, traits) of the
    posterior given these answers.
    """
    odds = guessing(served, foresight)
    return Signs(
        run=longest_run(served),
        narrow=-spread(served),
        uneven=-even_odd(served, foresight.items),
        misfit=odds.sum(axis=1),
        changed=change(odds, served.count),
        unturned=unturned(served, foresight.items, mean),
    )


def longest_run(served: Served) -> Floats:
    """Return the length of the longest row of one and the same raw answer: (people,)."""
    raw, answered = served.raw, served.answered
    longest = np.where(answered, places_since_change(raw) + 1, 0).max(axis=1, initial=0)
    return np.asarray(longest, dtype=np.float64)


def spread(served: Served) -> Floats:
    """Return the standard deviation of the raw answers: (people,), NaN without any."""
    raw = np.where(served.answered, served.raw, 0)
    count = np.where(served.count > 0, served.count, np.nan)
    variance = (raw**2).sum(axis=1) / count - (raw.sum(axis=1) / count) ** 2
    return np.asarray(np.sqrt(np.maximum(variance, 0.0)), dtype=np.float64)


def even_odd(served: Served, items: Items) -> Floats:
    """Return how well one half of the answers agrees with the other: (people,).

    A person's correlation, over traits, of the mean points on the 1st, 3rd ...
    and on the 2nd, 4th ... answered item of the trait, stepped up by Spearman and
    Brown (Johnson 2005, page 109).  NaN for fewer than TRAITS_TO_CORRELATE traits
    with both, or without differences between traits.
    """
    table = served.responses(len(items))
    known = table >= 0
    turn = np.zeros_like(table)
    for members in items.members:
        turn[:, members] = known[:, members].cumsum(axis=1)
    halves = known & (turn % 2 == np.arange(2)[:, None, None])
    count = halves @ items.measures.T
    mean = np.where(halves, table, 0) @ items.measures.T / np.maximum(count, 1)
    both: Mask = np.asarray((count > 0).all(axis=0), dtype=bool)
    together = _correlation(mean[0], mean[1], both)
    # The step is meant for agreement; disagreement would be blown out of proportion.
    return np.asarray(2 * together / (1 + np.maximum(together, 0.0)), dtype=np.float64)


def guessing(served: Served, foresight: Foresight) -> Floats:
    """Return, by answer, the log odds it adds for guessing against honesty: (people, places).

    log(1 / categories) - log P(answer | earlier answers).  Their sum is the log
    likelihood ratio of guessing all along, the most powerful test of it (Levine &
    Drasgow 1988); it does not depend on the order.
    """
    chances = foresight.log_chances(served)
    return np.where(served.answered, -np.log(served.categories) - chances, 0.0)


def change(odds: Floats, count: Ints) -> Floats:
    """Return the log odds that a person began to guess somewhere: (people,).

    odds: (people, places), see `guessing`; count: (people,) of answers.  The odds
    of each moment that has BESIDE_A_CHANGE answers on both sides, averaged over
    the moments: with a correct model fewer than one honest person in k reaches
    odds of k (Shiryaev 1963 on change points, and Markov's inequality).
    """
    after = np.flip(np.cumsum(np.flip(odds, axis=1), axis=1), axis=1)
    place = np.arange(odds.shape[1])
    moment = (place >= BESIDE_A_CHANGE) & (place <= (count - BESIDE_A_CHANGE)[:, None])
    highest = np.where(moment, after, -np.inf).max(axis=1, initial=-np.inf)
    possible = moment.any(axis=1)
    highest = np.where(possible, highest, 0.0)
    weight = np.where(moment, np.exp(np.minimum(after - highest[:, None], 0.0)), 0.0)
    average = weight.sum(axis=1) / np.maximum(moment.sum(axis=1), 1)
    return np.where(possible, highest + np.log(np.where(possible, average, 1.0)), np.nan)


def unturned(served: Served, items: Items, mean: Floats) -> Floats:
    """Return how much plain and reverse answers lean the same way: (people,).

    mean: (people, traits) of the posterior.  Raw answers less what is expected at
    that mean, summed and divided by their standard deviation: whoever agrees with
    everything is above expectation on plain and reverse statements alike.  A
    leaning to "never" counts as well.  NaN unless both kinds were answered.
    """
    turned, known = served.turned, served.answered
    trait = items.trait[served.numbers]
    theta = np.take_along_axis(mean, trait, axis=1)
    expected, variance = _expected(theta.ravel(), items.take(served.numbers.ravel()))
    shape = served.numbers.shape
    beyond = np.where(turned, -1.0, 1.0) * (served.points - expected.reshape(shape))
    total = np.where(known, beyond, 0.0).sum(axis=1)
    spread_of_total = np.sqrt(np.where(known, variance.reshape(shape), 0.0).sum(axis=1))
    both = turned.any(axis=1) & (known & ~turned).any(axis=1)
    return np.where(both, np.abs(total) / np.where(both, spread_of_total, 1.0), np.nan)


def _expected(theta: Floats, items: Items) -> tuple[Floats, Floats]:
    """Return mean and variance of each item's points at its own *theta*: two (items,)."""
    chance = probabilities(theta[:, None], items.slopes, items.thresholds)[:, :, 0]
    points = np.arange(items.categories)
    mean = chance @ points
    return mean, chance @ points**2 - mean**2


def _correlation(one: Floats, other: Floats, where: Mask) -> Floats:
    """Return the correlation along each row, of what is *where*; NaN without one."""
    count = where.sum(axis=1)
    share = where / np.maximum(count, 1)[:, None]
    one = np.where(where, one - (one * share).sum(axis=1, keepdims=True), 0.0)
    other = np.where(where, other - (other * share).sum(axis=1, keepdims=True), 0.0)
    scale = np.sqrt((one**2).sum(axis=1) * (other**2).sum(axis=1))
    told = (count >= TRAITS_TO_CORRELATE) & (scale > 1e-9)
    return np.where(told, (one * other).sum(axis=1) / np.where(told, scale, 1.0), np.nan)
