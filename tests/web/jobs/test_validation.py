"""Drafts of the builder are checked: complete ones pass, and errors keep files back."""

import json
from dataclasses import replace

import pytest

from kamquiz.documents.jobs.description import job_markdown
from kamquiz.documents.jobs.exports import FORMATS
from kamquiz.domain.bank.ad_rules import Severity
from kamquiz.domain.jobs.describe import JobDetails, describe
from kamquiz.domain.jobs.links import read_choices
from kamquiz.domain.text import Language, Text
from kamquiz.jobcheck import check as check_ad
from kamquiz.web.jobs.validation import check_documents
from tests.domain.jobs.samples import COMPLETE, DETAILS
from tests.web.jobs.test_ad_check import cards, words
from tests.web.jobs.test_builder import complete

OURS = ("modern", "junior", "senior")


@pytest.fixture
def check(catalogue, clock):
    """Check the draft of some choices."""

    def checked(details=DETAILS, language=Language.PL, **choices):
        read = read_choices(choices, catalogue)
        assert not read.faults
        job = describe(read.choices, details, catalogue)
        text = job_markdown(job, job.draft.choices.spoken.languages)
        return (
            *check_ad(text, catalogue.law, language=language),
            *check_documents(job, catalogue, language, today=clock().date()),
        )

    return checked


def told(findings):
    return [(one.rule, one.severity.value, one.quote) for one in findings]


@pytest.mark.parametrize("lang", ["pl", "en", "both"])
@pytest.mark.parametrize("pattern", OURS)
def test_a_complete_draft_of_ours_passes_in_every_industry(check, catalogue, pattern, lang):
    for industry in ("", *(one.id for one in catalogue.industries)):
        chosen = {"pattern": pattern, "industry": industry, "lang": lang}

        assert told(check(**COMPLETE | chosen)) == [], chosen


@pytest.mark.parametrize("lang", ["pl", "en"])
@pytest.mark.parametrize("pattern", OURS)
def test_an_unfilled_draft_is_told_its_empty_fields_and_nothing_else(
    check, catalogue, pattern, lang
):
    for industry in ("", *(one.id for one in catalogue.industries)):
        chosen = {"pattern": pattern, "industry": industry, "lang": lang}
        job = describe(read_choices(chosen, catalogue).choices, JobDetails(), catalogue)
        gaps = [
            line.text.to(Language(lang))
            for section in job.sections
            for line in section.lines
            if "[" in line.text.to(Language(lang))
        ]

        found = check(JobDetails(), **chosen)

        unfilled = [one.quote for one in found if one.rule == "placeholders"]
        assert len(unfilled) == sum(line.count("[") for line in gaps)
        assert all(any(one in line for line in gaps) for one in unfilled)
        # pay, customers and the employer are the fields the other three name
        assert {one.rule for one in found} == {
            *("placeholders", "pay-missing", "kam-facts", "jsonld"),
        }
        (jsonld,) = [one for one in found if one.rule == "jsonld"]
        assert "hiringOrganization.name" in jsonld.fix


def test_a_complete_draft_of_the_classic_pattern_shows_what_was_wrong_with_it(check):
    found = check(**COMPLETE | {"pattern": "classic", "lang": "pl"})

    assert [(one.rule, one.severity.value) for one in found] == [
        ("accommodation", "info"),
        ("privacy-notice", "warning"),
        ("success-measures", "info"),
        ("coverage", "warning"),
    ]
    assert found[-1].quote.startswith("Od roku do dwóch lat pracy w sprzedaży")


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"mode": "office", "pay-min": "3000", "pay-max": "4000"}, "pay-range"),
        ({"pay-min": "10000", "pay-max": "20000"}, "pay-range"),
        ({"must": "listener,other-language", "other-language": "de"}, "placeholders"),
        ({"must": "kam-experience"}, "coverage"),
    ],
    ids=["below the minimum", "wide", "a language without level", "nothing to ask about"],
)
def test_what_somebody_chose_is_checked_too(check, changed, rule):
    assert rule not in {one.rule for one in check(**COMPLETE)}

    assert rule in {one.rule for one in check(**{**COMPLETE, "lang": "pl", **changed})}


def test_what_somebody_wrote_is_checked_too(check):
    edited = {"need.modern-example": Text(pl="Prawo jazdy kategorii B i własny samochód", en="")}

    found = check(replace(DETAILS, edits=edited), **{**COMPLETE, "lang": "pl", "travel": "0"})

    assert "driving" in {one.rule for one in found}


# The page of the builder.


@pytest.fixture
def builder(anyone):
    anyone.open("jobs")
    return anyone


def findings(page):
    (section,) = [one for one in page.all("section") if one.get("id") == "findings"]
    return section


def test_the_builder_shows_what_is_still_wrong_beside_the_draft(builder):
    section = words(findings(builder.page))

    assert {"pl": "Błędy: 20", "en": "Errors: 20"}[builder.language] in section
    assert "pay-missing" in section

    builder.send(**complete(lang=builder.language))

    assert {"pl": "Błędy: 0", "en": "Errors: 0"}[builder.language] in words(findings(builder.page))
    assert not cards(builder.page)


@pytest.mark.parametrize("ending", [one for one in FORMATS if one != "json"])
def test_errors_keep_a_file_back_and_say_what_to_do(builder, ending):
    page = builder.send(status=422, do=ending)

    assert "#placeholders" in page.summary().values()


def test_with_a_reason_the_file_is_handed_over(builder):
    response = builder.download(do="md", reason__errors="Szablon dla innych")

    assert "[" in response.get_data(as_text=True)


def test_a_draft_can_always_be_saved_and_keeps_its_reasons(builder, catalogue):
    content = builder.download(do="json", reason__errors="Szablon dla innych").get_data()

    assert json.loads(content)["details"]["reasons"] == {"errors": "Szablon dla innych"}
    builder.open("jobs")
    form = builder.page.forms()[-1]
    builder.post(form.action, form.values | {"draft": content.decode()})
    assert builder.page.forms()[0].values["reason-errors"] == "Szablon dla innych"


def test_one_error_can_be_passed_over_by_itself(builder):
    one = builder.language
    line = {"pl": "Prosimy o numer PESEL", "en": "Provide your PESEL number"}[one]
    builder.send(**complete(lang=one, **{f"own-must-{one}": line}))
    builder.send(do="md", status=422)
    errors = [
        name for name in builder.page.forms()[0].values if name.startswith("reason-data-beyond-law")
    ]
    assert len(errors) == 1

    response = builder.download(do="md", **{errors[0]: "Wymaga tego ustawa"})

    assert line in response.get_data(as_text=True)


def test_the_draft_can_be_read_with_its_marks(builder):
    page = builder.send(do="check")

    assert (
        page.heading
        == {"pl": "Sprawdź ogłoszenie o pracę", "en": "Check a job ad"}[builder.language]
    )
    assert len(page.all("mark")) == 19


def test_severities_are_words_and_not_only_colours(builder):
    names = {"pl": {"Ostrzeżenie", "Wskazówka"}, "en": {"Warning", "Hint"}}[builder.language]

    assert names <= set(builder.page.texts("span"))
    assert {one.value for one in Severity} == {"error", "warning", "info"}
