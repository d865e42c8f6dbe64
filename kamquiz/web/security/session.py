"""The signed cookie, the tokens of forms, and the attempt this browser works on."""

import hashlib
import hmac
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from flask import Flask, Request, Response, g, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import BadSignature, URLSafeTimedSerializer

from kamquiz.domain.assessment.attempts import Attempt, AttemptNotFoundError, Timeline
from kamquiz.web.forms import CSRF_FIELD
from kamquiz.web.security.attempt_keys import form_tag, holds_any, named_in_form, remember
from kamquiz.web.services import services, work_on

_DAY = "day"

#: Readers who are answering pages just now.
READERS_REMEMBERED = 2048


class _Sessions(SecureCookieSessionInterface):
    """Flask's signed cookie, which lives on from the day it was last used.

    Signing and checking cost as much as reading an attempt: a cookie is signed when
    something in it changes or a day begins, and checked when it is seen first.
    """

    digest_method = staticmethod(hashlib.sha256)  # where Flask would take SHA-1

    def __init__(self) -> None:
        """Know nothing yet of the application."""
        self._serializer: URLSafeTimedSerializer | None = None
        self._read = lru_cache(READERS_REMEMBERED)(self._checked)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """Return what the cookie of *request* holds; nothing if it is forged or too old."""
        cookie = request.cookies.get(self.get_cookie_name(app))
        if not cookie:
            return self.session_class()
        try:
            held, signed = self._read(app, cookie)
        except BadSignature:
            return self.session_class()
        is_over = datetime.now(UTC) - signed > app.permanent_session_lifetime
        return self.session_class() if is_over else self.session_class(held)

    def _checked(self, app: Flask, cookie: str) -> tuple[dict[str, Any], datetime]:
        """Return what *cookie* holds and when it was signed; raises BadSignature."""
        signing = super().get_signing_serializer(app)
        if signing is None:
            raise BadSignature("nothing to sign with")
        held, signed = signing.loads(cookie, return_timestamp=True)
        return held, signed

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs the cookies of *app*, the only one this serves."""
        self._serializer = self._serializer or super().get_signing_serializer(app)
        return self._serializer

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie if it changed or was not used today."""
        if session.accessed and holds_any(session):
            today = services().now().date().isoformat()
            if session.get(_DAY) != today:
                session[_DAY] = today
        if session.modified:  # what depends on a cookie is kept in no cache: see headers.py
            super().save_session(app, session, response)


def set_up(app: Flask) -> None:
    """Sign the cookies of *app*, and the tokens of its forms once a reader."""
    app.session_interface = _Sessions()
    app.jinja_env.globals["csrf_token"] = _form_token
    app.jinja_env.globals["attempt_tag"] = form_tag


class FormProtection(CSRFProtect):  # type: ignore[misc]  # it brings no types
    """Flask-WTF's check of the token in a form; one that was just handed out is known."""

    def protect(self, apply_exemptions: bool = False) -> None:  # noqa: FBT001, FBT002 - its signature
        """Refuse the request unless its form is ours."""
        is_form = request.method == "POST" and request.endpoint and not self._is_exempt()
        if is_form and _is_known(request.form.get(CSRF_FIELD, "")):
            g.csrf_valid = True
        else:
            super().protect(apply_exemptions)


def _is_known(token: str) -> bool:
    kept = session.get(CSRF_FIELD)
    if not kept:
        return False
    return hmac.compare_digest(token.encode("utf-8", "surrogatepass"), _signed(kept).encode())


def _form_token() -> str:
    """Return the token that shows that a form is ours; it is good as long as the cookie."""
    kept = session.get(CSRF_FIELD)
    return _signed(kept) if kept else str(generate_csrf())


@lru_cache(READERS_REMEMBERED)
def _signed(_token: str) -> str:
    return str(generate_csrf())  # which signs what is in the cookie


def current_attempt() -> Attempt:
    """Return the newest attempt of this browser, to work on; raises AttemptNotFoundError."""
    return work_on(services().attempts.get(_hash()))


def current_timeline() -> Timeline:
    """Return all attempts of this browser's reader; raises AttemptNotFoundError.

    What is shown, and compared with what was before, is scored on its own bank.
    """
    timeline = services().attempts.timeline(_hash())
    work_on(timeline.shown)
    return timeline


def _hash() -> bytes:
    """Return the hash of the key this request works with, which becomes the current one.

    A page of answers goes to the attempt it belongs to, whatever other tabs did meanwhile,
    and the page that follows is one of the same attempt.
    """
    attempt = named_in_form()
    if attempt is None:
        raise AttemptNotFoundError
    remember(attempt.key)
    return attempt.hash
