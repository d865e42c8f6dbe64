"""Backup, restore and purge as commands, on both databases, and what goes wrong with them."""

import json
import os
import stat
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import text

from kamquiz.cli import add_commands
from kamquiz.private_files import written_whole
from kamquiz.storage.backups import row_counts
from kamquiz.storage.schema import attempts
from kamquiz.web import create_app
from kamquiz.web.services import services
from tests.visitor import Visitor

KEY = "a key of the tests, long enough to be one"

#: What a backup writes: it, and what it is called until it is whole.
NAMES = ("out.backup", "out.backup.part")


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request, settings):
    """The settings of the tests with a key for backups, in each database in turn."""
    if request.param == "postgresql":
        address = request.getfixturevalue("emptied_address")
        settings = replace(settings, database_url=address)
    return replace(settings, backup_key=KEY)


@pytest.fixture
def run(app):
    """Run a command of *app*, or of another application."""

    def run(*words, of=app):
        with of.app_context():
            result = add_commands(of).test_cli_runner().invoke(args=[str(one) for one in words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def elsewhere(settings, content, clock, tmp_path):
    """The application on another machine: the same settings, an empty SQLite."""
    address = f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
    return create_app(replace(settings, database_url=address), content=content, clock=clock)


@pytest.fixture
def finished(visitor):
    """Somebody with a result, and the address that leads back to it."""
    visitor.finish("4", "short")
    visitor.open("keep")
    link = next(one for one in visitor.page.all("input") if one.get("id") == "link")
    return link.get("value").removeprefix("http://localhost")


def test_a_backup_restored_elsewhere_opens_with_the_same_link(run, finished, elsewhere, tmp_path):
    made = run("backup", tmp_path / "out.backup")
    assert made.exit_code == 0
    assert "rows in 9 tables" in made.stdout
    assert (tmp_path / "out.backup").stat().st_mode & 0o077 == 0

    restored = run("restore", tmp_path / "out.backup", "--verify", of=elsewhere)

    assert restored.exit_code == 0, restored.stderr
    assert "verified: all rows counted, 1 results worked out" in restored.stdout
    back = Visitor(elsewhere)
    back.come_back(finished)
    assert back.page.address == "/pl/result"


def test_a_backup_leaves_no_unfinished_file_and_is_noted(app, run, clock, tmp_path):
    with app.app_context():
        assert services().backup_age() is None
    run("backup", tmp_path / "out.backup")
    clock.pass_(hours=3)

    assert [one.name for one in tmp_path.glob("*backup*")] == ["out.backup"]
    with app.app_context():
        assert services().backup_age().total_seconds() == 3 * 60 * 60


def refused(result, *faults):
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [*faults]


def test_each_fault_is_one_line(run, settings, finished, elsewhere, content, clock, tmp_path):
    out = tmp_path / "out.backup"
    run("backup", out)
    other = create_app(replace(settings, backup_key=KEY + "."), content=content, clock=clock)
    without = create_app(replace(settings, backup_key=None), content=content, clock=clock)
    damaged = tmp_path / "damaged"
    damaged.write_bytes(out.read_bytes()[:-1])

    refused(run("backup", out, of=without), "KAMQUIZ_BACKUP_KEY is not set")
    refused(run("restore", out, of=without), "KAMQUIZ_BACKUP_KEY is not set")
    refused(run("restore", out), f"{out}: the database is not empty; restore into a new one")
    refused(
        run("restore", out, of=other),
        f"{out}: it was made with another key, or its beginning is damaged",
    )
    refused(run("restore", damaged, of=elsewhere), f"{damaged}: it is damaged or not complete")
    nowhere = tmp_path / "no" / "out"
    refused(run("backup", nowhere), f"{nowhere}: No such file or directory")


def test_a_server_that_was_only_opened_is_filled_from_a_backup(run, finished, elsewhere, tmp_path):
    out = tmp_path / "out.backup"
    run("backup", out)
    Visitor(elsewhere).open("")
    with elsewhere.app_context():
        services().keep_bank()
        services().purge()

    restored = run("restore", out, "--verify", of=elsewhere)

    assert restored.exit_code == 0, restored.stderr
    back = Visitor(elsewhere)
    back.open(finished)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((one, kind) for one in NAMES for kind in ("link", "dangling link", "pipe", "socket")),
        ("out.backup.part", "folder"),
    ],
)
def test_a_backup_replaces_nothing_but_a_file(run, tmp_path, name, kind):
    out, found = tmp_path / "out.backup", tmp_path / name
    other = tmp_path / "other"
    other.write_text("of somebody else")
    {
        "link": lambda: found.symlink_to(other),
        "dangling link": lambda: found.symlink_to(tmp_path / "nowhere"),
        "folder": found.mkdir,
        "pipe": lambda: os.mkfifo(found),
        "socket": lambda: os.mknod(found, stat.S_IFSOCK | 0o600),
    }[kind]()
    before = found.lstat()

    refused(run("backup", out), f"{found}: not a regular file; choose another name")

    assert os.path.samestat(found.lstat(), before)
    assert other.read_text() == "of somebody else"
    assert sorted(one.name for one in tmp_path.glob("*o*")) == sorted({name, "other"})


def test_a_device_is_not_replaced_by_a_backup(run):
    refused(run("backup", "/dev/null"), "/dev/null: not a regular file; choose another name")


