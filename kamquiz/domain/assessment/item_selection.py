"""Which statements come next: all of them in order, or a short path aimed at the plan."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from kamquiz.domain.assessment.attempts import STATEMENTS_PER_PAGE, Attempt, QuizLength
from kamquiz.domain.assessment.instrument import Instrument
from kamquiz.domain.assessment.scoring import PRIORITIES, Target, target_for
from kamquiz.domain.bank.catalogue import StatementId, TraitId
from kamquiz.domain.measurement import (
    LONGEST,
    among_weakest,
    certainty,
    items_owed,
    may_stop,
    next_page,
    page_size,
)

Page = tuple[StatementId, ...]
Posterior = tuple[NDArray[np.float64], NDArray[np.float64]]


def first_page(
    form: QuizLength,
    instrument: Instrument,
    target: Target,
    rng: np.random.Generator,
    *,
    only: Collection[TraitId] = (),
) -> Page:
    """Return the statements an attempt begins with; *only* those of a few traits, if named."""
    if form is QuizLength.FULL:
        return _next_in_order(instrument, (), only)
    left = longest_path(instrument)
    return _aimed(instrument, (), instrument.posterior({}), target, left=left, rng=rng)


def page_after(attempt: Attempt, instrument: Instrument, seed: Sequence[int]) -> Page:
    """Return the statements that follow what *attempt* was served; none when it is time to stop.

    Chance comes from *seed*, which names attempt and page, so that the same attempt gets
    the same page again; the full form, which is asked in order, leaves it alone.
    """
    served = [one for page in attempt.pages for one in page]
    if attempt.form is QuizLength.FULL:
        return _next_in_order(instrument, served, attempt.only)
    target = target_for(attempt.aim, instrument.catalogue)
    posterior = instrument.posterior(instrument.catalogue.known(attempt.answers.ratings))
    left = longest_path(instrument) - len(served)
    if left <= 0 or _may_stop(attempt, instrument, target, posterior, served):
        return ()
    rng = np.random.default_rng(seed)
    return _aimed(instrument, served, posterior, target, left=left, rng=rng)


def longest_path(instrument: Instrument) -> int:
    """Return how many statements the short path asks at most."""
    return min(LONGEST, len(instrument.catalogue.statements))


def in_order(instrument: Instrument, only: Collection[TraitId]) -> Page:
    """Return the statements of the full form, *only* those of a few traits if named."""
    if not only:
        return instrument.in_order
    return tuple(one.id for one in instrument.catalogue.statements if one.trait in only)


def _next_in_order(
    instrument: Instrument, served: Sequence[StatementId], only: Collection[TraitId]
) -> Page:
    asked = set(served)
    waiting = [one for one in in_order(instrument, only) if one not in asked]
    return tuple(waiting[:STATEMENTS_PER_PAGE])


def _aimed(
    instrument: Instrument,
    served: Sequence[StatementId],
    posterior: Posterior,
    target: Target,
    *,
    left: int,
    rng: np.random.Generator,
) -> Page:
    asked = _numbers(instrument, served)
    chosen = next_page(
        instrument.items,
        *posterior,
        asked=asked,
        follows=asked[-1] if asked else None,
        count=page_size(left),
        rng=rng,
        reverse=instrument.reverse,
        target=instrument.levels(target),
    )
    return tuple(instrument.catalogue.statements[place].id for place in chosen)


def _may_stop(
    attempt: Attempt,
    instrument: Instrument,
    target: Target,
    posterior: Posterior,
    served: Sequence[StatementId],
) -> bool:
    """Ask whether the last page still taught something about the weakest three."""
    sd = np.sqrt(np.diagonal(posterior[1]))
    owed = items_owed(
        instrument.items, asked=_numbers(instrument, served), reverse=instrument.reverse
    )
    # What was taught takes as long as all the rest of a page: it is asked when all else is done.
    if not may_stop(sd, served=len(served), gained=-1.0, owed=owed):
        return False
    levels = instrument.levels(target)
    last = set(attempt.pages[-1])
    known = instrument.catalogue.known(attempt.answers.ratings)
    earlier = {one: rating for one, rating in known.items() if one not in last}
    now, before = (
        certainty(among_weakest(*one, target=levels, k=PRIORITIES))
        for one in (posterior, instrument.posterior(earlier))
    )
    return may_stop(
        sd,
        served=len(served),
        gained=now - before,
        owed=owed,
    )


def _numbers(instrument: Instrument, served: Sequence[StatementId]) -> list[int]:
    number = instrument.numbers
    return [number[one] for one in served if one in number]
