"""A start that cannot succeed says why and what to do, in one line and with status 2."""

import os
import shutil
import socket
import subprocess
import sys

import pytest
from sqlalchemy import make_url

from kamquiz.settings import ROOT
from tests.servers import free_port

SECRET = {"KAMQUIZ_SECRET_KEY": "a secret of the tests"}


def flask(*words, root=ROOT, **settings) -> subprocess.CompletedProcess:
    """Run a command in a process of its own."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("KAMQUIZ_")
    }
    return subprocess.run(
        [sys.executable, "-m", "flask", *map(str, words)],
        cwd=root,
        env=environment | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def refused(result, *said):
    """Hold *result* against how a fault of a start is told."""
    assert (result.returncode, result.stdout) == (2, ""), result.stderr
    assert result.stderr.count("\n") == 1, result.stderr
    for words in said:
        assert words in result.stderr


@pytest.fixture
def spoiled(tmp_path, new_database):
    """A database whose first page is whole and whose others are not."""
    file = tmp_path / "spoiled.sqlite"
    file.write_bytes(new_database.read_bytes()[:4096] + os.urandom(40_960))
    return file


@pytest.fixture
def no_database(tmp_path):
    """A file that is something else."""
    file = tmp_path / "letter.sqlite"
    file.write_text("Dear reader, this is a letter. " * 400)
    return file


@pytest.mark.parametrize("command", [["serve", "--port", "0"], ["purge"]])
@pytest.mark.parametrize("file", ["spoiled", "no_database"])
def test_a_file_that_is_no_database(request, command, file):
    path = request.getfixturevalue(file)

    result = flask(*command, KAMQUIZ_DATABASE_URL=f"sqlite:///{path}", **SECRET)

    refused(result, "the database cannot be used", "restore a backup")


def test_a_folder_in_which_nothing_can_be_made():
    address = "sqlite:////proc/kamquiz/quiz.sqlite"

    result = flask("purge", KAMQUIZ_DATABASE_URL=address, **SECRET)

    refused(result, "/proc/kamquiz", "let this user read and write")


def test_postgresql_that_does_not_run():
    address = f"postgresql://quiz:hidden@127.0.0.1:{free_port()}/quiz"

    result = flask("serve", KAMQUIZ_DATABASE_URL=address, **SECRET)

    refused(result, "Connection refused", "see that PostgreSQL runs")
    assert "hidden" not in result.stderr


def test_postgresql_that_does_not_know_the_role(emptied_address):
    url = make_url(emptied_address).set(username="nobody", password="hidden")
    address = url.render_as_string(hide_password=False)

    result = flask("serve", KAMQUIZ_DATABASE_URL=address, **SECRET)

    refused(result, "nobody", "see that PostgreSQL runs")
    assert "hidden" not in result.stderr


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"KAMQUIZ_DATABASE_URL": "mysql://a:hidden@b/c"}, "KAMQUIZ_DATABASE_URL must be"),
        ({"KAMQUIZ_SECRET_KEY": "short"}, "KAMQUIZ_SECRET_KEY must have 16 characters"),
    ],
)
def test_settings_that_cannot_be_used(settings, said):
    result = flask("serve", **(SECRET | settings))

    refused(result, said)
    assert "hidden" not in result.stderr


def test_a_port_that_is_taken(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        address = f"sqlite:///{tmp_path / 'quiz.sqlite'}"

        result = flask("serve", "--port", port, KAMQUIZ_DATABASE_URL=address, **SECRET)

    refused(result, f"port {port}", "in use", "choose others with --host and --port")


@pytest.mark.parametrize("port", ["65536", "-1", "many"])
def test_a_port_that_cannot_be(port):
    refused(flask("serve", "--port", port, **SECRET), "--port")


@pytest.fixture
def project(tmp_path):
    """A copy of the project without its question files."""
    for name in ("kamquiz", "templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "app.py", tmp_path)
    return tmp_path


def test_a_folder_of_questions_that_is_missing(project):
    refused(flask("serve", root=project, **SECRET), "questions", "put it back")


def test_a_secret_that_cannot_be_read(project):
    (project / "questions").symlink_to(ROOT / "questions")
    (project / "instance" / "secret_key").mkdir(parents=True)

    refused(flask("serve", root=project), "secret_key", "KAMQUIZ_SECRET_KEY")
