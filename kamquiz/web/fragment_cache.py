"""Cached fragments of pages that are the same for all users and contain no user input.

A question page has thirty options and twenty links to other pages; rendering them for each
request took most of its time.
"""

from functools import lru_cache
from typing import Any

from flask import Flask, render_template, request
from markupsafe import Markup
from wtforms import RadioField

from kamquiz.domain.text import Language
from kamquiz.web.forms import Choices, Question
from kamquiz.web.language import current_language

#: Each question of the bank with each of its answers, in both languages, and some more.
QUESTIONS_REMEMBERED = 4096

#: Head and foot of each page in both languages: the page that is open is marked in them.
PARTS_REMEMBERED = 512


def set_up(app: Flask) -> None:
    """Let templates draw questions of the bank, options, and the parts that all pages have."""

    def radios() -> Any:
        return app.jinja_env.get_template("macros/radios.html").module

    @lru_cache(QUESTIONS_REMEMBERED)
    def drawn_options(
        name: str, choices: Choices, chosen: str | None, _language: Language
    ) -> Markup:
        return Markup(radios().radio_options(name, choices, chosen))  # noqa: S704 - it escapes

    @lru_cache(QUESTIONS_REMEMBERED)
    def drawn(one: Question, noted: bool, language: Language) -> tuple[Markup, Markup]:  # noqa: FBT001 - part of the key
        macros = radios()
        begin = macros.begin(one.name, one.fault, noted)
        options = drawn_options(one.name, one.choices, one.chosen, language)
        rest = macros.rest(one.name, one.legend, options, one.hint, one.fault, noted, one.is_scale)
        return Markup(begin), Markup(rest)  # noqa: S704 - they escape

    @lru_cache(PARTS_REMEMBERED)
    def filled(template: str, _language: Language, _endpoint: str | None, _root: str) -> Markup:
        return Markup(render_template(template))  # noqa: S704 - it escapes

    @app.template_global()
    def options(field: RadioField) -> Markup:
        choices = tuple((choice.value, str(choice.label)) for choice in field.choices)  # type: ignore[union-attr]  # all are SelectChoice
        return drawn_options(field.name, choices, field.data, current_language())

    @app.template_global()
    def bank_question(question: Question, note: str = "") -> Markup:
        """Return a *question* of the bank: all but the *note* before its words is drawn once."""
        begin, rest = drawn(question, bool(note), current_language())
        return begin + note + rest

    @app.template_global()
    def on_every_page(template: str) -> Markup:
        """Return *template*, which may depend on language and page but on nothing else."""
        return filled(template, current_language(), request.endpoint, request.root_path)
