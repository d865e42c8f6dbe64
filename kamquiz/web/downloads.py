"""A file for the reader to keep."""

from collections.abc import Sequence

from flask import Response

from kamquiz.domain.text import Language


def attachment(content: bytes, mimetype: str, name: str) -> Response:
    """Return *content* as a file called *name*; our own names need no quoting."""
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def file_name(subject: str, languages: Sequence[Language], ending: str) -> str:
    """Return what a file about *subject* is called, which speaks *languages*."""
    return f"kamquiz-{subject}-{'-'.join(language.value for language in languages)}.{ending}"
