"""What was deleted stands in no file of the database any more, and its files are private."""

import os
import random
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from kamquiz.storage import AttemptStore, Share, ShareStore, database, open_database
from kamquiz.storage.database import writing
from kamquiz.storage.keys import key_hash
from kamquiz.storage.schema import plans
from kamquiz.web.services import services
from tests.builders import NOON
from tests.storage.conftest import start_as
from tests.visitor import Visitor

#: Python's own SQLite is used where ours is not there; it keeps a journal instead of a log.
LIBRARIES = [
    pytest.param(sqlite3, id="Python's SQLite"),
    pytest.param(database.pysqlite, id="our SQLite"),
]


@pytest.fixture
def folder(settings):
    """The folder of the database of the pages, which holds nothing else."""
    return Path(settings.database_url.removeprefix("sqlite:///")).parent


def files_with(words: str, folder: Path) -> list[str]:
    """Return the files of *folder* in which *words* stand, wherever that is."""
    return [one.name for one in folder.iterdir() if words.encode() in one.read_bytes()]


def write_a_plan(visitor: Visitor, words: str) -> None:
    """Write *words* into each place of a plan, and write over them again."""
    visitor.finish("3", "short", seniority="kam", industry="banking")
    visitor.open("plan")
    visitor.send(to="/plan/accept")
    priority = next(one for one in visitor.page.ids() if one.startswith("priority-"))
    for number in range(12):
        visitor.open(f"plan/priority/{priority.removeprefix('priority-')}")
        own = {f"{part}-own": f"{words} {part} {number}" for part in ("if_then", "goal", "second")}
        visitor.send(**own, note=f"{words} {number} " * 9)
    visitor.open("plan/steps")
    visitor.send(title=words, hours="1", week="3")


def test_after_delete_now_no_byte_of_ones_words_is_left_in_any_file(app, visitor, folder):
    other = Visitor(app, "en")
    write_a_plan(other, "kept-0123456789")
    write_a_plan(visitor, "secret-9876543210")
    assert files_with("secret-9876543210", folder)

    visitor.open("delete")
    visitor.send()

    assert files_with("secret-9876543210", folder) == []
    assert files_with("kept-0123456789", folder)
    other.open("plan")
    assert "kept-0123456789" in other.page.text


@pytest.mark.parametrize("library", LIBRARIES)
def test_plans_of_any_length_leave_nothing_when_they_are_replaced_and_deleted(
    library, monkeypatch, tmp_path
):
    monkeypatch.setattr(database, "pysqlite", library)
    engine = open_database(f"sqlite:///{tmp_path / 'quiz.sqlite'}")
    store, chance = AttemptStore(engine), random.Random(1)  # noqa: S311 - lengths of texts
    timelines = []
    for number in range(60):
        timeline = start_as(store, f"reader {number}").timeline
        timelines.append(timeline)
        first = {"timeline": timeline, "number": 1, "revision": 1, "document": "first-version"}
        with writing(engine) as connection:
            connection.execute(insert(plans).values(first))
        for _change in range(3):
            text = "secret-9876543210 " * int(10 ** chance.uniform(0, 3.5))
            with writing(engine) as connection:
                change = update(plans).where(plans.c.timeline == timeline)
                connection.execute(change.values(document=text))
    chance.shuffle(timelines)

    for timeline in timelines:
        store.delete(timeline)

    assert files_with("secret-9876543210", tmp_path) == []
    assert files_with("first-version", tmp_path) == []
    engine.dispose()


def test_what_a_reader_stood_in_the_way_of_is_gone_with_the_next_purge(app, visitor, folder):
    write_a_plan(visitor, "secret-9876543210")
    file = next(folder.glob("*.sqlite"))
    with closing(database.pysqlite.connect(file)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM plans").fetchall()
        visitor.open("delete")
        visitor.send()
        assert files_with("secret-9876543210", folder) == ["quiz.sqlite-wal"]
        reader.execute("ROLLBACK")

    with app.app_context():
        services().purge()

    assert files_with("secret-9876543210", folder) == []


def test_a_withdrawn_link_leaves_nothing(app, folder):
    with app.app_context():
        engine = services().database
    attempt = start_as(AttemptStore(engine), "reader")
    share = Share(
        hash=key_hash("secret"),
        timeline=attempt.timeline,
        made_on=NOON.date(),
        result=True,
        plan=False,
        notes=False,
    )
    shares = ShareStore(engine)
    shares.add(share)
    held = [one.name for one in folder.iterdir() if share.hash in one.read_bytes()]

    shares.revoke(attempt.timeline, share.hash)

    assert held
    assert [one.name for one in folder.iterdir() if share.hash in one.read_bytes()] == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_files_of_a_database_are_for_their_owner_only(library, monkeypatch, tmp_path):
    monkeypatch.setattr(database, "pysqlite", library)
    before = os.umask(0)
    try:
        engine = open_database(f"sqlite:///{tmp_path / 'data' / 'quiz.sqlite'}")
        start_as(AttemptStore(engine), "reader")
        modes = {one.name: mode(one) for one in (tmp_path / "data").iterdir()}
    finally:
        os.umask(before)
    assert {"quiz.sqlite", "quiz.sqlite.lock"} <= set(modes)
    assert library is sqlite3 or "quiz.sqlite-wal" in modes
    assert set(modes.values()) == {0o600}
    assert mode(tmp_path / "data") == 0o700
    engine.dispose()


def test_files_that_were_open_to_others_are_closed_at_the_next_start(new_database, tmp_path):
    file = tmp_path / "quiz.sqlite"
    file.write_bytes(new_database.read_bytes())
    lock = tmp_path / "quiz.sqlite.lock"
    lock.touch()
    for one in (file, lock):
        one.chmod(0o664)

    open_database(f"sqlite:///{file}").dispose()

    assert (mode(file), mode(lock)) == (0o600, 0o600)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
