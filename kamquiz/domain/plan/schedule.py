"""Steps into weeks: never more hours than there are, never fewer weeks than a step needs."""

import math
from collections.abc import Iterable

from kamquiz.domain.plan.model import ROUNDING, WEEKS, Step


class Room:
    """The hours that are left in each week of a plan."""

    def __init__(self, hours: float, steps: Iterable[Step] = ()) -> None:
        """Give every week *hours*, less what *steps* take already."""
        self.hours = hours
        self._left = [hours] * WEEKS
        for step in steps:
            self._take(step.first_week, step.last_week, step.weekly_hours)

    def place(
        self,
        hours: float,
        *,
        weeks: int = 1,
        earliest: int = 1,
        latest: int = WEEKS,
        until: int = WEEKS,
    ) -> tuple[int, int] | None:
        """Take *hours* in a stretch of at least *weeks* that begins from *earliest* to *latest*.

        It is over by the end of week *until*, ends as soon as it can, and each of its
        weeks gives the same share. Returns its first and last week, or None, with nothing
        taken, where there is none.
        """
        least = max(weeks, math.ceil(hours / self.hours - ROUNDING))
        for last in range(earliest + least - 1, until + 1):
            for first in range(earliest, min(latest, last - least + 1) + 1):
                share = hours / (last - first + 1)
                if all(self._left[week - 1] >= share - ROUNDING for week in range(first, last + 1)):
                    self._take(first, last, share)
                    return first, last
        return None

    def _take(self, first: int, last: int, share: float) -> None:
        for week in range(first, last + 1):
            self._left[week - 1] -= share
