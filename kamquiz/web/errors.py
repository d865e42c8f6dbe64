"""One page for every refusal, in the reader's language, saying what to do next."""

from flask import Flask, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    SecurityError,
    ServiceUnavailable,
)

from kamquiz.domain.attempts import AttemptNotFoundError
from kamquiz.storage import UNAVAILABLE, ShareNotFoundError
from kamquiz.web.unavailable import unavailable_page

#: Long enough for a database to be started again, short enough to wait for.
RETRY_AFTER_SECONDS = 10

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
        app.logger.exception("nothing could be saved or read just now")
        return _try_again()

    for kind in (*UNAVAILABLE, ServiceUnavailable):
        app.register_error_handler(kind, unavailable)

    @app.errorhandler(SecurityError)
    def foreign_host(error: SecurityError) -> ResponseReturnValue:
        app.logger.warning("refused: %s", error.description)
        return Response(NOT_SERVED, status=400, mimetype="text/plain")

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> ResponseReturnValue:
        if isinstance(error, InternalServerError):
            app.logger.error("unexpected error on %s", request.endpoint)
        if error.code is None or error.code < 400:  # noqa: PLR2004 - redirects are no errors
            return error
        title, text = _wording(error.code)
        return _page(error.code, title, text)


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
    return Response(render_template("errors/error.html", title=title, text=text), status=status)


def _try_again() -> Response:
    response = _as_json(503) if _is_for_programs() else unavailable_page()
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _is_for_programs() -> bool:
    return request.path.startswith("/api/")


def _as_json(status: int) -> Response:
    return Response(f'{{"error": {status}}}', status=status, mimetype="application/json")
