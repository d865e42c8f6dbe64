"""A return link asks before it opens anything, and what text programs add to it does no harm."""

import pytest

from kamquiz.storage.keys import codename_hash
from tests.visitor import Visitor
from tests.web.quiz.test_resume import make_codename, return_link


@pytest.fixture
def link(app):
    """The return link of somebody else's unfinished quiz."""
    other = Visitor(app)
    other.begin("full")
    other.answer_page("2")
    return return_link(other)


def test_the_page_of_a_return_link_has_one_form_with_one_button(anyone, app):
    anyone.finish("3", "short")
    elsewhere = Visitor(app, anyone.language)

    page = elsewhere.open(return_link(anyone))

    assert [form.method for form in page.forms()] == ["post"]
    assert len(page.forms()[0].buttons) == 1
    assert "2026" in page.text, "it says from when the result is"
    assert elsewhere.send().address.endswith("/result")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_at_a_return_link_changes_nothing(anyone, link, method):
    anyone.begin("full")
    anyone.answer_page("5")

    anyone.client.open(link.replace("/pl/", f"/{anyone.language}/"), method=method)

    assert set(anyone.open("quiz/1").checked().values()) == {"5"}
    assert len(anyone.open("my-results").all("section")) == 1


def test_looking_at_a_return_link_opens_nothing_in_a_browser_without_answers(visitor, link):
    visitor.open(link)

    visitor.open("quiz/1", status=404)


def test_answers_sent_after_looking_at_a_planted_link_stay_the_readers_own(visitor, app, link):
    visitor.begin("full")
    page = visitor.page
    visitor.open(link)

    visitor.post(page.forms()[0].action, page.forms()[0].values | answers(page, "5"))

    assert set(visitor.open("quiz/1").checked().values()) == {"5"}
    planter = Visitor(app)
    planter.come_back(link)
    assert set(planter.open("quiz/1").checked().values()) == {"2"}


@pytest.mark.parametrize(
    ("language", "warning", "stay"),
    [
        ("pl", "pochodzi od kogoś innego, nie otwieraj", "Twoje wyniki pozostaną"),
        ("en", "someone else gave it to you, do not open", "Your own results stay"),
    ],
)
def test_a_return_link_says_whose_answers_these_would_be(app, link, language, warning, stay):
    visitor = Visitor(app, language)
    visitor.finish("3", "short")
    page = visitor.open(link.replace("/pl/", f"/{language}/"))

    assert warning in page.text
    assert stay in page.text

    own = visitor.open(return_link(visitor))
    assert warning not in own.text


def test_opening_a_return_link_keeps_the_readers_own_result_in_the_list(visitor, link):
    visitor.finish("3", "short")

    visitor.come_back(link)

    assert visitor.page.address == "/pl/quiz/2"
    assert len(visitor.open("my-results").all("section")) == 2
    reopen(visitor, "Wynik")
    assert visitor.page.address == "/pl/result"


def test_a_codename_keeps_the_readers_own_result_in_the_list(visitor, app):
    other = Visitor(app)
    other.begin("full")
    codename = make_codename(other)
    visitor.finish("3", "short")

    for _time in range(2):
        visitor.open("return")
        visitor.send(codename=codename)
        assert visitor.page.address == "/pl/quiz/1"

    assert len(visitor.open("my-results").all("section")) == 2, "the second time adds nothing"


def test_a_return_link_and_a_codename_of_one_quiz_are_one_entry(visitor, app):
    visitor.begin("full")
    codename, link = make_codename(visitor), return_link(visitor)
    elsewhere = Visitor(app)
    elsewhere.open("return")
    elsewhere.send(codename=codename)

    elsewhere.come_back(link)

    assert len(elsewhere.open("my-results").all("section")) == 1


@pytest.mark.parametrize(
    "behind",
    [".", ")", ",", ";", ">", '"', "”", "’", "%29", "%2E", "%E2%80%9D", "%2529", ").", "»"],
)
def test_punctuation_behind_a_link_does_not_matter(visitor, app, link, behind):
    visitor.come_back(link + behind)
    assert visitor.page.address == "/pl/quiz/2"

    other = Visitor(app)
    other.finish("3", "short")
    other.open("share")
    other.send(to="/share", result="y", plan="y", notes=None)
    field = next(element for element in other.page.all("input") if element.get("id") == "link")
    visitor.open(field.get("value").removeprefix("http://localhost") + behind)
    assert visitor.page.address == "/pl/shared"


def test_the_address_after_the_button_holds_no_secret(visitor, link):
    visitor.open(link)
    form = visitor.page.forms()[0]

    response = visitor.client.post(form.action, data=form.values)

    assert (response.status_code, response.location) == (303, "/pl/quiz/2")


def test_the_button_of_a_return_link_needs_the_token_of_the_form(visitor, link):
    visitor.open(link)

    assert visitor.client.post(link).status_code == 400
    visitor.open("quiz/1", status=404)


@pytest.mark.parametrize(
    "copied",
    [
        "{0}, {1}, {2}, {3}, {4}, {5}.",
        "„{0} {1} {2} {3} {4} {5}”",
        '"{0} {1} {2} {3} {4} {5}"',
        "({0}-{1}-{2}-{3}-{4}-{5})",
        "‘{0}’ [{1}] «{2}» {3}… {4}; {5}:",
        "\ufeff{0} {1}\u00ad {2} {3} {4} {5}\u200b",
    ],
)
def test_commas_quotes_and_brackets_in_a_codename_do_not_matter(app, visitor, copied):
    visitor.begin("full")
    codename = make_codename(visitor)

    other = Visitor(app)
    other.open("return")
    other.send(codename=copied.format(*codename.split()))

    assert other.page.address == "/pl/quiz/1"


def test_a_codename_that_was_hashed_before_still_opens():
    # Made before punctuation was passed over: what is stored must go on to match.
    hashed = codename_hash("żółw łąka dom pies kot las", pepper=b"pepper")

    assert hashed.hex() == HASHED_BEFORE


HASHED_BEFORE = "bf4a3ddf5f8e2d82fa20b71347c76662ce8fd9a4266087bb764ad965818d08c1"


def answers(page, value):
    return dict.fromkeys(page.questions(), value)


def reopen(visitor, name):
    """Press the button that opens the entry whose heading begins with *name*."""
    visitor.open("my-results")
    button = next(
        place
        for place, form in enumerate(visitor.page.forms())
        if form.action.endswith("/open") and f": {name}" in form.buttons[0][2]
    )
    return visitor.send(nth=button)
