"""A real server, a real browser, and every page there is."""

import fcntl
import pickle
from datetime import datetime

import pytest
from playwright.sync_api import sync_playwright

from kamquiz.settings import Settings
from kamquiz.web import create_app
from tests.browser.chromium import ARGUMENTS, program, serving
from tests.browser.stage import Stage
from tests.browser.ways import walked
from tests.visitor import Clock


@pytest.fixture(scope="session")
def shared_app(content, tmp_path_factory):
    """One application for all journeys: each has a browser context, and so answers, of its own."""
    database = tmp_path_factory.mktemp("served") / "quiz.sqlite"
    settings = Settings(database_url=f"sqlite:///{database}", secret_key="a secret of the tests")
    return create_app(settings, content=content, clock=Clock(datetime(2026, 11, 23, 10, 0)))


@pytest.fixture(scope="session")
def address(shared_app):
    with serving(shared_app) as served:
        yield served


@pytest.fixture(scope="session")
def chromium():
    browser_program = program()
    if browser_program is None:
        pytest.skip("the browser chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=["pl", "en"])
def seen(request, content, tmp_path_factory):
    """What was seen on a walk in each language in turn, walked once for all processes."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if hasattr(request.config, "workerinput") else folder
    kept = folder / f"walk-{request.param}"
    with (folder / f"{kept.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            working = tmp_path_factory.mktemp("walk")
            kept.write_bytes(pickle.dumps(walked(working, content, request.param)))
        return pickle.loads(kept.read_bytes())  # noqa: S301 - written a moment ago, by us


@pytest.fixture(scope="session")
def stage(seen, shared_app):
    with serving(Stage(seen, shared_app)) as served:
        yield served
