"""The checker of job ads in a process of its own, so that pages of the quiz go on beside it.

Checking is pure computing: in a thread of the server it would keep all others from their turn.
"""

import gc
import logging
import multiprocessing
import signal
import threading
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from kamquiz.domain.bank.ad_rules import Law
from kamquiz.domain.text import Language
from kamquiz.jobcheck import Examination, examine

_log = logging.getLogger(__name__)

#: One ad is checked and one waits: of the server's four threads two are left for pages.
ADS_AT_ONCE = 2

#: No text takes a second of an idle core; behind this one a crowd would wait.
MAX_SECONDS = 10

#: The first check also loads the program, which takes a second or two.
SECONDS_TO_START = 30


class CheckerBusyError(Exception):
    """Others are being checked, or a check was given up: try again in a moment."""


class CheckerProcess:
    """A process that checks one ad after the other; it is started when the first one comes.

    It ends with the server, however that ends: nobody is left at the other end of its pipe.
    """

    def __init__(self, law: Law) -> None:
        """Keep what ads are held against; nothing is started yet."""
        self._law = law
        self._places = threading.BoundedSemaphore(ADS_AT_ONCE)
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._connection: Connection[Any, Any] | None = None

    def examine(self, text: str, language: Language) -> Examination:
        """Return what is wrong with the ad *text*; raises CheckerBusyError."""
        if not self._places.acquire(blocking=False):
            raise CheckerBusyError
        try:
            with self._lock:
                return self._ask(text, language)
        finally:
            self._places.release()

    def _ask(self, text: str, language: Language) -> Examination:
        seconds = MAX_SECONDS
        if self._connection is None:
            self._connection, seconds = self._start(), SECONDS_TO_START
        try:
            self._connection.send((text, language))
            if self._connection.poll(seconds):
                found = self._connection.recv()
                if isinstance(found, Examination):
                    return found
            _log.error("a job ad took longer than %s seconds to check", seconds)
        except (OSError, EOFError):
            _log.exception("the process that checks job ads has ended; the next ad starts another")
        self.stop()
        raise CheckerBusyError

    def _start(self) -> "Connection[Any, Any]":
        # A fork would copy threads that hold locks.
        context = multiprocessing.get_context("spawn")
        ours, its_own = context.Pipe()
        self._process = context.Process(
            target=_check_ads, args=(its_own, self._law), name="checker", daemon=True
        )
        self._process.start()
        its_own.close()
        return ours

    def stop(self) -> None:
        """End the process, whatever it is at; the next ad starts another."""
        if self._process is not None and self._connection is not None:
            self._connection.close()
            self._process.kill()
            self._process.join()
            self._process = self._connection = None


def _check_ads(connection: "Connection[Any, Any]", law: Law) -> None:
    """Answer each ad that comes through *connection*, until there is nobody at its other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server
    gc.freeze()  # loaded content is permanent: exclude it from garbage collection
    while True:
        try:
            text, language = connection.recv()
            connection.send(examine(text, law, language=language))
        except (EOFError, OSError):
            return
