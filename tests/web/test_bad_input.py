"""Whatever is sent, the reader gets a plain page with the right status, and nothing half-saved."""

import pytest
from flask import url_for
from sqlalchemy import select

from kamquiz.domain.text import Language
from kamquiz.storage.schema import PASSING, metadata
from tests.visitor import Visitor


@pytest.fixture
def asked(anyone):
    anyone.begin("full")
    return anyone


def sent_with(visitor, change):
    """Send the page with the answers *change* makes of good ones; return the answer."""
    form = visitor.page.forms()[0]
    values = [*form.values.items(), *((name, "4") for name in visitor.page.questions())]
    return change(form, values)


@pytest.mark.parametrize("value", ["0", "6", "abc", "", "4.0", "١", "4 ", "-1", "nan"])
def test_a_rating_that_was_not_offered_is_refused_whole(asked, value):
    name = next(iter(asked.page.questions()))
    values = dict.fromkeys(asked.page.questions(), "4") | {name: value}

    asked.send(status=400, **values)

    assert asked.open("quiz/1").checked() == {}


def test_a_statement_the_page_does_not_ask_is_refused_whole(asked):
    asked.send(
        status=400, **dict.fromkeys(asked.page.questions(), "4"), **{"unknown-statement-1": "4"}
    )

    assert asked.open("quiz/1").checked() == {}


def test_the_token_of_another_reader_is_refused(asked, app):
    other = Visitor(app, asked.language)
    other.begin("full")
    values = dict.fromkeys(asked.page.questions(), "4")
    values["csrf_token"] = other.page.forms()[0].values["csrf_token"]

    asked.post(asked.page.forms()[0].action, values, status=400)

    assert asked.open("quiz/1").checked() == {}


def test_a_field_sent_twice_is_refused_whole(asked):
    name = next(iter(asked.page.questions()))
    values = asked.page.forms()[0].values | dict.fromkeys(asked.page.questions(), "4")

    asked.post(asked.page.forms()[0].action, {**values, name: ["4", "5"]}, status=400)

    assert asked.open("quiz/1").checked() == {}


@pytest.mark.parametrize("token", [None, "", "forged", "a" * 500])
def test_a_missing_or_forged_token_is_refused(asked, token):
    values = dict.fromkeys(asked.page.questions(), "4")
    if token is not None:
        values["csrf_token"] = token

    asked.post(asked.page.forms()[0].action, values, status=400)

    assert asked.open("quiz/1").checked() == {}


def test_a_token_does_not_grow_old_while_somebody_thinks(visitor, clock):
    visitor.begin("full")
    clock.pass_(days=3)

    assert visitor.answer_page("4").address == "/pl/quiz/2"


def test_a_body_of_64_kb_and_one_byte_is_too_much(asked):
    values = asked.page.forms()[0].values | {"insight-1": "4" * (64 * 1024)}

    asked.post(asked.page.forms()[0].action, values, status=413)


@pytest.mark.parametrize(
    "body", [b"insight-1=\xff\xfe", b"\xff=4", b"%ff%fe=4", b"insight-1=%00", b"&&&=&=="]
)
def test_invalid_utf8_is_no_accident(asked, body):
    response = asked.client.post(
        asked.page.forms()[0].action,
        data=body,
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code == 400


@pytest.mark.parametrize(
    "address", ["/de/", "/xx/quiz/1", "/pl/nic", "/pl/quiz/0", "/pl/skills/99", "/pl/quiz/-1"]
)
def test_an_address_that_does_not_exist_gets_a_plain_page(visitor, address):
    visitor.begin("full")
    status = 200 if address == "/pl/quiz/0" else 404

    visitor.open(address, status=status)


@pytest.mark.parametrize(
    "address",
    ["quiz/1", "quiz", "skills/1", "situations/1", "result", "plan", "plan.md", "keep", "delete"],
)
def test_without_an_attempt_a_page_says_what_to_do(anyone, address):
    anyone.open(address, status=404)

    assert f"/{anyone.language}/return" in anyone.page.links().values()


def test_a_foreign_cookie_opens_nothing(visitor):
    visitor.begin("full")
    visitor.client.set_cookie("kamquiz", "eyJrZXkiOiJ4In0.forged.signature")

    visitor.open("quiz/1", status=404)


def test_a_return_link_that_was_never_given_opens_nothing(anyone):
    anyone.open("return/" + "x" * 43, status=404)


@pytest.mark.parametrize(
    "choice",
    [{"form": "medium"}, {"industry": "circus"}, {"seniority": "king"}, {"stage": "lost"}],
)
def test_a_start_with_a_choice_that_was_not_offered_is_refused(anyone, choice):
    anyone.open("")

    anyone.send(status=400, **choice)


@pytest.mark.parametrize("hours", ["0", "200", "-1", "abc", "nan", "1e9", "", "99999"])
def test_impossible_hours_come_back_with_what_was_typed(anyone, hours):
    anyone.finish("3")
    anyone.open("plan")

    anyone.send(to="/plan", hours=hours, status=422)

    assert anyone.page.form_to("/plan").values["hours"] == hours
    assert anyone.page.summary()


def test_a_method_the_page_does_not_have_gets_a_plain_page(visitor):
    visitor.open("")
    response = visitor.client.delete("/pl/")

    assert response.status_code in {400, 405}


def test_asking_for_the_head_of_any_page_changes_nothing(visitor, app):
    """A HEAD carries no token: what only looks at the method GET would take it for a form."""
    visitor.finish("3", form="short")
    visitor.open("plan")
    visitor.send(to="/plan/accept")
    before = everything_kept(app)

    for rule in app.url_map.iter_rules():
        values = dict.fromkeys(rule.arguments - {"language"}, 1) | {"language": Language.PL}
        with app.test_request_context():
            address = url_for(rule.endpoint, **values)
        if rule.endpoint != "health.readyz":  # it writes, and takes back, a mark of its own
            visitor.client.head(address)

    assert everything_kept(app) == before


def everything_kept(app):
    """Return every row that is about anybody."""
    with app.extensions["kamquiz"].database.connect() as connection:
        return {
            table.name: connection.execute(select(table)).all()
            for table in metadata.sorted_tables
            if table.name not in PASSING
        }
