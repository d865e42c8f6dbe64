"""The commands: what scripts may rely on, and how each fault is told."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from types import SimpleNamespace

import pytest

from kamquiz import cli
from kamquiz.cli import add_commands
from kamquiz.documents.bank import bank_json
from kamquiz.documents.jobs.draft_file import read_job
from kamquiz.documents.jobs.exports import FORMATS
from kamquiz.domain.bank.catalogue import Rating
from kamquiz.settings import ROOT
from kamquiz.web import create_app
from tests.builders import all_rated, donate, some_donations
from tests.jobcheck.planting import CLEAN, planted
from tests.visitor import NEVER_SHOWN, POLISH_LETTERS

SECRET = {"KAMQUIZ_SECRET_KEY": "a secret of the tests"}


@pytest.fixture
def flask(settings, content, clock):
    """Run a command in this process: flask("content", "check")."""
    return commands(create_app(settings, content=content, clock=clock))


def commands(app):
    runner = add_commands(app).test_cli_runner()

    def run(*arguments, typed=None):
        with app.app_context():  # as the flask command gives it
            result = runner.invoke(args=[str(one) for one in arguments], input=typed)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture(scope="module")
def everything(catalogue):
    """The answers of one person to everything, as another program sends them."""
    return {
        "ratings": all_rated(catalogue, 4, closer=1, team=2, solver=3),
        "skills": {"english": 3},
        "situations": {"s01": {"best": "b", "worst": "d"}},
        "seconds": {"1": 31.5},
        "target": {"industry": "banking", "seniority": "kam"},
    }


@pytest.fixture
def file(tmp_path, everything):
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(everything), encoding="utf-8")
    return path


def refused(result, *faults):
    """Hold *result* against how a fault is told: a line each on standard error, status 2."""
    assert result.stderr.splitlines() == list(faults)
    assert result.stdout == ""
    assert result.exit_code == 2


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


def test_a_file_and_standard_input_are_scored_alike(flask, file):
    from_file, from_input = flask("score", file), flask("score", "-", typed=file.read_bytes())

    assert from_file.stdout == from_input.stdout
    assert from_file.exit_code == from_input.exit_code == 0
    assert json.loads(from_file.stdout)["priorities"] == ["closer", "team", "solver"]


def test_a_file_saved_with_a_byte_order_mark_is_scored_alike(flask, file):
    plain = flask("score", file).stdout
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

    assert flask("score", file).stdout == plain


def test_a_batch_is_scored_line_by_line_like_single_files(flask, file, everything):
    other = {"ratings": {"insight-1": 1, "insight-2": 1}}
    lines = "\n".join([json.dumps(everything), "", json.dumps(other), ""])

    result = flask("score", "-", "--batch", typed=lines)

    first, second = (json.loads(line) for line in result.stdout.splitlines())
    single = json.loads(flask("score", file).stdout)
    assert first["priorities"] == single["priorities"]
    for scored, alone in zip(first["traits"], single["traits"], strict=True):
        assert scored["theta"] == pytest.approx(alone["theta"], abs=1e-4)
        assert scored["sd"] == pytest.approx(alone["sd"], abs=1e-4)
    assert second["traits"][0]["answered"] == 2


@pytest.mark.parametrize("command", [("score",), ("plan", "--start", "2027-01-04", "--hours", "2")])
def test_no_ratings_at_all_are_refused_in_one_line(flask, command):
    result = flask(command[0], "-", *command[1:], typed='{"ratings": {}}')

    (said,) = result.stderr.splitlines()
    assert (result.stdout, result.exit_code) == ("", 2)
    assert "there are none" in said


def test_a_batch_with_a_line_without_ratings_names_the_line(flask):
    lines = '{"ratings": {"insight-1": 1}}\n{"ratings": {}}\n'

    result = flask("score", "-", "--batch", typed=lines)

    (said,) = result.stderr.splitlines()
    assert (result.stdout, result.exit_code) == ("", 2)
    assert "line 2: ratings: there are none" in said


def test_traits_with_few_answers_are_no_priorities_in_a_file(flask):
    sent = {"ratings": {"insight-1": 2, "insight-2": 2, "closer-1": 1}}

    result = flask("score", "-", typed=json.dumps(sent))

    assert json.loads(result.stdout)["priorities"] == ["insight"]


def test_an_empty_batch_has_nothing_to_say(flask):
    result = flask("score", "-", "--batch", typed="\n\n")

    assert (result.stdout, result.stderr, result.exit_code) == ("", "", 0)


def test_a_batch_with_a_bad_line_is_refused_whole_naming_the_lines(flask):
    lines = ['{"ratings": {"insight-1": 4}}', '{"ratings": {"insight-1": 6}}', "[]"]

    refused(
        flask("score", "-", "--batch", typed="\n".join(lines)),
        "line 2: ratings: insight-1 needs a whole number from 1 to 5",
        "line 3: the answers must be an object with the key 'ratings'",
    )


@pytest.mark.parametrize(
    ("sent", "faults"),
    [
        pytest.param(
            '{"ratings": {"insight-1": 6, "alien-1": 3}, "more": 1}',
            [
                "unknown keys: more",
                "this bank has no statement alien-1",
                "ratings: insight-1 needs a whole number from 1 to 5",
            ],
            id="three faults",
        ),
        pytest.param("[]", ["the answers must be an object with the key 'ratings'"], id="a list"),
        pytest.param(
            "{",
            [
                "not valid JSON: Expecting property name enclosed in double quotes: "
                "line 1 column 2 (char 1)"
            ],
            id="cut off",
        ),
    ],
)
@pytest.mark.parametrize("command", [("score",), ("plan", "--start", "2027-01-04")])
def test_bad_answers_are_refused_with_a_line_for_each_fault(flask, command, sent, faults):
    refused(flask(*command, "-", typed=sent), *faults)


@pytest.mark.parametrize(
    "sent", [b"", b"\xff\xfe", b'{"ratings": {"\xff": 4}}', b"[" * 100_000, b"\x00"]
)
@pytest.mark.parametrize("command", [("score",), ("score", "--batch")])
def test_no_file_is_so_broken_that_the_command_breaks_down(flask, command, sent):
    if command[-1] == "--batch" and not sent:
        return
    result = flask(*command, "-", typed=sent)

    assert "not valid JSON" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert (result.stdout, result.exit_code) == ("", 2)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["score", "missing.json"], id="a file that is not there"),
        pytest.param(["score"], id="no file"),
        pytest.param(["score", "-", "--fast"], id="an unknown option"),
        pytest.param(["plan", "-"], id="no first day"),
        pytest.param(["plan", "-", "--start", "04.01.2027"], id="a date in another form"),
        pytest.param(["plan", "-", "--start", "2027-02-30"], id="a day that does not exist"),
        pytest.param(["plan", "-", "--start", "2027-01-04", "--hours", "two"], id="words"),
        pytest.param(["plan", "-", "--start", "2027-01-04", "--lang", "de"], id="a language"),
        pytest.param(["plan", "-", "--start", "2027-01-04", "--format", "xls"], id="a format"),
        pytest.param(["job", "draft", "--lang", "de"], id="a language of a job"),
        pytest.param(["job", "interview", "--minutes", "an hour"], id="minutes in words"),
        pytest.param(["job", "interview", "--sitting", "0"], id="an interview before the first"),
        pytest.param(["job", "check", "missing.txt"], id="an ad that is not there"),
        pytest.param(["job", "check", "-", "--lang", "both"], id="two languages at once"),
    ],
)
def test_a_command_that_is_typed_wrongly_writes_nothing_and_exits_with_2(flask, arguments):
    result = flask(*arguments, typed='{"ratings": {}}')

    assert (result.stdout, result.exit_code) == ("", 2)
    assert len(result.stderr.splitlines()) == 1


PLAN = ("--start", "2027-01-04", "--hours", "2")


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_plan_for_people_is_in_their_language(flask, file, language):
    text = flask("plan", file, *PLAN, "--lang", language).stdout

    assert text.startswith("# ")
    assert not NEVER_SHOWN.search(text)
    assert bool(POLISH_LETTERS.search(text)) is (language == "pl")


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_plan_for_programs_begins_when_it_was_told(flask, file, language):
    result = flask("plan", file, *PLAN, "--lang", language, "--format", "json")
    plan = json.loads(result.stdout)

    assert (plan["start"], plan["hours"]) == ("2027-01-04", 2)
    assert [one["trait"] for one in plan["priorities"]] == ["closer", "team", "solver"]
    assert all(step["starts"] >= "2027-01-04" for step in plan["priorities"][0]["steps"])


@pytest.mark.parametrize("form", ["md", "json"])
def test_a_plan_goes_to_the_file_that_is_named(flask, file, tmp_path, form):
    out = tmp_path / f"plan.{form}"

    printed = flask("plan", file, *PLAN, "--format", form)
    written = flask("plan", file, *PLAN, "--format", form, "-o", out)

    assert out.read_text(encoding="utf-8") == printed.stdout
    assert (written.stdout, written.exit_code) == ("", 0)


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (["--start", "2027-01-04", "--hours", "0"], "hours a week must be from 1 to 20"),
        (["--start", "2027-01-04", "--hours", "21"], "hours a week must be from 1 to 20"),
        (["--start", "2027-01-04", "--hours", "nan"], "hours a week must be from 1 to 20"),
        (["--start", "9999-12-31"], "the plan must start on 9999-10-08 at the latest"),
    ],
)
def test_an_impossible_plan_is_refused_and_no_file_written(flask, file, tmp_path, options, fault):
    out = tmp_path / "plan.md"

    refused(flask("plan", file, *options, "-o", out), fault)
    assert not out.exists()


def test_a_plan_from_too_few_answers_is_refused(flask, tmp_path):
    out = tmp_path / "plan.md"

    refused(
        flask("plan", "-", *PLAN, "-o", out, typed='{"ratings": {"insight-1": 4}}'),
        "there are too few answers for a plan",
    )
    assert not out.exists()


def test_a_file_that_cannot_be_written_is_told_in_one_line(flask, file, tmp_path):
    out = tmp_path / "nowhere" / "plan.md"

    refused(flask("plan", file, *PLAN, "-o", out), f"{out}: No such file or directory")


@pytest.mark.parametrize(
    ("language", "headings"),
    [("pl", 1), ("en", 1), ("both", 2)],
)
def test_a_job_description_is_drafted_in_either_language_or_both(flask, language, headings):
    text = flask("job", "draft", "--set", "industry=banking", "--lang", language).stdout

    assert len([line for line in text.splitlines() if line.startswith("# ")]) == headings
    assert not NEVER_SHOWN.search(text)
    assert bool(POLISH_LETTERS.search(text)) is (language != "en")


def test_a_job_description_follows_the_choices(flask, catalogue, tmp_path):
    out = tmp_path / "job.md"
    choices = ["--set", "industry=steel", "--set", "seniority=senior", "--set", "pattern=classic"]

    flask("job", "draft", *choices, "--lang", "en", "-o", out)

    text = out.read_text(encoding="utf-8")
    assert text.startswith("# " + catalogue.find_seniority("senior").title.en)
    assert catalogue.find_industry("steel").name.en in text


@pytest.mark.parametrize(
    ("choices", "fault"),
    [
        (["industry=circus"], "there is no industry 'circus'"),
        (["seniority=king"], "there is no seniority 'king'"),
        (["pattern=odd"], "there is no pattern 'odd'"),
        (["zzz=1"], "there is no choice 'zzz'"),
        (["industri=it"], "there is no choice 'industri' (did you mean 'industry'?)"),
        (["industry"], "--set 'industry': expected KEY=VALUE"),
        (["industry=steel", "industry=banking"], "industry is set twice"),
        (["must=juggling"], "there is no must 'juggling'"),
        (["accounts=x"], "accounts: write a whole number from 0 to 500, not “x”"),
        (["pay-min=9", "pay-max=8"], "pay-max: the highest pay must not be below the lowest"),
        (["apply-by=soon"], "apply-by: write a date like 2027-01-31, not “soon”"),
    ],
)
def test_a_job_description_with_an_unknown_choice_is_refused(flask, choices, fault):
    arguments = [part for choice in choices for part in ("--set", choice)]

    refused(flask("job", "draft", *arguments), fault)


AS_JSON = ("--format", "json")


@pytest.mark.parametrize(("language", "headings"), [("pl", 1), ("en", 1), ("both", 2)])
def test_an_interview_guide_is_printed_in_either_language_or_both(flask, language, headings):
    text = flask("job", "interview", "--lang", language).stdout

    assert len([line for line in text.splitlines() if line.startswith("# ")]) == headings
    assert not NEVER_SHOWN.search(text)
    assert bool(POLISH_LETTERS.search(text)) is (language != "en")


def test_an_interview_guide_asks_nothing_about_what_is_only_welcome(flask):
    choices = ("--set", "must=closer,listener", "--set", "nice=marketing-basics")

    guide = json.loads(flask("job", "interview", *choices, "--format", "json").stdout)

    assert "marketing-basics" not in {one["serves"] for one in guide["topics"]}
    required = json.loads(flask("job", "draft", *choices, "--format", "json").stdout)["lines"]
    assert [one["must_have"] for one in guide["coverage"]] == [
        one["id"] for one in required["must"]
    ]


def test_an_interview_guide_asks_about_what_the_job_requires(flask, catalogue):
    guide = json.loads(flask("job", "interview", "--set", "industry=banking", *AS_JSON).stdout)

    banking = [one.id for one in catalogue.find_industry("banking").requirements]
    covered = [one["must_have"] for one in guide["coverage"] if one["questions"]]
    assert set(banking) <= set(covered)
    assert guide["minutes"]["total"] == 60


def test_a_second_interview_takes_its_own_time_and_asks_other_questions(flask, tmp_path):
    out = tmp_path / "second.json"

    first = json.loads(flask("job", "interview", *AS_JSON).stdout)
    flask("job", "interview", "--minutes", "90", "--sitting", "2", *AS_JSON, "-o", out)

    second = json.loads(out.read_text(encoding="utf-8"))
    assert second["minutes"]["total"] == 90
    asked = [
        {one["id"] for topic in guide["topics"] for one in topic["questions"]}
        for guide in (first, second)
    ]
    assert not set.intersection(*asked)
    assert [one["serves"] for one in first["topics"]] == [one["serves"] for one in second["topics"]]


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (
            ["--set", "industry=banking", "--minutes", "45"],
            "an interview about 5 competences takes at least 51 minutes",
        ),
        (["--set", "industry=circus"], "there is no industry 'circus'"),
    ],
)
def test_an_interview_that_cannot_be_is_refused_and_no_file_written(
    flask, tmp_path, options, fault
):
    refused(flask("job", "interview", *options, "-o", tmp_path / "guide.json"), fault)

    assert list(tmp_path.glob("guide*")) == []


def test_every_fault_of_a_job_description_is_told_and_nothing_is_written(flask, tmp_path):
    out = tmp_path / "job.md"

    refused(
        flask(
            *("job", "draft", "-o", out, "--set", "mode=moon", "--set", "industry=circus"),
            *("--set", "team=-1", "--set", "x"),
        ),
        "--set 'x': expected KEY=VALUE",
        "there is no industry 'circus'",
        "team: write a whole number from 0 to 99, not “-1”",
        "there is no mode 'moon'",
    )
    assert not out.exists()


@pytest.mark.parametrize("form", FORMATS)
def test_a_job_description_is_drafted_in_every_format_to_screen_and_to_file(flask, tmp_path, form):
    out = tmp_path / f"job.{form}"
    command = (
        "job",
        "draft",
        "--set",
        "industry=it",
        "--set",
        "employer=Example",
        "--lang",
        "both",
    )

    printed = flask(*command, "--format", form)
    written = flask(*command, "--format", form, "-o", out)

    assert (written.stdout, written.exit_code, printed.exit_code) == ("", 0, 0)
    assert len(printed.stdout_bytes) > 500
    if form not in {"docx", "pdf"}:  # they note the time at which they were made
        assert out.read_bytes() == printed.stdout_bytes


def test_the_language_may_be_set_like_the_other_choices(flask):
    assert flask("job", "draft", "--set", "lang=en").stdout.startswith("# Key Account Manager")
    assert "# Menedżerka" in flask("job", "draft", "--set", "lang=en", "--lang", "both").stdout


def test_a_drafted_job_description_can_be_opened_again(flask, catalogue):
    printed = flask("job", "draft", "--set", "industry=it", "--set", "team=3", "--format", "json")

    assert read_job(printed.stdout_bytes, catalogue).choices.team == 3


@pytest.fixture
def ad(tmp_path):
    """Write an ad: ad("Szukamy …") is its file."""

    def write(text):
        path = tmp_path / "ad.txt"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_an_ad_with_an_error_is_told_as_json_and_exits_with_1(flask, ad):
    text = planted("pl", "process", "W zgłoszeniu podaj PESEL.")

    result = flask("job", "check", ad(text), "--lang", "en")

    (finding,) = json.loads(result.stdout)
    assert sorted(finding) == [
        "end",
        "fix",
        "language",
        "quote",
        *("rule", "severity", "source", "start", "why"),
    ]
    assert (finding["rule"], finding["severity"]) == ("data-beyond-law", "error")
    assert text[finding["start"] : finding["end"]] == finding["quote"] == "PESEL"
    assert (result.exit_code, result.stderr) == (1, "")


def test_an_ad_with_warnings_only_exits_with_0(flask, ad):
    result = flask("job", "check", ad("Praca w handlu\n\nJesteś samodzielny."))

    assert "warning" in {one["severity"] for one in json.loads(result.stdout)}
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_clean_ad_is_an_empty_list_from_a_file_and_from_standard_input(flask, ad):
    file, typed = (
        flask("job", "check", ad(CLEAN["en"])),
        flask("job", "check", "-", typed=CLEAN["en"]),
    )

    assert json.loads(file.stdout) == json.loads(typed.stdout) == []
    assert (file.exit_code, typed.exit_code) == (0, 0)


def test_places_are_those_of_the_file_byte_order_mark_and_line_ends_included(flask, ad):
    text = "\ufeff" + planted("pl", "process", "Jesteś samodzielny.").replace("\n", "\r\n")

    (finding,) = json.loads(flask("job", "check", ad(text)).stdout)

    assert text[finding["start"] : finding["end"]] == finding["quote"] == "samodzielny"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(b"Praca \xb3", "the text is not UTF-8: byte 7 cannot be read", id="Latin 2"),
        pytest.param(
            b"a" * 60 * 1024, "the text has 61440 characters, at most 51200 are checked", id="60 kB"
        ),
    ],
)
def test_an_ad_that_cannot_be_read_is_refused(flask, ad, text, fault):
    refused(flask("job", "check", ad(text)), fault)


def test_serving_says_where_after_the_database_is_made(flask, no_database, monkeypatch):
    served = {}

    def make_server(_app, **options):
        served.update(options)
        return SimpleNamespace(run=lambda: None)

    monkeypatch.setattr(cli, "make_server", make_server)

    result = flask("serve", "--port", "8123")

    assert result.stdout == "kamquiz: http://127.0.0.1:8123/\n"
    assert (served["host"], served["port"]) == ("127.0.0.1", 8123)
    assert no_database.exists()


def test_commands_that_keep_nothing_open_no_database(flask, file, no_database):
    flask("score", file)
    flask("plan", file, *PLAN)
    flask("content", "check")

    assert not no_database.exists()


def test_purging_says_how_many_attempts_were_deleted(flask):
    assert flask("purge").stdout == "0 attempts deleted\n"


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


# From here on as a process of its own, from the root of a project.


def run(root, *command, **environment):
    return subprocess.run(
        [sys.executable, *command],
        cwd=root,
        env={**os.environ, "PYTHONWARNINGS": "default", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


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
