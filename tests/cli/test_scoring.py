"""`flask score` and `flask plan`: contract and errors."""

import json

import pytest

from tests.cli.runner import PLAN, refused
from tests.visitor import NEVER_SHOWN, POLISH_LETTERS


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
