"""The language of a page is the first part of its path: /pl/… or /en/…."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache
from typing import Any, Protocol
from urllib.parse import urlencode

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from werkzeug.routing import BaseConverter, ValidationError

from kamquiz.documents.plan.wording import (
    evidence_level_name,
    outcome_name,
    part_name,
    witness_name,
)
from kamquiz.documents.wording import day, number
from kamquiz.domain.jobs.fields import WAYS
from kamquiz.domain.text import Language, Text
from kamquiz.web.typography import spaced, tidy

#: Every page of ours, in both languages.
ADDRESSES_REMEMBERED = 256

#: What pages read from their address: the choices of the job builder, how a chart is sorted, and
#: which change between results is shown.
CHOSEN_IN_ADDRESSES = frozenset(WAYS) | {"view", "change"}

#: Half as much again as the link with everything chosen that the job builder offers.
MAX_QUERY_LENGTH = 6_000

#: Letters a query may hold as they are.
UNCHANGED_IN_QUERIES = "!$'()*,/:;?@"

#: Positions run from 0 to this.
FULL_SCALE = 100

#: The language of the request that is being answered. A page asks for it with every text, and
#: Flask's own place for such things takes several times as long to find.
_spoken: ContextVar[Language | None] = ContextVar("language", default=None)


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
        return str(value)


def current_language() -> Language:
    """Return the language of this request: of its address, else the reader's first choice."""
    known = _spoken.get()
    if known is None:
        if not request:
            return Language.PL
        known = _language_of_request()
        _spoken.set(known)
    return known


def _language_of_request() -> Language:
    wanted = request.accept_languages.best_match([language.value for language in Language])
    return _language(request.path.split("/")[1]) or _language(wanted or "") or Language.PL


def current_locale() -> str:
    """Return the locale for Flask-Babel."""
    return current_language().value


def set_up(app: Flask) -> None:
    """Put the language into addresses, and texts of the bank into templates."""
    app.url_map.converters["language"] = LanguageConverter

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        named = values.pop("language", None) if values else None
        _spoken.set(named if isinstance(named, Language) else None)

    @app.teardown_request
    def forget_language(_error: BaseException | None) -> None:
        _spoken.set(None)

    @app.url_defaults
    def add_language(endpoint: str, values: dict[str, Any]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = current_language()

    @app.get("/")
    def home() -> ResponseReturnValue:
        return redirect(url_for("quiz.start", language=Language.PL))

    # Every page has the same links and many of the same words: they are looked up once.
    app.jinja_env.globals["_"] = _said
    app.jinja_env.globals["url_for"] = address_of
    app.add_template_filter(_words, "words")
    app.add_template_filter(_tidied, "tidy")
    app.add_template_filter(_day, "day")
    app.add_template_filter(_decimal, "decimal")
    app.add_template_filter(_whole, "whole")
    app.add_template_filter(_interval, "interval")
    app.add_template_filter(_with_numbers, "with_numbers")
    for name in (part_name, witness_name, evidence_level_name, outcome_name):
        app.add_template_filter(_in_the_readers_language(name), name.__name__)

    @app.context_processor
    def languages() -> dict[str, Any]:
        return {"language": current_language(), "other_languages": _other_addresses()}


def _said(message: str, **values: object) -> Markup:
    """Return a text of our pages in the reader's language, *values* escaped and filled in."""
    text = _translated(message, current_language())
    if "%" not in text:
        return text
    return text % values


def _with_numbers(text: Markup, **values: float | Markup) -> Markup:
    """Return *text* with *values* in its braces: Jinja would draw a page of charts one by one."""
    if not all(isinstance(value, int | float | Markup) for value in values.values()):
        raise TypeError(values)
    return Markup(str(text).format(**values))  # noqa: S704 - numbers have nothing to escape


def address_of(endpoint: str, **values: Any) -> str:
    """Return what `url_for` does; where nothing but a page is named, what it did before."""
    if values and not isinstance(values.get("page"), int):
        return url_for(endpoint, **values)
    return _address_of_page(endpoint, tuple(values.items()), current_language(), request.root_path)


@lru_cache(ADDRESSES_REMEMBERED)
def _address_of_page(
    endpoint: str, values: tuple[tuple[str, Any], ...], _language: Language, _root: str
) -> str:
    return url_for(endpoint, **dict(values))


@cache
def _translated(message: str, language: Language) -> Markup:
    # Texts of templates are set like those of the bank.
    return Markup(spaced(gettext(message), language))  # noqa: S704 - texts of our own


def _words(text: Text) -> Markup:
    return tidy(text.to(current_language()), current_language())


def _tidied(text: object) -> Markup:
    return tidy(text if isinstance(text, Markup) else str(text), current_language())


def _day(value: date) -> str:
    return spaced(day(value, current_language()), current_language())


def _decimal(value: float) -> str:
    return number(value, current_language())


def _whole(value: float) -> int:
    return round(value)


class _Ends(Protocol):
    """Anything with an interval on the scale from 0 to 100."""

    @property
    def low(self) -> float: ...

    @property
    def high(self) -> float: ...


def _interval(shown: _Ends) -> Markup:
    """Return the interval of *shown* in whole numbers; at an end of the scale it has one end."""
    low, high = round(shown.low), round(shown.high)
    if high == 0:
        return tidy(gettext("0 or below"), current_language())
    if low == FULL_SCALE:
        return tidy(gettext("100 or above"), current_language())
    return Markup("{}–{}").format(low, high)


def _in_the_readers_language(
    name: Callable[[Any, Language], str],
) -> Callable[[Context, Any], Markup]:
    @pass_context  # or Jinja would work out a name once, when it compiles the template
    def named(_context: Context, value: Any) -> Markup:
        return tidy(name(value, current_language()), current_language())

    return named


def _language(name: str) -> Language | None:
    return Language(name) if name in {language.value for language in Language} else None


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
    query = chosen_query()
    # Words in an address may be secret: only numbers of pages are remembered.
    numbers = all(isinstance(value, int) for value in request.view_args.values())
    addresses = _addresses_of_page if numbers else _addresses_of_page.__wrapped__
    page = addresses(request.endpoint, tuple(request.view_args.items()), request.root_path)
    return [(language, address + query) for language, address in page]


def chosen_query() -> str:
    """Return what was chosen in the address of this page, for a link to it: "?view=grouped".

    What no page reads is left out, and so is everything where it is longer than any link of ours:
    an address is written into each page several times.
    """
    if len(request.query_string) > MAX_QUERY_LENGTH:
        return ""
    chosen = {key: value for key, value in request.args.items() if key in CHOSEN_IN_ADDRESSES}
    return f"?{urlencode(chosen, safe=UNCHANGED_IN_QUERIES)}" if chosen else ""


@lru_cache(ADDRESSES_REMEMBERED)
def _addresses_of_page(
    endpoint: str, values: tuple[tuple[str, Any], ...], _root: str
) -> tuple[tuple[Language, str], ...]:
    return tuple(
        (language, url_for(endpoint, **{**dict(values), "language": language}))
        for language in Language
    )
