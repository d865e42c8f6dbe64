"""The page that checks a job ad: paste a text, read what is wrong with it; nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from kamquiz.checker_process import CheckerBusyError
from kamquiz.documents.jobs.findings import Excess, Unit, excess
from kamquiz.documents.wording import number
from kamquiz.domain.bank.ad_rules import Severity
from kamquiz.domain.jobs.details import MAX_LETTERS, REASON, clean
from kamquiz.domain.text import Language
from kamquiz.web.forms import IN_EVERY_FORM, Failure, typed
from kamquiz.web.http import UNPROCESSABLE
from kamquiz.web.jobs.findings import (
    KEY,
    MAX_SHOWN,
    Remark,
    Stretch,
    counts,
    open_first,
    remarks,
    stretches,
)
from kamquiz.web.language import current_language
from kamquiz.web.services import services

bp = Blueprint("checks", __name__)

SECONDS_TO_WAIT = 5

#: The field of the ad.
AD = "ad"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedAd:
    """What the page tells of an ad: its language, and the first of what was found there."""

    written: Language | None
    found: tuple[Remark, ...]
    more: int
    counts: tuple[tuple[Severity, int], ...]
    stretches: tuple[Stretch, ...]


@bp.get("/check")
def paste_ad() -> ResponseReturnValue:
    """Ask for an ad."""
    return _page("", {})


@bp.post("/check")
def check_ad() -> ResponseReturnValue:
    """Show what is wrong with the ad that was sent; a reason passes a finding over."""
    ad = typed(request.form.get(AD))
    reasons = read_reasons(request.form)
    if any(name not in {AD, *IN_EVERY_FORM} and not is_reason(name) for name in request.form):
        abort(400)
    if not ad:
        return _page("", {}, _("paste the text of an ad."))
    found = excess(ad)
    if found:
        return _page(ad, reasons, too_long(found))
    try:
        return checked_page(ad, reasons)
    except CheckerBusyError:
        return to_wait(_page(ad, reasons, busy_message()))


def busy_message() -> str:
    """Return why an ad was not checked although nothing is wrong with it."""
    message: str = _(
        "other ads are being checked just now. Wait a few seconds, then send it again."
    )
    return message


def to_wait(page: ResponseReturnValue) -> Response:
    """Return *page* with the status that says: try again in a few seconds."""
    response = make_response(page)
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return response


def too_long(found: Excess) -> str:
    """Return why a text is not checked, for its reader."""
    language = current_language()
    counted = {"count": number(found.count, language), "most": number(found.most, language)}
    messages: dict[Unit, str] = {
        Unit.WORDS: _(
            "the text has %(count)s words and numbers and at most %(most)s are checked. Shorten "
            "it or send it in two parts.",
            **counted,
        ),
        Unit.DIFFERENT_WORDS: _(
            "the text has %(count)s different words and at most %(most)s are checked. Shorten it "
            "or send it in two parts.",
            **counted,
        ),
        Unit.LINES: _(
            "the text has %(count)s lines and at most %(most)s are checked. Shorten it or send "
            "it in two parts.",
            **counted,
        ),
        Unit.CHARACTERS: _(
            "the text has %(count)s characters and at most %(most)s are checked. Shorten it or "
            "send it in two parts.",
            **counted,
        ),
    }
    return messages[found.unit]


def read_reasons(posted: MultiDict[str, str]) -> dict[str, str]:
    """Return the reasons in *posted* by the key of their finding."""
    return {
        name.removeprefix(REASON): cleaned
        for name, words in posted.items()
        if is_reason(name) and (cleaned := clean(words)[:MAX_LETTERS])
    }


def is_reason(name: str) -> bool:
    """Tell whether *name* is that of a field for a reason."""
    return name.startswith(REASON) and bool(KEY.fullmatch(name.removeprefix(REASON)))


def checked_page(ad: str, reasons: Mapping[str, str]) -> ResponseReturnValue:
    """Return the page with the findings about *ad*."""
    examined = services().examine(ad, current_language())
    found = remarks(examined.findings, reasons)
    shown = found[:MAX_SHOWN]
    checked = CheckedAd(
        written=examined.language,
        found=tuple(open_first(shown)),
        more=len(found) + len(examined.left_out) - len(shown),
        counts=tuple(counts(found, examined.left_out)),
        stretches=tuple(stretches(ad, shown)),
    )
    return _page(ad, reasons, checked=checked)


def _page(
    ad: str, reasons: Mapping[str, str], fault: str = "", *, checked: CheckedAd | None = None
) -> ResponseReturnValue:
    law = services().catalogue.law
    failures = [Failure(label=_("Text of the ad"), message=fault, target=AD)] if fault else []
    numbered = {one.key for one in checked.found} if checked else set()
    return render_template(
        "jobs/check.html",
        ad=ad,
        failures=failures,
        checked=checked,
        other_reasons={key: one for key, one in reasons.items() if key not in numbered},
        law=law,
        stale=law.stale(services().today()),
    ), UNPROCESSABLE if fault else 200
