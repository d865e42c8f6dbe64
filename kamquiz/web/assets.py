"""Files of the pages, under addresses that change with their content."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, url_for

#: Enough to tell two versions of a file apart.
DIGEST_LENGTH = 10


def set_up(app: Flask) -> None:
    """Give templates the address of a static file, with what it holds in it."""

    @cache
    def digest(name: str) -> str:
        content = (Path(app.static_folder or "") / name).read_bytes()
        return hashlib.sha256(content).hexdigest()[:DIGEST_LENGTH]

    @app.template_global()
    def asset(filename: str) -> str:
        return url_for("static", filename=filename, v=digest(filename))
