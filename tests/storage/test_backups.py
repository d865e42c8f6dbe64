"""A backup holds all rows as they were at one moment, and comes back in either database."""

import gzip
import io
import json
import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from kamquiz.domain.assessment.attempts import PageSubmission
from kamquiz.storage import AttemptStore, BankStore, DonationStore, LimitStore
from kamquiz.storage.backups import BackupError, restore_backup, row_counts, write_backup
from kamquiz.storage.database import connect, is_migrated, migrate
from kamquiz.storage.encryption import SealedReader, SealError, SealingWriter
from kamquiz.storage.keys import key_hash
from kamquiz.storage.schema import answers, attempts, metadata
from tests.builders import NOON, rated
from tests.storage.conftest import NEXT, start_as

KEY = "a key of the tests, long enough to be one"


@pytest.fixture
def empty(tmp_path):
    """A database without a table, where it does not matter which kind it is."""
    engine = connect(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    yield engine
    engine.dispose()


def backup(engine) -> io.BytesIO:
    file = io.BytesIO()
    write_backup(engine, file, key=KEY, now=NOON)
    return file


def everything(engine):
    with engine.connect() as connection:
        return {
            one.name: connection.execute(select(one).order_by(*one.primary_key)).all()
            for one in metadata.sorted_tables
        }


def test_everything_comes_back_in_either_database(filled, bare_engine):
    assert all(row_counts(filled).values())
    before = everything(filled)

    counts = restore_backup(bare_engine, backup(filled), key=KEY)

    assert everything(bare_engine) == before
    assert counts == row_counts(bare_engine)
    assert is_migrated(bare_engine)


def test_whoever_comes_after_a_restore_gets_numbers_of_their_own(filled, bare_engine):
    restore_backup(bare_engine, backup(filled), key=KEY)
    newest = start_as(AttemptStore(filled), "somebody there").id

    assert start_as(AttemptStore(bare_engine), "somebody here").id == newest
    assert DonationStore(bare_engine).count() == 3


def test_a_backup_says_nothing_to_whoever_has_no_key(filled):
    written = backup(filled).getvalue()

    for one in (b"insight-1", b"english", b"2026-11", key_hash("reader 1")):
        assert one not in written


@pytest.mark.parametrize(
    "spoiled",
    [
        pytest.param(lambda file: (file, KEY + "."), id="another key"),
        pytest.param(lambda file: (file[:-1], KEY), id="not complete"),
        pytest.param(lambda file: (file[:-9] + b"x" + file[-8:], KEY), id="damaged"),
        pytest.param(lambda _file: (b"SQLite format 3\x00" * 9, KEY), id="another file"),
    ],
)
def test_what_cannot_be_trusted_is_not_restored_at_all(filled, empty, spoiled):
    file, key = spoiled(backup(filled).getvalue())

    with pytest.raises(SealError):
        restore_backup(empty, io.BytesIO(file), key=key)

    with empty.connect() as connection:
        assert not empty.dialect.has_table(connection, "attempts")


def test_nothing_is_restored_over_what_is_there(filled, empty):
    migrate(empty)
    start_as(AttemptStore(empty), "somebody else")
    before = everything(empty)

    with pytest.raises(BackupError, match="not empty"):
        restore_backup(empty, backup(filled), key=KEY)

    assert everything(empty) == before


def test_a_server_that_was_started_before_is_no_hindrance(filled, empty):
    migrate(empty)
    AttemptStore(empty).purge(NOON + timedelta(days=1))

    restore_backup(empty, backup(filled), key=KEY)

    assert everything(empty) == everything(filled)


def test_a_server_that_was_only_opened_once_is_no_hindrance(filled, empty):
    migrate(empty)
    BankStore(empty).keep("b2", 0, b"other question files")
    LimitStore(empty, pepper=b"of the server").count({"a": NOON}, today=NOON.date())

    restore_backup(empty, backup(filled), key=KEY)

    assert everything(empty)["banks"] == everything(filled)["banks"]


def _without(line: dict, names: frozenset[str]) -> dict:
    """Return a *line* of rows without the columns that are among *names*: "keys.number"."""
    kept = [
        place
        for place, (name, _kind) in enumerate(line["columns"])
        if f"{line['table']}.{name}" not in names
    ]
    return {
        "table": line["table"],
        "columns": [line["columns"][place] for place in kept],
        "rows": [[row[place] for place in kept] for row in line["rows"]],
    }


def rewritten(file: io.BytesIO, revision: str, *, without: frozenset[str]) -> io.BytesIO:
    """Return the backup *file* as a program with another *revision* would have written it."""
    file.seek(0)
    with (
        SealedReader(file, KEY) as sealed,
        io.BufferedReader(sealed) as opened,
        gzip.GzipFile(fileobj=opened) as unpacked,
    ):
        head, *lines = [json.loads(line) for line in unpacked]
    counts = {name: n for name, n in lines.pop()["counts"].items() if name not in without}
    lines = [_without(line, without) for line in lines if line["table"] not in without]
    other = io.BytesIO()
    with (
        SealingWriter(other, KEY) as sealed,
        gzip.GzipFile(fileobj=sealed, mode="wb") as packed,
    ):
        for line in [head | {"revision": revision}, *lines, {"counts": counts}]:
            packed.write(json.dumps(line).encode() + b"\n")
    return other


def test_a_backup_of_a_newer_version_is_refused(filled, empty):
    file = rewritten(backup(filled), "9999", without=frozenset())

    with pytest.raises(BackupError, match="newer version"):
        restore_backup(empty, file, key=KEY)


def test_tables_of_another_version_are_not_backed_up_without_what_is_new_in_them(bare_engine):
    migrate(bare_engine)
    with bare_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'newer'"))

    with pytest.raises(BackupError, match="not of this version"):
        backup(bare_engine)

    with bare_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    with pytest.raises(BackupError, match="not of this version"):
        backup(bare_engine)


def test_tables_of_a_newer_version_are_not_replaced(filled, bare_engine):
    migrate(bare_engine)
    with bare_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'newer'"))

    with pytest.raises(BackupError, match="newer version"):
        restore_backup(bare_engine, backup(filled), key=KEY)


def test_rows_of_an_older_version_are_migrated_on_the_way(filled, empty):
    """A backup as version 0002 would have written it: without what came later."""
    later = frozenset({"banks", "chores", "keys.number"})

    restore_backup(empty, rewritten(backup(filled), "0002", without=later), key=KEY)

    assert is_migrated(empty)
    assert AttemptStore(empty).get(key_hash("reader 1")).answers.skills == {"english": 3}


def test_a_backup_made_while_others_write_is_one_moment_and_hinders_nobody(engine, empty):
    """Each writer adds an attempt with its page, or a page of answers: never half of it."""
    store = AttemptStore(engine)
    for number in range(40):
        start_as(store, f"before {number}")
    stop, written, failures = threading.Event(), [], []

    def write(writer: int) -> None:
        number = 0
        while not stop.is_set():
            secret = f"writer {writer} {number}"
            try:
                attempt = start_as(store, secret)
                turn = PageSubmission(
                    page=1, ratings=rated(insight_1=4, closer_1=2), next_page=NEXT
                )
                store.record(attempt, turn, now=NOON)
            except Exception as failure:  # noqa: BLE001 - whatever it is, the test must say it
                failures.append(failure)
                return
            written.append(secret)
            number += 1

    writers = [threading.Thread(target=write, args=(one,)) for one in range(3)]
    for one in writers:
        one.start()
    try:
        while len(written) < 5 and not failures:
            stop.wait(0.01)
        acknowledged = list(written)
        file = backup(engine)
        during = len(written)
    finally:
        stop.set()
        for one in writers:
            one.join()
    assert failures == []

    restore_backup(empty, file, key=KEY)

    kept = AttemptStore(empty)
    for secret in acknowledged:
        assert kept.get(key_hash(secret)).answers.ratings == rated(insight_1=4, closer_1=2)
    with empty.connect() as connection:
        rows = select(func.count()).select_from(answers).group_by(answers.c.attempt)
        assert set(connection.execute(rows).scalars()) <= {2, 4}
        there = connection.execute(select(func.count()).select_from(attempts)).scalar_one()
    assert 40 + len(acknowledged) <= there <= 40 + during + len(writers)
