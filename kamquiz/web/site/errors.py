"""One page for every refusal, in the reader's language, saying what to do next."""

from math import ceil

from flask import Flask, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    BadHost,
    HTTPException,
    InternalServerError,
    SecurityError,
    ServiceUnavailable,
)

from kamquiz.checker_process import CheckerBusyError
from kamquiz.domain.assessment.attempts import AttemptNotFoundError
from kamquiz.storage import UNAVAILABLE, Cap, CapReachedError, ShareNotFoundError
from kamquiz.storage.quotas import CAPS
from kamquiz.web.ops.metrics import metrics_of
from kamquiz.web.security.attempt_keys import MAX_HELD, AttemptNotHeldError, BrowserFullError
from kamquiz.web.security.rate_limits import LimitReachedError
from kamquiz.web.site.unavailable import unavailable_page

#: Long enough for a database to be started again, short enough to wait for.
RETRY_AFTER_SECONDS = 10

PASSED_ON = ("Allow", "Retry-After")

#: Under a host that is not ours no link can be made, and so no page of ours.
NOT_SERVED = "Ten adres nie jest obsługiwany. / This address is not served.\n"


def set_up(app: Flask) -> None:
    """Translate refusals into pages (into JSON below /api/)."""
    _tell_what_is_not_kept(app)
    _tell_what_can_wait(app)
    _tell_what_is_too_much(app)
    _tell_the_rest(app)


def _tell_what_is_not_kept(app: Flask) -> None:
    @app.errorhandler(CSRFError)
    def forged(_error: CSRFError) -> ResponseReturnValue:
        return _page(
            400,
            _("This form could not be checked"),
            _(
                "The page was open for very long, or cookies are switched off. Go back, reload "
                "the page and send it again. What you had sent before is kept."
            ),
        )

    @app.errorhandler(AttemptNotFoundError)
    def not_kept(_error: AttemptNotFoundError) -> ResponseReturnValue:
        return _page(
            404,
            _("There are no answers here"),
            _(
                "This browser holds no open quiz, or its answers were deleted. Open your return "
                "link, enter your codename, or start anew."
            ),
        )

    @app.errorhandler(AttemptNotHeldError)
    def not_held(_error: AttemptNotHeldError) -> ResponseReturnValue:
        return _page(
            409,
            _("This page belongs to other answers"),
            _(
                "Another tab has removed or deleted the quiz this page belongs to. Nothing was "
                "saved from this page. Open My results and choose the one you want to continue, "
                "or open your return link."
            ),
        )

    @app.errorhandler(BrowserFullError)
    def full(_error: BrowserFullError) -> ResponseReturnValue:
        return _page(
            409,
            _("This browser already keeps %(most)s results", most=MAX_HELD),
            _(
                "Nothing was changed. Open My results, save the return link of a result you do "
                "not need here and remove it from this browser; then try again."
            ),
        )

    @app.errorhandler(ShareNotFoundError)
    def not_shared(_error: ShareNotFoundError) -> ResponseReturnValue:
        return _page(
            404,
            _("This link opens nothing any more"),
            _(
                "Whoever gave it to you has withdrawn it or deleted their answers, or the "
                "address is not complete. Ask them for a new link."
            ),
        )


def _tell_what_can_wait(app: Flask) -> None:
    def unavailable(_error: Exception) -> ResponseReturnValue:
        app.logger.exception("nothing could be saved or read just now")
        return _try_again()

    for kind in (*UNAVAILABLE, ServiceUnavailable):
        app.register_error_handler(kind, unavailable)

    @app.errorhandler(CheckerBusyError)
    def busy(_error: CheckerBusyError) -> ResponseReturnValue:
        return _try_again()

    @app.errorhandler(LimitReachedError)
    def too_often(error: LimitReachedError) -> ResponseReturnValue:
        metrics_of(app).limit_reached(error.limit)
        app.logger.warning("refused: %s", error)
        response = _page(
            429,
            _("Too many attempts"),
            _(
                "This was done very often from here. Try again in %(minutes)s min; what was "
                "saved before stays saved.",
                minutes=ceil(error.seconds / 60),
            ),
        )
        response.headers["Retry-After"] = str(error.seconds)
        return response


