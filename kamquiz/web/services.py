"""Dependencies of the views: content, stores and clock."""

import copy
import hashlib
import logging
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app, g
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from kamquiz.checker_process import CheckerProcess
from kamquiz.content import Content, ContentError, NotThatBankError, pack, unpack
from kamquiz.domain.assessment.attempts import Attempt
from kamquiz.domain.assessment.bank_quality import Quality, quality
from kamquiz.domain.assessment.instrument import Instrument
from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.text import Language
from kamquiz.jobcheck import Examination, examine
from kamquiz.settings import Settings
from kamquiz.storage import (
    AttemptStore,
    BankStore,
    Chore,
    ChoreLog,
    DonationStore,
    LimitStore,
    PlanStore,
    ShareStore,
    connect,
    open_database,
)
from kamquiz.web.caching import Cached

_log = logging.getLogger(__name__)

WEEKDAYS = 7

#: Where the readers are: their day begins at midnight there, and their calendars run by it.
READERS = ZoneInfo("Europe/Warsaw")

#: Enough to tell reliability to two decimals, few enough to work out in a second.
DONATIONS_LOOKED_AT = 2000

#: Working out the quality takes a second: new donations wait for it so long.
MAX_QUALITY_AGE = timedelta(minutes=10)

#: Monitoring asks every few seconds, an attacker a thousand times a second.
MAX_READINESS_AGE = timedelta(seconds=5)

#: An ad as short as this takes a few hundredths of a second and waits for no other.
CHECKED_AT_ONCE = 2_000


