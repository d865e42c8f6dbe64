"""One page for every refusal, in the reader's language, saying what to do next."""

from math import ceil

from flask import Flask, Response, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadHost, HTTPException, InternalServerError, SecurityError

from kamquiz.domain.attempts import AttemptNotFoundError
from kamquiz.storage import UNAVAILABLE, ShareNotFoundError
from kamquiz.web.limits import LimitReachedError
from kamquiz.web.metrics import metrics_of

RETRY_AFTER_SECONDS = 10

PASSED_ON = ("Allow", "Retry-After")

#: Under a host that is not ours no link can be made, and so no page of ours.
NOT_SERVED = "Ten adres nie jest obsługiwany. / This address is not served.\n"


def set_up(app: Flask) -> None:
    """Translate refusals into pages (into JSON below /api/)."""

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

    def unavailable(_error: Exception) -> ResponseReturnValue:
        app.logger.exception("the database did not answer")
        response = _page(
            503,
            _("Please try again in a moment"),
            _(
                "We could not reach our database just now, so this page was not saved. Go back: "
                "your browser still has what you typed. Send it again in a minute."
            ),
        )
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response

    app.register_error_handler(LimitReachedError, _too_often)
    for kind in UNAVAILABLE:
        app.register_error_handler(kind, unavailable)

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


def _too_often(error: LimitReachedError) -> ResponseReturnValue:
    metrics_of(current_app).limit_reached(error.limit)
    current_app.logger.warning("refused: %s", error)
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
    if request.path.startswith("/api/"):
        response = jsonify({"error": status, "faults": [api_advice(status)]})
        response.status_code = status
        return response
    return Response(render_template("errors/error.html", title=title, text=text), status=status)


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
