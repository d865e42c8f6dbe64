"""Coming back, on this device or another, and deleting at once."""

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField
from wtforms.validators import InputRequired, Length

from kamquiz.documents.json_files import encode
from kamquiz.domain.attempts import AttemptNotFoundError
from kamquiz.storage.disclosure import everything_kept
from kamquiz.storage.keys import codename_hash, key_hash, new_codename, new_key
from kamquiz.web.attachments import attachment
from kamquiz.web.current import (
    current_attempt,
    current_codename,
    current_key,
    forget,
    remember,
    remember_codename,
)
from kamquiz.web.forms import failures, sent
from kamquiz.web.language import current_language
from kamquiz.web.limits import counting_failed_codenames
from kamquiz.web.quiz import UNPROCESSABLE, see_other, where_left_off
from kamquiz.web.services import services, work_on

bp = Blueprint("keeping", __name__)

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
    current_attempt()
    return render_template(
        "keep/keep.html",
        link=url_for("keeping.come_back_by_link", key=current_key(), _external=True),
        codename=current_codename(),
    )


@bp.post("/keep")
def make_codename() -> ResponseReturnValue:
    """Make a codename; an older one opens nothing any more."""
    attempt = current_attempt()
    codename = new_codename(services().catalogue.codewords.of(current_language()))
    services().attempts.set_codename(attempt, codename_hash(codename, pepper=services().pepper))
    remember_codename(codename)
    return see_other(url_for("keeping.keep"))


@bp.get("/return/<key>")
def come_back_by_link(key: str) -> ResponseReturnValue:
    """Open the attempt behind a return link and leave the secret address at once."""
    attempt = work_on(services().attempts.get(key_hash(key)))
    remember(key)
    return see_other(where_left_off(attempt))


@bp.route("/return", methods=["GET", "POST"])
def come_back() -> ResponseReturnValue:
    """Open the attempt behind a codename; this device gets a key of its own."""
    form = sent(CodenameForm)
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
            key = new_key()
            services().attempts.add_key(attempt, key_hash(key))
            remember(key)
            return see_other(where_left_off(attempt))
    return render_template(
        "keep/return.html", form=form, failures=failures(form)
    ), UNPROCESSABLE if form.errors else 200


@bp.get("/keep/everything.json")
def everything() -> Response:
    """Hand over all that is stored under the reader's key, as it is stored."""
    kept = everything_kept(services().database, current_attempt().timeline)
    return attachment(encode(kept), "application/json", "kamquiz-everything.json")


@bp.route("/delete", methods=["GET", "POST"])
def delete() -> ResponseReturnValue:
    """Delete the attempt and everything that opens it, once that is confirmed."""
    attempt = current_attempt()
    # Not "if it is GET": asking for the head of this page must delete nothing either.
    if request.method != "POST":
        return render_template("keep/delete.html")
    services().attempts.delete(attempt.timeline)
    forget()
    response = see_other(url_for("keeping.deleted"))
    response.headers["Clear-Site-Data"] = LEFT_IN_THE_BROWSER
    return response


@bp.get("/deleted")
def deleted() -> ResponseReturnValue:
    """Say that nothing is kept any more."""
    return render_template("keep/deleted.html")
