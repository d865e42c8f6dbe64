"""What is done too often has to wait; a whole training room behind one address does not."""

import logging
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from kamquiz.web import create_app
from kamquiz.web.security.rate_limits import (
    CODENAME_FAILURES,
    CODENAME_FAILURES_IN_ALL,
    FAILURES_WHEN_GUESSED,
    LIMITED,
    SCORES,
    STARTS,
    STARTS_A_DAY,
    Limit,
    failures_allowed,
)
from tests.counting import statements
from tests.visitor import Page, Visitor, check_promises

WRONG = "six words that are not kept"


@pytest.fixture(autouse=True)
def cheap_codenames(monkeypatch):
    """Let scrypt cost next to nothing: what is tested is the counting."""
    from kamquiz.storage import keys  # noqa: PLC0415 - only to turn its costs down

    monkeypatch.setitem(keys._SCRYPT, "n", 2)


def come_from(visitor, address):
    visitor.client.environ_base["REMOTE_ADDR"] = address
    return visitor


def tried(visitor, times):
    """Try wrong codenames; return how each try was answered."""
    visitor.open("return")
    form = visitor.page.forms()[0]
    sent = form.values | {"codename": WRONG}
    return [visitor.client.post(form.action, data=sent).status_code for _try in range(times)]


def test_after_ten_wrong_codenames_one_has_to_wait_and_is_told_how_long(anyone, clock):
    come_from(anyone, "203.0.113.9")
    assert tried(anyone, CODENAME_FAILURES.most + 1) == [422] * 10 + [429]

    anyone.open("return")
    page = anyone.send(codename=WRONG, status=429)
    seconds = int(page.headers["Retry-After"])
    assert 0 < seconds <= 15 * 60
    assert f"{-(-seconds // 60)} min" in page.text

    clock.pass_(seconds=seconds)
    assert tried(anyone, 1) == [422]


@pytest.fixture
def codename(visitor):
    """A codename that opens something."""
    visitor.begin("short")
    visitor.open("keep")
    visitor.send()
    return re.search(r'class="codename"[^>]*>([^<]+)<', visitor.page.html)[1]


def test_after_ten_wrong_codenames_a_right_one_waits_too(visitor, codename):
    come_from(visitor, "203.0.113.9")
    tried(visitor, 10)

    visitor.open("return")
    visitor.send(codename=codename, status=429)


def test_a_codename_that_opens_something_is_never_counted(app, codename):
    for _device in range(15):
        device = come_from(Visitor(app), "203.0.113.9")
        device.open("return")
        device.send(codename=codename)

    assert tried(come_from(Visitor(app), "203.0.113.9"), 11) == [422] * 10 + [429]


def test_a_form_that_is_not_filled_in_is_no_failure(anyone):
    come_from(anyone, "203.0.113.9").open("return")
    for _time in range(12):
        anyone.send(codename="", status=422)

    assert tried(anyone, 1) == [422]


def test_many_who_try_at_once_from_one_address_have_no_more_tries(app, codename):
    visitors = [come_from(Visitor(app), "203.0.113.9") for _thread in range(8)]
    with ThreadPoolExecutor(8) as threads:
        seen = [one for some in threads.map(lambda who: tried(who, 5), visitors) for one in some]

    assert Counter(seen) == {422: CODENAME_FAILURES.most, 429: 40 - CODENAME_FAILURES.most}


def test_who_tries_at_once_and_is_right_loses_no_try(app, codename):
    def come_back(_time):
        device = come_from(Visitor(app), "203.0.113.9")
        form = device.open("return").forms()[0]
        return device.client.post(form.action, data=form.values | {"codename": codename})

    with ThreadPoolExecutor(8) as threads:
        answered = [one.status_code for one in threads.map(come_back, range(8))]

    assert answered == [303] * 8
    assert tried(come_from(Visitor(app), "203.0.113.9"), 10) == [422] * 10


def test_tries_from_this_machine_are_counted_as_well(visitor):
    assert tried(visitor, 11)[-1] == 429


