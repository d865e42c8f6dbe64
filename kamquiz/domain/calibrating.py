"""From donated answers to the next version of the parameters."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kamquiz.domain.catalogue import StatementId, TraitId
from kamquiz.domain.donations import Donation
from kamquiz.domain.instrument import Instrument
from kamquiz.domain.measurement import Calibration, calibrate_covariance, fit
from kamquiz.domain.parameters import Curve, Parameters

#: Below this the authors' values know more than the answers do.
PEOPLE_FOR_CURVES = 60

#: Correlations need more people than curves: there are 171 of them.
PEOPLE_FOR_CORRELATIONS = 100


class TooFewPeopleError(ValueError):
    """There are not enough usable answers for a calibration."""


def usable(donations: Sequence[Donation], instrument: Instrument) -> NDArray[np.int64]:
    """Return the trustworthy donations as responses, (people, items)."""
    rows = [
        instrument.responses(instrument.catalogue.known(given.ratings))
        for given in donations
        if given.confident
    ]
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(instrument.catalogue.statements))


def calibrate_bank(
    donations: Sequence[Donation], authors: Instrument, *, version: int, today: date
) -> Parameters:
    """Return parameters *version*, fitted to *donations* with the authors' values as priors.

    Raises TooFewPeopleError below PEOPLE_FOR_CURVES people; correlations are fitted
    from PEOPLE_FOR_CORRELATIONS people on, and stay the authors' until then.
    """
    responses = usable(donations, authors)
    people = len(responses)
    if people < PEOPLE_FOR_CURVES:
        raise TooFewPeopleError(
            f"{people} people gave usable answers; a calibration needs {PEOPLE_FOR_CURVES}"
        )
    fitted = fit(responses, authors.items.trait, prior=authors.items)
    covariance = (
        calibrate_covariance(responses, fitted.items, prior=authors.covariance)
        if people >= PEOPLE_FOR_CORRELATIONS
        else None
    )
    return Parameters(
        version=version,
        people=people,
        date=today,
        expected=authors.parameters.expected,
        correlation=authors.parameters.correlation,
        curves=_curves(fitted, authors),
        correlations={} if covariance is None else _correlations(covariance, authors),
    )


def _curves(fitted: Calibration, authors: Instrument) -> dict[StatementId, Curve]:
    return {
        statement.id: Curve(
            slope=float(fitted.items.slopes[place]),
            thresholds=tuple(map(float, fitted.items.thresholds[place])),
            slope_error=float(fitted.slope_errors[place]),
            threshold_errors=tuple(map(float, fitted.threshold_errors[place])),
        )
        for place, statement in enumerate(authors.catalogue.statements)
    }


def _correlations(
    covariance: NDArray[np.float64], authors: Instrument
) -> dict[tuple[TraitId, TraitId], float]:
    ids = [trait.id for trait in authors.catalogue.traits]
    return {
        (one, other): float(covariance[row, column])
        for row, one in enumerate(ids)
        for column, other in enumerate(ids)
        if row != column
    }
