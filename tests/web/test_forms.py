"""Our macro draws radios several times faster than WTForms, and must draw the same ones."""

import pytest
from tinyhtml5.parser import HTMLParser
from werkzeug.datastructures import MultiDict

from kamquiz.domain.text import Language
from kamquiz.web.forms import form_class, optional_radio, radio
from kamquiz.web.quiz.forms import skill_questions, statement_questions
from kamquiz.web.typography import tidy

CHOICES = [("1", "never"), ("2", "a & b"), ("3", "<b>bold</b>"), ("4", "say “yes”"), ("5", "ż")]


def parsed(html):
    return HTMLParser(namespace_html_elements=False).parse(f"<div>{html}</div>")


def inputs(html):
    """Return what a browser would send for each radio of *html*."""
    return [
        {
            "type": one.get("type"),
            "id": one.get("id"),
            "name": one.get("name"),
            "value": one.get("value"),
            "checked": one.get("checked") is not None,
        }
        for one in parsed(html).iter("input")
    ]


def labels(html):
    """Return which label belongs to which radio, as it is read."""
    return {one.get("for"): read(one) for one in parsed(html).iter("label")}


def read(element):
    """Return the words of *element*, however they are spaced."""
    return " ".join("".join(element.itertext()).split())


def by_wtforms(field):
    return "".join(str(option()) + str(option.label()) for option in field)


@pytest.fixture
def ours(app):
    with app.test_request_context("/en/"):
        macro = app.jinja_env.get_template("macros/forms.html").module.radio_group
        yield lambda field: str(macro(field, "Legend"))


ONE = form_class("One", {"insight-1": radio("Label", CHOICES, "Choose one.")})


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(ONE, id="nothing chosen"),
        pytest.param(lambda: ONE(data={"insight-1": "3"}), id="an answer that is kept"),
        pytest.param(lambda: ONE(MultiDict({"insight-1": "5"})), id="an answer that was sent"),
        pytest.param(
            lambda: ONE(MultiDict({"insight-1": "2"}), data={"insight-1": "4"}),
            id="sent over kept",
        ),
        pytest.param(lambda: ONE(MultiDict({"insight-1": "9"})), id="an answer never offered"),
        pytest.param(lambda: ONE(data={"insight-1": ""}), id="an empty answer"),
    ],
)
def test_the_macro_draws_the_radios_of_wtforms(ours, form):
    field = form()["insight-1"]

    assert inputs(ours(field)) == inputs(by_wtforms(field))
    assert labels(ours(field)) == labels(by_wtforms(field))
    assert len(inputs(ours(field))) == 5


def of_the_bank(catalogue, **chosen):
    return [
        *statement_questions(catalogue.statements, catalogue.scale, Language.EN, chosen),
        *skill_questions(catalogue.skills, Language.EN, chosen),
    ]


@pytest.mark.parametrize("value", [None, 2])
def test_a_question_of_the_bank_is_drawn_like_radios_of_wtforms(app, catalogue, value):
    chosen = {one.id: value for one in (*catalogue.statements, *catalogue.skills) if value}
    with app.test_request_context("/en/"):
        bank_question = app.jinja_env.globals["bank_question"]
        for one in of_the_bank(catalogue, **chosen):
            field = form_class("One", {one.name: radio(one.legend, one.choices, "")})(
                data={one.name: one.chosen}
            )[one.name]
            html = str(bank_question(one, "Question 1"))

            assert inputs(html) == inputs(by_wtforms(field))
            assert labels(html) == {
                name: tidy(label, Language.EN).unescape()
                for name, label in labels(by_wtforms(field)).items()
            }
            assert sum(checked["checked"] for checked in inputs(html)) == bool(value)
            words = tidy(f"Question 1 {one.legend}", Language.EN)
            assert read(parsed(f"<p>{words}</p>")) == read(parsed(html).find(".//legend"))


def test_a_failed_question_says_so_once_and_belongs_to_its_message(ours):
    form = ONE(MultiDict({}))
    assert not form.validate()

    (fieldset,) = parsed(ours(form["insight-1"])).iter("fieldset")

    (message,) = [one for one in fieldset.iter("p") if one.get("class") == "error"]
    assert message.text == "Choose one."
    assert fieldset.get("aria-describedby") == message.get("id")


def test_an_optional_question_may_stay_empty_and_keeps_its_empty_choice(ours):
    choices = [("", "any"), ("steel", "steel")]
    form = form_class("Aim", {"industry": optional_radio("Industry", choices)})

    empty = form(MultiDict({}))

    assert empty.validate()
    assert inputs(ours(empty["industry"])) == inputs(by_wtforms(empty["industry"]))
    assert inputs(ours(form(data={"industry": ""})["industry"]))[0]["checked"]


def test_words_of_the_bank_are_never_markup(ours):
    html = ours(ONE()["insight-1"])

    assert "<b>bold" not in html
    assert "&lt;b&gt;bold" in html
