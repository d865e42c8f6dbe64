"""What the rules of the short path leave open, given what was served."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kamquiz.domain.measurement.arrays import Floats, Ints, Mask
from kamquiz.domain.measurement.items import Items
from kamquiz.domain.measurement.stopping import LONGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How aim is tempered by balance and by chance.

    opening: whether every trait gets its first item before any gets its second;
    shortlist: that first item is drawn from this many best ones; least: items
    about every trait by the time *length* are served, a reverse one among them
    for every other trait; chance: share of items drawn at random, clean data
    for calibration; focus: aim at the weakest traits, rather than at all alike.
    """

    opening: bool = True
    shortlist: int = 3
    least: int = 2
    length: int = LONGEST
    chance: float = 0.1
    focus: bool = True


#: What the quiz does.
SHORT_PATH = Rules()

#: Ordinary adaptive testing: information for the variance, nothing else.
PLAIN = Rules(opening=False, least=0, chance=0.0, focus=False)


class ShortPath:
    """One person's way through the items so far."""

    def __init__(
        self,
        items: Items,
        asked: Sequence[int],
        follows: int | None,
        allowed: Sequence[int] | None,
        reverse: ArrayLike | None,
        rules: Rules,
    ) -> None:
        """Start where the items *asked* have led; the arguments are `next_page`'s."""
        self.items, self.rules = items, rules
        self.left: Mask = np.full(len(items), allowed is None)
        if allowed is not None:
            self.left[list(allowed)] = True
        self.reverse: Mask = np.zeros(len(items), dtype=bool)
        if reverse is not None:
            self.reverse |= np.asarray(reverse, dtype=bool)
        self.served: Ints = np.zeros(items.traits, dtype=np.intp)
        self.reversed: Ints = np.zeros(items.traits, dtype=np.intp)
        for number in asked:
            self.serve(number)
        self.last_trait = None if follows is None else int(items.trait[follows])

    def serve(self, number: int) -> None:
        """Note that item *number* has been served."""
        trait = int(self.items.trait[number])
        self.left[number] = False
        self.served[trait] += 1
        self.reversed[trait] += self.reverse[number]
        self.last_trait = trait

    def owed(self) -> Ints:
        """Return how many items each trait is still due: (traits,)."""
        due = np.maximum(self.rules.least - self.served, self._lacks_reverse())
        available = np.bincount(self.items.trait[self.left], minlength=len(due))
        return np.minimum(due, available).astype(np.intp)

    def pick(self, told: Floats, gain: Floats, rng: np.random.Generator) -> int:
        """Return the item that serves best under the rules; some must be left.

        told: (items,) expected information; gain: (items,) what aim values.
        """
        other = self.left & (self.items.trait != self.last_trait)
        candidates = other if other.any() else self.left
        opening = candidates & (self.served == 0)[self.items.trait]
        if self.rules.opening and opening.any():
            return self._open(opening, told, rng)
        candidates = self._paying(candidates)
        if rng.random() < self.rules.chance:
            return _drawn(np.flatnonzero(candidates), rng)
        return int(np.argmax(np.where(candidates, gain, -np.inf)))

    def _open(self, opening: Mask, told: Floats, rng: np.random.Generator) -> int:
        """Return a first item about one of the traits nobody has asked about."""
        if rng.random() < self.rules.chance:
            return _drawn(np.flatnonzero(opening), rng)
        trait = _drawn(np.flatnonzero(np.bincount(self.items.trait[opening])), rng)
        own = np.flatnonzero(opening & (self.items.trait == trait))
        shortlist = own[np.argsort(-told[own], kind="stable")][: self.rules.shortlist]
        return _drawn(shortlist, rng)

    def _paying(self, candidates: Mask) -> Mask:
        """Keep what pays a debt, once only just enough items remain for that.

        One item more than the debts is kept: the last of them may not follow
        an item of its own trait.
        """
        owed = self.owed()
        remaining = self.rules.length - int(self.served.sum())
        if not 0 < int(owed.sum()) >= remaining - 1:
            return candidates
        must_be_reverse = (self._lacks_reverse() > 0) & (owed == 1)
        paying = candidates & (owed > 0)[self.items.trait]
        paying &= self.reverse | ~must_be_reverse[self.items.trait]
        return paying if paying.any() else candidates

    def _lacks_reverse(self) -> Ints:
        """Return 1 for every other trait that could and should get a reverse item."""
        lacking = (self.reversed == 0) & (np.arange(self.items.traits) % 2 == 0)
        available = np.zeros(self.items.traits, dtype=bool)
        available[self.items.trait[self.left & self.reverse]] = True
        return np.asarray(lacking & available & (self.rules.least > 0), dtype=np.intp)


def _drawn(numbers: Ints, rng: np.random.Generator) -> int:
    """Return one of *numbers*, as `rng.choice` does, which takes three times as long."""
    return int(numbers[rng.integers(len(numbers))])
