"""What the kinds of file are called on their buttons."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

NAMES: Mapping[str, Any] = {
    "docx": "Word (DOCX)",
    "pdf": "PDF",
    "md": "Markdown",
    "txt": _l("Plain text"),
    "html": "HTML",
    "json": _l("Draft (JSON)"),
    "jsonld": "JSON-LD",
}