class Services:
    """One application's content, store and clock; the database is opened on first use."""

    def __init__(self, settings: Settings, content: Content, clock: Callable[[], datetime]) -> None:
        """Keep what was given; nothing is opened yet, so that commands need no database."""
        self.settings = settings
        self._lock, self._bank_lock = threading.Lock(), threading.Lock()
        self._engine: Engine | None = None
        self._attempts: AttemptStore | None = None
        self._limits: LimitStore | None = None
        self._quality = _quality_cache()
        self._readiness: Cached[dict[str, bool]] = Cached(MAX_READINESS_AGE)
        self.content = content
        self.now = clock
        #: Shared by all copies: what works with each bank that was asked for.
        self._by_bank: dict[str, Services] = {content.catalogue.version: self}
        self._keeps_bank = False
        self._checker: CheckerProcess | None = None

    def check_beside(self) -> None:
        """From now on check long job ads in a process of their own."""
        self._checker = CheckerProcess(self.catalogue.law)

    def examine(self, ad: str, language: Language, *, is_ours: bool = False) -> Examination:
        """Return what is wrong with *ad*; raises CheckerBusyError where it has to wait.

        A draft in which nobody has typed anything *is_ours*: it waits for nobody.
        """
        if self._checker is None or is_ours or len(ad) <= CHECKED_AT_ONCE:
            return examine(ad, self.catalogue.law, language=language)
        return self._checker.examine(ad, language)

    @property
    def catalogue(self) -> Catalogue:
        """The words of the quiz."""
        return self.content.catalogue

    @property
    def instrument(self) -> Instrument:
        """The bank with its newest parameters."""
        return self.content.instrument

    def on(self, bank: str) -> "Services":
        """Return the same services with the questions and parameters of *bank*.

        A bank that is not kept, or that this program no longer reads, is replaced by the newest.
        """
        found = self._by_bank.get(bank)
        if found is None:
            with self._bank_lock:
                found = self._by_bank.get(bank) or self._with(bank)
                self._by_bank[bank] = found
        return found

    def _with(self, bank: str) -> "Services":
        packed = BankStore(self._database()).find(bank)
        if packed is None:
            return self
        try:
            content = unpack(packed, bank)
        except (ContentError, NotThatBankError) as error:
            _log.error(
                "bank %s cannot be read, its attempts go on with the newest: %s", bank, error
            )
            return self
        other = copy.copy(self)
        other.content, other._quality = content, _quality_cache()
        return other

    def keep_bank(self) -> None:
        """Keep the question files before the first attempt is begun with them."""
        if self._keeps_bank:
            return
        version, store = self.catalogue.version, BankStore(self._database())
        parameters = self.content.parameters[-1].version
        if not store.is_kept(version, parameters):
            try:
                store.keep(version, parameters, pack(self.questions, version))
            except NotThatBankError:
                _log.error("the question files were changed; start again to use and to keep them")
        self._keeps_bank = True

    @property
    def attempts(self) -> AttemptStore:
        """The attempts that are kept; one store, for every page asks it for something."""
        if self._attempts is None:
            self._attempts = AttemptStore(self._database())
        return self._attempts

    @property
    def donations(self) -> DonationStore:
        """The answers that were given for calibration."""
        return DonationStore(self._database())

    @property
    def chores(self) -> ChoreLog:
        """When old answers were last deleted, and when a backup was last made."""
        return ChoreLog(self._database())

    @property
    def plans(self) -> PlanStore:
        """The plans people accepted."""
        return PlanStore(self._database(), self.catalogue)

    @property
    def shares(self) -> ShareStore:
        """The links people gave to others."""
        return ShareStore(self._database())

    def purge_age(self) -> timedelta | None:
        """Return how long ago old answers were last deleted; None if they never were."""
        return self.chores.age(Chore.PURGE, self.now())

    def backup_age(self) -> timedelta | None:
        """Return how long ago a backup was last made; None if none ever was."""
        return self.chores.age(Chore.BACKUP, self.now())

    def purge(self) -> int:
        """Delete what has been kept long enough; return how many attempts that were."""
        self.limits.forget(self.now())
        return self.attempts.purge(self.now())

    def raise_alarms(self) -> None:
        """Log an error if old answers are kept longer than promised, or backups have stopped.

        A backup that was never made is not reported.
        """
        if self.chores.is_overdue(Chore.PURGE, self.now()):
            _log.error("old answers were not deleted for 48 hours: run `flask purge`")
        if self.chores.is_overdue(Chore.BACKUP, self.now(), never=False):
            _log.error("no backup was made for 48 hours: run `flask backup`")

    @property
    def limits(self) -> LimitStore:
        """What is counted for the limits; one store, for it remembers the salt of the day."""
        if self._limits is None:
            self._limits = LimitStore(self._database(), pepper=self._derived(b"limits "))
        return self._limits

    def quality(self) -> Quality | None:
        """Return the quality of the bank; answers given since count after MAX_QUALITY_AGE."""

        def looked_at(before: tuple[int, Quality | None] | None) -> tuple[int, Quality | None]:
            count = self.donations.count()
            if before and before[0] == count:
                return before
            newest = self.donations.all(newest=DONATIONS_LOOKED_AT)
            return count, quality(newest, self.instrument)

        return self._quality.get(looked_at, self.now())[1]

    def readiness(self) -> dict[str, bool]:
        """Return what must hold before readers are let in, as it was MAX_READINESS_AGE ago."""
        return self._readiness.get(self._look_whether_ready, self.now())

    def _look_whether_ready(self, _before: dict[str, bool] | None) -> dict[str, bool]:
        try:
            checks = self.attempts.readiness()
            if checks["migrated"]:
                self.raise_alarms()
        except (SQLAlchemyError, OSError):
            return {"database": False}
        return checks

    def _database(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = open_database(self.settings.database_url)
            return self._engine

    def close(self) -> None:
        """Let go of the database; it is opened again when it is needed."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = self._attempts = None

    @property
    def database(self) -> Engine:
        """The database, for what is done to it as a whole."""
        return self._database()

    @property
    def database_as_it_is(self) -> Engine:
        """The database without its tables brought up to date: a backup brings its own."""
        return connect(self.settings.database_url)

    @property
    def backup_key(self) -> str | None:
        """What seals backups, if it is set."""
        return self.settings.backup_key

    @property
    def questions(self) -> Path:
        """The folder of the question files."""
        return self.settings.questions

    @property
    def pepper(self) -> bytes:
        """The server's part of a codename's hash."""
        return self._derived(b"codename ")

    def _derived(self, purpose: bytes) -> bytes:
        """Return a key for *purpose* that tells nothing of the server's secret or other keys."""
        return hashlib.sha256(purpose + self.settings.secret_key.encode()).digest()

    def today(self) -> date:
        """Return the day it is where the readers are."""
        return self.now().replace(tzinfo=UTC).astimezone(READERS).date()

    def plan_start(self) -> date:
        """Return the Monday on which a plan made today begins."""
        today = self.today()
        return today + timedelta(days=-today.weekday() % WEEKDAYS)


def _quality_cache() -> Cached[tuple[int, Quality | None]]:
    """Return a place for the quality of a bank, with how many donations were looked at."""
    return Cached(MAX_QUALITY_AGE)


def services() -> Services:
    """Return what this request works with: the newest bank, or that of its attempt."""
    return cast(Services, g.get("services")) or newest_services()


def newest_services() -> Services:
    """Return the services of the application, with the newest bank."""
    return cast(Services, current_app.extensions["kamquiz"])


def work_on(attempt: Attempt) -> Attempt:
    """From now on this request works with the bank of *attempt*; return it."""
    g.services = newest_services().on(attempt.bank)
    return attempt
