"""What exports do to those who answer questions meanwhile: one table.

Usage: python benchmarks/exports.py [--seconds 15] [--readers 4]

A server of its own on loopback; readers open question pages one after the other, first
alone, then while somebody takes plans along as PDF, Word and calendar without a pause.
Absolute times are those of a shared machine; the ratio is what counts.
"""

import argparse
import http.client
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from waitress import create_server

from kamquiz.content import load
from kamquiz.serving import THREADS
from kamquiz.settings import ROOT, Settings
from kamquiz.web import create_app
from tests.visitor import Visitor

#: Quiz pages may take so much longer at the 99th percentile while exports run.
ALLOWED = 1.5

FORMATS = ("pdf", "docx", "ics")


def main() -> None:
    """Print the table; exit 1 if exports cost too much."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=15, help="of each measurement")
    parser.add_argument("--readers", type=int, default=4, help="at once")
    parser.add_argument("--rounds", type=int, default=3, help="of both, in turn")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            Settings(database_url=f"sqlite:///{folder}/quiz.sqlite", secret_key="of the benchmark"),
            content=load(ROOT / "questions"),
        )
        visitor = Visitor(app)
        visitor.finish("3", "short")
        cookie = visitor.client.get_cookie("kamquiz").value
        server = create_server(app, host="127.0.0.1", port=0, threads=THREADS)
        threading.Thread(target=server.run, daemon=True).start()
        port = server.effective_port
        print(f"{'question pages':<24}{'a second':>10}{'p50 ms':>10}{'p99 ms':>10}")
        alone, beside = [], []
        for _round in range(asked.rounds):
            alone += measure(port, cookie, asked.seconds, asked.readers, exporting=False)
            beside += measure(port, cookie, asked.seconds, asked.readers, exporting=True)
        show("alone", alone, asked.seconds * asked.rounds)
        show("while exports run", beside, asked.seconds * asked.rounds)
        ratio = percentile(beside, 0.99) / percentile(alone, 0.99)
        print(f"p99 with exports / without: {ratio:.2f} (allowed {ALLOWED})")
        server.close()
    sys.exit(ratio > ALLOWED)


def measure(
    port: int, cookie: str, seconds: float, readers: int, *, exporting: bool
) -> list[float]:
    """Return how long each question page took, in milliseconds."""
    taken: list[float] = []
    ends = time.monotonic() + seconds
    work = [threading.Thread(target=read, args=(port, cookie, ends, taken)) for _ in range(readers)]
    if exporting:
        work.append(threading.Thread(target=export, args=(port, cookie, ends)))
    for one in work:
        one.start()
    for one in work:
        one.join()
    return taken


def read(port: int, cookie: str, ends: float, taken: list[float]) -> None:
    """Open question pages until *ends*."""
    page = 0
    while time.monotonic() < ends:
        page = page % 9 + 1
        began = time.perf_counter()
        fetch(port, cookie, f"/pl/quiz/{page}")
        taken.append(1000 * (time.perf_counter() - began))


def export(port: int, cookie: str, ends: float) -> None:
    """Take plans along until *ends*."""
    place = 0
    while time.monotonic() < ends:
        fetch(port, cookie, f"/pl/plan.{FORMATS[place % len(FORMATS)]}")
        place += 1


def fetch(port: int, cookie: str, address: str) -> None:
    """Open *address*; anything but 200 ends the benchmark."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Cookie": f"kamquiz={cookie}"})
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status != http.client.OK:
        raise SystemExit(f"{address}: {response.status}")


def percentile(values: list[float], share: float) -> float:
    """Return the value that *share* of *values* do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def show(name: str, taken: list[float], seconds: float) -> None:
    """Print a row."""
    print(
        f"{name:<24}{len(taken) / seconds:>10.0f}"
        f"{percentile(taken, 0.5):>10.1f}{percentile(taken, 0.99):>10.1f}"
    )


if __name__ == "__main__":
    main()
