"""Job ads are checked beside the quiz: a crowd of them keeps no page from its turn."""

import json
import os
import signal
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from kamquiz.checker_process import ADS_AT_ONCE
from kamquiz.web.services import CHECKED_AT_ONCE
from tests.hostile_ads import REPEATED, accepted, longest, ordinary
from tests.servers import WebServer
from tests.soak import FULL_LENGTH, times
from tests.walker import Walker

SENDERS = 8
SECONDS = times(60, 12)

#: What a page of the quiz may take beside them; with every commit other tests run at its side.
MAX_SECONDS = 1.0 if FULL_LENGTH else 4.0

#: The dearest of what `benchmarks/checker_cost.py` measures, long and short.
LONG = [
    accepted(longest(REPEATED[one])) for one in ("headings with colon", "pay on lines", "posts")
]
SHORT = [one[:CHECKED_AT_ONCE] for one in LONG]


@pytest.fixture
def server(tmp_path):
    web = WebServer(f"sqlite:///{tmp_path / 'quiz.sqlite'}", tmp_path).start()
    yield web
    web.kill()


def check(server, text):
    """Return the status of a check and what came with it."""
    request = urllib.request.Request(
        f"http://localhost:{server.port}/api/v1/job/check",
        json.dumps({"text": text}).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310 - our own server
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers


def children_of(number):
    """Return the processes a process has started."""
    tasks = Path(f"/proc/{number}/task").iterdir()
    return [one for task in tasks for one in (task / "children").read_text().split()]


def checkers_of(server):
    """Return the processes in which ads are checked."""
    return [
        int(one)
        for one in children_of(server.process_id)
        if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()
    ]


def is_running(number):
    with suppress(OSError):
        return ") Z " not in Path(f"/proc/{number}/stat").read_text()
    return False


def slowest_page(server, seconds):
    """Return how long the slowest page took a reader who walks the quiz again and again."""
    slowest, until = 0.0, time.monotonic() + seconds

    def told(reply):
        nonlocal slowest
        slowest = max(slowest, reply.seconds)

    while time.monotonic() < until:
        walker = Walker("localhost", server.port, told=told)
        for _path in walker.walk():
            if time.monotonic() > until:
                break
        walker.hang_up()
    return slowest


@pytest.mark.soak
@pytest.mark.parametrize("ads", [LONG, SHORT], ids=["long", "short"])
def test_beside_eight_senders_of_hostile_ads_a_quiz_page_takes_a_second_at_most(
    server, ads, record_property
):
    check(server, ordinary())  # so that the checker has been started
    alone = slowest_page(server, 2)
    done, statuses = threading.Event(), []

    def send(text):
        while not done.is_set():
            statuses.append(check(server, text)[0])

    senders = [threading.Thread(target=send, args=(ads[one % len(ads)],)) for one in range(SENDERS)]
    for sender in senders:
        sender.start()
    time.sleep(1)
    beside = slowest_page(server, SECONDS)
    done.set()
    for sender in senders:
        sender.join()

    record_property("slowest page alone, seconds", round(alone, 2))
    record_property("beside eight senders", round(beside, 2))
    record_property("ads checked", statuses.count(200))
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) > 0
    assert beside < MAX_SECONDS


def test_a_checker_that_is_killed_costs_one_answer_and_no_server(server):
    assert check(server, ordinary())[0] == 200
    (checker,) = checkers_of(server)

    os.kill(checker, signal.SIGKILL)
    status, headers = check(server, ordinary())

    assert (status, headers["Retry-After"]) == (503, "10")
    assert check(server, ordinary())[0] == 200
    assert len(checkers_of(server)) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_checker_ends_with_the_server(server, number):
    check(server, ordinary())
    started = [int(one) for one in children_of(server.process_id)]
    assert started

    server.kill(number)

    until = time.monotonic() + 20
    while any(map(is_running, started)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(is_running, started))
    assert "Traceback" not in server.log


@pytest.mark.parametrize("count", [ADS_AT_ONCE + 2])
def test_more_ads_than_can_wait_are_asked_to_come_again(server, count):
    check(server, ordinary())
    answers = []
    senders = [
        threading.Thread(target=lambda: answers.append(check(server, LONG[0])))
        for _again in range(count)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert sorted(status for status, _ in answers)[0] == 200
    assert 503 in [status for status, _ in answers]
