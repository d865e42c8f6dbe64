"""Nothing is lost by a click: what this browser holds, and what it asks before it begins."""

import pytest

from tests.counting import statements
from tests.visitor import Visitor
from tests.web.quiz.test_resume import make_codename, return_link
from tests.web.quiz.test_return_links import answers, reopen

FULL = 10


# Beginning where something was begun before.


def test_beginning_with_a_result_asks_and_replaces_nothing(anyone):
    anyone.finish("3", "short")
    anyone.open("")

    page = anyone.send(form="full")

    assert page.address.rstrip("/") == f"/{anyone.language}"
    assert "2026" in page.text
    links = set(page.links().values())
    assert {f"/{anyone.language}/result", f"/{anyone.language}/again"} <= links
    assert len(anyone.open("result").all("circle")) == 19
    assert len(anyone.open("my-results").all("section")) == 1


def test_beginning_with_an_unfinished_quiz_asks_and_replaces_nothing(anyone):
    anyone.begin("full")
    anyone.answer_page("5")
    anyone.open("")

    page = anyone.send(form="short")

    assert "6" in page.text
    assert "114" in page.text
    assert anyone.follow({"pl": "Kontynuuj", "en": "Continue"}[anyone.language]).address.endswith(
        "/quiz/2"
    )
    assert set(anyone.open("quiz/1").checked().values()) == {"5"}


def test_starting_separately_begins_with_what_was_chosen_and_keeps_the_result(anyone, catalogue):
    anyone.finish("3", "short")
    anyone.open("")
    anyone.send(form="full", stage="new", industry="banking", seniority="senior")

    anyone.send(button={"pl": "Zacznij osobno", "en": "Start separately"}[anyone.language])

    assert anyone.page.address.endswith("/quiz/1")
    stored = anyone.client.get(f"/{anyone.language}/keep/everything.json").json
    attempt = next(iter(stored["attempts"]))
    chosen = (attempt["form"], attempt["stage"], attempt["industry"], attempt["seniority"])
    assert chosen == ("full", "new", "banking", "senior")
    assert len(anyone.open("my-results").all("section")) == 2
    reopen(anyone, {"pl": "Wynik", "en": "Result"}[anyone.language])
    assert len(anyone.page.all("circle")) == 19


def test_a_posting_link_asks_first_and_its_job_goes_along(visitor):
    visitor.finish("3", "short")
    visitor.open("?pattern=senior&industry=steel&must=listener,english")

    visitor.send(form="short")
    assert "ogłoszenie" in visitor.page.text
    assert visitor.open("result").all("circle")

    visitor.open("?pattern=senior&industry=steel&must=listener,english")
    visitor.send(form="short")
    visitor.send(button="Zacznij osobno")
    assert visitor.page.address == "/pl/quiz/1"
    stored = visitor.client.get("/pl/keep/everything.json").json
    assert stored["attempts"][0]["job"]


def test_a_fresh_browser_is_asked_nothing(visitor):
    assert visitor.begin("short").address == "/pl/quiz/1"


def test_a_start_form_with_a_fault_is_explained_before_anything_is_asked(visitor):
    visitor.finish("3", "short")
    visitor.open("")

    assert visitor.send(form=None, status=422).summary()


def test_answers_that_are_no_longer_stored_do_not_stand_in_the_way(visitor, app):
    visitor.begin("full")
    delete_elsewhere(app, return_link(visitor))

    assert visitor.begin("short").address == "/pl/quiz/1"


# What the start page, /keep and Resume say.

SAYS = {
    "pl": ("Zobacz mój wynik", "Kontynuuj", "Zmierz ponownie"),
    "en": ("See my result", "Continue", "Measure again"),
}


@pytest.mark.parametrize("address", ["", "return"])
def test_pages_name_the_way_on_that_there_is(anyone, address):
    see, on, again = SAYS[anyone.language]
    assert not anyone.open(address).links().keys() & {see, on, again}

    anyone.begin("short")
    assert anyone.open(address).links().keys() & {see, on, again} == {on}

    anyone.open("quiz/1")
    while "/result" not in anyone.page.address:
        anyone.answer_page("3")
    assert anyone.open(address).links().keys() & {see, on, again} == {see, again}

    anyone.open("again")
    anyone.send(to="/again")
    assert anyone.open(address).links().keys() & {see, on, again} == {see, on}