def test_what_a_killed_backup_left_is_replaced(run, tmp_path):
    out = tmp_path / "out.backup"
    part = tmp_path / "out.backup.part"
    part.write_bytes(b"half of one")
    part.chmod(0o666)

    assert run("backup", out).exit_code == 0

    assert not part.exists()
    assert out.stat().st_mode & 0o777 == 0o600
    assert run("backup", out).exit_code == 0, "and a whole one by the next"


def overtaken(out):
    """Begin two backups under one name, and end the first one first."""
    with ExitStack() as second, written_whole(out) as file:
        file.write(b"the first, whole")
        second.enter_context(written_whole(out)).write(b"half of the sec")


def test_of_two_backups_under_one_name_none_becomes_half_a_file(tmp_path):
    out = tmp_path / "out.backup"

    with pytest.raises(OSError):  # noqa: PT011 - whichever of the two notices
        overtaken(out)

    assert list(tmp_path.glob("out*")) == []


def test_tables_of_another_version_are_refused_in_one_line(run, app, tmp_path):
    with app.app_context(), services().database.begin() as connection:
        at = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(text("UPDATE alembic_version SET version_num = 'newer'"))
    try:
        result = run("backup", tmp_path / "out.backup")
    finally:
        with app.app_context(), services().database.begin() as connection:
            back = text("UPDATE alembic_version SET version_num = :at")
            connection.execute(back, {"at": at})

    refused(result, "the tables are not of this version of kamquiz; make the backup with theirs")
    assert list(tmp_path.glob("out*")) == []


def test_purging_forgets_who_is_over_time_and_nothing_else(app, run, clock, visitor):
    """A whole year by a moved clock: unfinished after 30 days, finished after 12 months."""
    left, done = Visitor(app), visitor
    left.begin("short")
    finish_and_donate(done)
    done.open("plan")
    done.send(to="/plan/accept")
    done.open("share")
    done.send(to="/share", result="y", plan="y", notes=None)

    clock.pass_(days=30)
    assert run("purge").stdout == "0 attempts deleted\n"
    left.open("quiz/1")

    clock.pass_(days=1)
    assert run("purge").stdout == "1 attempts deleted\n"
    left.open("quiz/1", status=404)
    done.open("plan")

    clock.pass_(days=365 - 31)
    assert run("purge").stdout == "0 attempts deleted\n"
    done.open("result")

    clock.pass_(days=1)
    assert run("purge").stdout == "1 attempts deleted\n"
    done.open("result", status=404)
    assert rows(app) == {"banks": 1, "chores": 1, "donations": 1}


def finish_and_donate(visitor):
    """Answer everything and give a copy of the ratings for calibration."""
    visitor.begin("short")
    while "/result" not in visitor.page.address:
        ticked = {"donate": "y"} if 'name="donate"' in visitor.page.html else {}
        visitor.send(**dict.fromkeys(visitor.page.questions(), "4"), **ticked)


def rows(app) -> dict[str, int]:
    """Return the tables that are not empty, with how many rows each has."""
    with app.app_context():
        return {name: count for name, count in row_counts(services().database).items() if count}


def test_delete_now_leaves_nothing_but_what_was_given_away(app, visitor):
    finish_and_donate(visitor)
    visitor.open("plan")
    visitor.send(to="/plan/accept")
    visitor.open("delete")
    visitor.send()

    assert rows(app) == {"banks": 1, "donations": 1}


def test_of_a_finished_quiz_only_the_day_is_kept(app, visitor):
    visitor.finish("4", "short")

    with app.app_context(), services().database.connect() as connection:
        started = connection.execute(attempts.select()).one().started_at
        served = connection.exec_driver_sql("SELECT max(served) FROM answers").scalar_one()
    assert started == datetime(2026, 11, 23)
    assert served == 0


def test_a_purge_that_has_not_run_for_two_days_is_an_error_in_the_log(app, run, clock, caplog):
    run("purge")
    clock.pass_(hours=48)
    assert app.test_client().get("/readyz").status_code == 200
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []

    clock.pass_(hours=1)
    assert app.test_client().get("/readyz").status_code == 200

    assert [one.levelname for one in caplog.records if one.levelname != "INFO"] == ["ERROR"]
    assert "48 hours" in caplog.text


def test_backups_that_have_stopped_are_an_error_in_the_log_once_there_were_any(
    app, run, clock, caplog, tmp_path
):
    run("backup", tmp_path / "first")
    clock.pass_(hours=49)
    run("purge")

    app.test_client().get("/readyz")

    assert [one.message for one in caplog.records if one.levelname == "ERROR"] == [
        "no backup was made for 48 hours: run `flask backup`"
    ]


def test_the_reader_downloads_everything_that_is_stored(visitor):
    visitor.finish("4", "short", industry="banking", seniority="kam")
    for page in ("keep", "delete"):
        visitor.open(page)
        (address,) = [one for label, one in visitor.page.links().items() if "JSON" in label]

        response = visitor.client.get(address)

        assert response.headers["Content-Disposition"].startswith("attachment")
        kept = json.loads(response.data)
        assert kept["attempts"][0]["industry"] == "banking"
        assert {row["value"] for row in kept["answers"] if row["page"]} <= {4, None}


def test_whoever_holds_no_key_downloads_nothing(visitor):
    visitor.open("keep/everything.json", status=404)
