"""Two profiles of one person: what changed, what did not, what cannot be told."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from kamquiz.domain.assessment.scoring import Profile, TraitScore
from kamquiz.domain.bank.catalogue import Scale, Trait

#: A difference smaller than half its own uncertainty is no sign of anything.
NO_SIGN = 0.5

#: How many of 100 traits that did not change are called changed: simulated, by
#: benchmarks/change.py, with widened margins and without.
SLIPS_WIDENED, SLIPS = 6, 12


class Verdict(StrEnum):
    """What can be said of a difference between two measurements."""

    REAL = "real"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One trait measured twice; *difference*, *low* and *high* are points of the 0–100 scale.

    *low* to *high* is an 80 % interval for the true difference.
    """

    trait: Trait
    before: TraitScore
    after: TraitScore
    difference: float
    low: float
    high: float
    verdict: Verdict

    @property
    def is_up(self) -> bool:
        """Whether the later position is higher."""
        return self.difference > 0


def compare(
    before: Profile, after: Profile, scale: Scale, *, asked: Collection[str] = ()
) -> tuple[Change, ...]:
    """Return the change of each trait scored both times, joined by id; largest rise first.

    Both profiles must rest on the same parameters, those of the later attempt. *asked*
    are the traits that were asked anew, all of them if empty.
    """
    earlier = {one.trait.id: one for one in before.traits}
    changes = [
        _change(earlier[one.trait.id], one, scale)
        for one in after.traits
        if one.trait.id in earlier
        and (one.trait.id in asked or not asked)
        and one.is_scored
        and earlier[one.trait.id].is_scored
    ]
    return tuple(sorted(changes, key=lambda one: -one.difference))


def _change(before: TraitScore, after: TraitScore, scale: Scale) -> Change:
    """Return the change from *before* to *after* as a reliable change (Jacobson & Truax 1991).

    The uncertainty of a difference is √(SD₁² + SD₂²). That is on the careful side: both
    estimates lean towards the same prior, so they differ less by chance than that.
    """
    difference = after.theta - before.theta
    uncertainty = math.hypot(before.sd, after.sd)
    margin = scale.interval_z * uncertainty
    return Change(
        trait=after.trait,
        before=before,
        after=after,
        difference=scale.spread * difference,
        low=scale.spread * (difference - margin),
        high=scale.spread * (difference + margin),
        verdict=_verdict(abs(difference), uncertainty, margin),
    )


def _verdict(size: float, uncertainty: float, margin: float) -> Verdict:
    if size > margin:
        return Verdict.REAL
    return Verdict.NONE if size < NO_SIGN * uncertainty else Verdict.UNSURE
