"""A bare Flask and Jinja quiz that does the same writes, to be measured against.

It asks the same questions in the same markup over the same number of pages, reads the
answers of a page, and writes the same rows in the same sync mode; no score, no path, no
language, no token, no check of what is sent. `python benchmarks/skeleton.py --port N` serves it.
"""

import argparse
import os
import secrets
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import psycopg
import waitress
from flask import Flask, redirect, request, session
from sqlalchemy import make_url

from kamquiz.cli import CONNECTIONS_AT_MOST
from kamquiz.content import load
from kamquiz.domain.attempts import in_pages
from kamquiz.domain.words import Language
from kamquiz.settings import ROOT
from kamquiz.storage import open_database
from kamquiz.storage.database import pysqlite

THREADS = 8

#: Pages of statements in each form; the short path of ours asks about as many.
PAGES = {"full": 19, "short": 11}

PAGE = """<!doctype html>
<html lang="pl"><head><meta charset="utf-8"><title>{{ title }} – kamquiz</title></head>
<body><header class="top">{% for one in nav %}<a href="{{ one }}">{{ one }}</a>{% endfor %}</header>
<main id="content"><h1>{{ title }}</h1>
<form method="post" action="{{ request.path }}">
<input type="hidden" name="csrf_token" value="none">
{% for name, text, choices in questions %}
<fieldset class="question">
  <legend><span class="note">{{ loop.index }}</span> {{ text }}</legend>
  {% for value, label in choices %}
  <label class="option" for="{{ name }}-{{ loop.index0 }}"><input type="radio"
 id="{{ name }}-{{ loop.index0 }}" name="{{ name }}" value="{{ value }}"
{%- if kept.get(name) == value %} checked{% endif %}> <span>{{ label }}</span></label>
  {% endfor %}
</fieldset>
{% endfor %}
<p class="buttons"><button class="primary" type="submit">Dalej</button></p>
</form></main></body></html>
""".replace('type="radio"\n id', 'type="radio" id')

START = """
INSERT INTO attempts (form, bank, hours, finished, donated, started_at, timeline)
VALUES (?, 'none', 2, ?, ?, '2026-11-23 10:00:00', ?) RETURNING id
"""
#: Neither finished nor donated.
NEITHER = (False, False)

OPENED = "INSERT INTO keys (hash, timeline, kind) VALUES (?, ?, 'link')"
PUT = """
INSERT INTO answers (attempt, question, value, page, place, served) VALUES (?, ?, ?, ?, ?, 0)
ON CONFLICT (attempt, question) DO UPDATE
SET value = coalesce(excluded.value, answers.value)
"""
KEPT = "SELECT question, value FROM answers WHERE attempt = ? AND page = ?"


