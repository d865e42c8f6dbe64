"""How carefully somebody answered: flags, and what they mean for the result.

Never a block and never blame: one flag is a note beside the result, and only two,
or one that stands far out, mark the result as of low confidence.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from kamquiz.domain.assessment.attempts import STATEMENTS_PER_PAGE, Answers, in_pages
from kamquiz.domain.assessment.instrument import Floats, Instrument
from kamquiz.domain.assessment.scoring import Profile
from kamquiz.domain.bank.catalogue import StatementId
from kamquiz.domain.measurement import Items
from kamquiz.domain.measurement.calibration import IN_AUTHORS
from kamquiz.domain.measurement.limits import ENOUGH, Limits
from kamquiz.domain.measurement.person_fit import signs
from kamquiz.domain.measurement.prediction import Foresight, served_in

Pages = Sequence[Sequence[StatementId]]

#: Nobody reads and weighs a statement in less (Huang et al. 2012).
SECONDS_A_STATEMENT = 2.0

#: A page in so much time was interrupted and says nothing about reading.
PAUSE = 600.0

#: Somebody may know their answer at once now and then.
FAST_PAGES = 0.25

#: A share of fewer pages than this says nothing.
PAGES_TO_JUDGE = 4

#: How much of the authors' differences in difficulty is believed.  Measured at 5 simulated
#: banks, honest people of low confidence on all 114: with all of it .17 where the authors
#: know nothing, with none of it .16 where they are right, with half at most .06 in both.
BELIEF_IN_DIFFICULTY = 0.5

#: Limits while the authors' values are all there is: what honest people keep in 2400
#: simulated attempts at 24 banks the authors know nothing about, to be replaced by the
#: bank's own percentiles once there are data.  Made by benchmarks/care.py --limits.
UNCALIBRATED = Limits(
    once={
        "run": (9.00, 9.00, 8.01),
        "narrow": (-0.79, -1.00, -1.00),
        "uneven": (math.inf, 0.61, 0.20),
        "misfit": (3.10, 3.49, 2.65),
        "changed": (2.45, 2.97, 3.30),
        "unturned": (2.50, 2.50, 2.73),
    },
    twice={
        "run": (15.00, 15.00, 15.00),
        "narrow": (-0.85, -0.85, -0.85),
        "uneven": (math.inf, math.inf, math.inf),
        "misfit": (3.71, 4.37, 3.90),
        "changed": (2.95, 3.65, 4.08),
        "unturned": (4.00, 4.00, 4.00),
    },
)

#: The same after a calibration on 300 people, which makes guesses far easier to tell.
CALIBRATED = Limits(
    once={
        "run": (8.00, 8.00, 8.01),
        "narrow": (-0.96, -1.00, -1.00),
        "uneven": (math.inf, 0.48, 0.20),
        "misfit": (-0.01, -4.01, -13.03),
        "changed": (1.11, 0.05, -1.25),
        "unturned": (2.50, 2.50, 2.50),
    },
    twice={
        "run": (15.00, 15.00, 15.00),
        "narrow": (-0.85, -0.85, -0.85),
        "uneven": (math.inf, math.inf, math.inf),
        "misfit": (1.01, -2.63, -11.16),
        "changed": (1.91, 0.79, -0.32),
        "unturned": (4.00, 4.00, 4.00),
    },
)


class Flag(StrEnum):
    """One way in which answers look careless; the value is known to other programs."""

    FAST = "fast"  # too little time to read
    STRAIGHT = "straight"  # one answer many times in a row
    NARROW = "narrow"  # hardly any difference between answers
    UNEVEN = "uneven"  # one half of the answers disagrees with the other
    MISFIT = "misfit"  # as likely guessed as meant
    CHANGED = "changed"  # as likely guessed as meant, from some point on
    UNTURNED = "unturned"  # statements and their opposites answered alike


#: Fast or flat answers stay out of every norm, even where nothing else is wrong with them: they are
#: what somebody sends who only wants to be counted.
NEVER_COUNTED = frozenset({Flag.FAST, Flag.STRAIGHT, Flag.NARROW})


class Confidence(StrEnum):
    """How far a result can be relied on; the value is known to other programs."""

    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseQuality:
    """What was noticed about the answers, and what it means for the result."""

    flags: tuple[Flag, ...] = ()
    confidence: Confidence = Confidence.NORMAL

    @property
    def counts(self) -> bool:
        """Whether later versions of the parameters may rest on these answers."""
        return self.confidence is Confidence.NORMAL and not NEVER_COUNTED & set(self.flags)


#: Which number of `person_fit` raises which flag.
_FLAGS = {
    "run": Flag.STRAIGHT,
    "narrow": Flag.NARROW,
    "uneven": Flag.UNEVEN,
    "misfit": Flag.MISFIT,
    "changed": Flag.CHANGED,
    "unturned": Flag.UNTURNED,
}


def assess_responses(
    answers: Answers,
    instrument: Instrument,
    *,
    pages: Pages = (),
    limits: Limits | None = None,
    profile: Profile | None = None,
) -> ResponseQuality:
    """Return how carefully *answers* were given; see `care_of_all`.

    Their *profile* saves estimating the traits once more.
    """
    theta = np.array([[one.theta for one in profile.traits]]) if profile else None
    return assess_all_responses([(answers, pages)], instrument, limits=limits, theta=theta)[0]


def assess_all_responses(
    attempts: Sequence[tuple[Answers, Pages]],
    instrument: Instrument,
    *,
    limits: Limits | None = None,
    theta: Floats | None = None,
) -> tuple[ResponseQuality, ...]:
    """Return how carefully the answers of each of the *attempts* were given.

    The pages are those served, in order; without them the ratings are taken to
    stand in the order in which they were given.  *limits* are those that suit the
    parameters by default.  Too few answers raise no flags; nor do statements this
    bank does not have.  theta: (people, traits) as estimated from these answers, if
    that is known.
    """
    if not attempts:
        return ()
    ordered = [_in_order(answers, pages, instrument) for answers, pages in attempts]
    weights = _weights(ordered, instrument, limits or _limits(instrument), theta)
    return tuple(
        _care({Flag.FAST: int(is_fast(answers.seconds, pages or _paged(order))), **own})
        for (answers, pages), order, own in zip(attempts, ordered, weights, strict=True)
    )


def is_fast(seconds: Mapping[int, float], pages: Pages) -> bool:
    """Whether too many pages went by faster than they can be read.

    Pages without a time and interrupted ones are left out.
    """
    timed = [
        seconds[number] / len(page)
        for number, page in enumerate(pages, start=1)
        if page and seconds.get(number, PAUSE) < PAUSE
    ]
    fast = sum(time < SECONDS_A_STATEMENT for time in timed)
    return len(timed) >= PAGES_TO_JUDGE and fast > FAST_PAGES * len(timed)


@lru_cache(maxsize=2)
def foresight(instrument: Instrument) -> Foresight:
    """Return what can be foreseen of honest answers; authors’ values are open to doubt.

    Kept, because the tables are large and the same for everybody.
    """
    items = instrument.items
    if instrument.parameters.curves:
        return Foresight(items, instrument.covariance)
    usual = items.thresholds.mean(axis=0)
    shrunk = usual + BELIEF_IN_DIFFICULTY * (items.thresholds - usual)
    believed = Items(items.slopes, shrunk, items.trait)
    return Foresight(believed, instrument.covariance, IN_AUTHORS.centre)


def _limits(instrument: Instrument) -> Limits:
    return CALIBRATED if instrument.parameters.curves else UNCALIBRATED


def _care(weights: Mapping[Flag, int]) -> ResponseQuality:
    low = sum(weights.values()) >= ENOUGH
    return ResponseQuality(
        flags=tuple(flag for flag in Flag if weights[flag]),
        confidence=Confidence.LOW if low else Confidence.NORMAL,
    )


def _in_order(answers: Answers, pages: Pages, instrument: Instrument) -> Answers:
    """Return *answers* with the ratings this bank knows, in the order they were asked for."""
    known = instrument.catalogue.statement_by_id
    served = [one for page in pages for one in page]
    order = dict.fromkeys([*served, *answers.ratings])
    return Answers(
        ratings={
            one: answers.ratings[one] for one in order if one in answers.ratings and one in known
        }
    )


def _paged(answers: Answers) -> Pages:
    return in_pages(tuple(answers.ratings), STATEMENTS_PER_PAGE)


def _weights(
    ordered: Sequence[Answers], instrument: Instrument, limits: Limits, theta: Floats | None
) -> list[dict[Flag, int]]:
    statements = instrument.catalogue.statements
    place = {one.id: number for number, one in enumerate(statements)}
    # What was not asked follows what was: so everybody has a row of the same length.
    orders = [
        list(dict.fromkeys([*(place[one] for one in answers.ratings), *place.values()]))
        for answers in ordered
    ]
    responses = [instrument.responses(answers.ratings) for answers in ordered]
    reverse = [one.reverse for one in statements]
    served = served_in(orders, responses, reverse, instrument.items)
    if theta is None:
        theta, _ = instrument.population.posterior(responses)
    found = limits.weights(signs(served, foresight(instrument), theta), served.count)
    return [
        {_FLAGS[name]: int(weights[person]) for name, weights in found.items()}
        for person in range(len(ordered))
    ]
