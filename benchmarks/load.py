"""Readers without a pause, on SQLite and on PostgreSQL, beside a bare skeleton: one table.

Usage: python benchmarks/load.py [--minutes 10] [--short] [--readers 8]

Real journeys with real forms, every other one short, by locust on the same machine. Ours and
the skeleton (see skeleton.py) take turns, so that whatever else the machine does hits both.
Exits 1 at the first error, or if ours serves less than half of what the skeleton serves.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from kamquiz.settings import ROOT
from tests.postgres import Cluster, find_programs
from tests.servers import WebServer

#: Of what the skeleton serves.
MIN_SHARE = 0.5

#: SQLite has one web process, as `make run`; PostgreSQL is for more.
PROCESSES = {"sqlite": 1, "postgresql": 2}

SKELETON = [str(ROOT / "benchmarks" / "skeleton.py")]


class Tally:
    """Requests of all turns of one server: how many, how slow, how many failed."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.requests = self.errors = 0
        self.seconds = 0.0
        self.times: Counter[int] = Counter()

    def add(self, report: list[dict], seconds: float) -> None:
        """Add what locust says of one turn."""
        for one in report:
            self.requests += one["num_requests"]
            self.errors += one["num_failures"]
            for milliseconds, count in one["response_times"].items():
                self.times[int(float(milliseconds))] += count
        self.seconds += seconds

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds

    def percentile(self, share: float) -> int:
        """Return how many milliseconds *share* of the requests took at most."""
        wanted, seen = share * sum(self.times.values()), 0
        for milliseconds, count in sorted(self.times.items()):
            seen += count
            if seen >= wanted:
                return milliseconds
        return 0


def main() -> None:
    """Print the table; exit 1 if a gate is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=10, help="of ours, on each database")
    parser.add_argument("--short", action="store_true", help="a minute in all")
    parser.add_argument("--readers", type=int, default=8, help="at once")
    asked = parser.parse_args()
    seconds = 15.0 if asked.short else 60 * asked.minutes
    turns = max(2, round(seconds / 60))
    print(f"{'database, server':<28}{'requests/s':>11}{'p50 ms':>8}{'p99 ms':>8}{'errors':>8}")
    missed = False
    for kind, address in databases():
        with serving(kind, address) as doors:
            tallies = {name: Tally() for name in doors}
            for _turn in range(turns):
                for name, ports in doors.items():
                    taken = seconds / turns
                    tallies[name].add(walked(ports, taken, asked.readers), taken)
        for name, tally in tallies.items():
            print(
                f"{kind + ', ' + name:<28}{tally.rate:>11.0f}{tally.percentile(0.5):>8}"
                f"{tally.percentile(0.99):>8}{tally.errors:>8}"
            )
        share = tallies["kamquiz"].rate / tallies["skeleton"].rate
        print(f"  kamquiz / skeleton: {share:.2f} (at least {MIN_SHARE})", flush=True)
        missed |= share < MIN_SHARE or tallies["kamquiz"].errors > 0
    sys.exit(missed)


def databases() -> Iterator[tuple[str, list[str]]]:
    """Give each kind of database with two addresses: for ours and for the skeleton."""
    with tempfile.TemporaryDirectory(prefix="kamquiz-") as folder:
        yield "sqlite", [f"sqlite:///{folder}/{name}.sqlite" for name in ("quiz", "skeleton")]
    programs = find_programs()
    if programs is None:
        print("postgresql: not installed")
        return
    with tempfile.TemporaryDirectory(prefix="kamquiz-", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(programs, Path(folder), fsync="on")
        cluster.start()
        try:
            yield "postgresql", [cluster.address(cluster.new_database()) for _ in range(2)]
        finally:
            cluster.stop("immediate")


@contextmanager
def serving(kind: str, addresses: list[str]) -> Iterator[dict[str, list[int]]]:
    """Serve ours and the skeleton; give their ports."""
    ours, bare = addresses
    with ExitStack() as stack, tempfile.TemporaryDirectory() as logs:
        doors: dict[str, list[int]] = {"kamquiz": [], "skeleton": []}
        for _process in range(PROCESSES[kind]):
            for name, server in (
                ("kamquiz", WebServer(ours, Path(logs))),
                ("skeleton", WebServer(bare, Path(logs), command=SKELETON)),
            ):
                stack.callback(server.stop)
                server.start()
                doors[name].append(server.port)
        yield doors


def walked(ports: list[int], seconds: float, readers: int) -> list[dict]:
    """Let readers walk for so long; return what locust has to say."""
    command = [
        *(sys.executable, "-m", "locust", "-f", str(ROOT / "benchmarks" / "locustfile.py")),
        *("--headless", "--json", "--skip-log", "--exit-code-on-error", "0"),
        *("--users", str(readers), "--spawn-rate", str(readers), "--run-time", f"{seconds:.0f}s"),
    ]
    environment = os.environ | {"WALKED_PORTS": ",".join(str(one) for one in ports)}
    done = subprocess.run(  # noqa: S603 - our own
        command, env=environment, capture_output=True, text=True, check=True
    )
    return list(json.loads(done.stdout))


if __name__ == "__main__":
    main()
