"""`flask simulate` and `flask calibrate`."""

import re
import tomllib
from dataclasses import replace

import pytest

from kamquiz.domain.bank.catalogue import Rating
from kamquiz.web import create_app
from tests.builders import all_rated, donate, some_donations
from tests.cli.runner import commands, refused


@pytest.mark.parametrize("form", ["full", "short"])
def test_a_simulation_prints_one_table_the_same_again(flask, form):
    command = ("simulate", "--people", "12", "--seed", "7", "--bank", form)

    once, again = flask(*command).stdout, flask(*command).stdout

    assert once == again
    lines = dict(re.split(r"  +", line) for line in once.splitlines())
    assert lines["people"] == "12"
    assert float(lines["statements each"]) == (114 if form == "full" else pytest.approx(57, abs=19))
    assert 0 < float(lines["correlation with the truth"]) <= 1


def test_a_calibration_from_too_few_people_is_refused(flask):
    refused(flask("calibrate", "--dry-run"), "0 people gave usable answers; a calibration needs 60")


def test_a_calibration_writes_the_next_version_unless_it_is_only_tried(
    settings, content, clock, catalogue, tmp_path
):
    questions = tmp_path / "questions"
    (questions / "parameters").mkdir(parents=True)
    settings = replace(settings, questions=questions)
    donate(settings.database_url, some_donations(catalogue, 60))
    flask = commands(create_app(settings, content=content, clock=clock))
    file = questions / "parameters" / "1.toml"

    tried = flask("calibrate", "--dry-run")
    assert not file.exists()
    written = flask("calibrate")

    moved, _blank, text = tried.stdout.partition("\n\n")
    assert file.read_text(encoding="utf-8") == text
    assert tomllib.loads(tried.stdout)["people"] == 60
    names = [line.split("  ")[0].removeprefix("# ") for line in moved.splitlines()[2:]]
    assert names == ["version 0 to 1", *(one.id for one in catalogue.traits)]
    assert written.stdout == f"version 1 from 60 people: {file}\n"


def test_a_calibration_that_hangs_on_the_newest_donors_is_refused_with_what_they_move(
    settings, content, clock, catalogue, tmp_path
):
    questions = tmp_path / "questions"
    (questions / "parameters").mkdir(parents=True)
    settings = replace(settings, questions=questions)
    donate(settings.database_url, some_donations(catalogue, 60))
    donate(settings.database_url, [all_good(catalogue, number) for number in range(4)])
    flask = commands(create_app(settings, content=content, clock=clock))

    for tried in (flask("calibrate"), flask("calibrate", "--dry-run")):
        assert tried.exit_code == 2
        assert tried.stderr.startswith("the newest 4 of 64 people move all curves by ")
        assert tried.stderr.count("\n") == 1
    assert "# version 0 to 1" in tried.stdout
    assert not list((questions / "parameters").iterdir())


def all_good(catalogue, number):
    """Somebody who claims the best of everything, but for one answer of their own."""
    ratings = all_rated(catalogue, 5)
    ratings[catalogue.statements[number].id] = Rating(3)
    (given,) = some_donations(catalogue, 1, ratings=ratings)
    return given
