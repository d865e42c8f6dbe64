"""Measuring again: all or a few traits, the change in words, a timeline under one secret."""

import pytest

from tests.visitor import Visitor

VERDICTS = {
    "pl": {"real": "rzeczywista zmiana", "none": "brak oznak zmiany"},
    "en": {"real": "real: higher", "none": "no sign of a change"},
}


def ticked(page):
    return [name for name in page.checked() if name.startswith("trait-")]


def begin_again(visitor, extent="chosen", *traits):
    """Begin to measure *traits* again, or those that are suggested."""
    visitor.open("again")
    if traits:
        visitor.send(
            to="/again",
            extent=extent,
            **dict.fromkeys(ticked(visitor.page)),
            **{f"trait-{trait}": "y" for trait in traits},
        )
    else:
        visitor.send(to="/again", extent=extent)


def answer_as(visitor, catalogue, points):
    """Answer every statement so that it earns *points*; return what was asked."""
    asked = []
    while "/quiz/" in visitor.page.address:
        names = list(visitor.page.questions())
        asked += names
        reverse = {one: catalogue.statement_by_id[one].reverse for one in names}
        visitor.send(**{name: str(6 - points if reverse[name] else points) for name in names})
    return asked


@pytest.fixture
def finished(anyone, catalogue, clock):
    anyone.begin("full")
    answer_as(anyone, catalogue, 2)
    while "/skills/" in anyone.page.address:
        anyone.answer_page("3")
    clock.pass_(weeks=12)
    return anyone


def test_three_traits_are_eighteen_statements_and_no_skills(finished, catalogue):
    begin_again(finished, "chosen", "closer", "team", "listener")

    asked = answer_as(finished, catalogue, 4)

    assert len(asked) == 18
    assert {skill.rsplit("-", 1)[0] for skill in asked} == {"closer", "team", "listener"}
    assert finished.page.address.endswith("/again")


def test_what_rose_is_called_real_and_only_what_was_asked_is_compared(finished, catalogue):
    begin_again(finished, "chosen", "closer", "team", "listener")
    answer_as(finished, catalogue, 5)

    rows = [element.get("class") for element in finished.page.all("tr") if element.get("class")]
    assert rows == ["real"] * 3
    assert VERDICTS[finished.language]["real"] in finished.page.text


def test_the_same_answers_are_no_sign_of_a_change(finished, catalogue):
    begin_again(finished, "chosen", "closer", "team", "listener")
    answer_as(finished, catalogue, 2)

    assert VERDICTS[finished.language]["none"] in finished.page.text
    assert "real" not in [element.get("class") for element in finished.page.all("tr")]


def test_the_other_traits_keep_their_answers(finished, catalogue):
    before = finished.client.get(f"/{finished.language}/answers").get_data(as_text=True)
    begin_again(finished, "chosen", "closer")
    answer_as(finished, catalogue, 5)

    finished.open("result")

    assert len(finished.page.all("circle")) == 19
    after = finished.client.get(f"/{finished.language}/answers").get_data(as_text=True)
    assert before.count("<li>") == after.count("<li>")
    finished.open("answers")


def test_until_it_is_finished_the_last_result_counts(finished, catalogue):
    dots = [one.get("cx") for one in finished.open("result").all("circle")]
    begin_again(finished, "full")
    finished.answer_page("5")

    assert [element.get("cx") for element in finished.open("result").all("circle")] == dots
    finished.open("plan")


def test_measuring_again_can_be_dropped_and_the_earlier_result_stays(finished, catalogue):
    begin_again(finished, "full")
    finished.answer_page("5")
    finished.open("again")

    finished.send(to="/again/drop")

    assert finished.page.form_to("/again")
    assert finished.open("quiz").address.endswith("/result")


def test_everything_again_compares_every_trait(finished, catalogue):
    begin_again(finished, "full")
    answer_as(finished, catalogue, 4)
    while "/skills/" in finished.page.address:
        finished.answer_page("3")

    finished.open("again")

    assert len([element for element in finished.page.all("tr") if element.get("class")]) == 19


def test_the_short_form_again_is_aimed_anew(finished, catalogue):
    begin_again(finished, "short")

    asked = answer_as(finished, catalogue, 4)

    assert len(asked) <= 57
    assert finished.page.address.endswith("/skills/1")


def test_one_return_link_opens_the_whole_timeline(finished, catalogue, app):
    finished.open("keep")
    link = next(
        element for element in finished.page.all("input") if element.get("id") == "link"
    ).get("value")
    begin_again(finished, "chosen", "closer")
    answer_as(finished, catalogue, 4)

    elsewhere = Visitor(app, finished.language)
    elsewhere.come_back(link)

    assert len(elsewhere.open("again").all("ol")[0].findall("li")) == 2


def test_no_trait_ticked_is_explained(finished):
    finished.open("again")

    finished.send(to="/again", **dict.fromkeys(ticked(finished.page)), status=422)

    assert list(finished.page.summary().values()) == ["#extent-0"]


def test_before_there_is_a_result_nothing_is_measured_again(anyone):
    anyone.begin("full")
    while "/quiz/" in anyone.page.address:
        anyone.answer_page("3")

    anyone.open("again")

    assert not [form for form in anyone.page.forms() if form.action.endswith("/again")]


def test_everything_goes_when_it_is_deleted(finished, catalogue):
    begin_again(finished, "chosen", "closer")
    answer_as(finished, catalogue, 4)
    finished.open("delete")
    finished.send()

    finished.open("again", status=404)
    finished.open("result", status=404)
