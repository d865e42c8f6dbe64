"""Opening the database: safe settings, an up-to-date schema, a way back."""

import sqlite3

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError

from kamquiz.storage import AttemptStore, database, open_database
from kamquiz.storage.database import (
    WAL_IS_SAFE_FROM,
    is_migrated,
    is_safe_version,
    migrate,
    migration_configuration,
    writing,
)
from kamquiz.storage.schema import metadata

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


def downgrade(engine, revision):
    with engine.connect() as connection:
        configuration = migration_configuration()
        configuration.attributes["connection"] = connection
        command.downgrade(configuration, revision)
        connection.commit()


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


def test_what_was_acknowledged_is_on_the_disk_and_rows_point_somewhere(engine):
    assert pragma(engine, "synchronous") == 2
    assert pragma(engine, "foreign_keys") == 1
    assert pragma(engine, "busy_timeout") == 5000


def test_a_row_that_points_nowhere_is_refused(engine):
    orphan = text("INSERT INTO keys (hash, timeline, kind) VALUES (x'00', 99, 'link')")

    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(orphan)


def test_a_failed_write_leaves_nothing_behind(engine):
    def broken_off():
        with writing(engine) as connection:
            connection.execute(text(AN_ATTEMPT))
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
        connection.execute(text(AN_ATTEMPT))
    engine.dispose()


def test_opening_twice_finds_the_same_data(engine, file):
    with writing(engine) as connection:
        connection.execute(text(AN_ATTEMPT))
    again = open_database(f"sqlite:///{file}")

    assert count(again, "attempts") == 1
    again.dispose()


def test_the_migrations_make_exactly_the_tables_the_code_uses(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [one for one in compare_metadata(context, metadata) if not is_unread(one)]
        rules = connection.exec_driver_sql("PRAGMA foreign_key_list(attempts)").all()

    assert differences == []
    assert [(one.table, one.on_delete) for one in rules] == [("timelines", "CASCADE")]


def is_unread(difference):
    """Tell whether SQLAlchemy only cannot read it: a foreign key that was added to a table."""
    kind, constraint = difference
    return kind in {"add_fk", "remove_fk"} and constraint.table.name == "attempts"


def test_data_survive_every_migration_and_each_can_be_taken_back(file):
    engine = create_engine(f"sqlite:///{file}", module=database.pysqlite)
    first, *others = revisions()
    migrate(engine, first)
    with engine.begin() as connection:
        for insert in (AN_ATTEMPT, A_KEY, AN_ANSWER):
            connection.execute(text(insert))

    for revision in others:
        migrate(engine, revision)
    assert is_migrated(engine)
    kept = AttemptStore(engine).get(bytes(32))
    assert (kept.bank, kept.answers.ratings) == ("b1", {"insight-1": 4})

    for revision in reversed([first, *others[:-1]] if others else []):
        downgrade(engine, revision)
    assert count(engine, "answers") == 1

    downgrade(engine, "base")
    assert not is_migrated(engine)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}

    migrate(engine)
    assert is_migrated(engine)
    engine.dispose()


def test_readiness_tells_what_holds(engine):
    assert AttemptStore(engine).readiness() == {
        "writable": True,
        "migrated": True,
        "safe version": True,
    }


def test_a_database_behind_the_code_is_not_ready(engine):
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))

    assert AttemptStore(engine).readiness()["migrated"] is False


def count(engine, table):
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 - our own names


#: Rows as the first migration knew them.
AN_ATTEMPT = (
    "INSERT INTO attempts (id, form, bank, hours, finished, donated, started_at)"
    " VALUES (1, 'full', 'b1', 2.0, 0, 0, '2026-11-23 10:00:00.000000')"
)
A_KEY = "INSERT INTO keys (hash, attempt, kind) VALUES (zeroblob(32), 1, 'link')"
AN_ANSWER = (
    "INSERT INTO answers (attempt, question, value, page, place, served)"
    " VALUES (1, 'insight-1', 4, 1, 1, 0)"
)
