"""The pages around the quiz, the API, and what holds for every answer of the server."""

import json
import re
from dataclasses import replace

import pytest

from kamquiz.documents.answers import NO_RATINGS
from kamquiz.documents.bank import bank_json
from kamquiz.documents.profiles import profile_json
from kamquiz.domain.assessment.response_quality import assess_responses
from kamquiz.domain.assessment.scoring import Target
from kamquiz.web import create_app
from tests.builders import all_rated, answers
from tests.visitor import Page, Visitor, check_promises


@pytest.fixture
def make_app(settings, content, clock):
    """Make an application with other settings."""
    return lambda **changes: create_app(replace(settings, **changes), content=content, clock=clock)


# Pages to read.


@pytest.mark.parametrize("address", ["role", "method", "privacy", "return", "deleted"])
def test_a_page_to_read_opens_without_an_attempt_and_links_to_its_other_language(anyone, address):
    page = anyone.open(address)

    assert page.status == 200
    other = {"pl": "en", "en": "pl"}[anyone.language]
    assert f"/{other}/{address}" in page.links().values()
    assert len(page.text) > 60


def test_every_page_about_the_role_opens_without_an_attempt(anyone, app):
    rules = [one for one in app.url_map.iter_rules() if one.endpoint.startswith("site.")]

    assert len(rules) >= 3
    for rule in rules:
        anyone.open(rule.rule.partition("/<language:language>/")[2])


def test_a_page_tells_a_key_account_manager_from_an_account_manager(anyone, catalogue):
    text = anyone.open("role/contrast").text

    assert len(catalogue.guide.contrast) >= 3
    for one in catalogue.guide.contrast:
        assert plain(getattr(one.kam, anyone.language)) in plain(text)
        assert plain(getattr(one.account_manager, anyone.language)) in plain(text)


def test_the_method_page_says_how_many_people_stand_behind_the_numbers(anyone):
    text = anyone.open("method").text

    assert "n = 0" in text
    assert re.search(r"\b25 ?%", text)


def test_the_privacy_page_says_how_long_and_how_to_delete(anyone):
    page = anyone.open("privacy")

    assert "30" in page.text
    assert "12" in page.text
    assert any(link.endswith(("/delete", "/return")) for link in page.links().values())


def test_the_root_leads_to_the_polish_start_page(visitor):
    response = visitor.client.get("/", headers={"Accept-Language": "en"})

    assert (response.status_code, response.location) == (302, "/pl/")


def test_a_reader_with_an_open_attempt_is_offered_to_go_on(anyone):
    anyone.begin("full")
    anyone.answer_page("4")

    page = anyone.open("")

    assert f"/{anyone.language}/quiz" in {
        value.partition("?")[0] for value in page.links().values()
    }


# Error pages speak the reader's language.


@pytest.mark.parametrize(
    ("address", "accepts", "language"),
    [
        pytest.param("/nowhere", "en", "en", id="English browser"),
        pytest.param("/nowhere", "en-GB,en;q=0.8,pl;q=0.5", "en", id="English before Polish"),
        pytest.param("/nowhere", "pl,en;q=0.5", "pl", id="Polish before English"),
        pytest.param("/nowhere", "de,fr", "pl", id="neither"),
        pytest.param("/nowhere", "", "pl", id="nothing said"),
        pytest.param("/nowhere", "*", "pl", id="anything"),
        pytest.param("/nowhere", ";;q=,,x" * 50, "pl", id="nonsense"),
        pytest.param("/en/nowhere", "pl", "en", id="the address before the browser"),
        pytest.param("/pl/nowhere", "en", "pl", id="the Polish address likewise"),
    ],
)
def test_an_error_page_is_in_the_language_of_the_address_or_the_browser(
    visitor, address, accepts, language
):
    response = visitor.client.get(address, headers={"Accept-Language": accepts})

    page = Page(response)
    assert (page.status, page.language) == (404, language)
    check_promises(page)


def test_an_unexpected_error_is_a_plain_page_and_tells_nothing_of_the_inside(app, caplog):
    def broken():
        raise RuntimeError("the secret inside")

    app.add_url_rule("/broken", view_func=broken)
    page = Page(app.test_client().get("/broken", headers={"Accept-Language": "en"}))

    assert page.status == 500
    assert "secret" not in page.html
    assert "the secret inside" in caplog.text
    check_promises(page)


