"""How good the bank is, told from the answers people gave for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kamquiz.domain.assessment.calibration import usable
from kamquiz.domain.assessment.donations import Donation
from kamquiz.domain.assessment.instrument import Instrument
from kamquiz.domain.bank.catalogue import ANSWERS_FOR_A_SCORE, Trait
from kamquiz.domain.measurement import Items, alpha, eap, marginal_reliability, omega, posterior

#: Reliability from fewer people is a guess with decimals.
MIN_PEOPLE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitQuality:
    """Reliability of one trait's statements; None where it cannot be told."""

    trait: Trait
    people: int
    alpha: float | None
    omega: float | None
    marginal: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What the donated answers say about the bank.

    *flagged* is the share with low confidence; *coverage* is how often two halves of
    a person's statements on a trait agree within their stated 80 % margins.
    """

    people: int
    flagged: float
    coverage: float | None
    traits: tuple[TraitQuality, ...]


def quality(donations: Sequence[Donation], instrument: Instrument) -> Quality | None:
    """Return the quality of the bank; None while there are too few people to tell."""
    responses = usable(donations, instrument)
    if len(responses) < MIN_PEOPLE:
        return None
    mean, spread = posterior(responses, instrument.items, instrument.covariance)
    sd = np.sqrt(np.diagonal(spread, axis1=1, axis2=2))
    marginal = marginal_reliability(mean, sd)
    return Quality(
        people=len(responses),
        flagged=1 - len(responses) / len(donations),
        coverage=_halves_agree(responses, instrument),
        traits=tuple(
            _trait_quality(trait, responses[:, instrument.items.members[place]], marginal[place])
            for place, trait in enumerate(instrument.catalogue.traits)
        ),
    )


def _trait_quality(trait: Trait, own: np.ndarray, marginal: float) -> TraitQuality:
    # Only full answers: on the short path not everybody is asked the same.
    complete = own[(own >= 0).all(axis=1)]
    enough = len(complete) >= MIN_PEOPLE and bool((complete.var(axis=0) > 0).all())
    return TraitQuality(
        trait=trait,
        people=len(complete),
        alpha=float(alpha(complete)) if enough else None,
        omega=float(omega(complete)) if enough else None,
        marginal=float(marginal),
    )


def _halves_agree(responses: np.ndarray, instrument: Instrument) -> float | None:
    """Score odd and even statements of each trait apart and compare them."""
    items = instrument.items
    odd = np.zeros(len(items), dtype=bool)
    for members in items.members:
        odd[members[::2]] = True
    first, second = (_scored(np.where(half, responses, -1), items) for half in (odd, ~odd))
    both = first[2] & second[2]
    if not both.any():
        return None
    distance = np.abs(first[0] - second[0])
    margin = instrument.widening * np.sqrt(first[1] ** 2 + second[1] ** 2)
    inside = distance <= instrument.catalogue.scale.interval_z * margin
    return float(inside[both].mean())


def _scored(responses: np.ndarray, items: Items) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return position, deviation and whether two or more statements were answered."""
    mean, sd = eap(responses, items)
    answered = np.stack(
        [(responses[:, members] >= 0).sum(axis=1) for members in items.members], axis=1
    )
    return mean, sd, answered >= ANSWERS_FOR_A_SCORE
