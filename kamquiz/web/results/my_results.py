"""My results: the attempts this browser holds, each to be opened or removed."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kamquiz.domain.assessment.attempts import Summary
from kamquiz.web.forms import ATTEMPT_FIELD, form_class, load_form
from kamquiz.web.http import see_other
from kamquiz.web.quiz.start import longest
from kamquiz.web.quiz.views import where_left_off
from kamquiz.web.security.attempt_keys import (
    MAX_HELD,
    Held,
    all_held,
    current_held,
    forget,
    named_in_form,
)
from kamquiz.web.security.session import current_attempt
from kamquiz.web.services import services

bp = Blueprint("my_results", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the list; without a *summary* the attempt is no longer stored."""

    held: Held
    summary: Summary | None
    is_current: bool

    @property
    def total(self) -> int:
        """Return how many statements the newest attempt asks at most."""
        return longest(self.summary.form) if self.summary else 0

    @property
    def link(self) -> str:
        """Return the return link."""
        return url_for("resume.come_back_by_link", key=self.held.key, _external=True)


@bp.get("/my-results")
def my_results() -> ResponseReturnValue:
    """List the attempts of this browser, those begun last first."""
    held, current = all_held(), current_held()
    found = services().attempts.summaries([attempt.hash for attempt in held]) if held else {}
    services().attempts.keep_as_links(found)
    entries = [
        Entry(held=attempt, summary=found.get(attempt.hash), is_current=attempt == current)
        for attempt in held
    ]
    entries.sort(key=lambda entry: entry.summary.timeline if entry.summary else 0, reverse=True)
    return render_template("results/my_results.html", entries=entries, most=MAX_HELD)


@bp.post("/my-results/open")
def open_held() -> ResponseReturnValue:
    """Make one of the attempts the current one, and go to where it was left off."""
    _require_name()
    return see_other(where_left_off(current_attempt()))


@bp.post("/my-results/remove")
def remove() -> ResponseReturnValue:
    """Forget one of the attempts in this browser; what is stored stays stored."""
    _require_name()
    attempt = named_in_form()
    if attempt:
        forget(attempt)
    return see_other(url_for("my_results.my_results"))


def _require_name() -> None:
    """Refuse a form that does not say which attempt it is about."""
    load_form(form_class("EntryForm", {}))
    if not request.form.get(ATTEMPT_FIELD):
        abort(400)
