"""The options of a question: drawn once by their macro, then remembered.

A question page has thirty of them, and everybody is shown the same ones.
"""

from functools import lru_cache

from flask import Flask
from markupsafe import Markup
from wtforms import RadioField

from kamquiz.domain.words import Language
from kamquiz.web.language import current_language

#: Each question of the bank with each of its answers, in both languages, and some more.
QUESTIONS_REMEMBERED = 4096


def set_up(app: Flask) -> None:
    """Let templates draw the options of a field."""

    @lru_cache(QUESTIONS_REMEMBERED)
    def drawn(
        name: str, choices: tuple[tuple[str, str], ...], chosen: str | None, _language: Language
    ) -> Markup:
        macros = app.jinja_env.get_template("macros/options.html").module
        return Markup(macros.radio_options(name, choices, chosen))  # type: ignore[attr-defined]  # noqa: S704 - it escapes

    @app.template_global()
    def options(field: RadioField) -> Markup:
        choices = tuple((one.value, str(one.label)) for one in field.choices)  # type: ignore[union-attr]  # all are SelectChoice
        return drawn(field.name, choices, field.data, current_language())
