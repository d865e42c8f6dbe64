"""People and banks that do not exist, to learn how well a bank would measure."""

from dataclasses import dataclass

import numpy as np

from kamquiz.domain.measurement.arrays import Floats, Ints, Mask
from kamquiz.domain.measurement.covariance import usual_covariance
from kamquiz.domain.measurement.expectation_propagation import posterior
from kamquiz.domain.measurement.graded_response import probabilities
from kamquiz.domain.measurement.items import Items
from kamquiz.domain.measurement.path import SHORT_PATH, Rules
from kamquiz.domain.measurement.selection import next_page
from kamquiz.domain.measurement.stopping import page_size

#: Thresholds authors would write down before anybody has answered.
GENERIC_THRESHOLDS = (-2.6, -1.4, -0.3, 1.0)
GENERIC_SLOPE = 1.3

#: Traits come in families: customers, figures, people, oneself.
CLUSTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedBank:
    """What is true about a bank and its readers, and nobody would know.

    covariance: (traits, traits); reverse: (items,) truths.
    """

    items: Items
    covariance: Floats
    reverse: Mask


def draw_bank(
    rng: np.random.Generator, *, traits: int = 19, statements: int = 6, categories: int = 5
) -> SimulatedBank:
    """Draw a bank as `measurement.md`, "The simulator", describes it.

    The last third of a trait's statements are reverse.
    """
    count = traits * statements
    slopes = np.exp(rng.normal(np.log(1.5), 0.35, count))
    centres = rng.normal(-0.6, 0.6, count)
    gaps = rng.uniform(0.6, 1.3, (count, categories - 2))
    rising = np.concatenate([np.zeros((count, 1)), np.cumsum(gaps, axis=1)], axis=1)
    thresholds = centres[:, None] + rising - rising.mean(axis=1, keepdims=True)
    place = np.tile(np.arange(statements), traits)
    return SimulatedBank(
        items=Items(slopes, thresholds, np.repeat(np.arange(traits), statements)),
        covariance=draw_covariance(rng, traits),
        reverse=place >= statements - statements // 3,
    )


def draw_covariance(rng: np.random.Generator, traits: int) -> Floats:
    """Draw a general factor and one more per cluster: (traits, traits), variances 1."""
    general = rng.uniform(0.45, 0.8, traits)
    cluster = rng.uniform(0.15, 0.4, traits)
    family = np.arange(traits) % CLUSTERS
    together = family[:, None] == family[None, :]
    matrix = np.outer(general, general) + np.outer(cluster, cluster) * together
    np.fill_diagonal(matrix, 1.0)
    return np.asarray(matrix, dtype=np.float64)


def draw_people(rng: np.random.Generator, covariance: Floats, people: int) -> Floats:
    """Draw true traits: (people, traits)."""
    root = np.linalg.cholesky(covariance)
    return np.asarray(rng.standard_normal((people, len(covariance))) @ root.T)


def draw_responses(rng: np.random.Generator, theta: Floats, items: Items) -> Ints:
    """Draw honest answers to every item, already turned: (people, items)."""
    responses = np.empty((len(theta), len(items)), dtype=np.intp)
    for number in range(len(items)):
        own = slice(number, number + 1)
        chance = probabilities(
            theta[:, items.trait[number]], items.slopes[own], items.thresholds[own]
        )[0]
        passed = rng.random(len(theta)) > np.cumsum(chance, axis=0)[:-1]
        responses[:, number] = passed.sum(axis=0)
    return responses


def generic_items(trait: Ints) -> Items:
    """Return the items of version 0, all alike, for five categories."""
    thresholds = np.tile(np.array(GENERIC_THRESHOLDS), (len(trait), 1))
    return Items(np.full(len(trait), GENERIC_SLOPE), thresholds, trait)


def generic_covariance(traits: int) -> Floats:
    """Return the covariance of version 0."""
    return usual_covariance(traits)


def share_found(named: Floats, theta: Floats, k: int = 3) -> Floats:
    """Return, per person, the share of the true k weakest traits that was named.

    named: (people, traits), lowest = named first; theta: (people, traits).
    """
    said = np.argsort(named, axis=1, kind="stable")[:, :k]
    true = np.argsort(theta, axis=1, kind="stable")[:, :k]
    found = (said[:, :, None] == true[:, None, :]).any(axis=2)
    return np.asarray(found.mean(axis=1), dtype=np.float64)


def calibration_error(stated: Floats, happened: Mask, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal counts.

    stated: probabilities, happened: truths, both of any one shape.
    Naeini, Cooper & Hauskrecht (2015).
    """
    order = np.argsort(stated, axis=None, kind="stable")
    parts = zip(
        np.array_split(np.ravel(stated)[order], bins),
        np.array_split(np.ravel(happened)[order], bins),
        strict=True,
    )
    gaps = [abs(float(said.mean() - came.mean())) * len(said) for said, came in parts]
    return sum(gaps) / len(order)


def short_paths(
    responses: Ints,
    items: Items,
    covariance: Floats,
    *,
    rng: np.random.Generator,
    reverse: Mask | None = None,
    rules: Rules = SHORT_PATH,
) -> Ints:
    """Return the items each person is asked, in order: (people, rules.length).

    responses: (people, items), what they would answer if asked; items and
    covariance: what the quiz believes.
    """
    people, length = len(responses), min(rules.length, len(items))
    orders = np.zeros((people, 0), dtype=np.intp)
    while orders.shape[1] < length:
        count = page_size(length - orders.shape[1])
        mean, spread = posterior(only(responses, orders), items, covariance)
        pages = [
            next_page(
                items,
                mean[person],
                spread[person],
                asked=[int(number) for number in orders[person]],
                follows=int(orders[person, -1]) if orders.shape[1] else None,
                reverse=reverse,
                count=count,
                rng=rng,
                rules=rules,
            )
            for person in range(people)
        ]
        orders = np.concatenate([orders, np.array(pages).reshape(people, count)], axis=1)
    return orders


def only(responses: Ints, orders: Ints) -> Ints:
    """Return *responses* with everything but each person's own *orders* unasked.

    responses: (people, items); orders: (people, any number) of item numbers.
    """
    asked = np.full_like(responses, -1)
    np.put_along_axis(asked, orders, np.take_along_axis(responses, orders, axis=1), axis=1)
    return asked