def test_another_address_has_tries_of_its_own_and_one_household_has_them_together(app):
    assert tried(come_from(Visitor(app), "2001:db8:1:2::1"), 11)[-1] == 429
    assert tried(come_from(Visitor(app), "2001:db8:1:2:ffff::9"), 1) == [429]
    assert tried(come_from(Visitor(app), "2001:db8:1:3::1"), 1) == [422]
    assert tried(come_from(Visitor(app), "203.0.113.9"), 11)[-1] == 429
    assert tried(come_from(Visitor(app), "::ffff:203.0.113.9"), 1) == [429]


@pytest.mark.parametrize(("in_all", "left"), FAILURES_WHEN_GUESSED.items())
def test_while_many_addresses_guess_each_has_fewer_tries_and_nobody_none(app, clock, in_all, left):
    assert left >= 1
    fail_elsewhere(app, clock, in_all)

    other = come_from(Visitor(app), "203.0.113.10")
    assert tried(other, left + 1) == [422] * left + [429]


def test_however_many_fail_elsewhere_a_right_codename_opens(app, clock, codename):
    fail_elsewhere(app, clock, 1_000_000)
    assert failures_allowed(1_000_000) == 1

    device = come_from(Visitor(app), "203.0.113.10")
    device.open("return")
    device.send(codename=codename)


def test_tries_that_are_refused_count_for_nobody_else(app, clock):
    tried(come_from(Visitor(app), "203.0.113.9"), 200)

    assert failures_in_all(app, clock) == CODENAME_FAILURES.most


def failures_in_all(app, clock):
    now = clock()
    return app.extensions["kamquiz"].limits.counted(
        CODENAME_FAILURES_IN_ALL, CODENAME_FAILURES.until(now), today=now.date()
    )


def fail_elsewhere(app, clock, times):
    """Let so many codenames have failed at other addresses."""
    tried(come_from(Visitor(app), "203.0.113.9"), 2)
    with app.extensions["kamquiz"].database.begin() as connection:
        connection.execute(
            text('UPDATE limits SET "count" = "count" + :more WHERE "count" = 2'), {"more": times}
        )
    assert failures_in_all(app, clock) == 2 + times


def test_two_processes_share_their_counts(settings, content, clock):
    one, other = (create_app(settings, content=content, clock=clock) for _process in range(2))

    assert tried(come_from(Visitor(one), "203.0.113.9"), 6) == [422] * 6
    assert tried(come_from(Visitor(other), "203.0.113.9"), 5) == [422] * 4 + [429]


def test_a_guess_without_the_token_of_a_form_costs_the_reader_no_try(visitor):
    come_from(visitor, "203.0.113.9")
    for _try in range(20):
        assert visitor.client.post("/pl/return", data={"codename": WRONG}).status_code == 400

    assert tried(visitor, 1) == [422]


def test_behind_a_proxy_the_address_it_names_is_counted(settings, content, clock):
    app = create_app(replace(settings, proxies=1), content=content, clock=clock)
    visitor = Visitor(app)
    visitor.client.environ_base["HTTP_X_FORWARDED_FOR"] = "198.51.100.1, 203.0.113.9"
    tried(visitor, 11)
    visitor.client.environ_base["HTTP_X_FORWARDED_FOR"] = "203.0.113.9, 203.0.113.10"

    assert tried(visitor, 1) == [422]


def test_without_a_proxy_nobody_can_name_an_address_of_their_choice(app):
    visitor = come_from(Visitor(app), "203.0.113.9")
    for number in range(10):
        visitor.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{number}"
        tried(visitor, 1)

    assert tried(visitor, 1) == [429]


# Everything that stands under a limit.


@pytest.fixture
def tight(monkeypatch):
    """Allow everything once only."""
    by_name = {}

    def once(limit: Limit) -> Limit:
        return by_name.setdefault(limit.name, replace(limit, most=0))

    for key, several in LIMITED.items():
        monkeypatch.setitem(LIMITED, key, tuple(map(once, several)))


def test_files_of_the_plan_stand_under_a_limit(visitor, tight):
    visitor.finish("3", form="short")

    for address in ("plan.pdf", "plan.docx", "plan/file?format=md", "plan/manager.pdf"):
        assert visitor.open(address, status=429).headers["Retry-After"]


