"""The whole database as one sealed file, and back, also into the other kind of database.

A backup holds the rows as they were at one moment, while others go on writing: in one
REPEATABLE READ transaction of PostgreSQL, or in one read transaction of SQLite. Rows are
lines of JSON, not pages of one database or the other: so one form serves both, a quiz moves
from SQLite to PostgreSQL by a backup and a restore, and no program of a certain version is
needed beside ours. Numbers of rows and the revision of the schema stand in the file.
"""

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import BufferedReader, TextIOWrapper
from typing import IO, Any

from sqlalchemy import (
    Boolean,
    ColumnClause,
    Connection,
    Date,
    DateTime,
    Engine,
    Float,
    Integer,
    LargeBinary,
    Row,
    Table,
    TableClause,
    Text,
    column,
    func,
    insert,
    inspect,
    select,
    table,
)
from sqlalchemy.types import TypeEngine

from kamquiz.storage import maintenance as chores
from kamquiz.storage.database import (
    current_revision,
    is_known_revision,
    migrating,
    newest_revision,
    reading_one_moment,
    writing,
)
from kamquiz.storage.encryption import SealedReader, SealingWriter
from kamquiz.storage.maintenance import Chore
from kamquiz.storage.schema import PASSING, banks, metadata
from kamquiz.storage.schema import chores as chore_table

#: The form of the lines; it goes up if they ever change.
FORM = 1

#: Enough for speed; with the longest plans a line is a few megabytes.
ROWS_IN_A_LINE = 200

#: What a value of a column is in a file, and how it is read back.
_KINDS: Mapping[str, TypeEngine[Any]] = {
    "bytes": LargeBinary(),
    "datetime": DateTime(),
    "date": Date(),
    "bool": Boolean(),
    "int": Integer(),
    "float": Float(),
    "str": Text(),
}
_READERS: Mapping[str, Callable[[str], Any]] = {
    "bytes": bytes.fromhex,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
}


#: Tables a server writes to when it only starts.
_OF_A_START = frozenset({chore_table.name, banks.name})


