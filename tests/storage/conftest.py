"""A real database of its own for each test, once in SQLite and once in PostgreSQL."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kamquiz.domain.assessment.attempts import PageSubmission, QuizLength
from kamquiz.domain.assessment.donations import Donation
from kamquiz.domain.plan.build import build_plan
from kamquiz.storage import (
    AttemptStore,
    BankStore,
    NewAttempt,
    PlanStore,
    Share,
    ShareStore,
    open_database,
)
from kamquiz.storage.database import connect
from kamquiz.storage.keys import key_hash
from tests.builders import NOON, a_catalogue, a_profile, an_action, an_if_then, rated

PAGE, NEXT = ("insight-1", "closer-1"), ("insight-2", "closer-2")
TRAITS = ("closer", "team", "solver", "insight")
BANK = a_catalogue(
    *TRAITS, actions=tuple(an_action(one, 2, if_then=an_if_then("review")) for one in TRAITS)
)


def start_as(store, secret: str):
    store.start(
        NewAttempt(form=QuizLength.SHORT, bank="b1", first_page=PAGE),
        key=key_hash(secret),
        now=NOON,
    )
    return store.get(key_hash(secret))


@pytest.fixture
def file(tmp_path):
    return tmp_path / "quiz.sqlite"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, file):
    """The address of a database without a row."""
    if request.param == "sqlite":
        return f"sqlite:///{file}"
    return request.getfixturevalue("emptied_address")


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_engine(request, tmp_path):
    """A database of one's own without a table, whose schema may be changed."""
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path / 'bare.sqlite'}")
        yield engine
        engine.dispose()
        return
    server = request.getfixturevalue("postgres")
    name = server.new_database()
    engine = connect(server.address(name))
    yield engine
    engine.dispose()
    server.drop(name)


@pytest.fixture
def engine(address):
    engine = open_database(address)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine):
    return AttemptStore(engine)


@pytest.fixture
def filled(engine):
    """A database with at least one row in every table."""
    BankStore(engine).keep("b1", 0, b"the question files")
    store = AttemptStore(engine)
    for number in range(3):
        attempt = start_as(store, f"reader {number}")
        turn = PageSubmission(page=1, ratings=rated(insight_1=4, closer_1=2), next_page=NEXT)
        store.record(attempt, turn, now=NOON + timedelta(seconds=31))
        donation = Donation(
            month="2026-11",
            bank="b1",
            form=QuizLength.SHORT,
            confident=True,
            ratings=rated(insight_1=4, closer_1=2),
        )
        store.finish(attempt, {"english": 3}, ["analysis"], donation)
    plan = build_plan(
        a_profile(closer=-2.0, team=-1.0, solver=-0.5, insight=1.0),
        BANK,
        start=date(2027, 1, 4),
        hours=2.5,
    )
    PlanStore(engine, BANK).accept(attempt.timeline, replace(plan, uid="zażółć 😀"), number=1)
    ShareStore(engine).add(
        Share(
            hash=key_hash("share"),
            timeline=attempt.timeline,
            made_on=date(2026, 11, 23),
            result=True,
            plan=False,
            notes=False,
        )
    )
    store.purge(NOON)
    return engine
