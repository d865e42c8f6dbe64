"""The result page: words first, numbers on request, honest about what it cannot know."""

import re

import pytest

from kamquiz.domain.text import Language
from tests.builders import donate, purge, some_donations
from tests.visitor import Visitor


def test_the_result_begins_with_words_then_the_picture_then_its_table(anyone):
    html = anyone.finish("4").html

    order = [html.index(mark) for mark in ('class="lead"', "<svg", "<table", 'id="strengths"')]
    assert order == sorted(order)
    places = [
        html.index(f'id="{one}"')
        for one in ("picture", "strengths", "priorities", "skills", "judgement", "insight")
    ]
    assert places == sorted(places)


def test_the_picture_has_a_title_a_description_and_a_table_twin(anyone):
    page = anyone.finish("3")

    drawings = [element for element in page.all("svg") if element.get("role") == "img"]
    for drawing in drawings:
        title, description = drawing.get("aria-labelledby").split()
        assert [(part.tag.rpartition("}")[2], part.get("id")) for part in drawing[:2]] == [
            ("title", title),
            ("desc", description),
        ]
    rows = list(page.all("tbody")[0])
    assert len(rows) == len(drawings) == len(page.all("circle")) == 19


def test_the_picture_says_in_one_sentence_what_it_shows(anyone):
    page = anyone.finish("3")

    (caption,) = page.texts("figcaption")
    assert sum(int(match) for match in re.findall(r"\d+", caption)) == 19


def test_the_level_words_of_a_row_stand_in_text_beside_its_name(anyone, catalogue):
    page = anyone.finish("3")

    bands = {getattr(band, anyone.language) for band in catalogue.scale.bands}
    for row in page.all("figure")[0].iter("li"):
        said = [part for part in row if part.get("class") == "word"]
        for word in said:
            assert set(" ".join(word.itertext()).replace("\xa0", " ").split(" – ")) <= bands


def test_the_picture_can_be_grouped_without_a_script(anyone):
    anyone.finish("3")
    grouped = next(value for value in anyone.page.links().values() if "view=grouped" in value)

    anyone.open(grouped.partition("#")[0])

    figure = anyone.page.all("figure")[0]
    assert len(list(figure.iter("h3"))) >= 2
    assert len(anyone.page.all("circle")) == 19
    assert anyone.page.heading == Visitor.open(anyone, "result").heading


def test_the_result_names_its_version_and_why_the_margins_are_wide(anyone):
    text = anyone.finish("3").text

    assert "n = 0" in text
    assert "25" in text


def test_the_answers_behind_the_numbers_are_a_click_away(anyone):
    anyone.finish("4")
    anyone.open("answers")

    assert len(anyone.page.all("strong")) == 114
    assert len(anyone.page.all("h2")) == 19


def test_before_any_answer_there_is_nothing_behind_the_numbers(anyone):
    anyone.begin("full")
    anyone.open("answers")

    assert not anyone.page.all("h2")


CARELESS = {"pl": "O tych odpowiedziach", "en": "About these answers"}


def test_the_same_answer_everywhere_gets_a_note_without_blame_and_a_way_back(anyone):
    anyone.finish("5")

    assert CARELESS[anyone.language] in anyone.page.texts("h2")
    assert f"/{anyone.language}/quiz/1" in anyone.page.links().values()


def test_answers_that_hang_together_get_no_note(anyone, catalogue, clock):
    anyone.begin("full")
    while "/quiz/" in anyone.page.address:
        clock.pass_(seconds=40)
        anyone.send(
            **{question: honest(catalogue, question) for question in anyone.page.questions()}
        )
    while "/skills/" in anyone.page.address:
        anyone.answer_page("3")

    assert CARELESS[anyone.language] not in anyone.page.texts("h2")


FAST = {
    "pl": "Kilka stron zajęło mniej czasu, niż trwa samo czytanie.",
    "en": "Several pages took less time than reading them does.",
}


