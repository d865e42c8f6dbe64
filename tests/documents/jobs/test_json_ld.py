"""JSON-LD keeps the rules for job postings, whatever was chosen."""

import json
import re
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from kamquiz.documents.jobs.json_ld import posting, postings_json, snippet
from kamquiz.domain.jobs.describe import JobDetails, describe
from kamquiz.domain.jobs.links import read_choices
from kamquiz.domain.text import Language, same
from tests.domain.jobs.samples import COMPLETE, DETAILS

TODAY = date(2026, 11, 23)

COUNTRY = {"const": "PL"}

#: The rules, as a schema: what is required, what goes with what, and nothing beside it.
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        *("@context", "@type", "title", "description", "datePosted", "hiringOrganization"),
    ],
    "properties": {
        "@context": {"const": "https://schema.org/"},
        "@type": {"const": "JobPosting"},
        # The job and nothing else: no amount, no date, no code.
        "title": {"type": "string", "minLength": 3, "pattern": "^[^0-9@<>]+$"},
        "description": {"type": "string", "pattern": "^<(p|ul)>.*</(p|ul)>$"},
        "datePosted": {"type": "string", "format": "date"},
        "validThrough": {"type": "string", "format": "date"},
        "hiringOrganization": {
            "type": "object",
            "required": ["@type", "name"],
            "properties": {
                "@type": {"const": "Organization"},
                "name": {"type": "string", "minLength": 1},
            },
        },
        "jobLocation": {
            "type": "object",
            "required": ["@type", "address"],
            "properties": {
                "@type": {"const": "Place"},
                "address": {
                    "type": "object",
                    "required": ["@type", "addressCountry"],
                    "additionalProperties": False,
                    "properties": {
                        "@type": {"const": "PostalAddress"},
                        "addressCountry": COUNTRY,
                        "addressLocality": {"type": "string", "minLength": 1},
                    },
                },
            },
        },
        "jobLocationType": {"const": "TELECOMMUTE"},
        "applicantLocationRequirements": {
            "type": "object",
            "required": ["@type", "name"],
            "properties": {"@type": {"const": "Country"}, "name": COUNTRY},
        },
        "baseSalary": {
            "type": "object",
            "required": ["@type", "currency", "value"],
            "additionalProperties": False,
            "properties": {
                "@type": {"const": "MonetaryAmount"},
                "currency": {"const": "PLN"},
                "value": {
                    "type": "object",
                    "required": ["@type", "unitText", "minValue", "maxValue"],
                    "additionalProperties": False,
                    "properties": {
                        "@type": {"const": "QuantitativeValue"},
                        "unitText": {"enum": ["HOUR", "DAY", "WEEK", "MONTH", "YEAR"]},
                        "minValue": {"type": "number", "exclusiveMinimum": 0},
                        "maxValue": {"type": "number", "exclusiveMinimum": 0},
                    },
                },
            },
        },
        "employmentType": {
            "enum": [
                *("FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER"),
                *("PER_DIEM", "OTHER"),
            ]
        },
        "inLanguage": {"enum": ["pl", "en"]},
        "relevantOccupation": {"type": "object"},
    },
    # A place, or remote work with the country in which one may live: never both, never neither.
    "oneOf": [
        {
            "required": ["jobLocation"],
            "not": {"anyOf": [{"required": ["jobLocationType"]}]},
        },
        {
            "required": ["jobLocationType", "applicantLocationRequirements"],
            "not": {"required": ["jobLocation"]},
        },
    ],
}

VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker(["date"]))

PAYS = [
    {"pay-min": "", "pay-max": ""},
    {"pay-min": "9000", "pay-max": "9000"},
    {"pay-min": "9000", "pay-max": "12000"},
    {"pay-min": "9000", "pay-max": ""},
    {"pay-min": "", "pay-max": "12000"},
]


def job(catalogue, details=DETAILS, **choices):
    values = COMPLETE | {key.replace("_", "-"): one for key, one in choices.items()}
    read = read_choices(values, catalogue)
    assert read.faults == ()
    return describe(read.choices, details, catalogue)


