"""How well an honest reader's next answer can be foreseen, and what guessing would do better."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from kamquiz.domain.measurement.arrays import (
    NOT_ASKED,
    Floats,
    Ints,
    Mask,
    checked_covariance,
    checked_responses,
    places_since_change,
)
from kamquiz.domain.measurement.graded_response import log_probabilities
from kamquiz.domain.measurement.items import Items
from kamquiz.domain.measurement.scoring import PEOPLE_AT_ONCE

#: What the traits share, and what each has of its own, in standard units.  Steps of
#: half a deviation move the sum over 57 answers by .002, at most by .02.
NODES: Floats = np.linspace(-3.5, 3.5, 15)
_WEIGHTS: Floats = np.exp(-(NODES**2) / 2) / np.exp(-(NODES**2) / 2).sum()

#: Logistic curves averaged over normally spread places are flatter logistic
#: curves: slope / sqrt(1 + (slope * sd)^2 / 2.9), as in `calibration`.
_LOGISTIC = 2.9

#: A trait that were nothing but the general factor would leave no nodes to spread.
MAX_SHARED = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """People's answers in the order in which the questions were put to them.

    numbers: (people, places) of items, -1 after the last one; points: (people,
    places) from 0, turned the right way, ignored where there is no item;
    reverse: (items,) truths; categories: answers an item offers.
    """

    numbers: Ints
    points: Ints
    reverse: Mask
    categories: int

    @property
    def answered(self) -> Mask:
        """Return where there is an answer: (people, places)."""
        return self.numbers >= 0

    @property
    def count(self) -> Ints:
        """Return how many answers each person gave: (people,)."""
        return np.asarray(self.answered.sum(axis=1), dtype=np.intp)

    @property
    def turned(self) -> Mask:
        """Return where the statement was a reverse one: (people, places)."""
        return np.asarray(self.answered & self.reverse[self.numbers], dtype=bool)

    @property
    def raw(self) -> Ints:
        """Return the answers as they were ticked, from 0: (people, places)."""
        return np.where(self.turned, self.categories - 1 - self.points, self.points)

    def part(self, people: slice) -> "Served":
        """Return what some of the people were served."""
        return replace(self, numbers=self.numbers[people], points=self.points[people])

    def until(self, place: int) -> "Served":
        """Return what people had been served when *place* answers were in."""
        return replace(self, numbers=self.numbers[:, :place], points=self.points[:, :place])

    def responses(self, items: int) -> Ints:
        """Return the points by item, -1 for what was not answered: (people, items)."""
        people, place = np.nonzero(self.answered)
        table = np.full((len(self.numbers), items), NOT_ASKED, dtype=np.intp)
        table[people, self.numbers[people, place]] = self.points[people, place]
        return table


def served_in(orders: ArrayLike, responses: ArrayLike, reverse: ArrayLike, items: Items) -> Served:
    """Return *responses* in the order of *orders*.

    orders: (people, places) of item numbers; responses: (people, items), see
    `checked_responses`: places without an answer are closed up; reverse: (items,).
    """
    table = checked_responses(responses, items=len(items), categories=items.categories)
    numbers = np.array(orders, dtype=np.intp, ndmin=2)
    points = np.take_along_axis(table, numbers, axis=1)
    missing = points == NOT_ASKED
    longest = int((~missing).sum(axis=1).max(initial=0))
    first = np.argsort(missing, axis=1, kind="stable")[:, :longest]
    return Served(
        numbers=np.take_along_axis(np.where(missing, NOT_ASKED, numbers), first, axis=1),
        points=np.take_along_axis(points, first, axis=1),
        reverse=np.asarray(reverse, dtype=bool),
        categories=items.categories,
    )


@dataclass(frozen=True, eq=False)
class Foresight:
    """Predicts each answer from those before it, as an honest reader would give it.

    items, covariance: what is believed, as for `posterior`; doubt: the standard
    deviation by which the items' thresholds may lie elsewhere than believed.
    Traits share one factor and are independent given it (Gibbons & Hedeker 1992):
    two nested sums over nodes then stand for all traits, and the probability of
    the answers so far comes out with every answer, not just with the last.
    """

    items: Items
    covariance: Floats
    doubt: float = 0.0

    @cached_property
    def curves(self) -> Floats:
        """Return P(answer) on the nodes of both factors: (items, categories, shared, own)."""
        matrix = checked_covariance(self.covariance, traits=self.items.traits)
        unit = np.sqrt(np.diag(matrix))
        shared = loadings(matrix / np.outer(unit, unit))
        items = self.items.rescaled(unit[: self.items.traits])
        flat = items.slopes / np.sqrt(1 + (items.slopes * self.doubt) ** 2 / _LOGISTIC)
        place = (
            shared[:, None, None] * NODES[:, None] + np.sqrt(1 - shared**2)[:, None, None] * NODES
        )
        theta = place.reshape(len(shared), -1)[items.trait]
        logs = log_probabilities(theta, flat, items.thresholds)
        return np.exp(logs).reshape(len(items), items.categories, len(NODES), len(NODES))

    def log_chances(self, served: Served) -> Floats:
        """Return log P(answer | the answers before it): (people, places), 0 without an answer."""
        found = np.zeros(served.numbers.shape)
        for first in range(0, len(found), PEOPLE_AT_ONCE):
            few = slice(first, first + PEOPLE_AT_ONCE)
            found[few] = self._log_chances(served.part(few))
        return found

    def _log_chances(self, served: Served) -> Floats:
        # Given the shared factor, answers about other traits do not matter: all first answers
        # about a trait are taken together, then all second ones.
        people, places = served.numbers.shape
        own = np.tile(_WEIGHTS, (people, max(self.items.traits, 1), len(NODES), 1))
        given_shared = np.ones((people, places, len(NODES)))
        earlier = np.where(served.answered, _earlier_alike(self.items.trait[served.numbers]), -1)
        for turn in range(int(earlier.max(initial=-1)) + 1):
            who, place = np.nonzero(earlier == turn)
            item = served.numbers[who, place]
            trait = self.items.trait[item]
            joint = own[who, trait] * self.curves[item, served.points[who, place]]
            likely = joint.sum(axis=2)
            own[who, trait] = joint / likely[:, :, None]
            given_shared[who, place] = likely
        # How likely all answers up to each place are.
        logs = np.cumsum(np.log(given_shared), axis=1) + np.log(_WEIGHTS)
        highest = logs.max(axis=2)
        together = highest + np.log(np.exp(logs - highest[..., None]).sum(axis=2))
        return np.diff(together, axis=1, prepend=0.0)


def _earlier_alike(values: Ints) -> Ints:
    """Return how often each value stood in its row before: an array like *values*."""
    order = np.argsort(values, axis=1, kind="stable")
    earlier = np.empty_like(order)
    ranked = places_since_change(np.take_along_axis(values, order, axis=1))
    np.put_along_axis(earlier, order, ranked, axis=1)
    return earlier


def loadings(correlation: Floats) -> Floats:
    """Return how much each trait has of the one factor that explains most: (traits,).

    correlation: (traits, traits).  Principal factors (Harman 1976, chapter 8).
    """
    if len(correlation) < 2:
        return np.zeros(len(correlation))
    reduced = correlation.copy()
    shared = np.abs(correlation - np.eye(len(correlation))).max(axis=0)
    found = np.zeros(len(correlation))
    for _ in range(100):
        np.fill_diagonal(reduced, shared)
        values, vectors = np.linalg.eigh(reduced)
        found = vectors[:, -1] * np.sqrt(max(float(values[-1]), 0.0))
        found = found.clip(-MAX_SHARED, MAX_SHARED)
        if np.abs(found**2 - shared).max() < 1e-6:
            break
        shared = found**2
    return np.asarray(found, dtype=np.float64)
