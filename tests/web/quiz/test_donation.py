"""Giving answers for calibration: only when ticked, once, and without a way back."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields

import numpy as np
import pytest
from sqlalchemy import text

from kamquiz.storage import DonationStore, open_database
from tests.visitor import Visitor


@pytest.fixture
def donations(settings):
    engine = open_database(settings.database_url)
    yield DonationStore(engine)
    engine.dispose()


def to_the_tick(visitor, form="short"):
    """Answer everything up to the page that asks for the donation."""
    visitor.begin(form, industry="banking", seniority="kam")
    while 'name="donate"' not in visitor.page.html:
        visitor.answer_page("4")


def test_the_box_is_not_ticked_beforehand_and_nothing_is_given_without_it(anyone, donations):
    to_the_tick(anyone)
    assert "donate" not in anyone.page.checked()

    anyone.answer_page("3")

    assert "/result" in anyone.page.address
    assert donations.count() == 0


def test_ticked_answers_are_copied_without_key_time_or_target(visitor, donations, catalogue):
    to_the_tick(visitor)
    visitor.send(**dict.fromkeys(visitor.page.questions(), "3"), donate="y")

    (given,) = donations.all()
    assert given.month == "2026-11"
    assert given.bank == catalogue.version
    assert set(given.ratings.values()) == {4}
    assert set(given.ratings) <= set(catalogue.statement_by_id)
    assert {field.name for field in fields(given)} == {
        "month",
        "bank",
        "form",
        "confident",
        "ratings",
    }


def test_a_button_pressed_twice_gives_once(visitor, donations):
    to_the_tick(visitor)
    page = visitor.page
    values = page.forms()[0].values | dict.fromkeys(page.questions(), "3") | {"donate": "y"}

    visitor.post(page.forms()[0].action, values)
    visitor.post(page.forms()[0].action, values)

    assert visitor.page.address == "/pl/result"
    assert donations.count() == 1


def test_what_was_given_stays_when_the_attempt_is_deleted(visitor, donations, settings):
    to_the_tick(visitor)
    visitor.send(**dict.fromkeys(visitor.page.questions(), "3"), donate="y")
    visitor.open("delete")
    visitor.send()

    assert donations.count() == 1
    engine = open_database(settings.database_url)
    with engine.connect() as connection:
        columns = connection.execute(text("SELECT * FROM donations")).keys()
    engine.dispose()
    assert "attempt" not in columns
    assert not {"key", "hash", "started_at", "industry", "seniority"} & set(columns)


def give(app, catalogue, number):
    """Answer like nobody else, without haste, and give the answers."""
    visitor = Visitor(app)
    visitor.begin("short")
    rng = np.random.default_rng(number)
    while 'name="donate"' not in visitor.page.html:
        names = visitor.page.questions()
        visitor.send(**{name: str(rng.integers(1, 6)) for name in names})
    return visitor.send(**dict.fromkeys(visitor.page.questions(), "3"), donate="y")


def test_three_sets_of_answers_a_day_are_taken_from_one_address(app, donations, catalogue, clock):
    for number in range(5):
        page = give(app, catalogue, number)
        assert page.address == "/pl/result"
    assert donations.count() == 3

    clock.pass_(days=1)
    give(app, catalogue, 6)
    assert donations.count() == 4


def test_who_gave_too_much_today_is_not_told_that_it_was_given(app, donations, catalogue, clock):
    for number in range(4):
        give(app, catalogue, number)
    late = Visitor(app)
    to_the_tick(late)
    late.send(**dict.fromkeys(late.page.questions(), "3"), donate="y")

    assert 'name="donate"' in late.open("skills/3").html
    assert donations.count() == 3


def test_a_button_pressed_twice_takes_nobody_elses_place(app, donations, catalogue):
    visitor = Visitor(app)
    to_the_tick(visitor)
    form = visitor.page.forms()[0]
    values = form.values | dict.fromkeys(visitor.page.questions(), "3") | {"donate": "y"}
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: visitor.client.post(form.action, data=values), range(8)))
    give(app, catalogue, 1)
    give(app, catalogue, 2)

    assert donations.count() == 3


def test_flat_and_fast_answers_are_marked_as_not_to_be_counted(visitor, app, donations, clock):
    to_the_tick(visitor)
    visitor.send(**dict.fromkeys(visitor.page.questions(), "3"), donate="y")

    assert [element.confident for element in donations.all()] == [False]
