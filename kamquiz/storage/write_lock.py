"""One writer at a time on an SQLite file, where SQLite itself would poll slowly and unfairly."""

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sqlalchemy.exc import OperationalError

from kamquiz.private_files import opened_privately

#: Another process is asked again after so long, then after twice as long, up to the second.
SECONDS_BETWEEN_TRIES = (0.001, 0.005)


class WriteLock:
    """A lock between the threads of all processes that write to one file.

    Threads of this process wait on a lock in memory, so that one hands over to the next at
    once. The one at the front then asks the lock file, which other processes hold: the
    operating system would wait for it without limit, so it is asked again and again.
    """

    def __init__(self, file: Path, *, patience: float) -> None:
        """Lock *file*, made if need be; nobody waits for longer than *patience* seconds."""
        self._file = file
        self._patience = patience
        self._thread = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; raises OperationalError if the others take too long."""
        deadline = time.monotonic() + self._patience
        if not self._thread.acquire(timeout=self._patience):
            raise _too_long()
        try:
            with self._open() as file:
                _lock(file, deadline)
                yield
        finally:
            self._thread.release()

    def _open(self) -> IO[str]:
        try:
            return open(self._file, "a", opener=opened_privately)
        except OSError as error:
            raise OperationalError("open the lock file", None, error) from error


def _lock(file: IO[str], deadline: float) -> None:
    """Lock *file* for this process until it is closed."""
    pause, longest = SECONDS_BETWEEN_TRIES
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            left = deadline - time.monotonic()
            if left <= 0:
                raise _too_long() from None
            time.sleep(min(pause, left))
            pause = min(2 * pause, longest)
        else:
            return


def _too_long() -> OperationalError:
    return OperationalError("wait for other writers", None, TimeoutError("too long"))