class BackupError(ValueError):
    """A backup cannot be made or restored, or not here; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """A line of a backup: some rows of a table, with the names and kinds of its columns."""

    table: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[Any]]

    def target(self) -> TableClause:
        """Return the table, to insert into."""
        columns: list[ColumnClause[Any]] = [column(name, _KINDS[k]) for name, k in self.columns]
        return table(self.table, *columns)

    def read(self) -> list[dict[str, Any]]:
        """Return the rows as values of Python."""
        return [
            {
                name: _value(kind, value)
                for (name, kind), value in zip(self.columns, row, strict=True)
            }
            for row in self.rows
        ]


def write_backup(engine: Engine, file: IO[bytes], *, key: str, now: datetime) -> dict[str, int]:
    """Write everything there is to *file*, sealed with *key*; return the rows of each table.

    Raises BackupError for tables of another version, of which something would be left out.
    """
    with (
        SealingWriter(file, key) as sealed,
        gzip.GzipFile(fileobj=sealed, mode="wb", mtime=0) as packed,
        reading_one_moment(engine) as connection,
    ):
        revision = current_revision(connection)
        if revision != newest_revision():
            raise BackupError(
                "the tables are not of this version of kamquiz; make the backup with theirs"
            )
        head = {"form": FORM, "revision": revision, "made": now.isoformat()}
        packed.write(_line(head))
        counts = {}
        for one in _kept_tables():
            counts[one.name] = 0
            every = select(one).execution_options(yield_per=ROWS_IN_A_LINE)
            for rows in connection.execute(every).partitions():
                packed.write(_line(_some_of(one, rows)))
                counts[one.name] += len(rows)
        packed.write(_line({"counts": counts}))
    return counts


def note_backup(engine: Engine, now: datetime) -> None:
    """Keep that a backup was made and lies where it belongs."""
    with writing(engine) as connection:
        chores.note(connection, Chore.BACKUP, now)


def restore_backup(engine: Engine, file: IO[bytes], *, key: str) -> dict[str, int]:
    """Fill the empty database of *engine* with what is in *file*; return the rows of each table.

    The file is read to its end before anything is written, and all is written in one
    transaction. Raises BackupError or SealError. A backup of an older version is put into
    tables of that version, which are then migrated.
    """
    with _lines(file, key) as lines:
        revision = _revision(next(lines))
        for _some in lines:
            pass
    with _lines(file, key) as lines, migrating(engine) as schema:
        _check_empty(schema.connection)
        _check_known(schema.connection)
        schema.downgrade("base")
        schema.upgrade(revision)
        next(lines)
        counts = _fill(schema.connection, lines)
        schema.upgrade("head")
    return counts


def _kept_tables() -> list[Table]:
    """Return what a backup holds, in the order in which it can be written again."""
    return [one for one in metadata.sorted_tables if one.name not in PASSING]


def row_counts(engine: Engine) -> dict[str, int]:
    """Return how many rows each table has."""
    with reading_one_moment(engine) as connection:
        return {one.name: _count(connection, one) for one in _kept_tables()}


def _fill(connection: Connection, lines: Iterator[Any]) -> dict[str, int]:
    """Write the rows that stand in *lines* and return how many there were."""
    counts: dict[str, int] = {}
    told: dict[str, int] = {}
    for line in lines:
        if "counts" in line:
            told = line["counts"]
            continue
        some = _Rows(**line)
        connection.execute(insert(some.target()), some.read())
        counts[some.table] = counts.get(some.table, 0) + len(some.rows)
    if counts != {name: count for name, count in told.items() if count}:
        raise BackupError("the rows are not as many as its end says")
    for name in counts:
        _count_on(connection, name)
    return told


def _count_on(connection: Connection, name: str) -> None:
    """Let new rows of the table *name* be numbered behind those that were restored."""
    if connection.dialect.name != "postgresql" or "id" not in metadata.tables[name].columns:
        return
    numbered = column("id", Integer())
    highest = select(func.coalesce(func.max(numbered), 0) + 1).select_from(table(name, numbered))
    sequence = func.pg_get_serial_sequence(name, "id")
    connection.execute(select(func.setval(sequence, highest.scalar_subquery(), False)))  # noqa: FBT003 - "not used yet", PostgreSQL's argument


def _check_empty(connection: Connection) -> None:
    """Raise BackupError if anything was kept; what a server that started wrote does not count."""
    there = set(inspect(connection).get_table_names()) - _OF_A_START
    for one in _kept_tables():
        if one.name in there and _count(connection, one):
            raise BackupError("the database is not empty; restore into a new one")


def _check_known(connection: Connection) -> None:
    """Raise BackupError if the tables are newer than this program, which cannot replace them."""
    revision = current_revision(connection)
    if revision is not None and not is_known_revision(revision):
        raise BackupError(
            "the tables are of a newer version of kamquiz; use that, or a new database"
        )


def _count(connection: Connection, one: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(one)).scalar_one())


@contextmanager
def _lines(file: IO[bytes], key: str) -> Iterator[Iterator[Any]]:
    """Give what stands in the lines of *file*, from its beginning."""
    file.seek(0)
    with (
        SealedReader(file, key) as sealed,
        BufferedReader(sealed) as opened,
        gzip.GzipFile(fileobj=opened) as unpacked,
        TextIOWrapper(unpacked, encoding="utf-8") as text,
    ):
        yield (json.loads(line) for line in text)


def _revision(head: Mapping[str, Any]) -> str:
    """Return the schema's revision that *head* names; raises BackupError."""
    if head["form"] != FORM or not is_known_revision(head["revision"]):
        raise BackupError("it was made by a newer version of kamquiz")
    return str(head["revision"])


def _some_of(one: Table, rows: Sequence[Row[Any]]) -> dict[str, Any]:
    """Return *rows* of a table as they stand in a line."""
    return {
        "table": one.name,
        "columns": [(column.name, column.type.python_type.__name__) for column in one.columns],
        "rows": [[_plain(value) for value in row] for row in rows],
    }


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _value(kind: str, written: Any) -> Any:
    """Return the value of a column of that *kind*, as `_plain` wrote it."""
    return _READERS[kind](written) if kind in _READERS and written is not None else written