@pytest.mark.parametrize("address", ["return/" + "x" * 43, "share/" + "x" * 43])
def test_opening_links_stands_under_a_limit(anyone, address, tight):
    come_from(anyone, "203.0.113.9")

    assert anyone.open(address, status=429).headers["Retry-After"]
    assert anyone.client.head(f"/{anyone.language}/{address}").status_code == 429


def test_beginning_stands_under_a_limit(anyone, tight):
    come_from(anyone, "203.0.113.9").open("")

    assert anyone.send(form="short", status=429).headers["Retry-After"]


def test_beginning_has_a_limit_for_the_day_as_well(anyone, clock, monkeypatch):
    monkeypatch.setitem(LIMITED, ("POST", "quiz.start"), (replace(STARTS_A_DAY, most=1),))
    come_from(anyone, "203.0.113.9").open("")
    anyone.send(form="short")
    anyone.open("")
    form = anyone.page.forms()[0]
    clock.pass_(hours=13)
    again = anyone.client.post(form.action, data=form.values | {"form": "short"})
    assert (again.status_code, int(again.headers["Retry-After"])) == (429, 3600)

    clock.pass_(hours=1)
    values = form.values | {"form": "short", "separately": "1"}
    assert anyone.client.post(form.action, data=values).status_code == 303


def test_making_codenames_stands_under_a_limit(visitor, tight):
    visitor.begin("short")
    visitor.open("keep")

    visitor.send(status=429)


@pytest.mark.parametrize("address", ["jobs", "interview"])
def test_whatever_checks_a_draft_stands_under_the_limit_of_the_checker(visitor, tight, address):
    visitor.open("check")
    values = visitor.page.forms()[0].values
    come_from(visitor, "203.0.113.9")

    for path in (address, "jobs/open"):
        assert visitor.client.post(f"/pl/{path}", data=values | {"do": "md"}).status_code == 429
    assert visitor.client.get(f"/pl/{address}").status_code == 429


@pytest.mark.parametrize("address", ["/api/v1/score", "/api/v1/job/check"])
def test_programs_are_told_to_wait_in_json(visitor, address, tight):
    come_from(visitor, "203.0.113.9")
    response = visitor.client.post(address, json={})

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert response.json["error"] == 429
    assert "Retry-After" in response.json["faults"][0]


def test_every_limit_stands_at_an_address_there_is(app):
    methods = {
        (method, rule.endpoint) for rule in app.url_map.iter_rules() for method in rule.methods
    }

    assert set(LIMITED) <= methods


def test_a_training_room_behind_one_address_may_begin():
    assert STARTS.most >= 200 * 3
    assert STARTS_A_DAY.most >= 200 * 8
    assert SCORES.most / SCORES.minutes >= 60


def test_whoever_serves_on_this_machine_alone_may_begin_as_often_as_they_like(visitor, tight):
    visitor.begin("short")
    visitor.begin("short")


def test_a_page_of_questions_costs_no_statement_for_the_limits(visitor):
    come_from(visitor, "203.0.113.9").begin("short")

    with statements() as sent:
        visitor.open("quiz/1")
    assert not [one for one in sent if "limits" in one]


def test_no_address_is_kept_anywhere(visitor, settings, caplog):
    caplog.set_level(logging.DEBUG)
    come_from(visitor, "203.0.113.9").finish("3", form="short")
    tried(visitor, 12)
    engine = create_engine(settings.database_url)
    with engine.connect() as connection:
        dump = "\n".join(connection.connection.driver_connection.iterdump())
    engine.dispose()

    assert "203.0.113" not in dump + caplog.text
    for spelt in (b"203.0.113.9".hex(), bytes([203, 0, 113, 9]).hex()):
        assert spelt not in dump.lower()


def test_the_page_of_a_limit_is_a_page_like_any_other(app, tight):
    visitor = come_from(Visitor(app, "en"), "203.0.113.9")
    response = visitor.client.get("/en/return/x")

    page = Page(response)
    assert (page.status, page.language) == (429, "en")
    check_promises(page)
