"""The language of a page stands in its address: /pl/… or /en/…."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from flask import Flask, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from werkzeug.routing import BaseConverter, ValidationError

from kamquiz.documents.plan_words import hearer_name, outcome_name, part_name, rung_name
from kamquiz.documents.wording import day, number
from kamquiz.domain.words import Language, Text
from kamquiz.web.typography import spaced, tidy


class LanguageConverter(BaseConverter):
    """Accepts exactly the languages of the quiz."""

    part_isolating = True
    regex = "[a-z]{2}"

    def to_python(self, value: str) -> Language:
        """Return the language called *value*."""
        try:
            return Language(value)
        except ValueError as error:
            raise ValidationError from error

    def to_url(self, value: Language) -> str:
        """Return the part of the address."""
        return value.value


def current_language() -> Language:
    """Return the language of this request: of its address, else the reader's first choice."""
    if "language" not in g:
        path = request.path.split("/")[1] if request else ""
        g.language = _language(path) or _language(
            (request.accept_languages.best_match([one.value for one in Language]) or "")
            if request
            else ""
        )
    return g.language or Language.PL


def current_locale() -> str:
    """Return the locale for Flask-Babel."""
    return current_language().value


def set_up(app: Flask) -> None:
    """Put the language into addresses, and texts of the bank into templates."""
    app.url_map.converters["language"] = LanguageConverter

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and isinstance(values.get("language"), Language):
            g.language = values.pop("language")

    @app.url_defaults
    def add_language(endpoint: str, values: dict[str, Any]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = current_language()

    @app.get("/")
    def home() -> ResponseReturnValue:
        return redirect(url_for("quiz.start", language=Language.PL))

    # The texts of templates are set like those of the bank.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # by Jinja's i18n
        _said, _said_of, newstyle=True
    )
    app.add_template_filter(_words, "words")
    app.add_template_filter(_tidied, "tidy")
    app.add_template_filter(_day, "day")
    app.add_template_filter(_decimal, "decimal")
    for name in (part_name, hearer_name, rung_name, outcome_name):
        app.add_template_filter(_in_the_readers_language(name), name.__name__)

    @app.context_processor
    def languages() -> dict[str, Any]:
        return {"language": current_language(), "other_languages": _other_addresses()}


def _words(text: Text) -> Markup:
    return tidy(text.to(current_language()), current_language())


def _tidied(text: object) -> Markup:
    return tidy(text if isinstance(text, Markup) else str(text), current_language())


def _said(msgid: str) -> str:
    return _set(gettext(msgid), current_language())


def _said_of(singular: str, plural: str, count: int) -> str:
    return _set(ngettext(singular, plural, count), current_language())


@cache  # the texts of the templates, some hundreds a language; nothing a reader typed
def _set(text: str, language: Language) -> str:
    return spaced(text, language)


def _day(value: date) -> str:
    return spaced(day(value, current_language()), current_language())


def _decimal(value: float) -> str:
    return number(value, current_language())


def _in_the_readers_language(
    name: Callable[[Any, Language], str],
) -> Callable[[Context, Any], Markup]:
    @pass_context  # or Jinja would work out a name once, when it compiles the template
    def named(_context: Context, value: Any) -> Markup:
        return tidy(name(value, current_language()), current_language())

    return named


def _language(name: str) -> Language | None:
    return Language(name) if name in {one.value for one in Language} else None


def _other_addresses() -> list[tuple[Language, str]]:
    """Return each language with the address of this page in it, for a page that is read."""
    if (
        not request
        or request.endpoint is None
        or request.method != "GET"
        or not request.view_args is not None
    ):
        return []
    if "language" not in (request.url_rule.arguments if request.url_rule else ()):
        return []
    # What was chosen in the address stays chosen; names with _ would mean something to url_for.
    chosen = {key: value for key, value in request.args.items() if not key.startswith("_")}
    return [
        (one, url_for(request.endpoint, **{**chosen, **request.view_args, "language": one}))
        for one in Language
    ]
