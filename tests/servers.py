"""Servers of our own on loopback, for tests and benchmarks: started, killed, started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kamquiz.settings import ROOT

#: Loading the question files takes a second, on a busy machine several.
PATIENCE_SECONDS = 60


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def is_answering(port: int) -> bool:
    """Tell whether somebody listens on *port*."""
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(("127.0.0.1", port)) == 0


def wait_for(port: int, *, patience: float = PATIENCE_SECONDS) -> float:
    """Wait until somebody listens on *port*; return the seconds that took."""
    began = time.monotonic()
    while not is_answering(port):
        assert time.monotonic() < began + patience, f"nobody listens on port {port}"
        time.sleep(0.02)
    return time.monotonic() - began


class WebServer:
    """One web process: the command that `make run` calls, on a port of its own."""

    def __init__(
        self,
        database: str,
        folder: Path,
        *,
        port: int = 0,
        command: Sequence[str] = ("-m", "flask", "--app", str(ROOT / "app.py"), "serve"),
        **environment: str,
    ) -> None:
        self.port = port or free_port()
        self._command = [sys.executable, *command, "--port", str(self.port)]
        self._environment = os.environ | {
            "KAMQUIZ_DATABASE_URL": database,
            "KAMQUIZ_SECRET_KEY": "a secret of the faults",
            **environment,
        }
        self._log = folder / f"web-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def launch(self) -> "WebServer":
        """Start the process without waiting for it."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )
        return self

    def start(self) -> "WebServer":
        """Start the process and wait until it answers."""
        self.launch()
        until = time.monotonic() + PATIENCE_SECONDS
        while not is_answering(self.port):
            is_alive = self._process is not None and self._process.poll() is None
            if not is_alive or time.monotonic() > until:
                self.kill()
                raise AssertionError(self.log)
            time.sleep(0.02)
        return self

    def kill(self, number: int = signal.SIGKILL) -> None:
        """End the process as `kill -9` does: it has no say in it."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.send_signal(number)
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """End the process as a service manager does."""
        self.kill(signal.SIGTERM)

    @property
    def process_id(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        """What the process has said so far."""
        return self._log.read_text(errors="replace")
