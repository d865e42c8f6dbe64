"""The whole of `deploy/` on this machine: nginx, three web processes and PostgreSQL.

    python -m tests.loopback

starts them on free ports, says where, and stops them at Ctrl+C. The tests use the same.
"""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kamquiz.settings import ROOT
from tests.postgres import Cluster, find_programs

PROCESSES = 3
START_SECONDS = 120
DEPLOY = ROOT / "deploy"


def find_nginx() -> str | None:
    """Return the path of nginx; Debian keeps it off the path of ordinary users."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Web:
    """One web process: `flask serve` on a port of its own."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.port = free_port()
        self.log = folder / f"web-{self.port}.log"
        self._environment = os.environ | environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process; `wait` tells when it answers."""
        flask = Path(sys.executable).with_name("flask")
        with self.log.open("ab") as file:
            self._process = subprocess.Popen(
                [flask, "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=self._environment,
                stdout=file,
                stderr=file,
            )

    def wait(self) -> None:
        """Wait until the process is ready for readers."""
        assert self._process is not None
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            assert self._process.poll() is None, self.log.read_text()
            with suppress(OSError), urllib.request.urlopen(self.address("/readyz"), timeout=5):  # noqa: S310 - our own server
                return
            time.sleep(0.1)
        raise TimeoutError(self.log.read_text())

    def address(self, path: str) -> str:
        return f"http://localhost:{self.port}{path}"

    def stop(self, with_signal: int = signal.SIGTERM) -> None:
        """End the process; SIGKILL leaves it no time for anything."""
        if self._process is not None:
            self._process.send_signal(with_signal)
            self._process.wait(timeout=30)
            self._process = None


class Loopback:
    """What is running: one address in front, three processes and a database behind."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self.certificate = folder / "fullchain.pem"
        self.http_port, self.port = free_port(), free_port()
        settings = {
            "KAMQUIZ_DATABASE_URL": database,
            "KAMQUIZ_SECRET_KEY": "a secret of the tests",
            "KAMQUIZ_HTTPS": "1",
            "KAMQUIZ_PROXIES": "1",
            "KAMQUIZ_TRUSTED_HOSTS": "localhost",
        }
        self.web = [Web(folder, settings) for _again in range(PROCESSES)]
        _write_certificate(self.certificate, folder / "privkey.pem")
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(self._configured())

    @property
    def address(self) -> str:
        return f"https://localhost:{self.port}"

    def access_log(self) -> str:
        return (self.folder / "access.log").read_text()

    def nginx(self, *words: str) -> list[str]:
        """Return the command that runs nginx with the configuration of this machine."""
        program = find_nginx()
        assert program is not None
        return [
            program,
            *("-p", str(self.folder), "-c", str(self.configuration)),
            *("-e", str(self.folder / "error.log"), *words),
        ]

    def _configured(self) -> str:
        """Return deploy/nginx.conf with the ports and folders of this machine in it."""
        text = (DEPLOY / "nginx.conf").read_text()
        temporary = "".join(
            f"    {one}_temp_path {self.folder}/{one};\n"
            for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        for old, new in (
            ("user www-data;", "user root;" if os.geteuid() == 0 else ""),
            ("/run/nginx.pid", f"{self.folder}/nginx.pid"),
            ("/var/log/nginx", str(self.folder)),
            ("http {\n", f"http {{\n{temporary}"),
            ("listen 80;", f"listen 127.0.0.1:{self.http_port};"),
            ("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
            ("/etc/kamquiz/tls", str(self.folder)),
            ("/srv/kamquiz", str(ROOT)),
            ("quiz.example.org", "localhost"),
            *((f"127.0.0.1:800{n}", f"127.0.0.1:{w.port}") for n, w in enumerate(self.web, 1)),
        ):
            assert old in text, old
            text = text.replace(old, new)
        return re.sub(r"\n +listen \[::\]:.*", "", text)


def _write_certificate(certificate: Path, key_file: Path) -> None:
    """Make a certificate for localhost that is good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=2))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@contextmanager
def running(database: str, *, processes: bool = True) -> Iterator[Loopback]:
    """Run nginx and its web processes over *database* until the block ends.

    Without *processes* nginx stands alone, as if all had been killed.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="kamquiz-", ignore_cleanup_errors=True)
        )
        loopback = Loopback(Path(folder), database)
        for one in loopback.web if processes else ():
            one.start()
            stack.callback(one.stop)
        for one in loopback.web if processes else ():
            one.wait()
        nginx = subprocess.Popen(loopback.nginx("-g", "daemon off;"))
        stack.callback(nginx.wait, timeout=30)
        stack.callback(nginx.terminate)
        _wait_for(loopback.port)
        yield loopback


def _wait_for(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(port)


def tls(loopback: Loopback) -> ssl.SSLContext:
    """Return what a browser would need to believe the certificate."""
    return ssl.create_default_context(cafile=loopback.certificate)


def main() -> None:
    """Start everything, say where, and wait for Ctrl+C."""
    programs = find_programs()
    assert programs is not None, "PostgreSQL is not installed"
    with tempfile.TemporaryDirectory(prefix="kamquiz-", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(programs, Path(folder))
        cluster.start()
        try:
            with (
                suppress(KeyboardInterrupt),
                running(cluster.address(cluster.new_database())) as up,
            ):
                sys.stdout.write(f"{up.address}/ (certificate: {up.certificate})\n")
                sys.stdout.flush()
                signal.pause()
        finally:
            cluster.stop()


if __name__ == "__main__":
    main()
