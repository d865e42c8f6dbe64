"""Saying in a page what its script must be, so that no other is run in its place."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from flask import Flask


def set_up(app: Flask) -> None:
    """Let templates write integrity="{{ integrity('a.js') }}" beside a script of ours."""
    folder = Path(str(app.static_folder))

    @app.template_global("integrity")
    @cache
    def integrity(filename: str) -> str:
        """Return the hash of *filename* as browsers compare it."""
        digest = hashlib.sha384((folder / filename).read_bytes()).digest()
        return f"sha384-{base64.b64encode(digest).decode()}"
