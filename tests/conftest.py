"""What tests share: the shipped bank, an application of its own a test, a visitor."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from kamquiz.content import Content, load
from kamquiz.settings import ROOT, Settings
from kamquiz.web import create_app
from tests.visitor import Clock, Visitor

pytest_plugins = ["tests.postgres"]

#: Where every tool must be there, a test that cannot run has failed.
NO_SKIPPING = os.environ.get("CI") == "true"

QUESTIONS = ROOT / "questions"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if NO_SKIPPING and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def content() -> Content:
    return load(QUESTIONS)


@pytest.fixture(scope="session")
def catalogue(content):
    return content.catalogue


@pytest.fixture(scope="session")
def instrument(content):
    return content.instrument


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 23, 10, 0))


@pytest.fixture
def settings(request, tmp_path: Path) -> Settings:
    """A database of one's own: SQLite, unless --postgresql asks to hold the pages against it."""
    address = f"sqlite:///{tmp_path / 'quiz.sqlite'}"
    if request.config.getoption("postgresql"):
        address = request.getfixturevalue("emptied_address")
    return Settings(database_url=address, secret_key="of the tests")


@pytest.fixture
def app(settings, content, clock):
    app = create_app(settings, content=content, clock=clock)
    yield app
    app.extensions["kamquiz"].close()


@pytest.fixture
def visitor(app) -> Visitor:
    return Visitor(app)


@pytest.fixture(params=["pl", "en"])
def anyone(app, request) -> Visitor:
    """A visitor in each language in turn."""
    return Visitor(app, request.param)