def test_the_page_that_keeps_a_result_does_not_ask_to_go_on_answering(anyone):
    see, on, _again = SAYS[anyone.language]
    anyone.begin("short")
    assert anyone.open("keep").links().keys() & {see, on} == {on}
    assert "30" in anyone.page.text

    anyone.open("quiz/1")
    while "/result" not in anyone.page.address:
        anyone.answer_page("3")

    assert anyone.open("keep").links().keys() & {see, on} == {see}
    assert "12" in anyone.page.text


# The list.


def test_the_list_says_what_each_entry_is(visitor):
    visitor.finish("3", "short")
    visitor.open("plan")
    visitor.send(to="/plan/accept")
    separately(visitor, "full")
    visitor.answer_page("4")

    unfinished, result = visitor.open("my-results").texts("section")

    assert "Niedokończona samoocena, rozpoczęta 23 listopada 2026" in unfinished
    assert "Teraz otwarte. Wersja pełna. Ocenione stwierdzenia: 6 z 114." in unfinished
    assert "Wynik z 23 listopada 2026" in result
    assert "Wersja krótka. Z planem." in result
    assert "Teraz otwarte" not in result


def test_an_empty_list_says_what_to_do(anyone):
    anyone.open("my-results")

    assert not anyone.page.forms()
    assert f"/{anyone.language}/return" in anyone.page.links().values()


def test_every_entry_opens_its_own_answers_and_shows_its_own_return_link(visitor, app):
    visitor.begin("full")
    visitor.answer_page("1")
    separately(visitor, "full")
    visitor.answer_page("5")
    fields = [
        element
        for element in visitor.open("my-results").all("input")
        if element.get("readonly") == ""
    ]

    for field, value in zip(fields, ("5", "1"), strict=True):
        elsewhere = Visitor(app)
        elsewhere.come_back(field.get("value"))
        assert set(elsewhere.open("quiz/1").checked().values()) == {value}
    visitor.open("my-results")
    visitor.send(nth=2)
    assert visitor.page.address == "/pl/quiz/2"
    assert set(visitor.open("quiz/1").checked().values()) == {"1"}


def test_removing_forgets_an_entry_in_this_browser_only(anyone, app):
    anyone.finish("3", "short")
    link = return_link(anyone)
    anyone.open("my-results")

    anyone.send(to="/my-results/remove")

    assert anyone.page.address.endswith("/my-results")
    assert not anyone.page.forms()
    anyone.open("result", status=404)
    assert Visitor(app, anyone.language).come_back(link).address.endswith("/result")
    assert anyone.come_back(link).address.endswith("/result")


def test_removing_another_entry_leaves_the_open_one(visitor):
    visitor.finish("3", "short")
    separately(visitor, "full")
    visitor.open("my-results")
    removing = [place for place, form in enumerate(visitor.page.forms()) if "remove" in form.action]

    visitor.send(nth=removing[1])

    assert len(visitor.page.all("section")) == 1
    assert visitor.open("quiz").address == "/pl/quiz/1"


def test_what_was_deleted_elsewhere_is_listed_as_no_longer_stored_and_can_be_removed(visitor, app):
    visitor.begin("full")
    link = return_link(visitor)
    separately(visitor, "short")
    delete_elsewhere(app, link)

    assert "Już nieprzechowywane" in visitor.open("my-results").text
    visitor.send(nth=len(visitor.page.forms()) - 1)

    assert "Już nieprzechowywane" not in visitor.page.text
    assert len(visitor.page.all("section")) == 1


def test_delete_now_forgets_the_open_entry_only(visitor):
    visitor.finish("3", "short")
    separately(visitor, "full")
    visitor.open("delete")

    visitor.send()

    assert "/pl/my-results" in visitor.page.links().values()
    visitor.open("quiz", status=404)
    reopen(visitor, "Wynik")
    assert visitor.page.address == "/pl/result"


def test_an_entry_that_is_not_named_is_neither_opened_nor_removed(visitor):
    visitor.begin("full")
    visitor.open("my-results")
    token = visitor.page.forms()[0].values["csrf_token"]

    for action in ("open", "remove"):
        visitor.post(f"/pl/my-results/{action}", {"csrf_token": token}, status=400)
    assert visitor.open("quiz").address == "/pl/quiz/1"


def test_the_footer_of_every_page_leads_to_the_list(anyone):
    anyone.open("role")

    assert f"/{anyone.language}/my-results" in anyone.page.links().values()


def test_each_entry_shows_the_codename_that_was_made_for_it(visitor):
    visitor.begin("full")
    first = make_codename(visitor)
    separately(visitor, "short")
    second = make_codename(visitor)

    newest, oldest = visitor.open("my-results").texts("section")
    assert (second in newest, first in oldest) == (True, True)
    assert (first in newest, second in oldest) == (False, False)


# Ten of them.


