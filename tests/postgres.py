"""A private PostgreSQL for the tests: started once, a fresh database for whoever asks.

It listens on a socket in a folder of its own and nowhere else, and does without fsync:
what a test writes need not outlive the machine, only the processes it kills.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from kamquiz.storage import open_database
from kamquiz.storage.schema import metadata

OWNER = "kamquiz"

#: PostgreSQL refuses to run as root, so root hands it over to one of these.
UNPRIVILEGED = ("postgres", "nobody")

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "deadlock_timeout": "500ms",
    "max_connections": "100",
    "shared_buffers": "64MB",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgresql", action="store_true", help="keep the data of every page test in PostgreSQL"
    )


class Cluster:
    """One PostgreSQL server with its data, which tests may stop and start."""

    def __init__(self, programs: Path, folder: Path, **settings: str) -> None:
        self.folder = folder
        self._programs = programs
        self._data = folder / "data"
        self._user = _unprivileged() if os.geteuid() == 0 else None
        self._numbers = count(1)
        if self._user:
            os.chown(folder, self._user.pw_uid, self._user.pw_gid)
        self._run(
            *("initdb", "--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"),
            *("--username", OWNER, "--pgdata", str(self._data)),
        )
        lines = [f"{name} = '{value}'" for name, value in (SETTINGS | settings).items()]
        lines.append(f"unix_socket_directories = '{folder}'")
        with (self._data / "postgresql.conf").open("a") as file:
            file.write("\n".join(lines) + "\n")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        log = str(self.folder / "server.log")
        self._run("pg_ctl", "start", "--wait", "--silent", f"--pgdata={self._data}", f"--log={log}")

    def stop(self, mode: str = "fast") -> None:
        """Stop the server: *fast* breaks connections off, *immediate* is like a crash."""
        self._run(
            "pg_ctl", "stop", "--wait", "--silent", f"--pgdata={self._data}", f"--mode={mode}"
        )

    def restart(self, mode: str = "fast") -> None:
        """Stop the server and start it again; the data stay."""
        self.stop(mode)
        self.start()

    def is_running(self) -> bool:
        return (self._data / "postmaster.pid").exists()

    def address(self, database: str) -> str:
        """Return what to set as KAMQUIZ_DATABASE_URL for *database*."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.folder}"

    def new_database(self, template: str = "template1") -> str:
        """Make a database as *template* is and return its name."""
        name = f"quiz_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, database: str) -> None:
        """Remove *database*, whoever is still connected to it."""
        self.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """Run one statement on behalf of the whole server."""
        with psycopg.connect(
            host=str(self.folder), user=OWNER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)

    def _run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs; its output goes to a file, lest a pipe stay open."""
        output = self.folder / f"{program}.out"
        with output.open("wb") as file:
            result = subprocess.run(
                [self._programs / program, *words],
                cwd=self.folder,
                stdout=file,
                stderr=subprocess.STDOUT,
                user=self._user and self._user.pw_uid,
                group=self._user and self._user.pw_gid,
                extra_groups=[] if self._user else None,
                check=False,
            )
        assert result.returncode == 0, (program, output.read_text(errors="replace"))


def _unprivileged() -> pwd.struct_passwd:
    known = {one.pw_name: one for one in pwd.getpwall()}
    return next(known[name] for name in UNPRIVILEGED if name in known)


def find_programs() -> Path | None:
    """Return the folder of PostgreSQL's programs; Debian keeps them off the PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = max(debian, key=lambda one: float(one.parts[-3]), default=None)
    path = shutil.which("initdb")
    return found.parent if found else Path(path).resolve().parent if path else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A running PostgreSQL; a test that stops it starts it again."""
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory(prefix="kamquiz-", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(programs, Path(folder))
        cluster.start()
        yield cluster
        if cluster.is_running():
            cluster.stop("immediate")


@pytest.fixture(scope="session")
def migrated(postgres: Cluster) -> str:
    """The name of a database with empty tables, to be copied."""
    name = postgres.new_database()
    open_database(postgres.address(name)).dispose()
    return name


@pytest.fixture
def postgres_address(postgres: Cluster, migrated: str) -> Iterator[str]:
    """The address of a database of its own, with empty tables."""
    name = postgres.new_database(migrated)
    yield postgres.address(name)
    postgres.drop(name)


@pytest.fixture(scope="session")
def shared_postgres(postgres: Cluster, migrated: str) -> Iterator[Engine]:
    """A database for tests that only read and write rows; `emptied_address` hands it out."""
    engine = open_database(postgres.address(postgres.new_database(migrated)))
    yield engine
    engine.dispose()


@pytest.fixture
def emptied_address(shared_postgres: Engine) -> str:
    """The address of a database with empty tables, thirty times faster than one of its own."""
    with shared_postgres.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    return shared_postgres.url.render_as_string(hide_password=False)
