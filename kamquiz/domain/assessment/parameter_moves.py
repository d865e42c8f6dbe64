"""How far a version of the parameters moves from the one before."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kamquiz.domain.bank.catalogue import Catalogue, Trait, TraitId
from kamquiz.domain.bank.parameters import Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The largest and the mean change of some numbers, whatever their sign."""

    largest: float
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What changed for the statements of one *trait* (all of them without), and its correlations.

    In standard units, as the parameters are.
    """

    trait: TraitId | None
    slopes: Change
    thresholds: Change
    correlations: Change


def moves(before: Parameters, after: Parameters, catalogue: Catalogue) -> tuple[Move, ...]:
    """Return how far *after* moved from *before*: of everything, then trait by trait."""
    return (
        _move(None, catalogue.traits, before, after, catalogue),
        *(_move(one.id, [one], before, after, catalogue) for one in catalogue.traits),
    )


def _move(
    name: TraitId | None,
    traits: Sequence[Trait],
    before: Parameters,
    after: Parameters,
    catalogue: Catalogue,
) -> Move:
    measured = {one.id for one in traits}
    curves = [
        (before.curve(one.id, one.difficulty), after.curve(one.id, one.difficulty))
        for one in catalogue.statements
        if one.trait in measured
    ]
    return Move(
        trait=name,
        slopes=_change([new.slope - old.slope for old, new in curves]),
        thresholds=_change(
            [
                there - here
                for old, new in curves
                for here, there in zip(old.thresholds, new.thresholds, strict=True)
            ]
        ),
        correlations=_change(
            [
                after.correlation_of(one, other.id) - before.correlation_of(one, other.id)
                for one in measured
                for other in catalogue.traits
                if other.id != one
            ]
        ),
    )


def _change(differences: Sequence[float]) -> Change:
    sizes = np.abs(differences)
    return Change(largest=float(sizes.max(initial=0.0)), mean=float(sizes.mean()))
