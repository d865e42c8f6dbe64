"""What fault tests share: processes to kill, databases of both kinds, a place for figures.

With every commit the loads are short; `make soak` and `make bench` run them at full length.
"""

import json
import os
import re
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from kamquiz.settings import ROOT, Settings
from kamquiz.web import create_app
from tests.loopback import Loopback, find_nginx, tls
from tests.servers import free_port, wait_for
from tests.soak import times
from tests.walker import BROKEN_OFF, RefusedError, Walker

KILLS = times(200)
OVERLOAD_SECONDS = times(60, share=15)

#: Where `benchmarks/faults.py` reads what the tests have seen.
FIGURES = os.environ.get("KAMQUIZ_FAULT_FIGURES")


class Nursery:
    """One program that has loaded the questions and forks web processes on demand."""

    def __init__(self, folder: Path) -> None:
        self._said = folder / "nursery.log"
        with self._said.open("ab") as log:
            self._program = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.forking"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=ROOT,
            )

    def order(self, **wanted: Any) -> None:
        """Let web processes be forked."""
        assert self._program.stdin
        self._program.stdin.write(json.dumps(wanted).encode() + b"\n")
        self._program.stdin.flush()

    def said(self, who: str) -> dict[int, int]:
        """Return who serves each port by now."""
        lines = re.findall(rf"^{who} (\d+) serves (\d+)$", self.log, re.MULTILINE)
        return {int(port): int(number) for number, port in lines}

    @property
    def log(self) -> str:
        return self._said.read_text(errors="replace")

    def close(self) -> None:
        self._program.communicate(timeout=30)


class Processes:
    """Web processes forked by one parent, each on a port of its own."""

    def __init__(
        self,
        nursery: Nursery,
        database: str,
        *,
        ports: Sequence[int] = (),
        once: bool = False,
        behind_nginx: bool = False,
    ) -> None:
        self.ports = [*ports] or [free_port()]
        self._nursery = nursery
        nursery.order(database=database, ports=self.ports, once=once, behind_nginx=behind_nginx)
        for port in self.ports:
            try:
                wait_for(port)
            except AssertionError as error:
                raise AssertionError(nursery.log) from error

    def stop(self) -> None:
        parent = self._nursery.said("parent")[self.port]
        with suppress(ProcessLookupError):
            os.kill(parent, signal.SIGTERM)

    @property
    def port(self) -> int:
        return self.ports[0]

    def numbers(self) -> dict[int, int]:
        """Return the process that serves each port now."""
        serving = self._nursery.said("process")
        return {port: serving[port] for port in self.ports}

    def kill(self, port: int | None = None) -> None:
        """Do `kill -9` to the process that serves *port*."""
        os.kill(self.numbers()[port or self.port], signal.SIGKILL)

    def kill_and_wait(self) -> None:
        """Kill the process and wait until another has taken its place."""
        before = self.numbers()
        self.kill()
        until = time.monotonic() + 30
        while self.numbers() == before:
            assert time.monotonic() < until, "nobody took the place of the process"
            time.sleep(0.005)


