"""What the views work with: the content, the attempts that are kept, and the clock."""

import hashlib
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import cast

from flask import current_app

from kamquiz.content import Content
from kamquiz.domain.catalogue import Catalogue
from kamquiz.domain.instrument import Instrument
from kamquiz.settings import Settings
from kamquiz.storage import AttemptStore, open_database

WEEKDAYS = 7


class Services:
    """One application's content, store and clock; the database is opened on first use."""

    def __init__(self, settings: Settings, content: Content, clock: Callable[[], datetime]) -> None:
        """Keep what was given; nothing is opened yet, so that commands need no database."""
        self._settings = settings
        self._lock = threading.Lock()
        self._attempts: AttemptStore | None = None
        self.content = content
        self.now = clock

    @property
    def catalogue(self) -> Catalogue:
        """The words of the quiz."""
        return self.content.catalogue

    @property
    def instrument(self) -> Instrument:
        """The bank with its newest parameters."""
        return self.content.instrument

    @property
    def attempts(self) -> AttemptStore:
        """The attempts that are kept."""
        with self._lock:
            if self._attempts is None:
                self._attempts = AttemptStore(open_database(self._settings.database_url))
            return self._attempts

    @property
    def pepper(self) -> bytes:
        """The server's part of a codename's hash."""
        return hashlib.sha256(b"codename " + self._settings.secret_key.encode()).digest()

    def plan_start(self) -> date:
        """Return the Monday on which a plan made today begins."""
        today = self.now().date()
        return today + timedelta(days=-today.weekday() % WEEKDAYS)


def services() -> Services:
    """Return the services of the application that handles this request."""
    return cast(Services, current_app.extensions["kamquiz"])
