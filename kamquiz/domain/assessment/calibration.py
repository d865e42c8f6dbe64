"""From donated answers to the next version of the parameters."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil

import numpy as np
from numpy.typing import NDArray

from kamquiz.domain.assessment.donations import Donation
from kamquiz.domain.assessment.instrument import Instrument
from kamquiz.domain.bank.catalogue import StatementId, TraitId
from kamquiz.domain.bank.parameters import Curve, Parameters
from kamquiz.domain.measurement import Calibration, calibrate_covariance, fit

#: Below this the authors' values know more than the answers do.
PEOPLE_FOR_CURVES = 60

#: Correlations need more people than curves: there are 171 of them.
PEOPLE_FOR_CORRELATIONS = 100


#: Two answers side by side, ticked at random, have a standard deviation of 0.5.
FLAT_SPREAD = 0.6

#: The newest donors without whom everything is fitted once more.
NEWEST_SHARE = 0.05

#: How far they may move the parameters, in units of what as many others would by chance, as root
#: mean square: all curves, those of one trait, and the correlations. In 24 simulations of honest
#: people it was at most 1.01, 1.68 and 1.51; docs/psychometrics.md has those who mean ill.
MAX_MOVE, MAX_MOVE_OF_A_TRAIT, MAX_MOVE_OF_CORRELATIONS = 1.15, 1.9, 2.0


class TooFewPeopleError(ValueError):
    """There are not enough usable answers for a calibration."""


class UnsteadyError(ValueError):
    """The newest donors move the parameters further than chance would."""


def usable(donations: Sequence[Donation], instrument: Instrument) -> NDArray[np.int64]:
    """Return the trustworthy donations as responses, (people, items), in their order.

    Left out are those of low confidence, flat ones, and the same ratings given once more:
    two people do not answer a whole quiz alike.
    """
    given: dict[tuple[int, ...], None] = {}
    for one in donations:
        known = instrument.catalogue.known(one.ratings)
        ticked = [int(rating) for rating in known.values()]
        if one.confident and ticked and np.std(ticked) >= FLAT_SPREAD:
            given.setdefault(tuple(int(number) for number in instrument.responses(known)))
    rows = np.array(list(given), dtype=np.int64)
    return rows.reshape(len(given), len(instrument.catalogue.statements))


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
    correlated = people >= PEOPLE_FOR_CORRELATIONS
    return _fitted(responses, authors, version=version, today=today, correlated=correlated)


def require_steady(donations: Sequence[Donation], authors: Instrument, fitted: Parameters) -> None:
    """Raise UnsteadyError if *fitted* hangs on the newest of its *donations*, newest first.

    Without the newest twentieth of the donors all is fitted again. What the parameters then
    differ by has, if the newest are people like the others, a variance of k / (n - k) times
    that of the parameters themselves: the one estimate is the other with k people more.
    """
    responses = usable(donations, authors)
    newest = ceil(NEWEST_SHARE * len(responses))
    without = _fitted(
        responses[newest:],
        authors,
        version=fitted.version,
        today=fitted.date,
        correlated=bool(fitted.correlations),
    )
    by_chance = np.sqrt(newest / (len(responses) - newest))
    moved = [
        f"{what} by {move / by_chance:.2f} where {most} is allowed"
        for what, move, most in _moves(fitted, without, authors)
        if move > most * by_chance
    ]
    if moved:
        raise UnsteadyError(
            f"the newest {newest} of {len(responses)} people move "
            + "; ".join(moved)
            + "; look at their answers, or wait for more"
        )


def _moves(
    fitted: Parameters, without: Parameters, authors: Instrument
) -> Iterator[tuple[str, float, float]]:
    """Yield what is compared, how far it moved in standard errors, and how far it may."""
    by_trait = {
        trait.id: [
            _move(fitted.curves[one.id], without.curves[one.id])
            for one in authors.catalogue.statements
            if one.trait == trait.id
        ]
        for trait in authors.catalogue.traits
    }
    everything = [move for moves in by_trait.values() for move in moves]
    yield "all curves", float(np.sqrt(np.mean(everything))), MAX_MOVE
    for trait, moves in by_trait.items():
        yield f"the curves of {trait}", float(np.sqrt(np.mean(moves))), MAX_MOVE_OF_A_TRAIT
    if fitted.correlations:
        spread = [
            (value - without.correlations[pair]) ** 2 * fitted.people / (1 - value**2) ** 2
            for pair, value in fitted.correlations.items()
        ]
        yield "the correlations", float(np.sqrt(np.mean(spread))), MAX_MOVE_OF_CORRELATIONS


def _move(curve: Curve, without: Curve) -> float:
    """Return the mean square by which the slope and the thresholds differ, in standard errors."""
    slope = (curve.slope - without.slope) / curve.slope_error
    thresholds = np.subtract(curve.thresholds, without.thresholds) / curve.threshold_errors
    return float(slope**2 + np.mean(thresholds**2)) / 2


def _fitted(
    responses: NDArray[np.int64],
    authors: Instrument,
    *,
    version: int,
    today: date,
    correlated: bool,
) -> Parameters:
    fitted = fit(responses, authors.items.trait, prior=authors.items)
    covariance = (
        calibrate_covariance(responses, fitted.items, prior=authors.covariance)
        if correlated
        else None
    )
    return Parameters(
        version=version,
        people=len(responses),
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
