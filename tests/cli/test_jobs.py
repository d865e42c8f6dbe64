"""`flask job`: drafts, interview guides and ad checks."""

import json

import pytest

from kamquiz.documents.jobs.draft_file import read_job
from kamquiz.documents.jobs.exports import FORMATS
from tests.cli.runner import refused
from tests.jobcheck.planting import CLEAN, planted
from tests.visitor import NEVER_SHOWN, POLISH_LETTERS


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
