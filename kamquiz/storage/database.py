"""Opening the database: safe settings for SQLite, plain ones for PostgreSQL."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

try:
    import pysqlite3.dbapi2 as pysqlite
except ImportError:  # pragma: no cover - only where no wheel is made for the platform
    pysqlite: ModuleType = sqlite3  # type: ignore[no-redef]  # one or the other

MIGRATIONS = Path(__file__).parent / "migrations"

#: SQLite 3.7.0–3.51.2 can corrupt a write-ahead log that several connections reset.
WAL_IS_SAFE_FROM = (3, 51, 3)

BUSY_TIMEOUT_MS = 5_000


def open_database(address: str) -> Engine:
    """Return an engine for *address*, its schema up to date; creates an SQLite file."""
    url = make_url(address)
    engine = _open_sqlite(url) if url.get_backend_name() == "sqlite" else create_engine(url)
    migrate(engine)
    return engine


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the schema of *engine* to *revision*."""
    with engine.connect() as connection:
        configuration = migration_configuration()
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, revision)
        connection.commit()


def is_migrated(engine: Engine) -> bool:
    """Tell whether the schema is at the newest revision."""
    newest = ScriptDirectory.from_config(migration_configuration()).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == str(newest)


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

    On SQLite one writer at a time waits on a lock of the operating system, in order
    of arrival, where SQLite itself would poll: that keeps the slowest waits short.
    """
    lock = engine.get_execution_options().get("write_lock")
    if lock is None:
        with engine.begin() as connection:
            yield connection
        return
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        immediate = engine.execution_options(sqlite_writes=True)
        with immediate.begin() as connection:
            yield connection


def _open_sqlite(url: URL) -> Engine:
    lock = None
    if url.database and url.database != ":memory:":
        path = Path(url.database)
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_name(path.name + ".lock")
    engine = create_engine(url, module=pysqlite, execution_options={"write_lock": lock})
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_connection(connection: Any, _record: object) -> None:
    """Set what SQLite forgets between connections; transactions are begun by us."""
    connection.isolation_level = None
    journal = "WAL" if pysqlite.sqlite_version_info >= WAL_IS_SAFE_FROM else "DELETE"
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute(f"PRAGMA journal_mode = {journal}")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Take the write lock at once where we mean to write: a later upgrade may deadlock."""
    writes = connection.get_execution_options().get("sqlite_writes")
    connection.connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
