"""How well the bank finds the truth about people who are made up."""

from dataclasses import dataclass

import numpy as np

from kamquiz.domain.assessment.attempts import QuizLength
from kamquiz.domain.assessment.instrument import Instrument
from kamquiz.domain.assessment.scoring import PRIORITIES
from kamquiz.domain.measurement import among_weakest, posterior
from kamquiz.domain.measurement.simulation import (
    calibration_error,
    draw_people,
    draw_responses,
    only,
    share_found,
    short_paths,
)

#: 90 of 100 positions lie within so many standard deviations.
NINETY_PERCENT = 1.6449


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """What scoring found out about simulated people, as means over people and traits.

    *statements*: how many each answered; *correlation*: of true and estimated
    positions; *error*: root mean square, in standard units; *covered_80* and
    *covered_90*: share of true positions inside the stated margins; *found*: share
    of the true three weakest traits among the priorities; *odds_error*: expected
    calibration error of the stated probabilities.
    """

    people: int
    statements: float
    correlation: float
    error: float
    covered_80: float
    covered_90: float
    found: float
    odds_error: float


def recovery(
    instrument: Instrument, *, people: int, form: QuizLength, rng: np.random.Generator
) -> Recovery:
    """Return how well *form* recovers people who answer exactly as the parameters say."""
    items, covariance = instrument.items, instrument.covariance
    theta = draw_people(rng, covariance, people)
    responses = draw_responses(rng, theta, items)
    if form is QuizLength.SHORT:
        orders = short_paths(responses, items, covariance, rng=rng, reverse=instrument.reverse)
        responses = only(responses, orders)
    mean, spread = posterior(responses, items, covariance)
    spread = spread * instrument.widening**2
    sd = np.sqrt(np.diagonal(spread, axis1=1, axis2=2))
    distance = np.abs(mean - theta)
    weakest = among_weakest(mean, spread, k=PRIORITIES)
    truly = theta <= np.sort(theta, axis=1)[:, PRIORITIES - 1 : PRIORITIES]
    return Recovery(
        people=people,
        statements=float((responses >= 0).sum(axis=1).mean()),
        correlation=float(
            np.mean([np.corrcoef(a, b)[0, 1] for a, b in zip(theta.T, mean.T, strict=True)])
        ),
        error=float(np.sqrt((distance**2).mean())),
        covered_80=float((distance <= instrument.catalogue.scale.interval_z * sd).mean()),
        covered_90=float((distance <= NINETY_PERCENT * sd).mean()),
        found=float(share_found(-weakest, theta, PRIORITIES).mean()),
        odds_error=calibration_error(weakest, truly),
    )