@pytest.mark.parametrize(("seconds", "is_fast"), [(3, True), (40, False), (86_400, False)])
def test_pages_answered_faster_than_they_can_be_read_are_noticed_pauses_are_not(
    anyone, clock, seconds, is_fast
):
    anyone.begin("full")
    while "/quiz/" in anyone.page.address:
        clock.pass_(seconds=seconds)
        anyone.answer_page("4")
    anyone.open("result")

    assert (FAST[anyone.language] in anyone.page.texts("li")) is is_fast


def honest(catalogue, name: str) -> str:
    """Answer like somebody who does some things more often than others, and hard ones less."""
    statement = catalogue.statement_by_id[name]
    place = [trait.id for trait in catalogue.traits].index(statement.trait)
    ease = {"easy": 1, "medium": 0, "hard": -1}[statement.difficulty]
    points = min(5, max(1, 3 + ease + (place % 3 - 1)))
    return str(6 - points if statement.reverse else points)


def test_who_aims_at_a_job_sees_the_skills_it_asks(anyone):
    page = anyone.finish("2", industry="banking", seniority="senior")

    gaps = [element for element in page.all("tr") if element.get("class") == "gap"]
    assert gaps


def test_the_rest_of_the_bank_can_be_answered_after_the_short_path(anyone):
    anyone.finish("4", "short")
    form = next(
        number for number, one in enumerate(anyone.page.forms()) if "/quiz/full" in one.action
    )

    anyone.send(nth=form)
    asked = set()
    while "/quiz/" in anyone.page.address:
        asked |= set(anyone.page.questions())
        anyone.answer_page("3")

    assert 57 <= len(asked) <= 74
    while "/skills/" in anyone.page.address:
        anyone.answer_page("3")
    anyone.open("answers")
    assert len(anyone.page.all("strong")) == 114


def test_one_in_ten_is_asked_for_the_whole_set(app):
    asked = []
    for _person in range(10):
        visitor = Visitor(app)
        visitor.begin("short")
        for _page in range(8):
            visitor.answer_page("4")
        visitor.open("result")
        asked.append(any("co dziesiątą" in text_found for text_found in visitor.page.texts("p")))

    assert sum(asked) == 1


def test_without_data_the_quality_page_says_so(anyone):
    anyone.open("quality")

    assert not anyone.page.all("table")
    assert "30" in anyone.page.text


def test_with_data_the_quality_page_shows_reliability_trait_by_trait(anyone, settings, catalogue):
    donate(settings.database_url, some_donations(catalogue, 40))

    anyone.open("quality")

    assert len(anyone.page.all("tbody")[0]) == 19


@pytest.mark.parametrize(
    ("days", "finished", "kept"),
    [(29, False, True), (31, False, False), (364, True, True), (366, True, False)],
)
def test_what_has_been_kept_long_enough_is_deleted(app, clock, visitor, days, finished, kept):
    if finished:
        visitor.finish("3", "short")
    else:
        visitor.begin("full")
    clock.pass_(days=days)

    purge(app)

    visitor.open("quiz/1", status=200 if kept else 404)


def test_after_the_situations_one_sees_ones_own_choices_beside_the_key(anyone, catalogue):
    anyone.finish("3")
    anyone.open("situations/1")
    while "/situations/" in anyone.page.address:
        picks = {name: "a" if name.endswith("-best") else "b" for name in anyone.page.questions()}
        anyone.send(**picks)

    first = catalogue.situations[0]
    chosen = first.option("a").text.to(Language(anyone.language))
    assert chosen.split(" ")[-1] in anyone.page.texts("dd")[0]


def test_who_has_a_result_is_led_back_to_it_from_everywhere(anyone):
    anyone.finish("3")
    result = f"/{anyone.language}/result"

    assert anyone.open("quiz").address == result
    assert result in anyone.open("quiz/1").links().values()
    assert result in anyone.open("").links().values()


def test_answers_that_do_not_hang_together_are_said_so_at_once_and_make_no_cv(anyone):
    anyone.finish("5")

    assert "#care" in anyone.page.links().values()
    anyone.open("plan")
    assert "[" not in anyone.page.text.split("CV")[-1]
