"""The attempt this browser works on: its key is in the signed cookie."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer

from kamquiz.domain.attempts import Attempt, AttemptNotFoundError, Timeline
from kamquiz.storage.keys import key_hash
from kamquiz.web.services import services, work_on

_KEY, _CODENAME, _DAY = "key", "codename", "day"


class _Sessions(SecureCookieSessionInterface):
    """Flask's signed cookie, which lives on from the day it was last used.

    Signing costs as much as reading an attempt: what signs is made once, and a cookie
    is signed when something in it changes or a day begins.
    """

    def __init__(self) -> None:
        """Know nothing yet of the application."""
        self._serializer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs the cookies of *app*, the only one this serves."""
        self._serializer = self._serializer or super().get_signing_serializer(app)
        return self._serializer

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie if it changed or was not used today."""
        today = services().now().date().isoformat()
        if session.accessed and _KEY in session and session.get(_DAY) != today:
            session[_DAY] = today
        super().save_session(app, session, response)


def set_up(app: Flask) -> None:
    """Sign the cookies of *app*."""
    app.session_interface = _Sessions()


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


def key_in_cookie(cookie: Mapping[str, Any]) -> str | None:
    """Return the secret *cookie* holds, whether it opens anything or not."""
    key = cookie.get(_KEY)
    return key if isinstance(key, str) else None


def _hash() -> bytes:
    key = key_in_cookie(session)
    if key is None:
        raise AttemptNotFoundError
    return key_hash(key)


def find_attempt() -> Attempt | None:
    """Return the attempt of this browser, if it holds one that is kept."""
    try:
        return services().attempts.get(_hash())
    except AttemptNotFoundError:
        return None


def current_key() -> str:
    """Return the secret that opens the attempt of this browser."""
    return str(session[_KEY])


def current_codename() -> str | None:
    """Return the codename made in this browser; elsewhere nobody knows it any more."""
    return session.get(_CODENAME)


def remember(key: str) -> None:
    """Let this browser work on the attempt that *key* opens."""
    session.clear()
    session.permanent = True
    session[_KEY] = key


def remember_codename(codename: str) -> None:
    """Keep a codename at hand, so that this browser can show it again."""
    session[_CODENAME] = codename


def forget() -> None:
    """Let go of the attempt in this browser."""
    session.clear()
