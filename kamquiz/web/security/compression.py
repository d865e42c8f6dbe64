"""Compression of responses, except those whose length could reveal a secret (BREACH).

An attacker who makes a browser request a page with chosen text, and observes the length of the
compressed response, can guess a secret on that page letter by letter.
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
    """Flask-Compress without responses that contain secrets."""

    def after_request(self, response: Response | None) -> Response:
        """Compress *response* if the browser accepts it and its length reveals no secret."""
        if response and request.endpoint != "static" and _can_tell_a_secret(response):
            return response
        return super().after_request(response)


def set_up(app: Flask) -> None:
    """Compress the answers of *app*."""
    _Compression(app)


def _can_tell_a_secret(response: Response) -> bool:
    """Return True if *response* contains a key, a codename, or a token next to request data."""
    if response.is_streamed or response.direct_passthrough:
        return True  # what is in it is not known yet
    body = response.get_data()
    # The page can repeat request data; a path alone selects no more than the page.
    if (request.query_string or request.method not in {"GET", "HEAD"}) and _TOKEN in body:
        return True
    return any(secret.encode("utf-8", "replace") in body for secret in _secrets())


def _secrets() -> Iterator[str]:
    """Yield the secrets in the cookie and the path of this request."""
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
