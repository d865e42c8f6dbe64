"""What each page costs in the process: one table.

Usage: python benchmarks/pages.py [--rounds 200]

Milliseconds are the least of many rounds, without network and server; the yardstick is a
loop of plain Python that took 25 ms on an idle core of the machine the goals were set on.
Bare is the page of the skeleton (see skeleton.py) with the same questions.
"""

import argparse
import gc
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from flask import Flask

from benchmarks.skeleton import create
from kamquiz.content import load
from kamquiz.settings import ROOT, Settings
from kamquiz.web import create_app
from tests.counting import statements
from tests.speed import best_of
from tests.walker import InsideWalker

PAGES = ("/pl/", "/pl/quiz/3", "/pl/skills/1", "/pl/situations/1", "/pl/result", "/pl/plan")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    content = load(ROOT / "questions")
    gc.freeze()  # as a server does once it has loaded everything
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'page':<32}{'ms':>8}{'SQL':>6}")
        for form in ("full", "short"):
            address = f"sqlite:///{folder}/{form}.sqlite"
            app = create_app(Settings(database_url=address, secret_key="none"), content=content)
            show(f"{form} form, ", app, form, PAGES if form == "full" else PAGES[1:2], rounds)
        os.environ.setdefault("KAMQUIZ_SECRET_KEY", "a secret of the benchmark")
        show("bare, ", create(f"sqlite:///{folder}/bare.sqlite"), "full", PAGES[:3], rounds)


def show(name: str, app: Flask, form: str, pages: tuple[str, ...], rounds: int) -> None:
    """Print a row a page, and one for a page of answers."""
    walker = InsideWalker(app, form=form, seed=1)
    walker.finish()
    for page in pages:
        row(f"{name}GET {page}", lambda page=page: walker.request("GET", page), rounds)
    walker.open("/pl/quiz/3")
    choices = walker.choices()
    row(f"{name}POST /pl/quiz/3", lambda: walker.post(choices), rounds)


def row(name: str, act: Callable[[], object], rounds: int) -> None:
    """Print what *act* takes and what it asks of the database."""
    with statements() as sent:
        act()
    print(f"{name:<32}{best_of(rounds, act):>8.1f}{len(sent):>6}", flush=True)


if __name__ == "__main__":
    main()
