"""Access log: one line per request, without secrets or personal data.

A line contains the route, not the URL, because URLs contain return links. IP addresses and user
agents are not logged. A formatter redacts everything that looks like a secret in other messages
and in tracebacks.
"""

import json
import logging
import re
import secrets
from collections.abc import Collection
from datetime import UTC, datetime
from time import perf_counter

from flask import Flask, Response, g, has_request_context, request
from flask.logging import wsgi_errors_stream

from kamquiz.domain.bank.catalogue import Codewords
from kamquiz.settings import LogForm
from kamquiz.storage.keys import CODENAME_WORDS

ACCESS = logging.getLogger("kamquiz.access")

#: Whose lines go through our formatter: ours, and those of the server under us.
OURS = ("kamquiz", "waitress")

REQUEST_ID = "X-Request-ID"

#: What a proxy may call a request; anything else could be made to look like a line of ours.
ID_OF_A_PROXY = re.compile(r"[A-Za-z0-9._-]{8,64}")

ID_BYTES = 8

#: No such address: what was asked for is not written down.
NO_ROUTE = "-"

#: Methods that are named: others may hold anything, and what counts them must not fill the memory.
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})

HIDDEN = "[hidden]"

SECRETS = (
    # An address that opens something, its key of any length.
    (re.compile(r"(/(?:return|share)/)[^\s?#\"'<>]+"), rf"\g<1>{HIDDEN}"),
    # Fields and cookies.
    (re.compile(r"((?:csrf_token|codename|session|kamquiz)=)[^\s;&\"']+"), rf"\g<1>{HIDDEN}"),
    (re.compile(r"(?i)((?:cookie|authorization)[\"']?: ?)[^\n]+"), rf"\g<1>{HIDDEN}"),
    # What SQLAlchemy adds to its errors: the values that were to be written.
    (re.compile(r"\[parameters: [^\n]*"), f"[parameters: {HIDDEN}]"),
    # A password in the address of a database.
    (re.compile(r"(://[^\s:/@]*:)[^\s@/]+@"), rf"\g<1>{HIDDEN}@"),
    # A key by itself.
    (re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])"), HIDDEN),
)

_WORDS = re.compile(r"[^\W\d_]+(?:[ +-][^\W\d_]+)+")

#: What could begin a line of its own or turn the letters of a terminal round.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class Redactor:
    """Redacts secrets in log messages."""

    def __init__(self, codewords: Collection[str]) -> None:
        """Store the words that codenames consist of."""
        self._codewords = frozenset(word.casefold() for word in codewords)

    def __call__(self, text: str) -> str:
        """Return *text* without return links, share links, codenames, cookies and keys."""
        for pattern, instead in SECRETS:
            text = pattern.sub(instead, text)
        return _WORDS.sub(self._without_codename, text)

    def _without_codename(self, found: re.Match[str]) -> str:
        words = re.split("[ +-]", found[0])
        row = 0
        for word in words:
            row = row + 1 if word.casefold() in self._codewords else 0
            if row == CODENAME_WORDS:
                return HIDDEN
        return found[0]


class PlainLines(logging.Formatter):
    """A line a person reads, tracebacks below it."""

    def __init__(self, redact: Redactor) -> None:
        """Blank out with *redact*."""
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of *record*."""
        said = " ".join(str(value) for value in self._said(record).values())
        text = _CONTROL.sub(" ", f"{_time(record)} {record.levelname} {said}")
        return f"{text}\n{self._traceback(record)}" if record.exc_info else text

    def _said(self, record: logging.LogRecord) -> dict[str, object]:
        """Return what *record* says: the fields of a request, or a message and whose it is."""
        fields: dict[str, object] | None = getattr(record, "said", None)
        if fields is not None:
            return fields
        about = {"id": g.request_id} if has_request_context() and "request_id" in g else {}
        return about | {"message": self._redact(record.getMessage())}

    def _traceback(self, record: logging.LogRecord) -> str:
        return self._redact(self.formatException(record.exc_info)) if record.exc_info else ""


class JsonLines(PlainLines):
    """A line a program reads: one JSON object, tracebacks within it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of *record*."""
        said = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            **self._said(record),
        }
        if record.exc_info:
            said["traceback"] = self._traceback(record)
        return json.dumps(said, ensure_ascii=False)


FORMS = {LogForm.PLAIN: PlainLines, LogForm.JSON: JsonLines}


def set_up(app: Flask, *, form: LogForm, proxies: int, words: Codewords) -> None:
    """Write a line a request; take the id of a request from a proxy, if there is one."""
    _send_through(FORMS[form](Redactor({*words.pl, *words.en})))

    @app.before_request
    def begin() -> None:
        g.began = perf_counter()
        g.request_id = _request_id(proxies)

    @app.after_request
    def write(response: Response) -> Response:
        response.headers[REQUEST_ID] = g.request_id
        ACCESS.info("request", extra={"said": _line(response)})
        return response


def route() -> str:
    """Return the pattern of the address that was asked for."""
    return request.url_rule.rule if request.url_rule else NO_ROUTE


def method() -> str:
    """Return how the address was asked for."""
    return request.method if request.method in METHODS else "other"


def _line(response: Response) -> dict[str, object]:
    return {
        "id": g.request_id,
        "method": method(),
        "route": route(),
        "status": response.status_code,
        "ms": round((perf_counter() - g.began) * 1000, 1),
        "bytes": response.content_length or 0,
    }


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _request_id(proxies: int) -> str:
    given = request.headers.get(REQUEST_ID, "") if proxies else ""
    return given if ID_OF_A_PROXY.fullmatch(given) else secrets.token_hex(ID_BYTES)


def _send_through(formatter: logging.Formatter) -> None:
    """Let all our loggers write through *formatter*, once, however many applications there are."""
    # No format uses the thread or process, so logging need not determine them.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    handler = logging.StreamHandler(wsgi_errors_stream)  # type: ignore[call-overload]  # a proxy of it
    handler.setFormatter(formatter)
    for name in OURS:
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(logging.INFO)
