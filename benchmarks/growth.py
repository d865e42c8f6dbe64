"""Do pages stay as fast when millions of answers are kept? One table a database.

Usage: python benchmarks/growth.py [--rows 10000000] [--short]

Attempts of strangers are loaded in bulk beside one reader's, and each page of the reader is
timed on the empty and on the full database in turn, in this process. Exits 1 if a page
takes more than 1.3 times as long on the full one.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import psycopg
from flask import Flask
from sqlalchemy import make_url

from kamquiz.content import Content, load
from kamquiz.settings import ROOT, Settings
from kamquiz.storage.database import pysqlite
from kamquiz.web import create_app
from tests.postgres import Cluster, find_programs
from tests.walker import InsideWalker

#: Times what a page takes on an empty database.
ALLOWED = 1.3

REPEATED = 60

PAGES = ("/pl/", "/pl/quiz/3", "/pl/skills/1", "/pl/result", "/pl/plan")

TABLES = {
    "timelines": ("id",),
    "keys": ("hash", "timeline", "kind"),
    "attempts": (
        *("id", "form", "bank", "hours", "finished", "donated", "started_at", "timeline"),
    ),
    "answers": ("attempt", "question", "value", "page", "place", "served", "seconds"),
}

#: Far above any number the reader's own attempt gets.
FIRST = 1_000_000


def main() -> None:
    """Print the tables; exit 1 if a page has slowed down."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=10_000_000, help="of answers")
    parser.add_argument("--short", action="store_true", help="200,000 rows")
    asked = parser.parse_args()
    rows = 200_000 if asked.short else asked.rows
    content = load(ROOT / "questions")
    slowest = max(grown(kind, rows, content, empty, full) for kind, empty, full in databases())
    sys.exit(slowest > ALLOWED)


def grown(kind: str, rows: int, content: Content, empty: str, full: str) -> float:
    """Load *rows* into *full*, print what each page takes on both, return the largest ratio."""
    walkers = [reader(address, content) for address in (empty, full)]
    began = time.monotonic()
    fill(full, rows, [one.id for one in content.catalogue.statements], content)
    print(f"{kind}: {rows:,} answers loaded in {time.monotonic() - began:.0f} s")
    print(f"{'page':<20}{'empty ms':>10}{'full ms':>10}{'ratio':>8}")
    largest = 0.0
    for page in (*PAGES, "POST /pl/quiz/3"):
        small, large = timed(walkers, page)
        ratio = large / small
        largest = max(largest, ratio)
        print(f"{page:<20}{small:>10.1f}{large:>10.1f}{ratio:>8.2f}", flush=True)
    return largest


def reader(address: str, content: Content) -> InsideWalker:
    """Return somebody who has a result in the database at *address*."""
    app: Flask = create_app(Settings(database_url=address, secret_key="none"), content=content)
    walker = InsideWalker(app, form="full", seed=1)
    walker.finish()
    return walker


def timed(walkers: list[InsideWalker], page: str) -> list[float]:
    """Return the median milliseconds of *page* for each of *walkers*, who take turns."""
    path = page.removeprefix("POST ")
    taken: list[list[float]] = [[] for _walker in walkers]
    for walker in walkers:
        walker.open(path)
    choices = [walker.choices() for walker in walkers]
    for _again in range(REPEATED):
        for number, walker in enumerate(walkers):
            began = time.perf_counter()
            if page.startswith("POST"):
                walker.post(choices[number])
            else:
                walker.request("GET", path)
            taken[number].append(1000 * (time.perf_counter() - began))
    return [statistics.median(one) for one in taken]


def fill(address: str, rows: int, statements: list[str], content: Content) -> None:
    """Load *rows* answers of strangers, as their attempts would have left them."""
    names = statements + [f"skill/{one.id}" for one in content.catalogue.skills]
    people = range(FIRST, FIRST + rows // len(names))
    tables: dict[str, Iterator[tuple]] = {
        "timelines": ((one,) for one in people),
        "keys": ((one.to_bytes(32), one, "link") for one in people),
        "attempts": (
            (one, "full", content.catalogue.version, 2.0, True, False, "2026-11-01 00:00:00", one)
            for one in people
        ),
        "answers": (
            (one, name, 1 + (one + place) % 5, *where(place, len(statements)))
            for one in people
            for place, name in enumerate(names)
        ),
    }
    if address.startswith("sqlite"):
        fill_sqlite(address, tables)
    else:
        fill_postgresql(address, tables)


def where(place: int, statements: int) -> tuple[int | None, int | None, int | None, float | None]:
    """Return page, place, serving and seconds of the question at *place*."""
    if place >= statements:
        return None, None, None, None
    return place // 6 + 1, place % 6 + 1, 0, 20.0


def fill_sqlite(address: str, tables: dict[str, Iterator[tuple]]) -> None:
    """Insert with everything switched off that protects what matters."""
    with closing(pysqlite.connect(address.removeprefix("sqlite:///"))) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        for table, rows in tables.items():
            columns = TABLES[table]
            places = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - names of our own schema
            while some := list(islice(rows, 100_000)):
                connection.executemany(statement, some)
                connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def fill_postgresql(address: str, tables: dict[str, Iterator[tuple]]) -> None:
    """Copy, then let the planner look at what is there, as autovacuum would."""
    url = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        for table, rows in tables.items():
            columns = ", ".join(TABLES[table])
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def postgresql() -> Iterator[Cluster]:
    """Run a PostgreSQL of our own."""
    programs = find_programs()
    with tempfile.TemporaryDirectory(prefix="kamquiz-", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(programs, Path(folder), max_wal_size="4GB")
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop("immediate")


def databases() -> Iterator[tuple[str, str, str]]:
    """Give each kind of database with the addresses of two of them."""
    with tempfile.TemporaryDirectory(prefix="kamquiz-") as folder:
        yield "sqlite", f"sqlite:///{folder}/empty.sqlite", f"sqlite:///{folder}/full.sqlite"
    if find_programs() is None:
        print("postgresql: not installed")
        return
    with postgresql() as cluster:
        addresses = [cluster.address(cluster.new_database()) for _ in range(2)]
        yield "postgresql", *addresses


if __name__ == "__main__":
    main()
