"""Answers are compressed, but none whose length could tell a key, a codename or a token."""

import gzip

import pytest

from tests.visitor import Visitor

GZIP = {"Accept-Encoding": "gzip"}


def sent_for(visitor, address, **options):
    response = visitor.client.open(address, headers=GZIP, **options)
    is_packed = response.headers.get("Content-Encoding") == "gzip"
    body = gzip.decompress(response.data) if is_packed else response.data
    return response, is_packed, body.decode("utf-8", "replace")


@pytest.fixture
def keeper(visitor):
    """Somebody with a result, a plan, a codename and a link for a mentor."""
    visitor.finish("4", "short")
    visitor.open("plan")
    visitor.send(to="/plan/accept")
    visitor.open("keep")
    visitor.send(to="/keep")
    visitor.open("share")
    visitor.send(to="/share", result="y", plan="y", notes=None)
    return visitor


def secrets_of(visitor) -> dict[str, str]:
    with visitor.client.session_transaction() as session:
        return {
            name: value
            for name, value in session.items()
            if isinstance(value, str) and len(value) >= 20 and name != "csrf_token"
        }


def test_a_page_that_shows_a_key_or_a_codename_is_not_compressed(keeper):
    secrets = secrets_of(keeper)
    assert {"key", "codename", "shared link"} <= set(secrets)

    for address, shown in (("/pl/keep", {"key", "codename"}), ("/pl/share", {"shared link"})):
        _response, is_packed, body = sent_for(keeper, address)
        assert not is_packed, address
        assert {name for name, value in secrets.items() if value in body} == shown


def test_no_page_of_a_reader_is_compressed_with_a_secret_in_it(app, keeper):
    secrets, packed = secrets_of(keeper), 0
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and not set(rule.arguments) - {"language"}:
            address = rule.rule.replace("<language:language>", "pl")
            response, is_packed, body = sent_for(keeper, address)
            response.close()
            packed += is_packed
            assert not is_packed or not any(secret in body for secret in secrets.values()), address
    assert packed > 20


def test_a_form_is_compressed_unless_words_of_others_can_stand_beside_its_token(visitor):
    _response, plain, _body = sent_for(visitor, "/pl/jobs")
    response, asked, body = sent_for(visitor, "/pl/jobs?view=IjA4MWQ5")

    assert response.status_code == 200
    assert "IjA4MWQ5" in body
    assert (plain, asked) == (True, False)


def test_what_was_sent_is_not_compressed_beside_a_token(app):
    visitor = Visitor(app)
    visitor.open("check")
    token = visitor.page.forms()[0].values["csrf_token"]
    field = next(element.get("name") for element in visitor.page.all("textarea"))
    text = "Szukamy osoby na stanowisko. " * 40

    response, is_packed, body = sent_for(
        visitor, "/pl/check", method="POST", data={"csrf_token": token, field: text}
    )

    assert response.status_code == 200
    assert 'name="csrf_token"' in body
    assert not is_packed


@pytest.mark.parametrize("address", ["/api/v1/bank", "/pl/", "/pl/role"])
def test_what_holds_no_secret_is_compressed(visitor, address):
    response, is_packed, _body = sent_for(visitor, address)
    response.close()

    assert is_packed
