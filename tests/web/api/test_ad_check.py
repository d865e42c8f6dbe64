"""The API checks a job ad that is sent, and keeps nothing."""

import json

import pytest

from kamquiz.domain.text import Language
from kamquiz.jobcheck import check
from tests.jobcheck.planting import CLEAN, planted

ADDRESS = "/api/v1/job/check"
KEYS = ["end", "fix", "language", "quote", "rule", "severity", "source", "start", "why"]
FAULTY = planted("pl", "process", "W zgłoszeniu podaj PESEL.")


def sent(visitor, body, **kind):
    return visitor.client.post(ADDRESS, data=body, **kind)


def test_an_ad_is_answered_with_its_findings(visitor, catalogue):
    response = visitor.client.post(ADDRESS, json={"text": FAULTY, "lang": "en"})

    (finding,) = response.json["findings"]
    (checked,) = check(FAULTY, catalogue.law, language=Language.EN)
    assert response.status_code == 200
    assert sorted(finding) == KEYS
    assert (finding["rule"], finding["severity"], finding["quote"]) == (
        "data-beyond-law",
        "error",
        "PESEL",
    )
    assert FAULTY[finding["start"] : finding["end"]] == "PESEL"
    assert (finding["why"], finding["fix"]) == (checked.why, checked.fix)
    assert "Set-Cookie" not in response.headers


def test_without_a_language_the_findings_are_polish(visitor):
    (finding,) = visitor.client.post(ADDRESS, json={"text": FAULTY}).json["findings"]

    assert "pracodawca" in finding["why"]


def test_a_clean_ad_has_no_findings(visitor):
    assert visitor.client.post(ADDRESS, json={"text": CLEAN["en"], "lang": "en"}).json == {
        "findings": [],
        "more": 0,
    }


def test_nothing_opens_the_database(visitor, no_database):
    visitor.client.post(ADDRESS, json={"text": FAULTY})

    assert not no_database.exists()


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        pytest.param(b"[]", ["the body must be an object with the key 'text'"], id="a list"),
        pytest.param(b"{}", ["text must be a text"], id="no text"),
        pytest.param(
            b'{"text": 4, "lang": "de", "html": 1}',
            ["unknown key: 'html'", "text must be a text", "lang must be 'pl' or 'en'"],
            id="all faults at once",
        ),
        pytest.param(b'{"text": "x", "lang": ["pl"]}', ["lang must be 'pl' or 'en'"], id="a list"),
        pytest.param(b"", None, id="nothing"),
        pytest.param(b"\xff\xfe", None, id="no text"),
        pytest.param(b"[" * 200_000, None, id="nested 200,000 deep"),
        pytest.param(b"text=Praca", None, id="a form"),
    ],
)
def test_what_is_no_ad_is_refused_with_every_fault(visitor, body, faults):
    response = sent(visitor, body)

    assert response.status_code == 400
    assert faults in (None, response.json["faults"])
    assert all("\n" not in one for one in response.json["faults"])


def test_fifty_kilobytes_of_polish_may_be_written_in_escapes(visitor):
    text = ("Źródło: żółć, ćma. " * 3000)[: 50 * 1024]
    body = json.dumps({"text": text}).encode()
    assert 64 * 1024 < len(body) < 256 * 1024

    assert sent(visitor, body).status_code == 200


def test_a_text_of_sixty_kilobytes_is_too_long(visitor):
    response = visitor.client.post(ADDRESS, json={"text": "a" * 60 * 1024})

    assert response.status_code == 413
    assert response.json == {"faults": ["the text has 61440 characters, at most 51200 are checked"]}


def test_a_body_larger_than_any_ad_is_too_large(visitor):
    response = sent(visitor, b" " * (256 * 1024 + 1))

    assert (response.status_code, response.json) == (
        413,
        {"faults": ["the body is larger than 262144 bytes"]},
    )


def test_only_this_address_takes_large_bodies(visitor):
    assert visitor.client.post("/api/v1/score", data=b" " * (64 * 1024 + 1)).status_code == 413


@pytest.mark.parametrize(
    "text", ["", "\x00", "\ud800", "<script>alert(1)</script>", "\u202e", "𝕵𝖊𝖘𝖙𝖊ś 👍 samodzielny"]
)
def test_no_text_is_so_odd_that_the_check_breaks_down(visitor, text):
    response = visitor.client.post(ADDRESS, json={"text": text})

    assert response.status_code == 200
    for one in response.json["findings"]:
        assert text[one["start"] : one["end"]] == one["quote"]
