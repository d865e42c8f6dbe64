"""Stretches of a text, merged, so that thousands of places are held against thousands at once."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Places:
    """Which parts of a text belong together, from *start* to before *end* each."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Merge *spans*, in any order; an empty one covers nothing."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(one for one in spans if one[0] < one[1]):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, position: int) -> bool:
        """Tell whether one of the spans covers *position*."""
        number = bisect_right(self._starts, position) - 1
        return number >= 0 and position < self._ends[number]

    def overlap(self, start: int, end: int) -> bool:
        """Tell whether one of the spans begins before *end* and ends behind *start*."""
        number = bisect_left(self._starts, end) - 1
        return number >= 0 and start < self._ends[number]
