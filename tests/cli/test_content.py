"""`flask content` and start-up from the root of a project, as processes of their own."""

import json
import shutil

import pytest

from kamquiz.documents.bank import bank_json
from kamquiz.settings import ROOT
from tests.cli.runner import PLAN, run

SECRET = {"KAMQUIZ_SECRET_KEY": "a secret of the tests"}


def test_checking_the_content_prints_what_there_is(flask, catalogue):
    result = flask("content", "check")

    lines = result.stdout.splitlines()
    assert {"19 traits", "114 statements", "12 situations", "144 interview questions"} <= set(lines)
    skills = next(line for line in lines if line.endswith(" skills"))
    assert int(skills.split()[0]) >= 17
    assert f"bank {catalogue.version}" in lines
    assert (result.exit_code, result.stderr) == (0, "")


def test_exporting_the_content_gives_the_whole_bank(flask, catalogue, tmp_path):
    out = tmp_path / "bank.json"

    printed = json.loads(flask("content", "export").stdout)
    result = flask("content", "export", "-o", out)

    assert printed == json.loads(out.read_text(encoding="utf-8")) == bank_json(catalogue)
    assert (result.stdout, result.exit_code) == ("", 0)


@pytest.fixture
def project(tmp_path):
    """A copy of the project with question files that can be broken."""
    for name in ("kamquiz", "templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "app.py", tmp_path)
    shutil.copytree(ROOT / "questions", tmp_path / "questions")
    return tmp_path


@pytest.fixture
def broken(project):
    """A project with two faults in two files."""
    trait = project / "questions" / "traits" / "01-insight.toml"
    trait.write_text("sparkle = true\n" + trait.read_text(encoding="utf-8"), encoding="utf-8")
    (project / "questions" / "scale.toml").write_text("= no TOML", encoding="utf-8")
    return project


def test_the_content_can_be_checked_from_the_root_of_the_project(project):
    result = run(project, "-m", "flask", "content", "check")

    assert "19 traits" in result.stdout.splitlines()
    assert "114 statements" in result.stdout.splitlines()
    assert (result.returncode, result.stderr) == (0, "")


def test_checking_a_broken_bank_lists_every_fault_and_exits_with_1(broken):
    result = run(broken, "-m", "flask", "content", "check")

    assert "traits/01-insight.toml" in result.stderr
    assert "sparkle" in result.stderr
    assert "scale.toml" in result.stderr
    assert "Traceback" not in result.stderr
    assert (result.returncode, result.stdout) == (1, "")


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["-c", "import app"], id="a server that loads app:app"),
        pytest.param(["-m", "flask", "serve", "--port", "0"], id="flask serve"),
    ],
)
def test_a_broken_bank_keeps_the_quiz_from_starting(broken, command):
    result = run(broken, *command)

    assert "traits/01-insight.toml" in result.stderr
    assert "scale.toml" in result.stderr
    assert "Traceback" not in result.stderr
    assert (result.returncode, result.stdout) == (2, "")


def test_a_setting_that_cannot_be_used_keeps_the_quiz_from_starting(project):
    result = run(project, "-c", "import app", KAMQUIZ_PROXIES="many")

    assert result.stderr == "KAMQUIZ_PROXIES must be a whole number, not 'many'\n"
    assert result.returncode == 2


def test_a_process_of_its_own_plans_what_this_one_plans(flask, file):
    command = ("plan", file, *PLAN, "--lang", "pl")

    result = run(ROOT, "-m", "flask", *map(str, command), **SECRET)

    assert result.stdout == flask(*command).stdout
    assert (result.returncode, result.stderr) == (0, "")


def test_a_fault_of_a_process_is_a_line_and_status_2(tmp_path):
    answers = tmp_path / "answers.json"
    answers.write_bytes(b'{"ratings": {"alien-1": 3}}')

    result = run(ROOT, "-m", "flask", "score", str(answers), **SECRET)

    assert result.stderr == "this bank has no statement alien-1\n"
    assert (result.returncode, result.stdout) == (2, "")


def test_the_plan_of_a_date_passed_in_does_not_depend_on_today(flask, file, clock):
    before = flask("plan", file, *PLAN).stdout
    clock.pass_(days=200)

    assert flask("plan", file, *PLAN).stdout == before
