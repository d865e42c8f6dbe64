"""Processor time, told in terms of the machine the figures were first seen on."""

import sys
import time
from collections.abc import Callable

#: What the yardstick took on an idle core of that machine, in seconds.
YARDSTICK = 0.025


def best_of(
    times: int, act: Callable[[], object], clock: Callable[[], float] = time.thread_time
) -> float:
    """Return the least processor time of *act* in milliseconds, as that machine would need.

    Whoever counts the lines that run is asked to look away: counting costs more than
    the page. A machine that is slower today is measured in the same breath. For what
    works in threads of its own, *clock* is that of the whole process.
    """
    counting = sys.gettrace()
    sys.settrace(None)
    slowness = max(1.0, _least(5, _yardstick, clock) / YARDSTICK)
    taken = _least(times, act, clock)
    sys.settrace(counting)
    return 1000 * taken / slowness


def _least(times: int, act: Callable[[], object], clock: Callable[[], float]) -> float:
    return min(_taken(act, clock) for _again in range(times))


def _taken(act: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    act()
    return clock() - start


def _yardstick() -> int:
    return sum(number * number % 7 for number in range(300_000))