def _tell_what_is_too_much(app: Flask) -> None:
    @app.errorhandler(CapReachedError)
    def full(error: CapReachedError) -> ResponseReturnValue:
        return _page(409, *_cap_wording(error.cap))


def _cap_wording(cap: Cap) -> tuple[str, str]:
    most = CAPS[cap]
    return {
        Cap.ATTEMPTS: (
            _("You already have %(most)s results", most=most),
            _(
                "One return link holds no more than that. The oldest result is deleted "
                "automatically after 12 months. To measure again before then, start a "
                "separate quiz on the start page."
            ),
        ),
        Cap.PLANS: (
            _("You already have %(most)s plans", most=most),
            _(
                "One return link holds no more than that. Change the plan you have, or start "
                "a separate quiz on the start page."
            ),
        ),
        Cap.SHARES: (
            _("You already have %(most)s links", most=most),
            _("Withdraw one first, then make the new one. Nothing was changed."),
        ),
        Cap.BROWSERS: (
            _("This codename has opened the quiz in %(most)s browsers", most=most),
            _(
                "In each of them a return link was shown that may be in use, so none is removed "
                "to let in another. Open the quiz with a return link you have kept."
            ),
        ),
        Cap.PLAN_BYTES: (
            _("The plan is too long to be kept"),
            _(
                "Nothing was changed, and what you typed is still in the form: go back and "
                "shorten a note or your own words. A plan holds up to %(kilobytes)s kB of text.",
                kilobytes=most // 1000,
            ),
        ),
    }[cap]


def _tell_the_rest(app: Flask) -> None:
    @app.errorhandler(SecurityError)
    @app.errorhandler(BadHost)
    def foreign_host(error: HTTPException) -> ResponseReturnValue:
        app.logger.warning("refused: %s", error.description)
        return Response(NOT_SERVED, status=400, mimetype="text/plain")

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> ResponseReturnValue:
        if isinstance(error, InternalServerError):
            app.logger.error("unexpected error on %s", request.endpoint)
        if error.code is None or error.code < 400:  # noqa: PLR2004 - redirects are no errors
            return error
        response = _page(error.code, *_wording(error.code))
        # Which methods there are, when to come again: a program needs them.
        said = dict(error.get_headers())
        response.headers.update({name: said[name] for name in PASSED_ON if name in said})
        return response


def _wording(status: int) -> tuple[str, str]:
    return {
        400: (
            _("We could not read that"),
            _(
                "Something in the form was not as the page had it. Nothing was saved. "
                "Go back, reload the page and choose again."
            ),
        ),
        404: (
            _("There is no such page"),
            _("Check the address, or begin on the start page."),
        ),
        405: (
            _("This page cannot be used like that"),
            _("Begin on the start page and follow the buttons."),
        ),
        413: (
            _("That was too much at once"),
            _(
                "What was sent is larger than any page of ours needs. Nothing was saved. "
                "Go back and send less."
            ),
        ),
        429: (
            _("Too many attempts"),
            _("Wait a few minutes and try again."),
        ),
        500: (
            _("Something went wrong on our side"),
            _(
                "The answers of the pages before are saved. Go back and try again; "
                "if it happens again, come back later."
            ),
        ),
    }.get(
        status,
        (_("That did not work"), _("Go back and try again, or begin on the start page.")),
    )


def _page(status: int, title: str, text: str) -> Response:
    if _is_for_programs():
        return _as_json(status)
    return Response(render_template("site/error.html", title=title, text=text), status=status)


def _try_again() -> Response:
    response = _as_json(503) if _is_for_programs() else unavailable_page()
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _is_for_programs() -> bool:
    return request.path.startswith("/api/")


def _as_json(status: int) -> Response:
    response = jsonify({"error": status, "faults": [api_advice(status)]})
    response.status_code = status
    return response


def api_advice(status: int) -> str:
    """Return what a program that gets *status* can do about it, for the one who wrote it."""
    return {
        404: "there is no such address; /api/v1/openapi.json lists them all",
        405: "this address does not take that method; see the header Allow",
        413: "the body is larger than this address takes; see /api/v1/openapi.json",
        429: "too many requests; wait as many seconds as the header Retry-After says",
        500: "an error of ours; try again later",
        503: "the server is busy; wait as many seconds as the header Retry-After says",
    }.get(status, "the request could not be read; see /api/v1/openapi.json")
