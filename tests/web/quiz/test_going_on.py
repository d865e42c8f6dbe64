"""Going on: where one left off, and from the short path to everything."""

from tests.builders import purge
from tests.visitor import Visitor


def go_on_to_full(visitor: Visitor) -> None:
    place = next(
        place
        for place, form in enumerate(visitor.page.forms())
        if form.action.endswith("/quiz/full")
    )
    visitor.send(nth=place)


def test_after_the_short_path_the_rest_can_be_asked_and_nothing_twice(visitor, catalogue):
    asked = []
    visitor.begin("short")
    while "/result" not in visitor.page.address:
        asked += visitor.page.questions()
        visitor.answer_page("4")
    go_on_to_full(visitor)
    while "/result" not in visitor.page.address:
        asked += visitor.page.questions()
        visitor.answer_page("2")

    statements = [one for one in asked if one in catalogue.statement_by_id]
    skills = [skill for skill in asked if skill in catalogue.skill_by_id]
    assert sorted(statements) == sorted(catalogue.statement_by_id)
    assert sorted(skills) == sorted(catalogue.skill_by_id)


def test_a_result_outlives_going_on_to_the_full_quiz(visitor, clock, app):
    visitor.finish("4", "short")
    clock.pass_(days=20)
    go_on_to_full(visitor)
    clock.pass_(days=20)
    purge(app)

    assert len(visitor.open("result").all("circle")) == 19


def test_one_goes_on_at_the_first_skill_that_is_open(visitor):
    visitor.begin("full")
    while "/skills/" not in visitor.page.address:
        visitor.answer_page("4")
    assert visitor.open("quiz").address == "/pl/skills/1"

    visitor.answer_page("3")
    assert visitor.open("quiz").address == "/pl/skills/2"


def test_skills_that_were_left_out_are_not_asked_again(visitor):
    visitor.begin("full")
    while "/skills/" not in visitor.page.address:
        visitor.answer_page("4")
    while "/skills/" in visitor.page.address:
        visitor.send(status=422)
        visitor.send(button=visitor.page.forms()[0].buttons[1][2])

    assert visitor.open("quiz").address == "/pl/result"
