"""Every format in which a document of blocks can be kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kamquiz.documents.formats.blocks import Document
from kamquiz.documents.formats.html import html
from kamquiz.documents.formats.markdown import markdown
from kamquiz.documents.formats.pdf import pdf
from kamquiz.documents.formats.plain import plain
from kamquiz.documents.formats.word import word


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a document is drawn, and what browsers call the file."""

    mimetype: str
    draw: Callable[[Document], bytes]


#: By the ending of the file; those people print or go on working in first.
DRAWINGS: Mapping[str, Drawing] = {
    "docx": Drawing(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", word
    ),
    "pdf": Drawing("application/pdf", pdf),
    "md": Drawing("text/markdown", lambda document: markdown(document).encode()),
    "txt": Drawing("text/plain", lambda document: plain(document).encode()),
    "html": Drawing("text/html", lambda document: html(document).encode()),
}
