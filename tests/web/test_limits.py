"""What is done too often has to wait; a whole training room behind one address does not."""

import logging
import re
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from kamquiz.web import create_app, limits
from kamquiz.web.limits import (
    CALM_UP_TO,
    CODENAME_TRIES,
    CODENAME_TRIES_IN_ALL,
    LIMITED,
    SCORES,
    STARTS,
    TRIES_WHEN_GUESSED,
    Limit,
    Per,
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


def test_after_ten_codenames_one_has_to_wait_and_is_told_how_long(anyone, clock):
    come_from(anyone, "203.0.113.9")
    assert tried(anyone, CODENAME_TRIES.most + 1) == [422] * 10 + [429]

    anyone.open("return")
    page = anyone.send(codename=WRONG, status=429)
    seconds = int(page.headers["Retry-After"])
    assert 0 < seconds <= 15 * 60
    assert f"{-(-seconds // 60)} min" in page.text

    clock.pass_(seconds=seconds)
    assert tried(anyone, 1) == [422]


def test_a_right_codename_waits_like_a_wrong_one(visitor):
    visitor.begin("short")
    visitor.open("keep")
    visitor.send()
    html = visitor.page.html
    codename = re.search(r'class="codename"[^>]*>([^<]+)<', html)[1]
    come_from(visitor, "203.0.113.9")
    tried(visitor, 10)

    visitor.open("return")
    visitor.send(codename=codename, status=429)


def test_tries_from_this_machine_are_counted_as_well(visitor):
    assert tried(visitor, 11)[-1] == 429


def test_another_address_has_tries_of_its_own_and_one_household_has_them_together(app):
    assert tried(come_from(Visitor(app), "2001:db8:1:2::1"), 11)[-1] == 429
    assert tried(come_from(Visitor(app), "2001:db8:1:2:ffff::9"), 1) == [429]
    assert tried(come_from(Visitor(app), "2001:db8:1:3::1"), 1) == [422]
    assert tried(come_from(Visitor(app), "203.0.113.9"), 11)[-1] == 429
    assert tried(come_from(Visitor(app), "::ffff:203.0.113.9"), 1) == [429]


def test_while_many_addresses_guess_each_has_fewer_tries_and_nobody_none(app, settings, clock):
    visitor = come_from(Visitor(app), "203.0.113.9")
    tried(visitor, 1)
    set_count(app, clock, CODENAME_TRIES_IN_ALL, CALM_UP_TO)

    other = come_from(Visitor(app), "203.0.113.10")
    assert tried(other, TRIES_WHEN_GUESSED + 1) == [422] * TRIES_WHEN_GUESSED + [429]


def test_above_all_that_can_be_hashed_everybody_waits(app, clock):
    tried(come_from(Visitor(app), "203.0.113.9"), 1)
    set_count(app, clock, CODENAME_TRIES_IN_ALL, CODENAME_TRIES_IN_ALL.most)

    assert tried(come_from(Visitor(app), "203.0.113.10"), 1) == [429]


def set_count(app, clock, limit, count):
    """Let *limit*, which counts for all, stand at *count*."""
    store = app.extensions["kamquiz"].limits
    now = clock()
    before = store.count({limit.name: limit.until(now)}, today=now.date())[limit.name]
    with store._engine.begin() as connection:
        connection.execute(
            text('UPDATE limits SET "count" = :count WHERE "count" = :before'),
            {"count": count, "before": before},
        )


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
        most = 0 if limit.per is not Per.EVERYBODY else limit.most
        return by_name.setdefault(limit.name, replace(limit, most=most))

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


def test_making_codenames_stands_under_a_limit(visitor, tight):
    visitor.begin("short")
    visitor.open("keep")

    visitor.send(status=429)


def test_files_of_the_job_builder_stand_under_a_limit_and_its_preview_does_not(visitor, tight):
    come_from(visitor, "203.0.113.9").open("jobs")
    values = visitor.page.forms()[0].values

    assert visitor.client.post("/pl/jobs", data=values | {"do": "preview-1"}).status_code != 429
    assert visitor.client.post("/pl/jobs", data=values | {"do": "docx"}).status_code == 429


@pytest.mark.parametrize("address", ["/api/v1/score", "/api/v1/job/check"])
def test_programs_are_told_to_wait_in_json(visitor, address, tight):
    come_from(visitor, "203.0.113.9")
    response = visitor.client.post(address, json={})

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert response.json["error"] == 429
    assert "Retry-After" in response.json["faults"][0]


def test_every_limit_stands_at_an_address_there_is(app):
    methods = {(one, rule.endpoint) for rule in app.url_map.iter_rules() for one in rule.methods}

    assert set(LIMITED) <= methods
    assert {one for _method, one in LIMITED} >= set(limits.ONLY_IF)


def test_a_training_room_behind_one_address_may_begin():
    assert STARTS.most >= 200 * 3
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
