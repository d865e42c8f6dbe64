"""What the most hostile texts cost the checker of job ads, and its pages: one table.

Usage: python benchmarks/checker_cost.py [--all] [WORD …]

Each shape of tests/hostile_ads.py as long as it is accepted, its words unknown to the memory
of the dictionary, and forms of the builder as full as they may be; processor time on one core.
Shows the 40 dearest, with --all every one; exits 1 if any takes more than a second.
"""

import argparse
import gc
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from kamquiz.content import Content, load
from kamquiz.domain.bank.ad_rules import Law
from kamquiz.jobcheck import examine
from kamquiz.jobcheck.polish import grammar
from kamquiz.settings import ROOT, Settings
from kamquiz.web import create_app
from tests.hostile_ads import accepted, hostile_ads, ordinary
from tests.hostile_drafts import Sent, hostile_drafts, size_of
from tests.visitor import Visitor

MAX_SECONDS = 1.0
SHOWN = 40


def main() -> None:
    """Print the table; exit 1 if anything is too slow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--all", action="store_true", help="show every row")
    parser.add_argument("only", nargs="*", metavar="WORD", help="measure shapes with this in it")
    asked = parser.parse_args()
    logging.disable()
    content = load(ROOT / "questions")
    gc.freeze()  # as the server does
    rows = [*ads(content.catalogue.law, asked.only), *pages(content, asked.only)]
    rows.sort(key=lambda row: row[1], reverse=True)
    print(
        f"{'shape (' + str(len(rows)) + ' measured)':<64}{'seconds':>9}{'sent':>9}{'answered':>10}"
    )
    for name, seconds, sent, answered in rows if asked.all else rows[:SHOWN]:
        print(f"{name:<64}{seconds:>9.2f}{sent:>9}{answered:>10}")
    sys.exit(rows[0][1] > MAX_SECONDS)


Row = tuple[str, float, int, str]


def ads(law: Law, only: Sequence[str]) -> Iterator[Row]:
    """Yield what each ad costs: in characters, and in findings."""
    examine(ordinary(), law)
    for name, text in [("real ads", ordinary()), *hostile_ads()]:
        if not is_asked(f"ad: {name}", only):
            continue
        fitting = accepted(text)
        seconds = least(lambda: examine(fitting, law))  # noqa: B023 - called at once
        found = examine(fitting, law)
        yield f"ad: {name}", seconds, len(fitting), f"{len(found.findings)} found"


def pages(content: Content, only: Sequence[str]) -> Iterator[Row]:
    """Yield what each form of the builder costs: in bytes both ways."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database_url=f"sqlite:///{folder}/quiz.sqlite", secret_key="of the benchmark"
        )
        visitor = Visitor(create_app(settings, content=content), "pl")
        visitor.open("jobs")
        fields = dict(visitor.page.forms()[0].values)
        for name, path, sent in hostile_drafts(fields, content.catalogue):
            if not is_asked(f"builder: {name}", only):
                continue
            answers = []

            def send(path: str = path, sent: Mapping[str, Sent] = sent) -> None:
                answers.append(visitor.client.post(path, data=sent))  # noqa: B023 - called at once

            seconds = least(send)
            kilobytes = len(answers[0].data) // 1024
            yield (
                f"builder: {name}",
                seconds,
                size_of(sent),
                f"{answers[0].status_code}: {kilobytes} kB",
            )


def is_asked(name: str, only: Sequence[str]) -> bool:
    """Tell whether *name* is among what is to be measured."""
    return not only or any(word in name for word in only)


def least(act: Callable[[], object]) -> float:
    """Return the processor time of *act*; of three times the least, if one is too long."""
    taken = once(act)
    return min(taken, once(act), once(act)) if taken > MAX_SECONDS / 2 else taken


def once(act: Callable[[], object]) -> float:
    """Return the processor time of *act* with the memory of the dictionary empty."""
    grammar.form.cache_clear()
    grammar.inflected.cache_clear()
    start = process_time()
    act()
    return process_time() - start


if __name__ == "__main__":
    main()
