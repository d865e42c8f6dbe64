"""A value that takes long to work out: by one thread at a time, and not for each request."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Cached(Generic[Value]):
    """A value that is worked out again once it has been kept for *age*.

    One thread works it out; meanwhile the others get the value before. Only for the very
    first value do they wait.
    """

    def __init__(self, age: timedelta) -> None:
        """Keep values for *age*; there is none yet."""
        self._age = age
        self._lock = threading.Lock()
        self._kept: tuple[datetime, Value] | None = None

    def get(self, make: Callable[[Value | None], Value], now: datetime) -> Value:
        """Return the value; where its time is over, what *make* makes of the value before."""
        kept = self._kept
        if kept and self._is_fresh(kept[0], now):
            return kept[1]
        if not self._lock.acquire(blocking=kept is None):
            return kept[1]  # type: ignore[index]  # without blocking there is one
        try:
            kept = self._kept
            if kept is None or not self._is_fresh(kept[0], now):
                kept = self._kept = (now, make(kept[1] if kept else None))
            return kept[1]
        finally:
            self._lock.release()

    def forget(self) -> None:
        """Have the value worked out again when it is next asked for."""
        self._kept = None

    def _is_fresh(self, made: datetime, now: datetime) -> bool:
        # A clock that was set back must not keep an old value.
        return timedelta(0) <= now - made < self._age
