"""Opening the database: safe settings for SQLite, plain ones for PostgreSQL."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any, ParamSpec, TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionLeftError

from kamquiz.private_files import (
    make_private_file,
    make_private_folder,
    take_from_others,
)
from kamquiz.storage.write_lock import WriteLock

try:
    import pysqlite3.dbapi2 as pysqlite
except ImportError:  # pragma: no cover - only where no wheel is made for the platform
    pysqlite: ModuleType = sqlite3  # type: ignore[no-redef]  # one or the other

Given = ParamSpec("Given")
Result = TypeVar("Result")

MIGRATIONS = Path(__file__).parent / "migrations"

#: SQLite 3.7.0–3.51.2 can corrupt a write-ahead log that several connections reset.
WAL_IS_SAFE_FROM = (3, 51, 3)

BUSY_TIMEOUT_MS = 5_000

#: How long others may be kept from writing while the log is emptied. A reader of a page is
#: done sooner; a backup is not, and then the log is emptied after it.
EMPTYING_TIMEOUT_MS = 100

#: What SQLite and we keep beside the file of a database.
BESIDE = ("-wal", "-shm", "-journal", ".lock")

POSTGRESQL = "postgresql+psycopg"

#: Set on every connection to PostgreSQL, unless the address brings options of its own.
#: Waiting is cut short, so that a reader gets a page that says so instead of a blank one;
#: what was acknowledged is on the disk whatever the server's default says.
POSTGRESQL_SETTINGS = {
    "lock_timeout": "5s",
    "statement_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    "synchronous_commit": "on",
    "timezone": "UTC",
}

#: A web process has a few threads, and one that purges; the rest is for a moment of overload.
CONNECTIONS_KEPT, CONNECTIONS_MORE = 10, 5

#: How long somebody waits for a connection before being told to come again.
CONNECT_TIMEOUT_SECONDS = 5

#: Any number, as long as nobody else locks the same: one process migrates, others wait.
MIGRATION_LOCK = 20_261_123

#: How PostgreSQL says that it broke a transaction off for another one: they waited for each
#: other in a circle, or cannot be put in any order.
BROKEN_OFF = frozenset({"40P01", "40001"})
TRIES = 3

#: Under this name a connection notes that rows were deleted.
_HAS_DELETED = "has deleted"

#: What is raised when the database cannot be reached or cannot write just now.
UNAVAILABLE = (OperationalError, InterfaceError, InternalError, NoConnectionLeftError)


def open_database(address: str) -> Engine:
    """Return an engine for *address*, its schema up to date or newer; creates an SQLite file."""
    engine = connect(address)
    if not is_migrated(engine) and not _is_newer(engine):
        migrate(engine)
    return engine


def connect(address: str) -> Engine:
    """Return an engine for *address*, whatever state its schema is in."""
    url = make_url(address)
    return _open_sqlite(url) if url.get_backend_name() == "sqlite" else _open_postgresql(url)


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the schema of *engine* up to *revision*; of several processes one does it."""
    with migrating(engine) as schema:
        schema.upgrade(revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the schema of *engine* back to *revision*, or to nothing with "base"."""
    with migrating(engine) as schema:
        schema.downgrade(revision)


@dataclass(frozen=True, slots=True)
class Schema:
    """The schema of a database, in the one transaction that may change it."""

    connection: Connection

    def upgrade(self, revision: str) -> None:
        """Run the migrations up to *revision*."""
        command.upgrade(self._configuration(), revision)

    def downgrade(self, revision: str) -> None:
        """Take the migrations back to *revision*."""
        command.downgrade(self._configuration(), revision)

    def _configuration(self) -> Config:
        configuration = migration_configuration()
        configuration.attributes["connection"] = self.connection
        return configuration


@contextmanager
def migrating(engine: Engine) -> Iterator[Schema]:
    """Open the one transaction that may change the schema now."""
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            # Filling a column takes longer than a page may; only locks on tables stay short.
            connection.exec_driver_sql(
                "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0"
            )
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
            connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
        yield Schema(connection)


def is_migrated(engine: Engine) -> bool:
    """Tell whether the schema is at the newest revision."""
    with engine.connect() as connection:
        return current_revision(connection) == newest_revision()


def newest_revision() -> str | None:
    """Return the newest revision this version of the program knows."""
    return ScriptDirectory.from_config(migration_configuration()).get_current_head()


def _is_newer(engine: Engine) -> bool:
    """Tell whether a newer version of the program made the schema; this one runs on it as well."""
    with engine.connect() as connection:
        revision = current_revision(connection)
    return revision is not None and not is_known_revision(revision)


def current_revision(connection: Connection) -> str | None:
    """Return the revision the schema is at, if there is one."""
    return MigrationContext.configure(connection).get_current_revision()


def is_known_revision(revision: str) -> bool:
    """Tell whether this version of the program knows *revision*."""
    scripts = ScriptDirectory.from_config(migration_configuration())
    return revision in {one.revision for one in scripts.walk_revisions()}


def is_safe_version(engine: Engine) -> bool:
    """Tell whether the database is one that keeps what it acknowledged."""
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    return str(journal) != "wal" or bool(pysqlite.sqlite_version_info >= WAL_IS_SAFE_FROM)


def migration_configuration() -> Config:
    """Return Alembic's configuration for the migrations of this package."""
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    return configuration


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes.

    On SQLite writers wait for each other outside the database, for as long as SQLite would
    wait itself: that keeps the slowest waits short. If rows were deleted, the write-ahead log
    is emptied afterwards: they stand there as well.
    """
    lock = engine.get_execution_options().get("write_lock")
    if lock is None:
        with engine.begin() as connection:
            yield connection
        return
    with lock.held():
        with (
            engine.connect() as connection,
            connection.execution_options(sqlite_writes=True).begin(),
        ):
            yield connection
            has_deleted = connection.info.pop(_HAS_DELETED, False)
        if has_deleted:
            _empty_log(engine)


def empty_log(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, in which old rows and texts stand, if nobody reads it."""
    lock = engine.get_execution_options().get("write_lock")
    if lock is not None:
        with suppress(OperationalError), lock.held():
            _empty_log(engine)


def _empty_log(engine: Engine) -> None:
    """Try to empty the log; what was written is kept whether that succeeds or not."""
    with suppress(SQLAlchemyError, pysqlite.Error), closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {EMPTYING_TIMEOUT_MS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


def one_by_one(engine: Engine) -> Engine:
    """Return *engine* for statements that stand by themselves.

    Nothing is begun and rolled back around one, which takes as long as finding an attempt.
    """
    if engine.dialect.name == "sqlite":
        return engine.execution_options(sqlite_begins=False)
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def put(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an insert into *table* that may say what to do where the row is there already.

    Both databases can, in the same words, and SQLAlchemy has those words in each dialect only.
    """
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def take_time(connection: Connection) -> None:
    """Let the statements of this transaction take longer than those of a page may."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


@contextmanager
def reading_one_moment(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that reads all as it was at one moment, while others write."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            take_time(connection)
        yield connection


def retried(method: Callable[Given, Result]) -> Callable[Given, Result]:
    """Make *method*, which writes, begin anew when its transaction was broken off for another."""

    @wraps(method)
    def again(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        for _try in range(TRIES - 1):
            try:
                return method(*args, **kwargs)
            except OperationalError as error:
                if getattr(error.orig, "sqlstate", None) not in BROKEN_OFF:
                    raise
        return method(*args, **kwargs)

    return again


def _open_postgresql(url: URL) -> Engine:
    """Return an engine whose connections are tried before use: the server may have restarted."""
    settings = " ".join(f"-c {name}={value}" for name, value in POSTGRESQL_SETTINGS.items())
    options = {
        "options": settings,
        "connect_timeout": CONNECT_TIMEOUT_SECONDS,
        "application_name": "kamquiz",
    }
    return create_engine(
        url.set(drivername=POSTGRESQL),
        pool_pre_ping=True,
        pool_size=CONNECTIONS_KEPT,
        max_overflow=CONNECTIONS_MORE,
        pool_timeout=CONNECT_TIMEOUT_SECONDS,
        connect_args={name: one for name, one in options.items() if name not in url.query},
    )


def _open_sqlite(url: URL) -> Engine:
    lock = None
    if url.database and url.database != ":memory:":
        path = Path(os.path.realpath(url.database))  # as SQLite names the files beside it
        _keep_private(path)
        lock = WriteLock(path.with_name(path.name + ".lock"), patience=BUSY_TIMEOUT_MS / 1000)
    engine = create_engine(url, module=pysqlite, execution_options={"write_lock": lock})
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "after_cursor_execute", _note_deletion)
    return engine


def _keep_private(database: Path) -> None:
    """Make the file of a *database* for its owner only; SQLite gives its own files that mode."""
    try:
        make_private_folder(database.parent)
        make_private_file(database)
    except OSError as error:
        raise OperationalError("open the database file", None, error) from error
    for path in (database, *(database.with_name(database.name + one) for one in BESIDE)):
        take_from_others(path)


def _prepare_connection(connection: Any, _record: object) -> None:
    """Set what SQLite forgets between connections; transactions are begun by us."""
    connection.isolation_level = None
    journal = "WAL" if pysqlite.sqlite_version_info >= WAL_IS_SAFE_FROM else "DELETE"
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute(f"PRAGMA journal_mode = {journal}")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # What is deleted or replaced is overwritten with zeros, and put into no file meanwhile.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.close()


def _note_deletion(connection: Connection, cursor: Any, statement: str, *_others: object) -> None:
    """Note in *connection* that rows were deleted: `writing` empties the log after them."""
    if statement.startswith("DELETE") and cursor.rowcount:
        connection.info[_HAS_DELETED] = True


def _begin(connection: Connection) -> None:
    """Take the write lock at once where we mean to write: a later upgrade may deadlock."""
    options = connection.get_execution_options()
    if not options.get("sqlite_begins", True):
        return
    begin = "BEGIN IMMEDIATE" if options.get("sqlite_writes") else "BEGIN"
    try:
        connection.connection.execute(begin)
    except pysqlite.OperationalError as error:  # SQLAlchemy translates only what it has sent itself
        raise OperationalError(begin, None, error) from error
