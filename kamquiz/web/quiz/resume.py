"""Resuming an attempt by return link or codename, and deleting it."""

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField
from wtforms.validators import InputRequired, Length

from kamquiz.documents.formats.json import encode
from kamquiz.domain.assessment.attempts import Attempt, AttemptNotFoundError
from kamquiz.storage.data_export import everything_kept
from kamquiz.storage.keys import codename_hash, key_from, key_hash, new_codename, new_key
from kamquiz.web.downloads import attachment
from kamquiz.web.forms import failures, form_class, load_form
from kamquiz.web.http import UNPROCESSABLE, see_other
from kamquiz.web.language import current_language
from kamquiz.web.quiz.start import longest, summary_of_current
from kamquiz.web.quiz.views import where_left_off
from kamquiz.web.security.attempt_keys import (
    Held,
    all_held,
    current_held,
    forget,
    held_of,
    is_full,
    remember,
    remember_codename,
    require_room,
)
from kamquiz.web.security.rate_limits import counting_failed_codenames
from kamquiz.web.security.session import current_attempt, current_timeline
from kamquiz.web.services import services, work_on

bp = Blueprint("resume", __name__)

#: Six words of the longest kind and some slips fit.
CODENAME_LENGTH = 120

#: What the browser forgets as well: pages behind the back button, what a script kept.
LEFT_IN_THE_BROWSER = '"cache", "storage"'


class CodenameForm(Form):
    """The six words that open an attempt."""

    codename = StringField(
        _l("Codename"),
        validators=[
            InputRequired(_l("Type the six words of your codename.")),
            Length(max=CODENAME_LENGTH, message=_l("A codename has six words, not more.")),
        ],
    )


@bp.get("/keep")
def keep() -> ResponseReturnValue:
    """Show the return link and the codename."""
    timeline, held = current_timeline(), _open_now()
    services().attempts.keep_as_links([held.hash])
    return render_template(
        "quiz/keep.html",
        has_result=bool(timeline.finished),
        is_open=not timeline.newest.finished,
        link=url_for("resume.come_back_by_link", key=held.key, _external=True),
        codename=held.codename,
        others=len(all_held()) - 1,
    )


@bp.post("/keep")
def make_codename() -> ResponseReturnValue:
    """Make a codename; an older one opens nothing any more."""
    attempt = current_attempt()
    codename = new_codename(services().catalogue.codewords.of(current_language()))
    services().attempts.set_codename(attempt, codename_hash(codename, pepper=services().pepper))
    remember_codename(codename)
    return see_other(url_for("resume.keep"))


@bp.route("/return/<key>", methods=["GET", "POST"])
def come_back_by_link(key: str) -> ResponseReturnValue:
    """Ask before a return link opens anything here; then open it and leave the secret address."""
    load_form(form_class("OpenForm", {}))
    key = key_from(key)
    if request.method == "POST":
        attempt = work_on(services().attempts.get(key_hash(key)))
        known = held_of(attempt.timeline)
        remember(known.key if known else key)
        return see_other(where_left_off(attempt))
    summary = services().attempts.summaries([key_hash(key)]).get(key_hash(key))
    if summary is None:
        raise AttemptNotFoundError
    known = held_of(summary.timeline)
    return render_template(
        "quiz/open.html",
        summary=summary,
        total=longest(summary.form),
        is_known=known is not None,
        is_full=known is None and is_full(),
        held=len(all_held()),
        address=url_for("resume.come_back_by_link", key=key),
    )


@bp.route("/return", methods=["GET", "POST"])
def come_back() -> ResponseReturnValue:
    """Open the attempt behind a codename; this device gets a key of its own."""
    form = load_form(CodenameForm)
    if request.method == "POST" and form.validate():
        try:
            with counting_failed_codenames():
                codename = codename_hash(form["codename"].data, pepper=services().pepper)
                attempt = work_on(services().attempts.get(codename))
        except AttemptNotFoundError:
            form["codename"].errors = [
                _l("No answers are kept under these words. Check each word; the order counts.")
            ]
        else:
            remember(_key_of(attempt))
            return see_other(where_left_off(attempt))
    before = summary_of_current()
    return render_template(
        "quiz/return.html",
        form=form,
        failures=failures(form),
        before=before,
        total=longest(before.form) if before else 0,
        held=len(all_held()),
    ), UNPROCESSABLE if form.errors else 200


@bp.get("/keep/everything.json")
def everything() -> Response:
    """Return all data stored under the user's key as JSON."""
    kept = everything_kept(services().database, current_attempt().timeline)
    return attachment(encode(kept), "application/json", "kamquiz-everything.json")


@bp.route("/delete", methods=["GET", "POST"])
def delete() -> ResponseReturnValue:
    """Delete the attempt and everything that opens it, once that is confirmed."""
    attempt = current_attempt()
    # Not "if it is GET": asking for the head of this page must delete nothing either.
    if request.method != "POST":
        return render_template("quiz/delete.html")
    services().attempts.delete(attempt.timeline)
    forget(_open_now())
    response = see_other(url_for("resume.deleted"))
    response.headers["Clear-Site-Data"] = LEFT_IN_THE_BROWSER
    return response


@bp.get("/deleted")
def deleted() -> ResponseReturnValue:
    """Say that nothing is kept any more."""
    return render_template("quiz/deleted.html", held=len(all_held()))


def _open_now() -> Held:
    """Return the attempt this browser works on; raises AttemptNotFoundError."""
    held = current_held()
    if held is None:
        raise AttemptNotFoundError
    return held


def _key_of(attempt: Attempt) -> str:
    """Return the key with which this browser opens *attempt*, a new one if it has none yet."""
    known = held_of(attempt.timeline)
    if known:
        return known.key
    require_room()
    key = new_key()
    services().attempts.add_browser(attempt, key_hash(key))
    return key
