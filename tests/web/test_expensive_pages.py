"""Pages anybody may open cost no more for a hostile address, and not again for each visit."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import event

from kamquiz.storage import UNAVAILABLE
from kamquiz.web import services as services_module
from kamquiz.web.caching import Cached
from kamquiz.web.services import MAX_QUALITY_AGE, MAX_READINESS_AGE
from tests.builders import donate, some_donations
from tests.speed import best_of

#: As long as nginx lets an address be.
UNKNOWN = "&".join(f"pattren{number}={number}" for number in range(600))


@pytest.mark.parametrize("address", ["", "?pattern=senior&industry=steel", "jobs", "interview"])
def test_eight_kilobytes_of_unknown_keys_cost_next_to_nothing(anyone, address):
    asked = address + ("&" if "?" in address else "?") + UNKNOWN
    anyone.open(address), anyone.open(asked)

    def opened(what):
        return best_of(3, lambda: anyone.client.get(f"/{anyone.language}/{what}"))

    assert len(asked) > 8_000
    assert opened(asked) < 3 * opened(address)


def test_a_link_to_the_other_language_takes_along_what_pages_read_and_nothing_else(anyone):
    page = anyone.open("jobs?pattern=senior&view=grouped&token=SECRET&pay-min=1")

    others = [element.get("href") for element in page.all("a") if element.get("hreflang")]
    chosen = "jobs?pattern=senior&view=grouped&pay-min=1"
    assert others == [f"/pl/{chosen}", f"/en/{chosen}"]
    assert "SECRET" not in page.html


def test_an_address_longer_than_any_of_ours_is_not_repeated_in_the_page(anyone):
    page = anyone.open("jobs?must=" + "x," * 4_000)

    assert page.html.count("x,x,x") <= 1


@pytest.fixture
def looked(monkeypatch):
    """How often the quality of the bank was worked out."""
    times = []
    before = services_module.quality

    def counting(*given):
        times.append(given)
        return before(*given)

    monkeypatch.setattr(services_module, "quality", counting)
    return times


def test_the_quality_is_not_worked_out_again_for_each_donation(
    visitor, settings, catalogue, clock, looked
):
    for number in range(3):
        donate(settings.database_url, some_donations(catalogue, 10, seed=number))
        visitor.open("quality")
    assert len(looked) == 1

    clock.pass_(seconds=MAX_QUALITY_AGE.total_seconds())
    assert visitor.open("quality").all("table")
    clock.pass_(seconds=MAX_QUALITY_AGE.total_seconds())
    visitor.open("quality")
    assert len(looked) == 2


def test_a_value_is_worked_out_by_one_while_the_others_get_the_one_before(clock):
    cached = Cached(timedelta(minutes=1))
    entered, go_on, made = threading.Event(), threading.Event(), []

    def make(before):
        made.append(before)
        if before is not None:
            entered.set()
            assert go_on.wait(10)
        return len(made)

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(lambda _: cached.get(make, clock()), range(8))) == {1}
        clock.pass_(minutes=1)
        slow = threads.submit(cached.get, make, clock())
        assert entered.wait(10)
        assert [cached.get(make, clock()) for _reader in range(3)] == [1, 1, 1]
        go_on.set()
        assert slow.result(10) == 2
    assert made == [None, 1]


def test_asking_whether_the_server_is_ready_writes_once_in_five_seconds(visitor, app, clock):
    begun = []
    event.listen(app.extensions["kamquiz"].database, "begin", begun.append)
    visitor.client.get("/readyz")
    once = len(begun)

    for _time in range(200):
        assert visitor.client.get("/readyz").status_code == 200
    assert len(begun) == once

    clock.pass_(seconds=MAX_READINESS_AGE.total_seconds())
    visitor.client.get("/readyz")
    assert len(begun) > once


def test_a_database_that_breaks_is_noticed_within_ten_seconds(visitor, app, clock):
    assert visitor.client.get("/readyz").status_code == 200

    def refuse(_connection):
        raise UNAVAILABLE[0]("begin", None, OSError("the disk is gone"))

    engine = app.extensions["kamquiz"].database
    event.listen(engine, "begin", refuse)
    clock.pass_(seconds=10)
    assert visitor.client.get("/readyz").status_code == 503
    assert visitor.client.get("/healthz").status_code == 200

    event.remove(engine, "begin", refuse)
    clock.pass_(seconds=10)
    assert visitor.client.get("/readyz").status_code == 200
