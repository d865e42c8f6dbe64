"""A job as the target: from a file or from a posting, the gap is the gap to that job."""

import json

import pytest

from kamquiz.documents.jobs.draft_file import write_job
from kamquiz.domain.jobs.describe import JobDetails, describe
from kamquiz.domain.jobs.links import read_choices


@pytest.fixture
def job(catalogue):
    """The file of a job that asks for two traits and a language above all."""
    read = read_choices({"must": "closer,listener,english", "industry": "it"}, catalogue)
    return json.dumps(write_job(describe(read.choices, JobDetails(), catalogue)))


@pytest.fixture
def finished(anyone):
    anyone.finish("3", "short")
    anyone.open("plan")
    return anyone


def marked_lines(visitor):
    return [
        one for one in visitor.page.all("li") if one.get("class") in {"shown", "planned", "ask"}
    ]


def test_a_job_from_a_file_becomes_the_target_line_by_line(finished, job):
    before = len(marked_lines(finished))

    finished.send(to="/plan/job", pasted=job)

    said = json.loads(job)["lines"]
    assert len(marked_lines(finished)) == len(said["duties"] + said["must"] + said["nice"])
    assert len(marked_lines(finished)) != before
    for line in said["must"]:
        assert line[finished.language] in finished.page.text.replace("\xa0", " ")


def test_the_gap_is_the_gap_to_that_job(finished, job, catalogue):
    finished.open("result")
    free = finished.page.all("line")

    finished.open("plan")
    finished.send(to="/plan/job", pasted=job)
    finished.open("result")

    targets = [one.get("x1") for one in finished.page.all("line") if one.get("class") == "target"]
    assert len(set(targets)) > 1
    assert targets != [one.get("x1") for one in free if one.get("class") == "target"]


def test_the_target_can_be_given_up_again(finished, job):
    before = len(marked_lines(finished))
    finished.send(to="/plan/job", pasted=job)
    form = finished.page.forms()
    drop = next(one for one in form if any(name == "drop" for name, _v, _l in one.buttons))

    finished.post(drop.action, drop.values | {"drop": "1"})

    assert len(marked_lines(finished)) == before


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("{", id="no JSON"),
        pytest.param("[]", id="something else"),
        pytest.param('{"format": "kamquiz-job", "version": 99}', id="another version"),
        pytest.param('{"format": "other"}', id="another format"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_file_that_is_no_job_is_explained_and_what_was_typed_kept(finished, typed):
    finished.send(to="/plan/job", pasted=typed, status=422)

    assert list(finished.page.summary().values()) == ["#pasted"]
    assert finished.page.form_to("/plan/job").values["pasted"] == typed


def test_a_posting_leads_to_a_quiz_that_measures_against_its_job(anyone, catalogue):
    anyone.open("?seniority=senior&must=closer%2Clistener")
    anyone.send(to="must=closer,listener", form="short")
    while "/result" not in anyone.page.address:
        anyone.answer_page("3")
    anyone.open("plan")

    line = catalogue.trait_by_id["closer"].job_line
    assert getattr(line, anyone.language) in anyone.page.text.replace("\xa0", " ")


def test_an_address_with_something_else_behind_it_is_the_plain_start_page(anyone):
    plain = anyone.open("").text

    assert anyone.open("?utm_source=x").text == plain


def test_an_unknown_choice_in_a_posting_is_passed_over(anyone):
    assert anyone.open("?industry=circus&must=king").status == 200
