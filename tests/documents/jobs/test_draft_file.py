"""A draft as a file: it reads back exactly, and a file that is none is told so plainly."""

import json
from dataclasses import replace

import pytest

from kamquiz.documents.jobs.draft_file import JobFileError, read_job, write_job
from kamquiz.domain.jobs.describe import JobDetails, JobDraft, SectionId, describe, job_target
from kamquiz.domain.jobs.links import read_choices
from kamquiz.domain.text import Text, same
from tests.domain.jobs.samples import COMPLETE, DETAILS

RICH = replace(
    DETAILS,
    reports_to=Text(pl="Dyrektorka lub dyrektor handlowy", en=""),
    own={
        SectionId.DUTIES: (Text(pl="Tylko po polsku", en=""), same("<script>alert(1)</script>")),
        SectionId.OFFER: (same("owoce"),),
    },
    edits={
        "duty.modern-plan": Text(pl="Plan roczny", en=""),
        "title": same("KAM"),
        "role.summary-1": Text(pl="", en="Edited."),
        "privacy.privacy": Text(pl="Klauzula.", en="Notice."),
    },
)


def draft(catalogue, details=RICH, **choices):
    return JobDraft(choices=read_choices(COMPLETE | choices, catalogue).choices, details=details)


def written(one, catalogue):
    return json.dumps(write_job(describe(one.choices, one.details, catalogue)))


@pytest.mark.parametrize("details", [JobDetails(), DETAILS, RICH], ids=["none", "some", "all"])
@pytest.mark.parametrize("pattern", ["modern", "junior", "senior", "classic"])
@pytest.mark.parametrize("industry", ["", "it", "automotive-supply"])
def test_a_draft_reads_back_exactly(catalogue, pattern, industry, details):
    before = draft(catalogue, details, pattern=pattern, industry=industry)

    after = read_job(written(before, catalogue), catalogue)

    assert after.choices == before.choices
    assert describe(after.choices, after.details, catalogue).sections == (
        describe(before.choices, before.details, catalogue).sections
    )
    assert written(after, catalogue) == written(before, catalogue)


def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing(catalogue):
    before = draft(catalogue)
    text = json.dumps(json.loads(written(before, catalogue)), indent=2).replace("\n", "\r\n")

    assert read_job(b"\xef\xbb\xbf" + text.encode(), catalogue) == read_job(text, catalogue)


def test_the_file_names_bank_lines_and_levels(catalogue):
    one = draft(catalogue, industry="it")
    values = json.loads(written(one, catalogue))

    assert (values["format"], values["version"], values["bank"]) == (
        "kamquiz-job",
        1,
        catalogue.version,
    )
    assert values["choices"]["must"] == list(one.choices.must)
    assert values["choices"]["adjustments"] is True
    assert set(values["lines"]) == {"duties", "must", "nice", "success"}
    english = next(line for line in values["lines"]["must"] if line["id"] == "english")
    assert english["serves"] == ["english"]
    assert values["levels"]["skills"]["english"] == 3
    target = job_target(one, catalogue)
    assert values["levels"]["traits"] == {id_: round(x, 6) for id_, x in target.traits.items()}


def test_a_line_with_other_words_is_an_edit_and_one_taken_out_stays_out(catalogue):
    values = json.loads(written(draft(catalogue, DETAILS), catalogue))
    values["lines"]["duties"][0]["en"] = "Another plan"
    removed = values["lines"]["must"].pop()
    values["lines"]["success"].append({"id": "from-an-older-bank", "pl": "Dawne", "en": "Old"})

    found = read_job(json.dumps(values), catalogue)
    job = describe(found.choices, found.details, catalogue)

    assert job.duties[0].text.en == "Another plan"
    assert job.duties[0].serves
    assert removed["id"] not in [one.id for one in job.must]
    assert job.success[-1].text == Text(pl="Dawne", en="Old")


def test_a_file_of_choices_alone_is_a_draft(catalogue):
    sent = {"format": "kamquiz-job", "version": 1, "choices": {"industry": "steel"}, "more": 1}

    assert read_job(json.dumps(sent), catalogue).choices == (
        read_choices({"industry": "steel"}, catalogue).choices
    )


def base(**changes):
    return {"format": "kamquiz-job", "version": 1, "choices": {}, "details": {}} | changes


@pytest.mark.parametrize(
    ("sent", "faults"),
    [
        pytest.param("{", ["the file is not valid JSON; look at line 1"], id="cut off"),
        pytest.param(b"\xff\xfe\x00", ["the file is not valid JSON"], id="no text"),
        pytest.param("[" * 60_000, ["the file is not valid JSON"], id="nested deep"),
        pytest.param('{"a": 1, "a": 2}', ["not valid JSON"], id="twice"),
        pytest.param("[]", ["the file is no draft"], id="a list"),
        pytest.param('{"ratings": {}}', ["the file is no draft"], id="answers of the quiz"),
        pytest.param(
            base(version=2),
            ["the draft has version 2; this program reads version 1"],
            id="a later version",
        ),
        pytest.param(base(version=True), ["the draft has version True"], id="no version"),
        pytest.param(" " * (64 * 1024 + 1), ["the file is larger than 64 kB"], id="too large"),
        pytest.param(
            base(choices={"industry": "circus", "accounts": "five", "must": [1], "team": True}),
            [
                "choices: accounts: the value is of the wrong kind",
                "choices: team: the value is of the wrong kind",
                "choices: must: the value is of the wrong kind",
                "choices: industry: “circus” cannot be chosen here",
            ],
            id="wrong choices",
        ),
        pytest.param(base(choices=[]), ["choices: the value is of the wrong kind"], id="a list"),
        pytest.param(
            base(choices={"pay-min": 9, "pay-max": 8}),
            ["choices: pay-max: the highest pay must not be below the lowest"],
            id="pay upside down",
        ),
        pytest.param(
            base(
                details={
                    "employer": 5,
                    "place": "Warszawa",
                    "apply_by": "31.01.2027",
                    "own": {"duties": {}},
                    "edits": {"title": {"pl": 1}},
                }
            ),
            [
                "details: employer: the value is of the wrong kind",
                "details: place: the value is of the wrong kind",
                "details: own: duties: the value is of the wrong kind",
                "details: edits: the value is of the wrong kind",
                "details: apply-by: write a date like 2027-01-31, not “31.01.2027”",
            ],
            id="wrong details",
        ),
        pytest.param(
            base(details={"employer": "x" * 1001, "edits": {"title": {"pl": "x" * 1001}}}),
            [
                "details: edits: a line may have 1000 characters at most",
                "details: employer: a line may have 1000 characters at most",
            ],
            id="too long",
        ),
        pytest.param(
            base(lines={"duties": "all", "must": [5], "nice": [{"pl": "x"}]}),
            [
                "lines: duties: the value is of the wrong kind",
                "lines: must: the value is of the wrong kind",
                "lines: nice: the value is of the wrong kind",
            ],
            id="wrong lines",
        ),
    ],
)
def test_a_file_that_is_no_draft_is_told_so_in_both_languages(catalogue, sent, faults):
    text = json.dumps(sent) if isinstance(sent, dict) else sent

    with pytest.raises(JobFileError) as refusal:
        read_job(text, catalogue)

    found = refusal.value.faults
    assert len(found) == len(faults)
    for fault, expected in zip(found, faults, strict=True):
        assert expected in fault.en
        assert fault.pl != fault.en
        assert "\n" not in fault.en + fault.pl
