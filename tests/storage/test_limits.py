"""Counting for the limits: by all processes together, and without keeping who it was."""

import hashlib
import hmac
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from kamquiz.storage import LimitStore
from tests.counting import statements

#: Two stores are what two processes have; each remembers its own salt.
NOW = datetime(2026, 11, 23, 10, 0)
TODAY, TOMORROW = NOW.date(), NOW.date() + timedelta(days=1)
UNTIL = NOW + timedelta(minutes=15)
PEPPER = b"of the server, not of the database"


@pytest.fixture
def limits(engine):
    return LimitStore(engine, pepper=PEPPER)


def rows(engine, table):
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608 - our own names


def test_the_same_thing_is_counted_on_until_its_window_ends(limits):
    for expected in (1, 2, 3):
        assert limits.count({"a": UNTIL}, today=TODAY) == {"a": expected}

    assert limits.count({"a": UNTIL + timedelta(minutes=15)}, today=TODAY) == {"a": 1}


def test_different_things_are_counted_apart_and_several_at_once(limits):
    limits.count({"a": UNTIL}, today=TODAY)

    assert limits.count({"a": UNTIL, "all": UNTIL}, today=TODAY) == {"a": 2, "all": 1}


def test_several_processes_count_together(limits, engine):
    other = LimitStore(engine, pepper=PEPPER)
    limits.count({"a": UNTIL}, today=TODAY)

    assert other.count({"a": UNTIL}, today=TODAY) == {"a": 2}


def test_no_count_is_lost_when_many_count_in_one_moment(limits):
    limits.count({"a": UNTIL}, today=TODAY)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: limits.count({"a": UNTIL}, today=TODAY), range(40)))

    assert limits.count({"a": UNTIL}, today=TODAY) == {"a": 42}


def test_of_many_who_take_in_one_moment_no_more_than_allowed_are_counted(limits, engine):
    stores = [LimitStore(engine, pepper=PEPPER) for _process in range(4)]
    with ThreadPoolExecutor(8) as threads:
        taken = list(
            threads.map(
                lambda one: stores[one % 4].take("a", UNTIL, most=10, today=TODAY), range(40)
            )
        )

    assert taken.count(True) == 10
    assert limits.counted("a", UNTIL, today=TODAY) == 10


def test_what_is_given_back_can_be_taken_again(limits):
    assert limits.take("a", UNTIL, most=1, today=TODAY)
    assert not limits.take("a", UNTIL, most=1, today=TODAY)
    limits.give_back({"a": UNTIL, "never counted": UNTIL}, today=TODAY)

    assert limits.counted("a", UNTIL, today=TODAY) == 0
    assert limits.take("a", UNTIL, most=1, today=TODAY)


def test_a_count_costs_one_statement_once_the_salt_of_the_day_is_known(limits):
    limits.count({"a": UNTIL}, today=TODAY)

    with statements() as sent:
        limits.count({"a": UNTIL, "all": UNTIL}, today=TODAY)

    assert len(sent) == 1, sent


def test_nothing_that_is_kept_tells_what_was_counted(limits, engine):
    limits.count({"codename tries 203.0.113.9": UNTIL}, today=TODAY)
    ((key, _until, count),) = rows(engine, "limits")

    assert (len(key), count) == (32, 1)
    assert "203.0.113.9" not in repr(rows(engine, "limits"))


def test_the_database_alone_does_not_tell_an_address_by_trying_all(limits, engine):
    """With the salt, which stands beside the counts, four thousand million are soon tried."""
    limits.count({"a": UNTIL}, today=TODAY)
    ((key, *_rest),) = rows(engine, "limits")
    other_server = LimitStore(engine, pepper=b"of another server")

    assert other_server.count({"a": UNTIL}, today=TODAY) == {"a": 1}
    ((_id, _day, salt),) = rows(engine, "limit_salts")
    named = f"{UNTIL.isoformat()} a".encode()
    assert bytes(key) not in {
        hmac.digest(bytes(salt), named, "sha256"),
        hmac.digest(b"", named, "sha256"),
        hashlib.sha256(bytes(salt) + named).digest(),
    }


def test_the_salt_of_a_day_is_gone_when_the_next_begins(limits, engine):
    limits.count({"a": UNTIL}, today=TODAY)
    ((_id, _day, before),) = rows(engine, "limit_salts")
    limits.count({"a": UNTIL}, today=TOMORROW)
    ((_id, day, after),) = rows(engine, "limit_salts")

    assert before != after
    assert str(day) == TOMORROW.isoformat()
    assert before not in {value for row in rows(engine, "limits") for value in row}


def test_the_same_thing_cannot_be_known_again_the_day_after(limits, engine):
    limits.count({"a": UNTIL}, today=TODAY)
    limits.count({"a": UNTIL}, today=TOMORROW)

    assert len(rows(engine, "limits")) == 2


def test_processes_agree_on_the_salt_even_if_one_clock_runs_behind(limits, engine):
    ahead = LimitStore(engine, pepper=PEPPER)
    ahead.count({"a": UNTIL}, today=TOMORROW)

    assert limits.count({"a": UNTIL}, today=TODAY) == {"a": 2}
    assert ahead.count({"a": UNTIL}, today=TOMORROW) == {"a": 3}


def test_windows_that_are_over_are_forgotten(limits, engine):
    limits.count({"a": UNTIL, "b": UNTIL + timedelta(hours=1)}, today=TODAY)

    assert limits.forget(UNTIL) == 1
    assert len(rows(engine, "limits")) == 1
