"""From the start page to the plan, through the real forms, without JavaScript."""

import gzip
from itertools import pairwise

import pytest

from kamquiz.settings import ROOT
from tests.visitor import Visitor

STATIC = ROOT / "kamquiz" / "static"

RESULT = {"pl": "Twój wynik", "en": "Your result"}


@pytest.mark.parametrize("form", ["full", "short"])
def test_anyone_can_go_from_the_start_page_to_a_result_and_a_plan(anyone, form):
    anyone.finish("4", form)

    assert anyone.page.heading == RESULT[anyone.language]
    assert len(anyone.page.all("circle")) == 19

    anyone.open("plan")

    assert len(anyone.page.all("h4")) >= 3
    assert (
        len([element for element in anyone.page.all("li") if element.get("class") in STANDINGS])
        >= 10
    )


UNCLEAR = {"pl": "Wynik nie jest jeszcze wyraźny", "en": "No clear result yet"}

STANDINGS = {"shown", "planned", "ask"}


def test_the_full_quiz_asks_114_statements_six_a_page_never_two_of_one_trait_in_a_row(visitor):
    asked = []
    visitor.begin("full")
    while "/quiz/" in visitor.page.address:
        asked.append(list(visitor.page.questions()))
        visitor.answer_page("3")

    traits = [name.rsplit("-", 1)[0] for page in asked for name in page]
    assert [len(page) for page in asked] == [6] * 19
    assert len(set(traits)) == 19
    assert all(one != other for one, other in pairwise(traits))


def test_everybody_gets_the_full_quiz_in_the_same_order(app):
    first, second = Visitor(app), Visitor(app, "en")
    first.begin("full")
    second.begin("full")

    assert list(first.page.questions()) == list(second.page.questions())


def test_a_question_says_in_words_where_it_stands(visitor):
    visitor.begin("full")
    visitor.answer_page("4")
    visitor.answer_page("4")
    visitor.answer_page("4")

    assert "Pytanie 23 z 114" in visitor.page.text


def test_statements_lead_to_skills_and_skills_to_the_result(visitor):
    visitor.begin("full")
    while "/quiz/" in visitor.page.address:
        visitor.answer_page("4")

    assert visitor.page.address == "/pl/skills/1"
    skills = []
    while "/skills/" in visitor.page.address:
        skills += visitor.page.questions()
        visitor.answer_page("2")

    assert len(skills) == 17
    assert visitor.page.address == "/pl/result"


def test_opening_a_page_again_shows_the_stored_answers_and_nothing_else_preselected(visitor):
    visitor.begin("full")
    assert visitor.page.checked() == {}
    given = dict.fromkeys(visitor.page.questions(), "2")
    visitor.answer_page("2")
    assert visitor.page.checked() == {}

    assert visitor.open("quiz/1").checked() == given


def test_a_page_with_gaps_comes_back_with_everything_kept_and_links_to_each_gap(anyone):
    anyone.begin("full")
    names = list(anyone.page.questions())

    page = anyone.send(status=422, **dict.fromkeys(names[:4], "5"))

    assert page.checked() == dict.fromkeys(names[:4], "5")
    assert list(page.summary().values()) == [f"#{name}-0" for name in names[4:]]
    assert page.title.startswith(("Błąd:", "Error:"))


def test_a_page_with_gaps_saves_nothing_until_it_is_accepted(visitor):
    visitor.begin("full")
    names = list(visitor.page.questions())
    visitor.send(status=422, **{names[0]: "5"})

    assert visitor.open("quiz/1").checked() == {}


def test_only_the_second_button_goes_on_without_the_missing_answers(anyone):
    anyone.begin("full")
    names = list(anyone.page.questions())
    first_labels = [label for _name, _value, label in anyone.page.forms()[0].buttons]
    assert len(first_labels) == 1

    anyone.send(status=422, **{names[0]: "5"})
    skip = anyone.page.forms()[0].buttons[1]
    assert skip[:2] == ("skip", "1")
    anyone.send(button=skip[2], **{names[0]: "5"})

    assert anyone.page.address.endswith("/quiz/2")
    assert anyone.open("quiz/1").checked() == {names[0]: "5"}