@pytest.fixture
def full(visitor):
    """A browser that holds as many attempts as it can, each with a codename."""
    visitor.begin("short")
    for _attempt in range(FULL - 1):
        make_codename(visitor)
        separately(visitor, "short")
    make_codename(visitor)
    return visitor


def test_ten_attempts_with_codenames_fit_into_a_cookie_and_cost_two_statements(full):
    cookie = full.client.get_cookie("kamquiz")
    assert len(f"__Host-kamquiz={cookie.value}") < 4_000

    with statements() as sent:
        full.client.get("/pl/my-results")
    assert len(sent) == 2, "the list, and which keys have to become lasting links"

    with statements() as one_of_ten:
        full.client.get("/pl/quiz/1")
    assert len(one_of_ten) == 1


def test_an_eleventh_attempt_drops_nothing_and_asks_to_remove_one(full, app):
    full.open("")
    full.send(form="full")
    assert not full.page.forms()
    assert "/pl/my-results" in full.page.links().values()

    token = full.open("").forms()[0].values
    full.post("/pl/", token | {"form": "full", "separately": "1"}, status=409)
    other = Visitor(app)
    other.begin("full")
    codename, link = make_codename(other), return_link(other)
    assert not full.open(link).forms()
    full.post(link, {"csrf_token": token["csrf_token"]}, status=409)
    full.open("return")
    full.send(codename=codename, status=409)
    assert len(full.open("my-results").all("section")) == FULL

    full.send(to="/my-results/remove")
    assert full.come_back(link).address == "/pl/quiz/1"
    assert len(full.open("my-results").all("section")) == FULL


def test_with_ten_attempts_those_that_are_held_still_open(full):
    assert full.come_back(return_link(full)).address == "/pl/quiz/1"


# Cookies from before there was a list.


def test_a_cookie_from_before_there_was_a_list_stays_good(visitor, app):
    visitor.finish("3", "short")
    codename, link = make_codename(visitor), return_link(visitor)
    other = Visitor(app)
    with other.client.session_transaction() as session:
        session["key"] = link.rsplit("/", 1)[1]
        session["codename"] = codename
    separately(other, "full")

    texts = other.open("my-results").texts("section")
    assert codename in texts[1]
    assert len(texts) == 2


# Two tabs.


def test_a_page_answered_in_an_old_tab_goes_to_the_quiz_it_belongs_to(visitor):
    visitor.begin("full")
    old = visitor.page
    separately(visitor, "full")
    visitor.answer_page("5")
    new = visitor.page

    visitor.post(old.forms()[0].action, old.forms()[0].values | answers(old, "1"))
    assert visitor.page.address == "/pl/quiz/2"
    assert set(visitor.open("quiz/1").checked().values()) == {"1"}

    visitor.post(new.forms()[0].action, new.forms()[0].values | answers(new, "4"))
    assert visitor.page.address == "/pl/quiz/3"
    assert set(visitor.open("quiz/2").checked().values()) == {"4"}
    assert set(visitor.open("quiz/1").checked().values()) == {"5"}


def test_deleting_in_an_old_tab_deletes_what_that_tab_shows(visitor):
    visitor.finish("3", "short")
    old = visitor.open("delete")
    separately(visitor, "full")

    visitor.post(old.forms()[0].action, old.forms()[0].values)

    (left,) = visitor.open("my-results").texts("section")
    assert "Niedokończona" in left


def test_a_page_of_a_quiz_that_was_removed_says_so_and_saves_nothing(anyone):
    anyone.begin("full")
    old = anyone.page
    separately(anyone, "full")
    anyone.open("my-results")
    removing = [place for place, form in enumerate(anyone.page.forms()) if "remove" in form.action]
    anyone.send(nth=removing[1])

    anyone.post(old.forms()[0].action, old.forms()[0].values | answers(old, "1"), status=409)

    assert f"/{anyone.language}/my-results" in anyone.page.links().values()
    assert anyone.open("quiz/1").checked() == {}


def test_a_form_that_names_no_quiz_goes_to_the_open_one(visitor):
    visitor.begin("full")
    page = visitor.page
    token = page.forms()[0].values["csrf_token"]

    visitor.post(page.forms()[0].action, {"csrf_token": token} | answers(page, "2"))

    assert visitor.page.address == "/pl/quiz/2"


def separately(visitor, form):
    visitor.begin(form)
    return visitor.send(button={"pl": "Zacznij osobno", "en": "Start separately"}[visitor.language])


def delete_elsewhere(app, link):
    other = Visitor(app)
    other.come_back(link)
    other.open("delete")
    other.send()