class Database:
    """A connection a thread, straight to the driver."""

    def __init__(self, address: str) -> None:
        """Make the tables of the quiz at *address*."""
        open_database(address).dispose()
        self._url = make_url(address)
        self.is_sqlite = self._url.get_backend_name() == "sqlite"
        self._own = threading.local()

    def run(self, statement: str, *values: object) -> list[tuple]:
        """Execute one statement and return its rows."""
        cursor = self.connection().execute(self._said(statement), values)
        return cursor.fetchall() if cursor.description else []

    def put(self, rows: list[tuple]) -> None:
        """Write answers."""
        self.connection().cursor().executemany(self._said(PUT), rows)

    def begin(self) -> None:
        """Begin to write."""
        if self.is_sqlite:
            self.connection().execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Have it on the disk."""
        self.connection().commit()

    def connection(self):
        """Return the connection of this thread."""
        if not hasattr(self._own, "one"):
            self._own.one = self._open()
        return self._own.one

    def _open(self):
        if not self.is_sqlite:
            url = self._url.set(drivername="postgresql")
            return psycopg.connect(url.render_as_string(hide_password=False))
        one = pysqlite.connect(self._url.database, isolation_level=None)
        for pragma in ("busy_timeout = 5000", "journal_mode = WAL", "synchronous = FULL"):
            one.execute(f"PRAGMA {pragma}")
        return one

    def _said(self, statement: str) -> str:
        return statement if self.is_sqlite else statement.replace("?", "%s")


def create(address: str) -> Flask:
    """Return the bare quiz on the database at *address*."""
    app = Flask("skeleton")
    app.secret_key = os.environ["KAMQUIZ_SECRET_KEY"]
    database = Database(address)
    catalogue = load(ROOT / "questions").catalogue
    scale = [(str(place), one.pl) for place, one in enumerate(catalogue.scale.answers, start=1)]
    asked = [(one.id, one.text.to(Language.PL), scale) for one in catalogue.statements]
    pages = in_pages(asked, 6)
    skills = in_pages(
        [
            (
                one.id,
                one.name.pl,
                [(str(place), level.text.pl) for place, level in enumerate(one.levels, start=1)],
            )
            for one in catalogue.skills
        ],
        6,
    )
    template = app.jinja_env.from_string(PAGE)
    nav = ["/pl/role", "/pl/method", "/pl/jobs", "/pl/return"]

    def show(title: str, questions, kept) -> str:
        return template.render(
            title=title, questions=questions, kept=kept, nav=nav, request=request
        )

    @app.route("/pl/", methods=["GET", "POST"])
    def start():
        if request.method == "GET":
            forms = [("form", "Jak dużo?", [("short", "krótki"), ("full", "pełny")])]
            return show("Start", forms, {})
        form = request.form["form"]
        database.begin()
        ((timeline,),) = database.run("INSERT INTO timelines DEFAULT VALUES RETURNING id")
        ((attempt,),) = database.run(START, form, *NEITHER, timeline)
        database.run(OPENED, secrets.token_bytes(32), timeline)
        database.put(_empty(attempt, 1))
        database.commit()
        session.update(attempt=attempt, form=form)
        return redirect("/pl/quiz/1", 303)

    @app.route("/pl/quiz/<int:page>", methods=["GET", "POST"])
    def quiz(page: int):
        attempt, questions = session["attempt"], pages[page - 1]
        if request.method == "GET":
            kept = {name: str(one) for name, one in database.run(KEPT, attempt, page)}
            database.commit()
            return show("Jak często tak jest?", questions, kept)
        rows = [
            (attempt, name, int(request.form[name]), page, place)
            for place, (name, _text, _choices) in enumerate(questions, start=1)
        ]
        is_last = page == PAGES[session["form"]]
        database.begin()
        database.put(rows if is_last else rows + _empty(attempt, page + 1))
        database.commit()
        return redirect("/pl/skills/1" if is_last else f"/pl/quiz/{page + 1}", 303)

    @app.route("/pl/skills/<int:page>", methods=["GET", "POST"])
    def levels(page: int):
        questions = skills[page - 1]
        if request.method == "GET":
            return show("Jaki poziom?", questions, {})
        rows = [
            (session["attempt"], f"skill/{name}", int(request.form[name]), None, None)
            for name, _text, _choices in questions
        ]
        database.begin()
        database.put(rows)
        database.commit()
        is_last = page == len(skills)
        return redirect("/pl/result" if is_last else f"/pl/skills/{page + 1}", 303)

    @app.get("/pl/result")
    def result():
        rows = database.run("SELECT * FROM answers WHERE attempt = ?", session["attempt"])
        database.commit()
        return show(
            "Wynik", [(one.id, one.name.pl, []) for one in catalogue.traits], {"rows": rows}
        )

    def _empty(attempt: int, page: int) -> list[tuple]:
        return [
            (attempt, name, None, page, place)
            for place, (name, _text, _choices) in enumerate(pages[page - 1], start=1)
        ]

    return app


def main() -> None:
    """Serve the bare quiz."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--port", type=int, required=True)
    app = create(os.environ["KAMQUIZ_DATABASE_URL"])
    waitress.serve(
        app,
        host="127.0.0.1",
        port=parser.parse_args().port,
        connection_limit=CONNECTIONS_AT_MOST,
        threads=THREADS,
    )


if __name__ == "__main__":
    main()
