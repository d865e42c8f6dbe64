"""Opening the database: safe settings, an up-to-date schema, a way back."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError

from kamquiz.domain.assessment.attempts import PageSubmission, QuizLength
from kamquiz.storage import AttemptStore, NewAttempt, database, open_database
from kamquiz.storage.database import (
    WAL_IS_SAFE_FROM,
    downgrade,
    is_migrated,
    is_safe_version,
    migrate,
    migration_configuration,
    writing,
)
from kamquiz.storage.schema import keys, metadata
from tests.builders import NOON, rated

LIBRARIES = [
    pytest.param(sqlite3, id=f"Python's SQLite {sqlite3.sqlite_version}"),
    pytest.param(database.pysqlite, id=f"our SQLite {database.pysqlite.sqlite_version}"),
]


def pragma(engine, name):
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def revisions():
    """Return the ids of all migrations, oldest first."""
    scripts = ScriptDirectory.from_config(migration_configuration())
    return [one.revision for one in reversed(list(scripts.walk_revisions()))]


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_write_ahead_log_is_used_only_by_a_version_that_keeps_it_whole(
    library, file, monkeypatch
):
    monkeypatch.setattr(database, "pysqlite", library)
    engine = open_database(f"sqlite:///{file}")

    is_safe = library.sqlite_version_info >= WAL_IS_SAFE_FROM
    assert pragma(engine, "journal_mode") == ("wal" if is_safe else "delete")
    assert is_safe_version(engine)
    engine.dispose()


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_write_ahead_log_under_another_version_is_told(library, file, monkeypatch):
    monkeypatch.setattr(database, "pysqlite", library)
    engine = create_engine(f"sqlite:///{file}", module=library)
    pragma(engine, "journal_mode = WAL")

    assert is_safe_version(engine) is (library.sqlite_version_info >= WAL_IS_SAFE_FROM)
    engine.dispose()


def test_what_was_acknowledged_is_on_the_disk_and_rows_point_somewhere(file):
    engine = open_database(f"sqlite:///{file}")

    assert pragma(engine, "synchronous") == 2
    assert pragma(engine, "foreign_keys") == 1
    assert pragma(engine, "busy_timeout") == 5000
    engine.dispose()


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
def test_postgresql_is_opened_by_either_name_with_its_waits_cut_short(emptied_address, scheme):
    engine = open_database(emptied_address.replace("postgresql+psycopg", scheme))

    with engine.connect() as connection:
        shown = {
            name: connection.exec_driver_sql(f"SHOW {name}").scalar_one()
            for name in database.POSTGRESQL_SETTINGS
        }
    assert shown == database.POSTGRESQL_SETTINGS | {"idle_in_transaction_session_timeout": "1min"}
    engine.dispose()


def test_an_address_may_bring_options_of_its_own(emptied_address):
    engine = open_database(f"{emptied_address}&options=-c%20lock_timeout%3D7s")

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar_one() == "7s"
    engine.dispose()


def test_a_row_that_points_nowhere_is_refused(engine):
    orphan = insert(keys).values(hash=bytes(1), timeline=99, kind="link")

    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(orphan)


def test_a_failed_write_leaves_nothing_behind(engine):
    def broken_off():
        with writing(engine) as connection:
            connection.execute(AN_ATTEMPT)
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        broken_off()

    assert count(engine, "attempts") == 0


def test_the_folder_of_the_database_is_made(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'new' / 'folder' / 'quiz.sqlite'}")

    assert is_migrated(engine)
    engine.dispose()


def test_a_database_that_cannot_be_opened_is_an_operational_error(tmp_path):
    with pytest.raises(OperationalError):
        open_database(f"sqlite:///{tmp_path}")


def test_a_database_in_memory_needs_no_lock_on_a_file():
    engine = open_database("sqlite:///:memory:")

    assert is_migrated(engine)
    with writing(engine) as connection:
        connection.execute(AN_ATTEMPT)
    engine.dispose()


def test_opening_twice_finds_the_same_data(engine, address):
    with writing(engine) as connection:
        connection.execute(AN_ATTEMPT)
    again = open_database(address)

    assert count(again, "attempts") == 1
    again.dispose()


def test_the_migrations_make_exactly_the_tables_the_code_uses(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, metadata)
        differences = [one for one in found if not is_unread(engine, one)]

    assert differences == []


def test_sqlite_holds_the_rule_it_cannot_tell(file):
    engine = open_database(f"sqlite:///{file}")
    with engine.connect() as connection:
        rules = connection.exec_driver_sql("PRAGMA foreign_key_list(attempts)").all()

    assert [(one.table, one.on_delete) for one in rules] == [("timelines", "CASCADE")]
    engine.dispose()


def is_unread(engine, difference):
    """Tell whether SQLAlchemy cannot read it: a foreign key added to a table of SQLite."""
    kind, constraint, *_rest = difference
    return (
        engine.dialect.name == "sqlite"
        and kind in {"add_fk", "remove_fk"}
        and constraint.table.name == "attempts"
    )


def test_data_survive_every_migration_and_each_can_be_taken_back(bare_engine):
    engine = bare_engine
    first, *others = revisions()
    migrate(engine, first)
    with engine.begin() as connection:
        connection.execute(AN_ATTEMPT)
        connection.execute(A_KEY, {"hash": bytes(32)})
        connection.execute(AN_ANSWER)

    for revision in others:
        migrate(engine, revision)
    assert is_migrated(engine)
    kept = AttemptStore(engine).get(bytes(32))
    assert (kept.bank, kept.answers.ratings) == ("b1", {"insight-1": 4})

    for revision in reversed([first, *others[:-1]]):
        downgrade(engine, revision)
    with engine.connect() as connection:
        for insert_ in (AN_ATTEMPT, A_KEY, AN_ANSWER):
            table = insert_.text.split()[2]
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 1  # noqa: S608 - our own names

    downgrade(engine, "base")
    assert not is_migrated(engine)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}

    migrate(engine)
    assert is_migrated(engine)


def test_new_rows_are_counted_on_behind_those_that_were_migrated(bare_engine):
    migrate(bare_engine, revisions()[0])
    with bare_engine.begin() as connection:
        number = "attempts_id_seq"
        connection.execute(AN_ATTEMPT)
        if bare_engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT setval('{number}', 1)"))
    migrate(bare_engine)
    new = NewAttempt(form=QuizLength.SHORT, bank="b1", first_page=("insight-1",))

    AttemptStore(bare_engine).start(new, key=bytes(32), now=NOON)

    assert count(bare_engine, "timelines") == 2


def test_of_several_processes_that_find_no_tables_one_makes_them(bare_engine):
    address = bare_engine.url.render_as_string(hide_password=False)

    with ThreadPoolExecutor(4) as threads:
        engines = list(threads.map(lambda _number: open_database(address), range(4)))

    assert all(is_migrated(one) for one in engines)
    for one in engines:
        one.dispose()


def test_the_version_before_runs_on_newer_tables_and_says_so(bare_engine):
    migrate(bare_engine)
    with bare_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'newer'"))

    older = open_database(bare_engine.url.render_as_string(hide_password=False))

    assert AttemptStore(older).readiness()["migrated"] is False
    older.dispose()


def waiting_for_a_lock(engine) -> bool:
    with engine.connect() as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        return bool(connection.exec_driver_sql(query).scalar_one())


def test_of_two_writers_that_wait_for_each_other_ours_begins_anew(emptied_address):
    engine = open_database(emptied_address)
    store = AttemptStore(engine)
    new = NewAttempt(form=QuizLength.SHORT, bank="b1", first_page=("insight-1", "closer-1"))
    attempt = store.start(new, key=bytes(32), now=NOON)

    def lock(connection, question):
        connection.exec_driver_sql(
            "UPDATE answers SET seconds = 1 WHERE attempt = %s AND question = %s",
            (attempt, question),
        )

    turn = PageSubmission(page=1, ratings=rated(insight_1=4, closer_1=2))
    with ThreadPoolExecutor(1) as thread, engine.begin() as other:
        # The other one is patient, so it is ours that PostgreSQL breaks off.
        other.exec_driver_sql("SET LOCAL deadlock_timeout = '1min'")
        lock(other, "closer-1")
        ours = thread.submit(store.record, store.get(bytes(32)), turn, now=NOON)
        while not waiting_for_a_lock(engine):
            time.sleep(0.01)
        lock(other, "insight-1")
        other.commit()
        ours.result()

    assert store.get(bytes(32)).answers.ratings == rated(insight_1=4, closer_1=2)
    engine.dispose()


def test_whoever_waits_too_long_for_a_lock_is_told_so(emptied_address):
    engine = open_database(f"{emptied_address}&options=-c%20lock_timeout%3D100ms")
    store = AttemptStore(engine)
    new = NewAttempt(form=QuizLength.SHORT, bank="b1", first_page=("insight-1",))
    attempt = store.start(new, key=bytes(32), now=NOON)

    with engine.begin() as other:
        other.exec_driver_sql("LOCK TABLE attempts IN EXCLUSIVE MODE")
        with pytest.raises(OperationalError):
            store.go_on_to_full(attempt)
    engine.dispose()


def test_whoever_has_waited_too_long_in_the_queue_of_sqlite_gives_up(file, monkeypatch):
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    engine = open_database(f"sqlite:///{file}")

    with ThreadPoolExecutor(1) as thread:
        with writing(engine):
            late = thread.submit(AttemptStore(engine).purge, NOON)
            time.sleep(0.2)
        with pytest.raises(OperationalError, match="too long"):
            late.result()
    engine.dispose()


def test_a_lock_file_that_cannot_be_made_is_an_operational_error(file):
    engine = open_database(f"sqlite:///{file}")
    lock = file.with_name(f"{file.name}.lock")
    lock.unlink()
    lock.mkdir()

    with pytest.raises(OperationalError, match="lock file"):
        AttemptStore(engine).purge(NOON)
    engine.dispose()


def test_readiness_tells_what_holds(engine):
    assert AttemptStore(engine).readiness() == {
        "writable": True,
        "migrated": True,
        "safe version": True,
    }


def test_a_database_behind_the_code_is_not_ready(bare_engine):
    migrate(bare_engine)
    with bare_engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))

    assert AttemptStore(bare_engine).readiness()["migrated"] is False


def count(engine, table):
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 - our own names


#: Rows as the first migration knew them.
AN_ATTEMPT = text(
    "INSERT INTO attempts (id, form, bank, hours, finished, donated, started_at)"
    " VALUES (1, 'full', 'b1', 2.0, false, false, '2026-11-23 10:00:00.000000')"
)
A_KEY = text("INSERT INTO keys (hash, attempt, kind) VALUES (:hash, 1, 'link')")
AN_ANSWER = text(
    "INSERT INTO answers (attempt, question, value, page, place, served)"
    " VALUES (1, 'insight-1', 4, 1, 1, 0)"
)
