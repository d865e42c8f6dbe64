"""Whole ads as firms write them, and those our own generator writes."""

import pytest

from kamquiz.domain.bank.ad_rules import Severity
from kamquiz.domain.text import Language
from kamquiz.jobcheck import check
from tests.jobcheck.planting import ADS


def findings(name, law):
    text = (ADS / name).read_text(encoding="utf-8")
    return check(text, law, language=Language.PL)


def errors(found):
    return {one.rule for one in found if one.severity is Severity.ERROR}


@pytest.mark.parametrize(
    "name", ["logistics-pl.txt", "medical-pl.txt", "software-en.txt", "furniture-pl.txt"]
)
def test_a_neutral_ad_of_any_trade_has_no_error_and_nothing_gendered(law, name):
    found = findings(name, law)

    assert errors(found) == set()
    assert [one.quote for one in found if one.rule == "gendered-body"] == []
    # what is quoted is at most a hint
    assert {one.severity for one in found if one.quote} <= {Severity.INFO}


@pytest.mark.parametrize(
    ("name", "grave"),
    [
        (
            "worst-pl.txt",
            {
                *("title-gendered", "age-preference", "private-life-preference"),
                *("data-beyond-law", "pay-history", "placeholders"),
            },
        ),
        (
            "worst-en.txt",
            {
                *("title-gendered", "age-preference", "private-life-preference"),
                *("data-beyond-law", "pay-history"),
            },
        ),
    ],
)
def test_the_worst_ads_get_every_error_they_deserve(law, name, grave):
    found = findings(name, law)

    assert errors(found) == grave
    assert {"automated-selection", "driving", "language-level", "pay-vague", "duties"} <= {
        one.rule for one in found
    }