@pytest.mark.parametrize(
    ("code", "status"), [(429, 429), (418, 418), (415, 415), (503, 503)], ids=str
)
def test_every_refusal_has_a_plain_page(app, code, status):
    from flask import abort  # noqa: PLC0415 - only this test refuses on purpose

    app.add_url_rule("/refused", view_func=lambda: abort(code))
    page = Page(app.test_client().get("/refused"))

    assert page.status == status
    check_promises(page)


# Health.


def test_the_process_says_it_lives_without_touching_the_database(make_app, tmp_path):
    broken = make_app(database_url=f"sqlite:///{tmp_path}")

    response = broken.test_client().get("/healthz")

    assert (response.status_code, response.json) == (200, {"status": "ok"})


def test_ready_means_writable_migrated_and_safe(visitor):
    response = visitor.client.get("/readyz")

    assert response.status_code == 200
    assert response.json["status"] == "ok"
    assert response.json["checks"]
    assert all(response.json["checks"].values())


@pytest.fixture(params=["a folder", "below a file", "no database"])
def bad_address(request, tmp_path):
    """Addresses at which no database can be opened."""
    (tmp_path / "file").write_bytes(b"no database, but long enough to be looked at" * 100)
    return {
        "a folder": f"sqlite:///{tmp_path}",
        "below a file": f"sqlite:///{tmp_path / 'file' / 'quiz.sqlite'}",
        "no database": f"sqlite:///{tmp_path / 'file'}",
    }[request.param]


def test_a_database_that_cannot_be_opened_is_not_ready(make_app, bad_address):
    response = make_app(database_url=bad_address).test_client().get("/readyz")

    assert response.status_code == 503
    assert response.json["status"] == "failing"
    assert not all(response.json["checks"].values())


def test_a_page_that_needs_a_database_that_does_not_answer_says_to_try_again(make_app, tmp_path):
    visitor = Visitor(make_app(database_url=f"sqlite:///{tmp_path}"))
    visitor.open("return")

    page = visitor.send(codename="six words nobody can look up", status=503)

    assert int(page.headers["Retry-After"]) > 0
    visitor.open("role")


# The API.


def test_the_api_gives_the_bank(visitor, catalogue):
    response = visitor.client.get("/api/v1/bank")

    assert response.mimetype == "application/json"
    assert response.json == json.loads(json.dumps(bank_json(catalogue)))


def test_the_api_scores_answers_without_a_token_and_keeps_nothing(visitor, instrument, catalogue):
    ratings = all_rated(catalogue, 4, closer=1)

    response = visitor.client.post("/api/v1/score", json={"ratings": ratings})

    given = answers(ratings)
    scored = profile_json(instrument.profile(given, Target()), assess_responses(given, instrument))
    assert response.status_code == 200
    assert response.json["traits"] == json.loads(json.dumps(scored["traits"]))
    assert response.json["priorities"][0] == "closer"
    assert "Set-Cookie" not in response.headers


def test_the_api_scores_against_a_target(visitor, catalogue):
    sent = {"ratings": all_rated(catalogue, 3), "skills": {"english": 1}}
    aimed = sent | {"target": {"seniority": "senior"}}

    plain_one = visitor.client.post("/api/v1/score", json=sent).json
    aimed_one = visitor.client.post("/api/v1/score", json=aimed).json

    assert plain_one["priorities"] != aimed_one["priorities"]
    assert plain_one["skills"][0]["asked"] is None
    assert aimed_one["skills"][0]["asked"] >= 3


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        pytest.param(
            b'{"ratings": {"insight-1": 6, "alien-1": 3}}',
            [
                "this bank has no statement alien-1",
                "ratings: insight-1 needs a whole number from 1 to 5",
            ],
            id="two faults",
        ),
        pytest.param(b"[]", ["the answers must be an object with the key 'ratings'"], id="a list"),
        pytest.param(b"", None, id="nothing"),
        pytest.param(b"\xff\xfe", None, id="no text"),
        pytest.param(b"[" * 60_000, None, id="nested 60,000 deep"),
        pytest.param(b'{"ratings": {"insight-1": NaN}}', None, id="no number"),
        pytest.param(b"ratings=4", None, id="a form"),
        pytest.param(
            b'{"ratings": {"insight-1": 3}, "situations": {"s01": {"best": ["a"], "worst": "b"}}}',
            ["situations: s01 needs two different options as best and worst"],
            id="a list for an act",
        ),
        pytest.param(b'{"ratings": {}}', [NO_RATINGS], id="no ratings"),
    ],
)
def test_the_api_answers_bad_answers_with_every_fault(visitor, body, faults):
    response = visitor.client.post("/api/v1/score", data=body)

    assert response.status_code == 400
    if faults:
        assert response.json == {"faults": faults}
    assert all("\n" not in one for one in response.json["faults"])


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/api/v1/nowhere", 404),
        ("GET", "/api/v1/score", 405),
        ("DELETE", "/api/v1/bank", 405),
    ],
)
def test_the_api_refuses_in_json(visitor, method, address, status):
    response = visitor.client.open(address, method=method)

    assert response.status_code == status
    assert response.json["error"] == status


