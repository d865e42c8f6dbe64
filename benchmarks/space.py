"""What one finished quiz takes: rows and bytes in both databases, bytes and time in a backup.

One reader does the full quiz and accepts a plan through the real pages; the rows of that
reader are then copied under other numbers, as many times as --quizzes says.
"""

import argparse
import io
import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, insert, select

from kamquiz.content import load
from kamquiz.settings import ROOT, Settings
from kamquiz.storage import open_database
from kamquiz.storage.backups import row_counts, write_backup
from kamquiz.storage.schema import answers, attempts, keys, plans, timelines
from kamquiz.web import create_app
from tests.postgres import Cluster, find_programs
from tests.visitor import Clock, Visitor

NOW = datetime.fromisoformat("2026-11-23T10:00")
KEY = "a key of the benchmark, long enough to be one"
COPIED = (timelines, attempts, keys, plans, answers)
AT_ONCE = 100


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """Give the address of an empty database of each kind there is on this machine."""
    addresses = {"SQLite": f"sqlite:///{folder / 'quiz.sqlite'}"}
    programs = find_programs()
    if programs is None:
        yield addresses
        return
    with tempfile.TemporaryDirectory(prefix="kamquiz-", ignore_cleanup_errors=True) as server:
        cluster = Cluster(programs, Path(server))
        cluster.start()
        try:
            yield addresses | {"PostgreSQL": cluster.address(cluster.new_database())}
        finally:
            cluster.stop("fast")


def one_quiz(address: str) -> None:
    """Do the full quiz as a reader does, and accept a plan."""
    app = create_app(
        Settings(database_url=address, secret_key="of the benchmark"),
        content=load(ROOT / "questions"),
        clock=Clock(NOW),
    )
    visitor = Visitor(app)
    visitor.finish("4", "full", industry="banking", seniority="kam")
    visitor.open("plan")
    visitor.send(to="/plan/accept")
    app.extensions["kamquiz"].close()


def copy(engine: Engine, quizzes: int) -> None:
    """Copy the rows of the one reader until there are *quizzes* readers."""
    with engine.connect() as connection:
        rows = {one: connection.execute(select(one)).mappings().all() for one in COPIED}
    for start in range(2, quizzes + 1, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, quizzes + 1))
        with engine.begin() as connection:
            for table, kept in rows.items():
                connection.execute(
                    insert(table), [renumbered(row, number) for number in numbers for row in kept]
                )


def renumbered(row, number: int) -> dict:
    """Return *row* as that of reader *number*."""
    new = {name: number for name in ("id", "timeline", "attempt") if name in row}
    if "hash" in row:
        new["hash"] = os.urandom(32)
    if row.get("page"):
        # Everybody answers differently, which matters once it is packed.
        new |= {"value": random.randint(1, 5), "seconds": random.randint(20, 60)}
    return dict(row) | new


def size(engine: Engine) -> int:
    """Return the bytes of tables and indexes."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            return connection.exec_driver_sql(
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
                " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            ).scalar_one()
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        return pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one()


def main() -> None:
    """Print one line a database."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quizzes", type=int, default=1000)
    quizzes = parser.parse_args().quizzes
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as addresses:
        print(f"{'':<12}{'rows':>8}{'bytes':>10}{'backup bytes':>14}{'backup ms':>11}  each quiz")
        for name, address in addresses.items():
            one_quiz(address)
            engine = open_database(address)
            rows = sum(row_counts(engine).values())
            empty = size(engine)
            copy(engine, quizzes)
            grown = (size(engine) - empty) / (quizzes - 1)
            file = io.BytesIO()
            began = time.perf_counter()
            write_backup(engine, file, key=KEY, now=NOW)
            milliseconds = (time.perf_counter() - began) * 1000 / quizzes
            sealed = len(file.getvalue()) / quizzes
            print(f"{name:<12}{rows:>8}{grown:>10.0f}{sealed:>14.0f}{milliseconds:>11.2f}")
            engine.dispose()


if __name__ == "__main__":
    main()
