"""Coming back on another device, and deleting at once."""

import hashlib
import re
import time

import pytest
from itsdangerous import TimestampSigner

from tests.visitor import Visitor


def test_a_return_link_opens_the_attempt_on_another_device_and_leaves_no_secret_behind(anyone, app):
    anyone.begin("full")
    anyone.answer_page("2")
    anyone.open("keep")
    link = return_link(anyone)

    other = Visitor(app, anyone.language)
    other.come_back(link)

    assert other.page.address.endswith("/quiz/2")
    assert set(other.open("quiz/1").checked().values()) == {"2"}


def test_a_codename_of_six_words_opens_the_attempt_on_another_device(anyone, app):
    anyone.begin("full")
    anyone.answer_page("2")
    codename = make_codename(anyone)
    assert len(codename.split()) == 6

    other = Visitor(app, anyone.language)
    other.open("return")
    other.send(codename=codename.upper().replace(" ", "-"))

    assert other.page.address.endswith("/quiz/2")


def test_polish_marks_may_be_left_out_of_a_codename(app):
    visitor = Visitor(app)
    visitor.begin("full")
    codename = make_codename(visitor)
    plain = codename.translate(str.maketrans("ąćęłńóśźż", "acelnoszz"))

    other = Visitor(app)
    other.open("return")

    assert other.send(codename=plain).address == "/pl/quiz/1"


def test_a_new_codename_replaces_the_older_one(visitor, app):
    visitor.begin("full")
    old, new = make_codename(visitor), make_codename(visitor)

    other = Visitor(app)
    other.open("return")
    other.send(codename=old, status=422)
    assert other.page.summary()

    other.send(codename=new)
    assert other.page.address == "/pl/quiz/1"


def test_a_wrong_codename_is_kept_in_the_field_and_explained(anyone):
    anyone.open("return")

    anyone.send(codename="six words that are not kept", status=422)

    assert anyone.page.forms()[0].values["codename"] == "six words that are not kept"
    assert anyone.page.summary()


def test_delete_now_deletes_after_a_question_and_nothing_opens_it_any_more(anyone, app):
    anyone.finish("3")
    codename = make_codename(anyone)
    link = return_link(anyone)
    anyone.open("delete")
    anyone.send()

    anyone.open("result", status=404)
    other = Visitor(app, anyone.language)
    other.open(link, status=404)
    other.open("return")
    other.send(codename=codename, status=422)


def test_the_cookie_is_kept_from_scripts_and_other_sites(visitor):
    visitor.begin("full")
    cookie = visitor.client.get_cookie("kamquiz")

    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_the_cookie_is_signed_with_sha_256(app):
    signing = app.session_interface.get_signing_serializer(app)

    assert signing.signer_kwargs["digest_method"] is hashlib.sha256


@pytest.mark.parametrize(("days", "status"), [(29, 200), (31, 404)])
def test_a_cookie_opens_the_answers_for_thirty_days(visitor, app, monkeypatch, days, status):
    visitor.begin("full")
    visitor.open("quiz/1")
    signing = app.session_interface.get_signing_serializer(app)
    held = signing.loads(visitor.client.get_cookie("kamquiz").value)
    long_ago = int(time.time()) - days * 24 * 60 * 60
    with monkeypatch.context() as patched:
        patched.setattr(TimestampSigner, "get_timestamp", lambda _signer: long_ago)
        visitor.client.set_cookie("kamquiz", signing.dumps(held))

    visitor.open("quiz/1", status=status)
    visitor.open("quiz/1", status=status)


def test_an_attempt_that_was_deleted_in_another_tab_is_said_so_not_an_error(visitor, app):
    visitor.begin("full")
    page = visitor.page
    other = Visitor(app)
    other.come_back(return_link(visitor))
    other.open("delete")
    other.send()

    values = page.forms()[0].values | dict.fromkeys(page.questions(), "3")
    visitor.post(page.forms()[0].action, values, status=404)


def make_codename(visitor: Visitor) -> str:
    visitor.open("keep")
    visitor.send()
    return next(
        text
        for one, text in zip(visitor.page.all("p"), visitor.page.texts("p"), strict=True)
        if one.get("class") == "codename"
    )


def return_link(visitor: Visitor) -> str:
    visitor.open("keep")
    field = next(element for element in visitor.page.all("input") if element.get("id") == "link")
    return re.sub(r"^http://localhost", "", field.get("value"))
