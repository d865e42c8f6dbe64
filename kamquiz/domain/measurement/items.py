"""The parameters of a bank of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from kamquiz.domain.measurement.arrays import Floats, Ints, Mask
from kamquiz.domain.measurement.graded_response import information, log_probabilities
from kamquiz.domain.measurement.quadrature import NODES


@dataclass(frozen=True, eq=False)
class Items:
    """Graded-response parameters of every item, and the trait each one measures.

    slopes: (items,), positive; thresholds: (items, categories - 1), rising,
    in standard units of the reference group; trait: (items,), numbers from 0.
    Raises ValueError for anything else.  The arrays are copies and read-only.
    """

    slopes: Floats
    thresholds: Floats
    trait: Ints

    def __post_init__(self) -> None:
        """Check the shapes and values."""
        slopes = _numbers("slopes", self.slopes, dimensions=1)
        thresholds = _numbers("thresholds", self.thresholds, dimensions=2)
        trait = _trait_numbers(self.trait)
        if not len(slopes) == len(thresholds) == len(trait):
            raise ValueError(
                f"{len(slopes)} slopes, {len(thresholds)} rows of thresholds and "
                f"{len(trait)} trait numbers: there must be one of each per item"
            )
        if not thresholds.shape[1]:
            raise ValueError("thresholds have no columns: an item needs at least two categories")
        _refuse("slopes", "must be positive", slopes <= 0)
        _refuse("thresholds", "must rise", np.diff(thresholds, axis=1) <= 0)
        for name, array in (("slopes", slopes), ("thresholds", thresholds), ("trait", trait)):
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self.slopes)

    @property
    def categories(self) -> int:
        """Return the number of answers an item offers."""
        return int(self.thresholds.shape[1]) + 1

    @cached_property
    def traits(self) -> int:
        """Return one more than the highest trait number."""
        return int(self.trait.max(initial=-1)) + 1

    @cached_property
    def members(self) -> tuple[Ints, ...]:
        """Return, for each trait, the numbers of its items."""
        return tuple(np.flatnonzero(self.trait == number) for number in range(self.traits))

    @cached_property
    def measures(self) -> Floats:
        """Return 1 where an item measures a trait, else 0: (traits, items)."""
        return np.asarray(self.trait == np.arange(self.traits)[:, None], dtype=np.float64)

    @cached_property
    def steepest(self) -> Floats:
        """Return how far the log-likelihood of each trait can bend at most: (traits,)."""
        return np.array([self.slopes[few] @ self.slopes[few] / 2 for few in self.members])

    @cached_property
    def log_curves(self) -> Floats:
        """Return log P(answer) on the fixed nodes: (items, categories + 1, nodes).

        The last, extra category is the answer of someone who was not asked:
        it is certain, so that response -1 finds zeros there.
        """
        curves = log_probabilities(NODES, self.slopes, self.thresholds)
        return np.concatenate([curves, np.zeros_like(curves[:, :1])], axis=1)

    @cached_property
    def information_curves(self) -> Floats:
        """Return each item's Fisher information on the fixed nodes: (items, nodes)."""
        return information(NODES, self.slopes, self.thresholds)

    def take(self, numbers: Sequence[int] | Ints) -> "Items":
        """Return only the items with these *numbers*, in that order."""
        chosen = np.asarray(numbers, dtype=np.intp)
        return Items(self.slopes[chosen], self.thresholds[chosen], self.trait[chosen])

    def rescaled(self, sd: Floats) -> "Items":
        """Return the same items for traits measured in units of *sd*, (traits,)."""
        if np.array_equal(sd, np.ones_like(sd)):
            return self
        unit = sd[self.trait]
        return Items(self.slopes * unit, self.thresholds / unit[:, None], self.trait)


def _numbers(name: str, values: ArrayLike, *, dimensions: int) -> Floats:
    try:
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must be numbers in {dimensions} dimension(s): {error}") from error
    if array.ndim != dimensions:
        raise ValueError(f"{name} have {array.ndim} dimensions, they must have {dimensions}")
    _refuse(name, "must be finite", ~np.isfinite(array))
    return array


def _trait_numbers(values: ArrayLike) -> Ints:
    array = _numbers("trait", values, dimensions=1)
    _refuse("trait", "must be a whole number from 0", (array < 0) | (array != np.floor(array)))
    return array.astype(np.intp)


def _refuse(name: str, rule: str, wrong: Mask) -> None:
    if wrong.any():
        raise ValueError(f"{name} of item {int(np.argwhere(wrong)[0, 0])} {rule}")
