"""Which statements come next: all of them in order, or a short path aimed at the plan."""

from collections.abc import Sequence

import numpy as np

from kamquiz.domain.attempts import STATEMENTS_PER_PAGE, Attempt, Form
from kamquiz.domain.catalogue import Rating, StatementId
from kamquiz.domain.instrument import Instrument
from kamquiz.domain.measurement import among_weakest, certainty, may_stop, next_page
from kamquiz.domain.measurement.stopping import LONGEST
from kamquiz.domain.scoring import PRIORITIES, Target, target_for

Page = tuple[StatementId, ...]

#: A page with fewer statements would feel like a mistake.
STATEMENTS_AT_LEAST = 4


def first_page(
    form: Form, instrument: Instrument, target: Target, rng: np.random.Generator
) -> Page:
    """Return the statements an attempt begins with."""
    if form is Form.FULL:
        return _next_in_order(instrument, ())
    return _aimed(instrument, (), instrument.posterior({}), target, STATEMENTS_PER_PAGE, rng)


def page_after(attempt: Attempt, instrument: Instrument, rng: np.random.Generator) -> Page:
    """Return the statements that follow what *attempt* was served; none when it is time to stop.

    Chance comes from *rng*, which the caller seeds by attempt and page, so that the
    same attempt gets the same page again.
    """
    served = [one for page in attempt.pages for one in page]
    if attempt.form is Form.FULL:
        return _next_in_order(instrument, served)
    target = target_for(attempt.aim, instrument.catalogue)
    posterior = instrument.posterior(_known_ratings(attempt, instrument))
    left = min(LONGEST, len(instrument.catalogue.statements)) - len(served)
    if left <= 0 or _may_stop(attempt, instrument, target, posterior, len(served)):
        return ()
    return _aimed(instrument, served, posterior, target, _page_size(left), rng)


def _next_in_order(instrument: Instrument, served: Sequence[StatementId]) -> Page:
    waiting = [one.id for one in instrument.catalogue.statements if one.id not in set(served)]
    return tuple(waiting[:STATEMENTS_PER_PAGE])


def _aimed(
    instrument: Instrument,
    served: Sequence[StatementId],
    posterior: tuple[np.ndarray, np.ndarray],
    target: Target,
    count: int,
    rng: np.random.Generator,
) -> Page:
    statements = instrument.catalogue.statements
    number = {one.id: place for place, one in enumerate(statements)}
    asked = [number[one] for one in served if one in number]
    chosen = next_page(
        instrument.items,
        *posterior,
        asked=asked,
        follows=asked[-1] if asked else None,
        count=count,
        rng=rng,
        reverse=[one.reverse for one in statements],
        target=instrument.levels(target),
    )
    return tuple(statements[place].id for place in chosen)


def _may_stop(
    attempt: Attempt,
    instrument: Instrument,
    target: Target,
    posterior: tuple[np.ndarray, np.ndarray],
    served: int,
) -> bool:
    """Ask whether the last page still taught something about the weakest three."""
    levels = instrument.levels(target)
    last = set(attempt.pages[-1])
    earlier = {
        one: rating
        for one, rating in _known_ratings(attempt, instrument).items()
        if one not in last
    }
    now, before = (
        certainty(among_weakest(*one, target=levels, k=PRIORITIES))
        for one in (posterior, instrument.posterior(earlier))
    )
    spread = np.sqrt(np.diagonal(posterior[1]))
    return may_stop(spread, served=served, gained=now - before)


def _known_ratings(attempt: Attempt, instrument: Instrument) -> dict[StatementId, Rating]:
    known = instrument.catalogue.statement_by_id
    return {one: rating for one, rating in attempt.answers.ratings.items() if one in known}


def _page_size(left: int) -> int:
    """Return how many of the *left* statements go on the next page: 4–6 while that is possible."""
    rest = left - STATEMENTS_PER_PAGE
    if 0 < rest < STATEMENTS_AT_LEAST:
        return left - STATEMENTS_AT_LEAST
    return min(STATEMENTS_PER_PAGE, left)
