"""Slow clients and too many clients: everybody else is served, and soon again."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from tests.faults.conftest import OVERLOAD_SECONDS, Crowd, Processes
from tests.walker import Walker

SLOW = 150

#: What a normal request may take beside three hundred slow ones.
MAX_SECONDS = 2

#: After a crowd three times too large the first page in time comes within this.
RECOVERED_WITHIN = 30

HEADERS = b"GET /pl/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
BODY = (
    b"POST /pl/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
)


async def dawdle(port, context, beginning, done):
    """Send *beginning*, then a letter a second, until *done* or until nobody listens any more."""
    with suppress(OSError):
        _reader, writer = await asyncio.open_connection("localhost", port, ssl=context)
        try:
            writer.write(beginning)
            while not done.is_set():
                writer.write(b"x")
                await writer.drain()
                with suppress(TimeoutError):
                    await asyncio.wait_for(done.wait(), 1)
        finally:
            await hang_up(writer)


async def hang_up(writer):
    """Close a connection, whatever the other side has done to it."""
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


async def beside_slow_clients(port, context, act):
    """Return what *act* returns while three hundred clients dawdle."""
    done = asyncio.Event()
    slow = [
        asyncio.create_task(dawdle(port, context, beginning, done))
        for beginning in (HEADERS, BODY)
        for _ in range(SLOW)
    ]
    await asyncio.sleep(1.5)
    try:
        return await asyncio.to_thread(act)
    finally:
        done.set()
        await asyncio.gather(*slow)


def walk_for(port, context, seconds):
    """Answer questions for a while; return the slowest page."""
    pages = []
    ends = time.monotonic() + seconds
    walker = Walker(
        "localhost",
        port,
        form="full",
        context=context,
        told=lambda one: pages.append(one.seconds),
    )
    for _path in walker.walk():
        if time.monotonic() > ends:
            break
    walker.hang_up()
    assert walker.acknowledged
    return max(pages)


def completed(coroutine):
    """Run *coroutine* in a thread: another test of this process may have left a loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def test_slow_clients_of_the_one_process_leave_the_others_served(nursery, folder, saw):
    alone = Processes(nursery, f"sqlite:///{folder / 'quiz.sqlite'}")

    slowest = completed(
        beside_slow_clients(alone.port, None, lambda: walk_for(alone.port, None, 2))
    )

    alone.stop()
    assert slowest < MAX_SECONDS
    saw(f"{SLOW} slow headers and {SLOW} slow bodies, one process", f"slowest page {slowest:.2f} s")


def test_slow_clients_of_nginx_leave_the_others_served(front, saw):
    slowest = completed(
        beside_slow_clients(
            front.port, front.context, lambda: walk_for(front.port, front.context, 2)
        )
    )

    assert slowest < MAX_SECONDS
    saw(f"{SLOW} slow headers and {SLOW} slow bodies, nginx", f"slowest page {slowest:.2f} s")


async def arrive(port, path, cookie, patience=10):
    """Open a page once, as somebody who gives up after a while; return the status."""

    async def get():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(
                f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: kamquiz={cookie}\r\n"
                "Connection: close\r\n\r\n".encode()
            )
            line = await reader.readline()
            await reader.read()
            return int(line.split()[1])
        finally:
            await hang_up(writer)

    try:
        return await asyncio.wait_for(get(), patience)
    except (OSError, TimeoutError, IndexError):
        return 0


async def overload(port, path, cookie, rate, seconds):
    """Let *rate* people a second come, whether they are served or not; return each status."""
    coming = []
    began = time.monotonic()
    while (passed := time.monotonic() - began) < seconds:
        missing = int(passed * rate) - len(coming)
        coming += [asyncio.create_task(arrive(port, path, cookie)) for _ in range(missing)]
        await asyncio.sleep(0.01)
    return await asyncio.gather(*coming)


@pytest.mark.soak
def test_three_times_too_many_readers_are_survived(processes, database, saw):
    walker = Walker("localhost", processes.port, form="full", timeout=120)
    steps = walker.walk()
    next(steps)
    next(steps)
    page, cookie = walker.path, walker.cookies["kamquiz"]
    began, pages = time.monotonic(), 0
    while time.monotonic() < began + 1:
        walker.open(page)
        pages += 1

    with Crowd(processes.port, size=2) as crowd:
        statuses = completed(overload(processes.port, page, cookie, 3 * pages, OVERLOAD_SECONDS))
        ended = time.monotonic()
        while walker.request("GET", page).seconds > 1:
            assert time.monotonic() < ended + RECOVERED_WITHIN
        recovered = time.monotonic() - ended
    walker.hang_up()

    assert set(statuses) <= {0, 200, 503}
    assert statuses.count(200) > pages
    assert recovered < RECOVERED_WITHIN
    assert crowd.failed == []
    assert crowd.lost() == []
    saw(
        f"{3 * pages} pages a second wanted, {pages} possible, for {OVERLOAD_SECONDS} s, "
        f"{database.split(':')[0]}",
        f"{statuses.count(200)} served, {len(statuses) - statuses.count(200)} gave up; "
        f"in time again after {recovered:.1f} s",
    )
