"""Status codes and responses that several features use."""

from http import HTTPStatus

from flask import Response

#: A form with gaps is parsed, but not accepted.
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


def see_other(address: str) -> Response:
    """Redirect after a form, so that a reload sends nothing twice."""
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})