def test_a_trait_with_fewer_than_two_answers_says_so(visitor, catalogue):
    kept = {f"closer-{number}" for number in (1,)}
    visitor.begin("full")
    while "/quiz/" in visitor.page.address:
        chosen = {
            name: "4"
            for name in visitor.page.questions()
            if not name.startswith("closer-") or name in kept
        }
        skipped = len(chosen) < len(visitor.page.questions())
        visitor.send(status=422 if skipped else 200, **chosen)
        if skipped:
            visitor.send(button=visitor.page.forms()[0].buttons[1][2])
    while "/skills/" in visitor.page.address:
        visitor.answer_page("3")

    assert len(visitor.page.all("circle")) == 18
    name = catalogue.trait_by_id["closer"].name.pl
    assert any(
        name in text_found
        for text_found in visitor.page.texts("p")
        if "Za mało odpowiedzi" in text_found
    )


def test_too_few_answers_lead_to_a_kind_page_of_its_own(anyone):
    anyone.begin("full")
    anyone.answer_page("4")

    anyone.open("result")

    assert anyone.page.heading == UNCLEAR[anyone.language]
    assert not anyone.page.all("circle")
    anyone.open("plan")
    assert not anyone.page.all("h4")


def test_the_back_button_and_a_correction_lose_nothing(visitor):
    visitor.begin("full")
    visitor.answer_page("4")
    visitor.answer_page("5")

    visitor.open("quiz/1")
    visitor.answer_page("1")

    assert visitor.page.address == "/pl/quiz/2"
    assert set(visitor.page.checked().values()) == {"5"}
    assert set(visitor.open("quiz/1").checked().values()) == {"1"}


def test_two_tabs_share_one_attempt(visitor):
    visitor.begin("full")
    first_tab = visitor.page
    visitor.answer_page("4")
    visitor.answer_page("2")

    values = first_tab.forms()[0].values | dict.fromkeys(first_tab.questions(), "3")
    visitor.post(first_tab.forms()[0].action, values)

    assert visitor.page.address == "/pl/quiz/2"
    assert set(visitor.page.checked().values()) == {"2"}
    assert set(visitor.open("quiz/1").checked().values()) == {"3"}


def test_a_page_sent_twice_counts_once(visitor):
    visitor.begin("full")
    page = visitor.page
    values = page.forms()[0].values | dict.fromkeys(page.questions(), "3")
    visitor.post(page.forms()[0].action, values)
    visitor.post(page.forms()[0].action, values)

    assert visitor.page.address == "/pl/quiz/2"


def test_a_page_that_was_not_served_yet_leads_to_the_open_one(visitor):
    visitor.begin("full")

    assert visitor.open("quiz/7").address == "/pl/quiz/1"


def test_changing_the_language_midway_keeps_the_answers(app):
    visitor = Visitor(app)
    visitor.begin("full")
    visitor.answer_page("2")

    visitor.open("/en/quiz/1")

    assert set(visitor.page.checked().values()) == {"2"}
    assert visitor.page.language == "en"


def test_situations_are_offered_on_the_result_page_and_scored_apart(anyone, catalogue):
    anyone.finish("3")
    before = [one.get("cx") for one in anyone.page.all("circle")]
    anyone.open("situations/1")
    while "/situations/" in anyone.page.address:
        keyed = {}
        for name in anyone.page.questions():
            situation, which = name.rsplit("-", 1)
            keyed[name] = getattr(catalogue.situation_by_id[situation], which)
        anyone.send(**keyed)

    assert "/result" in anyone.page.address
    assert "100" in anyone.page.text
    assert [element.get("cx") for element in anyone.page.all("circle")] == before
    assert len(anyone.page.all("dt")) == 12


def test_best_and_worst_must_be_two_different_acts(anyone):
    anyone.finish("3")
    anyone.open("situations/1")

    anyone.send(status=422, **dict.fromkeys(anyone.page.questions(), "a"))

    assert len(anyone.page.summary()) == 3


def test_every_page_of_the_journey_stays_below_30_kb_with_everything_it_loads(visitor):
    style, icon = (
        len(gzip.compress((STATIC / name).read_bytes())) for name in ("style.css", "icon.svg")
    )
    visitor.finish("4", industry="banking", seniority="kam")

    for address in ("/pl/", "/pl/quiz/1", "/pl/skills/1", "/pl/result", "/pl/plan", "/pl/role"):
        page = visitor.client.get(address, headers=GZIP)
        assert page.headers["Content-Encoding"] == "gzip"
        assert len(page.data) + style + icon <= 30_000, address


GZIP = {"Accept-Encoding": "gzip"}


def test_the_first_post_form_of_the_start_page_starts_the_quiz_and_the_result_has_none_early(
    visitor,
):
    assert visitor.open("").forms()[0].options["form"] == ["short", "full"]

    html = visitor.finish("4").html
    assert 'method="post"' not in html[: html.index("<table")]
