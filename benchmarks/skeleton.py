"""A bare Flask and Jinja quiz that does the same writes, to be measured against.

It asks the same questions in the same markup over the same number of pages, reads the
answers of a page, and writes the same rows through the same library in the same sync mode;
no score, no path, no language, no token, no check of what is sent.
`python benchmarks/skeleton.py --port N` serves it.
"""

import argparse
import os
import secrets
import sys
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from flask import Flask, redirect, request, session
from sqlalchemy import Engine, Insert, bindparam, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from kamquiz.content import load
from kamquiz.domain.assessment.attempts import in_pages
from kamquiz.domain.text import Language
from kamquiz.serving import make_server
from kamquiz.settings import ROOT
from kamquiz.storage import open_database
from kamquiz.storage.database import writing
from kamquiz.storage.schema import answers, attempts, keys, timelines

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

KEPT = select(answers.c.question, answers.c.value).where(
    answers.c.attempt == bindparam("wanted"), answers.c.page == bindparam("number")
)
ALL = select(answers.c.question, answers.c.value).where(answers.c.attempt == bindparam("wanted"))

#: An attempt as it begins.
BEGUN = {
    "bank": "none",
    "hours": 2,
    "finished": False,
    "donated": False,
    "started_at": datetime(2026, 11, 23, 10),  # noqa: DTZ001 - as the quiz keeps it
}


def upsert(engine: Engine) -> Insert:
    """Return the statement that writes an answer."""
    dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
    put = dialect.insert(answers)
    value = func.coalesce(put.excluded.value, answers.c.value)
    return put.on_conflict_do_update(index_elements=["attempt", "question"], set_={"value": value})


def answer(
    attempt: int,
    question: str,
    value: int | None,
    page: int | None = None,
    place: int | None = None,
) -> dict:
    """Return a row of the table of answers."""
    return {
        "attempt": attempt,
        "question": question,
        "value": value,
        "page": page,
        "place": place,
        "served": 0,
        "seconds": None,
    }


def create(address: str) -> Flask:  # noqa: C901 - one view after the other
    """Return the bare quiz on the database at *address*."""
    app = Flask("skeleton")
    app.secret_key = os.environ["KAMQUIZ_SECRET_KEY"]
    engine = open_database(address)
    put = upsert(engine)
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

    def show(title, questions, kept):
        return template.render(
            title=title, questions=questions, kept=kept, nav=nav, request=request
        )

    def kept_by(query, **values):
        with engine.connect() as connection:
            return {name: str(one) for name, one in connection.execute(query, values)}

    def keep(rows):
        with writing(engine) as connection:
            connection.execute(put, rows)

    def waiting(attempt, page):
        return [
            answer(attempt, name, None, page, place)
            for place, (name, _text, _choices) in enumerate(pages[page - 1], start=1)
        ]

    @app.route("/pl/", methods=["GET", "POST"])
    def start():
        if request.method == "GET":
            forms = [("form", "Jak dużo?", [("short", "krótki"), ("full", "pełny")])]
            return show("Start", forms, {})
        form = request.form["form"]
        with writing(engine) as connection:
            timeline = connection.scalar(insert(timelines).returning(timelines.c.id))
            begun = BEGUN | {"form": form, "timeline": timeline}
            attempt = connection.scalar(insert(attempts).returning(attempts.c.id), begun)
            key = {"hash": secrets.token_bytes(32), "timeline": timeline, "kind": "link"}
            connection.execute(insert(keys), key)
            connection.execute(put, waiting(attempt, 1))
        session.update(attempt=attempt, form=form)
        return redirect("/pl/quiz/1", 303)

    @app.route("/pl/quiz/<int:page>", methods=["GET", "POST"])
    def quiz(page):
        attempt, questions = session["attempt"], pages[page - 1]
        if request.method == "GET":
            kept = kept_by(KEPT, wanted=attempt, number=page)
            return show("Jak często tak jest?", questions, kept)
        rows = [
            answer(attempt, name, int(request.form[name]), page, place)
            for place, (name, _text, _choices) in enumerate(questions, start=1)
        ]
        is_last = page == PAGES[session["form"]]
        keep(rows if is_last else rows + waiting(attempt, page + 1))
        return redirect("/pl/skills/1" if is_last else f"/pl/quiz/{page + 1}", 303)

    @app.route("/pl/skills/<int:page>", methods=["GET", "POST"])
    def levels(page):
        attempt, questions = session["attempt"], skills[page - 1]
        if request.method == "GET":
            return show("Jaki poziom?", questions, kept_by(ALL, wanted=attempt))
        keep(
            [
                answer(attempt, f"skill/{name}", int(request.form[name]))
                for name, _text, _choices in questions
            ]
        )
        is_last = page == len(skills)
        return redirect("/pl/result" if is_last else f"/pl/skills/{page + 1}", 303)

    @app.get("/pl/result")
    def result():
        traits = [(one.id, one.name.pl, []) for one in catalogue.traits]
        return show("Wynik", traits, kept_by(ALL, wanted=session["attempt"]))

    return app


def main() -> None:
    """Serve the bare quiz."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--port", type=int, required=True)
    app = create(os.environ["KAMQUIZ_DATABASE_URL"])
    make_server(app, port=parser.parse_args().port).run()


if __name__ == "__main__":
    main()