class Crowd:
    """Readers who walk through the quiz at once, again and again, until told to stop."""

    def __init__(self, port: int, size: int = 4, context: ssl.SSLContext | None = None) -> None:
        self.walkers: list[Walker] = []
        self.broken_off = 0
        self.refused: list[RefusedError] = []
        self.failed: list[BaseException] = []
        self._port, self._context = port, context
        self._stop = threading.Event()
        self.threads = [threading.Thread(target=self._go, args=(n,)) for n in range(size)]

    def __enter__(self) -> "Crowd":
        for one in self.threads:
            one.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for one in self.threads:
            one.join(timeout=60)

    @property
    def acknowledged(self) -> int:
        return sum(len(one.acknowledged) for one in list(self.walkers))

    def wait_for_pages(self, count: int) -> None:
        """Wait until so many more pages have been acknowledged."""
        wanted, until = self.acknowledged + count, time.monotonic() + 60
        while self.acknowledged < wanted:
            assert not self.failed, self.failed
            assert time.monotonic() < until, (self.acknowledged, wanted)
            time.sleep(0.002)

    def lost(self) -> list[dict[str, dict[str, str]]]:
        """Return what was acknowledged and is not there."""
        return [lost for one in self.walkers if (lost := one.lost())]

    def _go(self, number: int) -> None:
        seed = number
        while not self._stop.is_set():
            seed += 100
            walker = Walker("localhost", self._port, form="full", seed=seed, context=self._context)
            try:
                self._walk(walker)
                walker.hang_up()
            except BaseException as error:  # noqa: BLE001 - a thread's failure is the test's
                self.failed.append(error)
                return

    def _walk(self, walker: Walker) -> None:
        """Go as a patient reader does: what broke off is opened again and sent again."""
        steps = self._steps(walker)
        while not self._stop.is_set():
            try:
                if next(steps, None) is None:
                    return
            except BROKEN_OFF:
                self.broken_off += 1
                steps = self._steps(walker)
            except RefusedError as refused:
                self.refused.append(refused)
                time.sleep(0.1)
                steps = self._steps(walker)

    def _steps(self, walker: Walker) -> Iterator[str]:
        if not walker.acknowledged:
            walker.open("/pl/")
            walker.send({"form": walker.form})
            self.walkers.append(walker)
        else:
            walker.open("/pl/quiz")
        yield walker.path
        while "/result" not in walker.path:
            walker.answer()
            yield walker.path


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short path, for sockets and servers."""
    with tempfile.TemporaryDirectory(prefix="kamquiz-") as made:
        yield Path(made)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, folder) -> str:
    """The address of a database, of both kinds in turn."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_address")
    return f"sqlite:///{folder / 'quiz.sqlite'}"


@pytest.fixture
def app_on(content, clock):
    """Return what makes an application in this process, on the database of an address."""
    made = []

    def make(address: str, **other):
        settings = Settings(database_url=address, secret_key="a secret of the faults")
        app = create_app(settings, **{"content": content, "clock": clock} | other)
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["kamquiz"].close()


@pytest.fixture(scope="session")
def nursery(tmp_path_factory) -> Iterator[Nursery]:
    """What forks web processes, for all tests."""
    one = Nursery(tmp_path_factory.mktemp("nursery"))
    yield one
    one.close()


@pytest.fixture
def processes(nursery, database) -> Iterator[Processes]:
    """One web process that can be killed."""
    one = Processes(nursery, database)
    yield one
    one.stop()


class Front:
    """nginx as deploy/ has it, in front of three processes that can be killed."""

    def __init__(self, nursery: Nursery, database: str, folder: Path) -> None:
        loopback = Loopback(folder, database)
        ports = [one.port for one in loopback.web]
        self.processes = Processes(nursery, database, ports=ports, once=True, behind_nginx=True)
        self.port = loopback.port
        self.context = tls(loopback)
        self._nginx = subprocess.Popen(loopback.nginx("-g", "daemon off;"))
        wait_for(self.port)

    def stop(self) -> None:
        self._nginx.terminate()
        self._nginx.wait()
        self.processes.stop()


@pytest.fixture
def front(nursery, folder, postgres_address) -> Iterator[Front]:
    """The whole of deploy/: nginx, three processes, PostgreSQL."""
    if find_nginx() is None:
        pytest.skip("nginx is not installed")
    one = Front(nursery, postgres_address, folder)
    yield one
    one.stop()


@pytest.fixture
def saw(record_property) -> Callable[[str, str], None]:
    """Note what was done and what came of it, for the tables of `make soak` and `make bench`."""

    def note(fault: str, outcome: str) -> None:
        record_property(fault, outcome)
        if FIGURES:
            with Path(FIGURES).open("a", encoding="utf-8") as file:
                file.write(json.dumps({"fault": fault, "outcome": outcome}) + "\n")

    return note
