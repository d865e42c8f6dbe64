"""Files of the pages, under addresses that change with their content, and what they must be."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, request, url_for

#: Enough to tell two versions of a file apart.
DIGEST_LENGTH = 10


def set_up(app: Flask) -> None:
    """Give templates the address of a static file, and the hash no other file has."""
    folder = Path(str(app.static_folder))

    @cache
    def digest(name: str) -> bytes:
        return hashlib.sha384((folder / name).read_bytes()).digest()

    @cache
    def address(filename: str, _root: str) -> str:
        return url_for("static", filename=filename, v=digest(filename).hex()[:DIGEST_LENGTH])

    @app.template_global()
    def asset(filename: str) -> str:
        return address(filename, request.root_path)

    @app.template_global()
    def integrity(filename: str) -> str:
        """Return the hash as browsers compare it: no other script is run in place of ours."""
        return f"sha384-{base64.b64encode(digest(filename)).decode()}"
