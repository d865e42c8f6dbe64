"""Servers of our own on loopback, for tests and benchmarks: started, killed, started again."""

import os
import shutil
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
            "KAMQUIZ_SECRET_KEY": "of the faults",
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
    def log(self) -> str:
        """What the process has said so far."""
        return self._log.read_text(errors="replace")


NGINX = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  upstream quiz {{
    {servers}
    keepalive 16;
  }}
  server {{
    listen 127.0.0.1:{port};
    client_max_body_size 256k;
    location / {{
      proxy_pass http://quiz;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_connect_timeout 2s;
      # An answer may be sent twice without harm: the same page is the same answers.
      proxy_next_upstream error timeout non_idempotent;
    }}
  }}
}}
"""


class Nginx:
    """nginx in front of some web processes."""

    def __init__(self, ports: Sequence[int], folder: Path) -> None:
        self.port = free_port()
        self._configuration = folder / "nginx.conf"
        servers = "\n    ".join(
            f"server 127.0.0.1:{one} max_fails=1 fail_timeout=1s;" for one in ports
        )
        self._configuration.write_text(NGINX.format(folder=folder, servers=servers, port=self.port))
        self._process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def find() -> str | None:
        """Return the program, where it is installed; Debian keeps it off the PATH of most."""
        return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")

    def start(self) -> "Nginx":
        program = self.find()
        assert program
        self._process = subprocess.Popen(
            [program, "-c", self._configuration, "-e", "stderr"], stderr=subprocess.DEVNULL
        )
        wait_for(self.port)
        return self

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None
