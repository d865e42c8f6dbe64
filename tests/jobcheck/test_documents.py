"""What goes with an ad: the coverage of its interview and the snippet for other programs."""

import pytest

from kamquiz.domain.bank.ad_rules import Severity
from kamquiz.domain.text import Language
from kamquiz.jobcheck import check_coverage, check_jsonld


def a_posting(**changes):
    """A posting without fault."""
    filled = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Key account manager",
        "description": "<p>You run and grow the work with eight retail chains.</p>",
        "datePosted": "2026-11-23",
        "hiringOrganization": {"@type": "Organization", "name": "Firma"},
        "jobLocation": {
            "@type": "Place",
            "address": {"@type": "PostalAddress", "addressCountry": "PL"},
        },
        "employmentType": "FULL_TIME",
        "baseSalary": a_salary(),
    }
    return {key: value for key, value in (filled | changes).items() if value is not None}


def a_salary(**changes):
    value = {
        "@type": "QuantitativeValue",
        "minValue": 10000,
        "maxValue": 14000,
        "unitText": "MONTH",
    }
    return {"@type": "MonetaryAmount", "currency": "PLN", "value": value | changes}


REMOTE = {
    "jobLocation": None,
    "jobLocationType": "TELECOMMUTE",
    "applicantLocationRequirements": {"@type": "Country", "name": "PL"},
}


def told(posting, law):
    findings = check_jsonld(posting, law, language=Language.EN)
    assert all(one.severity is Severity.ERROR for one in findings)
    assert all("%(" not in one.why + one.fix for one in findings)
    return [one.why for one in findings]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        REMOTE,
        {"baseSalary": None, "employmentType": None},
        {"validThrough": "2026-12-15T23:59:00+01:00", "employmentType": ["FULL_TIME", "OTHER"]},
        {"jobLocation": [{"address": {"addressCountry": "PL"}}]},
        {"baseSalary": a_salary(minValue=31.4, maxValue=31.4, unitText="HOUR")},
    ],
)
def test_a_right_posting_has_no_findings(law, changes):
    assert told(a_posting(**changes), law) == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"datePosted": None}, "datePosted"),
        ({"@context": None}, "@context"),
        ({"hiringOrganization": {}}, "hiringOrganization.name"),
        ({"hiringOrganization": "Firma"}, "hiringOrganization.name"),
        ({"title": "Key account manager, PLN 10,000"}, "title"),
        ({"title": "Firma: key account manager"}, "title"),
        ({"description": "<b>Key Account Manager</b>"}, "description"),
        ({"description": "Read </script> twice, then apply for it."}, "close the script"),
        ({"jobLocation": None}, "addressCountry"),
        ({"jobLocation": {"address": {"addressLocality": "Poznań"}}}, "addressCountry"),
        (REMOTE | {"applicantLocationRequirements": None}, "applicantLocationRequirements"),
        (REMOTE | {"description": "Hybrid: two days a week in the office."}, "hybrid"),
        ({"datePosted": "23.11.2026"}, "datePosted"),
        ({"datePosted": 20261123.5}, "datePosted"),
        ({"validThrough": "soon"}, "validThrough"),
        ({"employmentType": "full-time"}, "full-time"),
        ({"baseSalary": 12000}, "MonetaryAmount"),
        ({"baseSalary": {"@type": "MonetaryAmount", "currency": "PLN"}}, "value"),
        ({"baseSalary": a_salary() | {"currency": "EUR"}}, "currency"),
        ({"baseSalary": a_salary(minValue="10000")}, "minValue"),
        ({"baseSalary": a_salary(minValue=20000)}, "minValue"),
        ({"baseSalary": a_salary(unitText="month")}, "unitText"),
    ],
)
def test_each_fault_of_a_posting_is_told(law, changes, why):
    (told_why,) = told(a_posting(**changes), law)

    assert why in told_why


def test_a_must_have_nobody_asks_about_and_an_idle_question_are_warnings(law):
    findings = check_coverage(
        ["Język angielski B2"], ["Gdzie widzisz się za pięć lat?"], law, language=Language.PL
    )

    assert [(one.rule, one.severity.value, one.quote) for one in findings] == [
        ("coverage", "warning", "Język angielski B2"),
        ("coverage", "warning", "Gdzie widzisz się za pięć lat?"),
    ]
    assert check_coverage([], [], law, language=Language.PL) == ()
