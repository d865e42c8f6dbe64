"""Impatient fingers, second tabs and odd clocks: one attempt, one result, the same result."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from urllib.parse import urlencode

import pytest
from sqlalchemy import create_engine, func, select

from kamquiz.storage.database import connect
from kamquiz.storage.schema import answers, attempts, donations
from tests.visitor import Clock
from tests.walker import InsideWalker

TOGETHER = 20

#: What is different each time a page is opened.
ANEW = re.compile(r'name="csrf_token" value="[^"]+"')


def result(walker):
    """Return all that the result page says."""
    walker.open("/pl/result")
    return ANEW.sub("", walker.html)


def at_once(app, walker, choices):
    """Send the form of the page twenty times at the same time; return where each was led."""
    action, hidden = walker.shown()
    cookie = walker.client.get_cookie("kamquiz").value

    def send(_number):
        client = app.test_client()
        client.set_cookie("kamquiz", cookie)
        response = client.post(action, data=hidden | choices)
        return response.status_code, response.location

    with ThreadPoolExecutor(TOGETHER) as hands:
        return set(hands.map(send, range(TOGETHER)))


@pytest.mark.parametrize(
    ("form", "database"), [("full", "sqlite"), ("short", "postgresql")], indirect=["database"]
)
def test_twenty_parallel_and_replayed_submits_make_one_result(app_on, database, form, saw):
    app = app_on(database)
    walker = InsideWalker(app, form=form, seed=1)
    walker.open("/pl/")
    walker.send({"form": form})
    sent, pages = [], 0
    while "/result" not in walker.path:
        choices = walker.choices()
        if 'name="donate"' in walker.html:
            choices["donate"] = "y"
        sent.append((walker.shown(), choices))
        if pages < 3 or "donate" in choices:
            led = at_once(app, walker, choices)
            assert {status for status, _ in led} == {303}
            assert len(led) == 1
            walker.open(led.pop()[1])
        else:
            walker.send(choices)
        pages += 1
    first = result(walker)

    for (action, hidden), choices in reversed(sent):
        assert walker.request("POST", action, urlencode(hidden | choices)).status == 303

    assert result(walker) == first
    assert counted(database) == (1, 1)
    saw(
        f"four pages sent {TOGETHER} times at once, then each again, {form} form, "
        f"{database.split(':')[0]}",
        "one attempt, one donation, one result",
    )


def counted(database):
    """Return how many attempts and donations are kept."""
    engine = connect(database)
    with engine.connect() as connection:
        found = tuple(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (attempts, donations)
        )
    engine.dispose()
    return found


#: UTC; in Warsaw the clock jumps from 03:00 back to 02:00, and from 02:00 to 03:00.
NIGHTS = {
    "the clock set back a day": [datetime(2026, 11, 23, 10), datetime(2026, 11, 22, 10)],
    "the clock set forward a day": [datetime(2026, 11, 23, 10), datetime(2026, 11, 24, 10)],
    "the night with an hour twice": [
        datetime(2026, 10, 25, 0, 59),
        datetime(2026, 10, 25, 1, 1),
        datetime(2026, 10, 25, 2, 30),
    ],
    "the night with an hour missing": [
        datetime(2027, 3, 28, 0, 59),
        datetime(2027, 3, 28, 1, 1),
        datetime(2027, 3, 28, 2, 30),
    ],
}


@pytest.mark.parametrize("night", NIGHTS)
def test_a_clock_that_jumps_changes_no_result(app_on, clock, folder, night, saw):
    app = app_on(f"sqlite:///{folder / 'quiz.sqlite'}")
    steady = InsideWalker(app, form="full", seed=7)
    jumping = InsideWalker(app, form="full", seed=7)
    clock.now = NIGHTS[night][0]
    steady.finish()
    steps = jumping.walk()
    next(steps)
    next(steps)
    for now in NIGHTS[night] * 2:
        clock.now = now
        next(steps)
    for _path in steps:
        pass

    assert result(jumping) == result(steady)
    seconds = kept_seconds(folder / "quiz.sqlite")
    assert min(seconds) >= 0
    assert max(seconds) <= 24 * 60 * 60
    saw(night, "same result, no time below nought")


def kept_seconds(file):
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        seconds = list(connection.execute(select(answers.c.seconds)).scalars())
    engine.dispose()
    return [one for one in seconds if one is not None]


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        pytest.param("2026-10-24 21:59", "26.10.2026", id="Saturday night, still summer"),
        pytest.param("2026-10-25 00:30", "26.10.2026", id="the first 02:30"),
        pytest.param("2026-10-25 01:30", "26.10.2026", id="the second 02:30"),
        pytest.param("2026-10-25 22:59", "26.10.2026", id="the last minute of a day of 25 hours"),
        pytest.param("2026-10-25 23:00", "26.10.2026", id="Monday has begun"),
        pytest.param("2027-03-28 00:59", "29.03.2027", id="the last minute of winter"),
        pytest.param("2027-03-28 21:59", "29.03.2027", id="the last minute of a day of 23 hours"),
        pytest.param("2027-03-28 22:00", "29.03.2027", id="Monday has begun in summer time"),
        pytest.param("2027-03-29 21:59", "29.03.2027", id="still Monday"),
        pytest.param("2027-03-29 22:00", "05.04.2027", id="Tuesday"),
    ],
)
def test_a_plan_begins_on_a_monday_where_the_readers_are(app_on, now, monday):
    app = app_on("sqlite:///:memory:")
    kept = app.extensions["kamquiz"]
    kept.now = Clock(datetime.fromisoformat(now))

    start = kept.plan_start()

    assert f"{start:%d.%m.%Y}" == monday
