"""A file for the reader to keep."""

from flask import Response


def attachment(content: bytes, mimetype: str, name: str) -> Response:
    """Return *content* as a file called *name*; our own names need no quoting."""
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