@pytest.mark.parametrize("period", ["hour", "day", "week", "month", "year"])
@pytest.mark.parametrize("details", [DETAILS, JobDetails()], ids=["all", "nothing"])
def test_every_combination_of_mode_contract_hours_and_pay_keeps_the_rules(
    catalogue, period, details
):
    for mode, contract, hours, pay, currency in product(
        ["", "office", "hybrid", "remote"],
        ["", "employment", "b2b", "mandate"],
        ["", "20", "40"],
        PAYS,
        ["PLN", "EUR"],
    ):
        chosen = {"mode": mode, "contract": contract, "hours": hours, "currency": currency}
        described = job(catalogue, details, period=period, **chosen, **pay)
        for language in Language:
            found = posting(described, language, posted=TODAY)

            faults = [f"{one.json_path}: {one.message}" for one in VALIDATOR.iter_errors(found)]
            assert faults == [], (chosen, pay)
            assert ("jobLocationType" in found) is (mode == "remote")
            assert ("baseSalary" in found) is (all(pay.values()) and currency == "PLN")
            assert found["description"] != found["title"]


@pytest.mark.parametrize(
    ("contract", "hours", "kind"),
    [
        ("employment", "40", "FULL_TIME"),
        ("employment", "39", "PART_TIME"),
        ("employment", "", None),
        ("b2b", "40", "CONTRACTOR"),
        ("mandate", "20", "OTHER"),
        ("", "40", None),
    ],
)
def test_contract_and_hours_say_the_kind_of_employment(catalogue, contract, hours, kind):
    found = posting(job(catalogue, contract=contract, hours=hours), Language.PL, posted=TODAY)

    assert found.get("employmentType") == kind


def test_it_says_who_where_until_when_and_for_how_much(catalogue):
    found = posting(job(catalogue), Language.EN, posted=TODAY)

    assert found["title"] == "Key Account Manager"
    assert found["hiringOrganization"]["name"] == "Przykład sp. z o.o."
    assert found["jobLocation"]["address"]["addressLocality"] == "Warsaw"
    assert (found["datePosted"], found["validThrough"]) == ("2026-11-23", "2027-01-31")
    value = found["baseSalary"]["value"]
    assert (value["minValue"], value["maxValue"], value["unitText"]) == (12000, 16000, "MONTH")


def test_an_end_that_is_not_known_is_not_invented(catalogue):
    details = replace(DETAILS, apply_by=None)

    assert "validThrough" not in posting(job(catalogue, details), Language.PL, posted=TODAY)


def test_the_common_vocabularies_are_named(catalogue):
    occupation = posting(job(catalogue), Language.PL, posted=TODAY)["relevantOccupation"]

    assert occupation["sameAs"].endswith("2eac08c2-a81a-46fc-8d75-eb0e0f3e0f6d")
    assert occupation["occupationalCategory"]["codeValue"] == "41-4012.00"


NASTY = "</script><script>alert(1)</script><!-- & \N{LINE SEPARATOR}"


def test_nothing_that_was_typed_can_leave_the_snippet_or_its_description(catalogue):
    details = replace(
        DETAILS, employer=NASTY, contact=NASTY, edits={"duty.modern-plan": same(NASTY)}
    )
    described = job(catalogue, details)

    element = snippet(described, list(Language), posted=TODAY)

    assert element.count("<script") == element.count("</script") == 1
    assert "<!--" not in element
    inner = re.fullmatch(r'<script type="application/ld\+json">\n(.*)</script>\n', element, re.S)[1]
    polish, english = json.loads(inner)
    assert (polish["inLanguage"], english["inLanguage"]) == ("pl", "en")
    assert polish["hiringOrganization"]["name"] == NASTY
    assert "<script" not in polish["description"]
    assert "&lt;script&gt;" in polish["description"]


def test_one_language_is_one_object(catalogue):
    found = json.loads(postings_json(job(catalogue), [Language.EN], posted=TODAY))

    assert found == posting(job(catalogue), Language.EN, posted=TODAY)
