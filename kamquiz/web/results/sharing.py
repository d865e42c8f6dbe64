"""Read-only links to a result or plan, which the owner can revoke."""

from flask import Blueprint, abort, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form

from kamquiz.storage import Share, ShareNotFoundError
from kamquiz.storage.keys import key_from, key_hash, new_key
from kamquiz.storage.quotas import MAX_SHARES
from kamquiz.web.forms import failures, form_class, load_form
from kamquiz.web.http import UNPROCESSABLE, see_other
from kamquiz.web.plan.workspace import desk_of
from kamquiz.web.profiles import response_quality_of
from kamquiz.web.results.views import picture_of
from kamquiz.web.security.session import current_attempt
from kamquiz.web.services import services, work_on

bp = Blueprint("sharing", __name__)

_MADE, _OPENED = "shared link", "share"


@bp.route("/share", methods=["GET", "POST"])
def shares() -> ResponseReturnValue:
    """Show the links there are, and make one."""
    timeline = current_attempt().timeline
    kept = services().shares.all(timeline)
    form = load_form(share_form(), data={"result": True, "plan": True})
    if request.method == "POST" and form.validate():
        key = new_key()
        services().shares.add(
            Share(
                hash=key_hash(key),
                timeline=timeline,
                made_on=services().today(),
                result=form["result"].data,
                plan=form["plan"].data,
                notes=form["notes"].data and form["plan"].data,
            )
        )
        session[_MADE] = key
        return see_other(url_for("sharing.shares"))
    made = session.get(_MADE)
    hashes = {share.hash for share in kept}
    return render_template(
        "results/shares.html",
        form=form,
        failures=failures(form),
        shares=kept,
        link=url_for("sharing.open_link", key=made, _external=True)
        if made and key_hash(made) in hashes
        else None,
        may_add=len(kept) < MAX_SHARES,
    ), UNPROCESSABLE if form.errors else 200


@bp.post("/share/revoke")
def revoke() -> ResponseReturnValue:
    """Revoke one link."""
    load_form(form_class("RevokeForm", {}), "share")
    try:
        key = bytes.fromhex(request.form.get("share", ""))
    except ValueError:
        abort(400)
    services().shares.revoke(current_attempt().timeline, key)
    return see_other(url_for("sharing.shares"))


@bp.get("/share/<key>")
def open_link(key: str) -> ResponseReturnValue:
    """Open what is shared and leave the secret address at once; one's own quiz stays open."""
    key = key_from(key)
    services().shares.get(key_hash(key))
    session[_OPENED] = key
    return see_other(url_for("sharing.shared"))


@bp.get("/shared")
def shared() -> ResponseReturnValue:
    """Show a shared result, plan, or both, read-only."""
    key = session.get(_OPENED)
    if not isinstance(key, str):
        raise ShareNotFoundError
    share = services().shares.get(key_hash(key))
    timeline = services().attempts.timeline_of(share.timeline)
    work_on(timeline.shown)
    desk = desk_of(timeline)
    return render_template(
        "results/shared.html",
        share=share,
        desk=desk,
        plan=desk.plan,
        care=response_quality_of(desk.attempt),
        **picture_of(desk.attempt, desk.profile),
    )


def share_form() -> type[Form]:
    """Return the form that creates a link."""

    def opens_something(form: Form) -> bool:
        if not (form["result"].data or form["plan"].data):
            form["result"].errors = [_l("Tick the result, the plan, or both.")]
            return False
        return True

    return form_class(
        "ShareForm",
        {
            "result": BooleanField(_l("the result")),
            "plan": BooleanField(_l("the plan")),
            "notes": BooleanField(_l("my private notes in the plan, too")),
        },
        also=opens_something,
    )
