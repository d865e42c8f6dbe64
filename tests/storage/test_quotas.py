"""What one reader may keep has an end, also when many requests come in one moment."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from kamquiz.domain.assessment.attempts import AttemptNotFoundError, QuizLength
from kamquiz.domain.plan.build import build_plan
from kamquiz.storage import (
    AttemptStore,
    Cap,
    CapReachedError,
    NewAttempt,
    PlanChangedError,
    PlanStore,
    Share,
    ShareStore,
)
from kamquiz.storage.keys import key_hash
from kamquiz.storage.quotas import (
    MAX_ATTEMPTS,
    MAX_BROWSERS,
    MAX_PLAN_BYTES,
    MAX_PLANS,
    MAX_SHARES,
)
from tests.builders import NOON, a_profile
from tests.storage.conftest import BANK, PAGE, start_as


@pytest.fixture
def attempt(store):
    return start_as(store, "return link")


@pytest.fixture
def plan():
    profile = a_profile(closer=-2.0, team=-1.0, solver=-0.5, insight=1.0)
    return build_plan(profile, BANK, start=date(2027, 1, 4), hours=2.5)


def all_at_once(act, times):
    """Let *act* be done so many times by eight threads; return how often it was refused."""

    def refused(number):
        try:
            act(number)
        except CapReachedError:
            return True
        return False

    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(refused, range(times))).count(True)


def count(engine, table):
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 - our own names


def a_share(timeline, number):
    return Share(
        hash=key_hash(f"share {number}"),
        timeline=timeline,
        made_on=date(2026, 11, 23),
        result=True,
        plan=False,
        notes=False,
    )


def test_links_made_in_one_moment_are_no_more_than_allowed(engine, attempt):
    shares = ShareStore(engine)
    refused = all_at_once(lambda number: shares.add(a_share(attempt.timeline, number)), 24)

    assert (count(engine, "shares"), refused) == (MAX_SHARES, 24 - MAX_SHARES)

    shares.revoke(attempt.timeline, shares.all(attempt.timeline)[0].hash)
    shares.add(a_share(attempt.timeline, 99))


def test_measuring_again_in_one_moment_makes_no_more_attempts_than_allowed(engine, store, attempt):
    new = NewAttempt(form=QuizLength.FULL, bank="b1", first_page=PAGE)
    refused = all_at_once(
        lambda _number: store.measure_again(attempt, new, anew=PAGE, now=NOON), 32
    )

    assert (count(engine, "attempts"), refused) == (MAX_ATTEMPTS, 33 - MAX_ATTEMPTS)


def test_plans_have_an_end_and_the_next_is_refused_as_one_too_many(engine, attempt, plan):
    plans = PlanStore(engine, BANK)
    for number in range(1, MAX_PLANS + 1):
        plans.accept(attempt.timeline, plan, number=number)

    with pytest.raises(CapReachedError) as refused:
        plans.accept(attempt.timeline, plan, number=MAX_PLANS + 1)
    assert refused.value.cap is Cap.PLANS
    assert plans.find(attempt.timeline).number == MAX_PLANS


def test_a_plan_that_is_too_long_is_refused_and_the_one_before_stays(engine, attempt, plan):
    plans = PlanStore(engine, BANK)
    plans.accept(attempt.timeline, plan, number=1)
    kept = plans.find(attempt.timeline)
    wordy = replace(plan.priorities[0], note="x" * MAX_PLAN_BYTES)

    with pytest.raises(CapReachedError):
        plans.save(attempt.timeline, kept, replace(plan, priorities=(wordy,)))
    with pytest.raises(CapReachedError):
        plans.accept(attempt.timeline, replace(plan, priorities=(wordy,)), number=2)

    assert plans.all(attempt.timeline) == (kept,)
    with pytest.raises(PlanChangedError):
        plans.accept(attempt.timeline, plan, number=1)


def test_nothing_is_added_to_what_was_deleted(engine, store, attempt, plan):
    store.delete(attempt.timeline)

    with pytest.raises(AttemptNotFoundError):
        ShareStore(engine).add(a_share(attempt.timeline, 1))
    with pytest.raises(AttemptNotFoundError):
        PlanStore(engine, BANK).accept(attempt.timeline, plan, number=1)
    with pytest.raises(AttemptNotFoundError):
        store.add_browser(attempt, key_hash("browser"))


def opens(store, secret):
    try:
        store.get(key_hash(secret))
    except AttemptNotFoundError:
        return False
    return True


def test_one_browser_too_many_ends_the_oldest_and_never_a_return_link(engine, store, attempt):
    store.set_codename(attempt, key_hash("six words"))
    for number in range(MAX_BROWSERS + 3):
        store.add_browser(attempt, key_hash(f"browser {number}"))

    assert [opens(store, f"browser {number}") for number in range(5)] == [False] * 3 + [True] * 2
    assert opens(store, "return link")
    assert opens(store, "six words")
    assert count(engine, "keys") == MAX_BROWSERS + 2


def test_browsers_let_in_at_one_moment_are_no_more_than_allowed(engine, attempt):
    stores = [AttemptStore(engine) for _process in range(4)]
    all_at_once(
        lambda number: stores[number % 4].add_browser(attempt, key_hash(f"browser {number}")), 40
    )

    assert count(engine, "keys") == MAX_BROWSERS + 1


def test_a_key_that_was_shown_as_a_return_link_is_never_dropped(engine, store, attempt):
    for number in range(MAX_BROWSERS):
        store.add_browser(attempt, key_hash(f"browser {number}"))
        store.keep_as_links([key_hash(f"browser {number}")])

    with pytest.raises(CapReachedError) as refused:
        store.add_browser(attempt, key_hash("one more"))

    assert refused.value.cap is Cap.BROWSERS
    assert all(opens(store, f"browser {number}") for number in range(MAX_BROWSERS))


def test_keys_of_an_older_version_stay_however_many_there_are(engine, store, attempt):
    with engine.begin() as connection:
        for number in range(MAX_BROWSERS + 5):
            connection.exec_driver_sql(
                "INSERT INTO keys (hash, timeline, kind) VALUES "  # noqa: S608 - our own words
                + ("(?, ?, 'link')" if engine.dialect.name == "sqlite" else "(%s, %s, 'link')"),
                (key_hash(f"older {number}"), attempt.timeline),
            )

    store.add_browser(attempt, key_hash("browser"))

    assert all(opens(store, f"older {number}") for number in range(MAX_BROWSERS + 5))
    assert opens(store, "browser")