def test_the_api_refuses_a_body_larger_than_any_answers(visitor):
    response = visitor.client.post("/api/v1/score", data=b" " * (64 * 1024 + 1))

    assert (response.status_code, response.json["error"]) == (413, 413)


# Headers: test_headers.py reads each by its grammar.


def test_pages_are_kept_in_no_cache_and_files_are(visitor):
    assert visitor.client.get("/pl/").headers["Cache-Control"] == "no-store"
    with visitor.client.get("/static/style.css") as response:
        assert "no-store" not in response.headers["Cache-Control"]
        assert response.cache_control.max_age >= 86_400


def test_nobody_learns_which_server_this_is(visitor):
    response = visitor.client.get("/pl/")

    assert "X-Powered-By" not in response.headers
    assert not re.search(r"[0-9]", response.headers.get("Server", ""))


# HTTPS, hosts and proxies.


def started(app, **request):
    """Begin a quiz as a browser would; return the answer to the form."""
    client = app.test_client()
    page = client.get("/pl/", **request)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.get_data(as_text=True))[1]
    values = {"form": "full", "csrf_token": token}
    referrer = {"Referer": f"{request.get('base_url', 'http://localhost')}/pl/"}
    return client, client.post("/pl/", data=values, headers=referrer, **request)


def test_over_https_the_cookie_belongs_to_this_host_alone(make_app):
    _client, response = started(make_app(https=True), base_url="https://localhost")

    assert response.status_code == 303
    name, *attributes = response.headers["Set-Cookie"].split("; ")
    assert name.startswith("__Host-kamquiz=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(attributes)
    assert not any(attribute.startswith("Domain") for attribute in attributes)


def test_over_https_browsers_are_told_to_stay_there(make_app):
    response = make_app(https=True).test_client().get("/pl/", base_url="https://localhost")

    found = re.fullmatch(
        r"max-age=(\d+)(; includeSubDomains)?(; preload)?",
        response.headers["Strict-Transport-Security"],
    )
    assert int(found[1]) >= 31_536_000


def test_without_https_the_quiz_still_works_and_promises_none(make_app):
    _client, response = started(make_app())

    assert response.status_code == 303
    assert response.headers["Set-Cookie"].startswith("kamquiz=")
    assert "Secure" not in response.headers["Set-Cookie"]
    assert "Strict-Transport-Security" not in response.headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("quiz.example", 200),
        ("www.quiz.example", 200),
        ("evil.example", 400),
        ("quiz.example.evil.example", 400),
        ("localhost", 400),
    ],
)
def test_only_trusted_hosts_are_served(make_app, host, status):
    app = make_app(trusted_hosts=("quiz.example", ".quiz.example"))

    response = app.test_client().get("/pl/", base_url=f"http://{host}")

    assert response.status_code == status
    assert "evil" not in response.get_data(as_text=True)


def test_without_trusted_hosts_every_host_is_served(make_app):
    assert make_app().test_client().get("/pl/", base_url="http://any.example").status_code == 200


FORWARDED = {
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "quiz.example",
    "X-Forwarded-For": "203.0.113.9",
}


@pytest.mark.parametrize(
    ("proxies", "link"),
    [
        pytest.param(1, "https://quiz.example/pl/return/", id="behind one proxy"),
        pytest.param(0, "http://localhost/pl/return/", id="behind none"),
    ],
)
def test_a_return_link_names_the_address_readers_see(make_app, proxies, link):
    client, _response = started(make_app(proxies=proxies))

    html = client.get("/pl/keep", headers=FORWARDED).get_data(as_text=True)

    assert f'value="{link}' in html


def plain(text):
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
