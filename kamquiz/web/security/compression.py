"""Which answers are compressed: none whose length could tell a secret.

Whoever can have a reader's browser ask for a page with words of their choice, and watches
how long the compressed answers are, finds out what else stands there, letter by letter.
"""

from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, request, session
from flask_compress import Compress

from kamquiz.web.forms import CSRF_FIELD

#: Six short words; what a reader chooses, a page and a day are shorter.
SHORTEST_SECRET = 20

_TOKEN = f'name="{CSRF_FIELD}"'.encode()


class _Compression(Compress):
    """Flask-Compress for what may be compressed."""

    def after_request(self, response: Response | None) -> Response:
        """Compress *response* if the browser can read it and no secret can be told from it."""
        if response and request.endpoint != "static" and _can_tell_a_secret(response):
            return response
        return super().after_request(response)


def set_up(app: Flask) -> None:
    """Compress the answers of *app*."""
    _Compression(app)


def _can_tell_a_secret(response: Response) -> bool:
    """Tell whether a key or codename stands in *response*, or a token beside words of others."""
    if response.is_streamed or response.direct_passthrough:
        return True  # what is in it is not known yet
    body = response.get_data()
    # What was sent can stand in the page again; an address alone names no more than the page.
    if (request.query_string or request.method not in {"GET", "HEAD"}) and _TOKEN in body:
        return True
    return any(secret.encode("utf-8", "replace") in body for secret in _secrets())


def _secrets() -> Iterator[str]:
    """Yield what the cookie and the address of this request hold that opens something."""
    for name, value in session.items():
        if name != CSRF_FIELD:
            yield from _words(value)
    yield from _words(list((request.view_args or {}).values()))


def _words(value: Any) -> Iterator[str]:
    """Yield each text in *value* that is long enough to be a secret."""
    if isinstance(value, str) and len(value) >= SHORTEST_SECRET:
        yield value
    elif isinstance(value, dict):
        yield from _words(list(value.values()))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _words(part)
