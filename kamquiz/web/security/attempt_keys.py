"""The attempts this browser holds: their keys are in the signed cookie, and one of them is current.

Nothing is dropped from the cookie unless the reader asks for it: a key that only the cookie
has is the only way to the answers behind it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request, session

from kamquiz.domain.assessment.attempts import AttemptNotFoundError, TimelineId
from kamquiz.storage.keys import key_hash
from kamquiz.web.forms import ATTEMPT_FIELD
from kamquiz.web.services import services

#: Ten keys with their codenames fit into a cookie of 4 kB.
MAX_HELD = 10

#: The tag of an attempt: long enough to tell ten of them apart, and no secret.
TAG_LENGTH = 8

_KEY, _CODENAME, _OTHERS = "key", "codename", "others"


class AttemptNotHeldError(AttemptNotFoundError):
    """A form belongs to an attempt that this browser no longer holds."""


class BrowserFullError(Exception):
    """The browser holds as many attempts as it can; the reader must remove one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The secret of an attempt, and its codename if it was made in this browser."""

    key: str
    codename: str | None = None

    @property
    def hash(self) -> bytes:
        """Return the stored hash of the key."""
        return key_hash(self.key)

    @property
    def tag(self) -> str:
        """Return the public identifier of the attempt in a form; it grants no access."""
        return self.hash.hex()[:TAG_LENGTH]


def key_in_cookie(cookie: Mapping[str, Any]) -> str | None:
    """Return the current key in *cookie*, whether it opens anything or not."""
    key = cookie.get(_KEY)
    return key if isinstance(key, str) else None


def holds_any(cookie: Mapping[str, Any]) -> bool:
    """Return True if *cookie* holds an attempt, the current one or another."""
    return _KEY in cookie or _OTHERS in cookie


def current_held() -> Held | None:
    """Return the attempt this browser works on."""
    key = key_in_cookie(session)
    return None if key is None else Held(key=key, codename=session.get(_CODENAME))


def all_held() -> tuple[Held, ...]:
    """Return all attempts of this browser, the current one first."""
    current = current_held()
    others = tuple(Held(key=key, codename=name) for key, name in session.get(_OTHERS, ()))
    return (current, *others) if current else others


def named_in_form() -> Held | None:
    """Return the attempt that the form of this request belongs to.

    Raises AttemptNotHeldError if the browser no longer holds it. A form that names none
    belongs to the current attempt.
    """
    tag = request.form.get(ATTEMPT_FIELD) if request.method == "POST" else None
    if not tag:
        return current_held()
    held = all_held()
    found = next((attempt for attempt in held if attempt.tag == tag), None)
    if held and not found:
        raise AttemptNotHeldError
    return found


def form_tag() -> str | None:
    """Return the tag for the forms of a page: a form that is sent again keeps its own."""
    try:
        attempt = named_in_form()
    except AttemptNotHeldError:
        attempt = current_held()
    return attempt.tag if attempt else None


def held_of(timeline: TimelineId) -> Held | None:
    """Return the attempt of this browser that opens *timeline*, if there is one."""
    held = all_held()
    if not held:
        return None
    found = services().attempts.summaries([attempt.hash for attempt in held])
    opens = (
        held_attempt
        for held_attempt in held
        if held_attempt.hash in found and found[held_attempt.hash].timeline == timeline
    )
    return next(opens, None)


def is_full() -> bool:
    """Return True if this browser can hold no further attempt."""
    return len(all_held()) >= MAX_HELD


def require_room() -> None:
    """Raise BrowserFullError if this browser can hold no further attempt."""
    if is_full():
        raise BrowserFullError


def remember(key: str) -> None:
    """Make the attempt that *key* opens the current one; the others stay.

    Raises BrowserFullError if it is a new one and there is no room for it.
    """
    held = all_held()
    chosen = next((attempt for attempt in held if attempt.key == key), None)
    if chosen is None:
        require_room()
        chosen = Held(key=key)
    if held[:1] != (chosen,) or key_in_cookie(session) is None:
        _keep(chosen, (attempt for attempt in held if attempt.key != key))


def remember_codename(codename: str) -> None:
    """Keep the codename of the current attempt, so that this browser can show it again."""
    session[_CODENAME] = codename


def forget(attempt: Held) -> None:
    """Drop *attempt* from this browser; what is stored stays stored."""
    current = current_held()
    others = [
        held_attempt
        for held_attempt in all_held()
        if held_attempt.key not in {attempt.key, current and current.key}
    ]
    if current and current.key == attempt.key:
        current = None
    if current or others:
        _keep(current, others)
    else:
        session.clear()


def _keep(current: Held | None, others: Iterable[Held]) -> None:
    # New lists: the parsed cookie is cached and must not change (see session.py).
    kept = [[attempt.key, attempt.codename] for attempt in others]
    for name in (_KEY, _CODENAME, _OTHERS):
        session.pop(name, None)
    session.permanent = True
    if current:
        session[_KEY] = current.key
    if current and current.codename:
        session[_CODENAME] = current.codename
    if kept:
        session[_OTHERS] = kept
