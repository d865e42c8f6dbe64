"""Simulated people who answer without reading, and honest ones beside them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from kamquiz.domain.measurement.arrays import Floats, Ints
from kamquiz.domain.measurement.expectation_propagation import posterior
from kamquiz.domain.measurement.person_fit import Signs, signs
from kamquiz.domain.measurement.prediction import Foresight, Served, served_in
from kamquiz.domain.measurement.simulation import (
    SimulatedBank,
    draw_people,
    draw_responses,
    short_paths,
)
from kamquiz.domain.measurement.stopping import LONGEST

Shape = tuple[int, int]
Ticks = Callable[[np.random.Generator, Shape, int], Ints]

#: Somebody who hovers about the middle strays by this many answers.
HOVERING = 0.5

#: What is ticked, (people, items) from 0, by people who look at no statement.
#: The arguments are chance, that shape and the number of answers offered.
PATTERNS: Mapping[str, Ticks] = {
    "random": lambda rng, shape, offered: rng.integers(0, offered, shape),
    "straight": lambda rng, shape, offered: np.repeat(
        rng.integers(0, offered, (shape[0], 1)), shape[1], axis=1
    ),
    "middling": lambda rng, shape, offered: (
        np.rint(rng.normal((offered - 1) / 2, HOVERING, shape)).clip(0, offered - 1).astype(np.intp)
    ),
    "all good": lambda rng, shape, offered: rng.integers(offered - 2, offered, shape),
}


@dataclass(frozen=True, kw_only=True)
class Quiz:
    """A bank, what is believed about it, and who reads it."""

    bank: SimulatedBank
    foresight: Foresight

    def honest(self, rng: np.random.Generator, people: int) -> Ints:
        """Return honest answers to everything, turned the right way: (people, items)."""
        theta = draw_people(rng, self.bank.covariance, people)
        return draw_responses(rng, theta, self.bank.items)

    def ticked(self, pattern: str, rng: np.random.Generator, people: int) -> Ints:
        """Return answers by one of the PATTERNS, turned the right way: (people, items)."""
        offered = self.bank.items.categories
        raw = PATTERNS[pattern](rng, (people, len(self.bank.items)), offered)
        return np.where(self.bank.reverse, offered - 1 - raw, raw)

    def short(self, responses: Ints, *, seed: int) -> Served:
        """Return what people are served on the short path if they answer like this."""
        return self._served(self._paths(responses, seed), responses)

    def tiring(self, honest: Ints, later: Ints, *, seed: int) -> Served:
        """Return a short path whose first half is honest and whose second is *later*.

        Both: (people, items).  The first half of the path is that of the honest:
        chance and answers are the same up to there.
        """
        first = self._paths(honest, seed)[:, : LONGEST // 2]
        mixed = later.copy()
        np.put_along_axis(mixed, first, np.take_along_axis(honest, first, axis=1), axis=1)
        return self._served(self._paths(mixed, seed), mixed)

    def full(self, responses: Ints, rng: np.random.Generator) -> Served:
        """Return all answers, the items in one and the same random order for everybody."""
        order = rng.permutation(len(self.bank.items))
        return self._served(np.tile(order, (len(responses), 1)), responses)

    def signs(self, served: Served) -> Signs:
        """Return the numbers about *served* that tell the careless."""
        return signs(served, self.foresight, self.mean(served))

    def mean(self, served: Served) -> Floats:
        """Return what is believed about people's traits: (people, traits)."""
        items, covariance = self.foresight.items, self.foresight.covariance
        return posterior(served.responses(len(items)), items, covariance)[0]

    def _paths(self, responses: Ints, seed: int) -> Ints:
        items, covariance = self.foresight.items, self.foresight.covariance
        rng = np.random.default_rng(seed)
        return short_paths(responses, items, covariance, rng=rng, reverse=self.bank.reverse)

    def _served(self, orders: Ints, responses: Ints) -> Served:
        return served_in(orders, responses, self.bank.reverse, self.foresight.items)
