"""What tests share: the shipped bank, an application of its own a test, a visitor."""

import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from coverage import Coverage
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from kamquiz.content import Content, load
from kamquiz.settings import ROOT, Settings
from kamquiz.storage import open_database
from kamquiz.web import create_app
from tests.visitor import Clock, Visitor

pytest_plugins = ["tests.postgres", "tests.soak"]

#: Where every tool must be there, a test that cannot run has failed.
NO_SKIPPING = os.environ.get("CI") == "true"

QUESTIONS = ROOT / "questions"


#: Long tests that reach no line the others leave out: coverage would double their time.
UNMEASURED = (
    "tests/browser/",
    "tests/faults/",
    "tests/content/test_job_words.py",
    "tests/documents/jobs/test_json_ld.py",
    "tests/domain/measurement/test_short_path.py",
    "tests/domain/jobs/test_grammar.py",
    "tests/jobcheck/test_bad_input.py",
    "tests/storage/test_backups.py",
    "tests/test_questions_readme.py",
    "tests/web/api/test_description.py",
    "tests/web/security/test_hostile.py",
    "tests/web/jobs/test_builder.py",
    "tests/web/results/test_views.py",
    "tests/web/plan/test_target.py",
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item, nextitem):
    measuring = Coverage.current()
    if measuring is None or not item.nodeid.startswith(UNMEASURED):
        return (yield)
    measuring.stop()
    try:
        return (yield)
    finally:
        measuring.start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if NO_SKIPPING and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def _compiled_templates(tmp_path_factory):
    """Compile each template once, not once an application: it took longer than most tests."""
    folder = tmp_path_factory.mktemp("templates")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": FileSystemBytecodeCache(folder)})
        yield


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


@pytest.fixture(scope="session")
def new_database(tmp_path_factory) -> Path:
    """A file with all tables and nothing in them, as the first start makes it."""
    file = tmp_path_factory.mktemp("database") / "quiz.sqlite"
    open_database(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture
def settings(request, tmp_path: Path, new_database: Path) -> Settings:
    """A database of one's own: SQLite, unless --postgresql asks to hold the pages against it."""
    address = f"sqlite:///{shutil.copy(new_database, tmp_path)}"
    if request.config.getoption("postgresql"):
        address = request.getfixturevalue("emptied_address")
    return Settings(database_url=address, secret_key="a secret of the tests")


@pytest.fixture
def no_database(settings) -> Path:
    """Where the database will be: before the first start there is none."""
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    file.unlink(missing_ok=True)
    return file


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
