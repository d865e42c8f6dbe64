"""An interview guide in every format it can be kept in."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from kamquiz.documents.blocks import Document
from kamquiz.documents.html import html
from kamquiz.documents.interviews import guide_document, guide_json
from kamquiz.documents.markdown import markdown
from kamquiz.documents.pdf import pdf
from kamquiz.documents.plain import plain
from kamquiz.documents.word import word
from kamquiz.domain.interviews import InterviewGuide
from kamquiz.domain.words import Language

Write: TypeAlias = Callable[[Document], bytes]

#: How a document is drawn, by the ending of the file.
DRAWN: Mapping[str, Write] = {
    "md": lambda document: markdown(document).encode(),
    "txt": lambda document: plain(document).encode(),
    "html": lambda document: html(document).encode(),
    "docx": word,
    "pdf": pdf,
}

GUIDE_FORMATS = (*DRAWN, "json")


def guide_file(
    guide: InterviewGuide,
    form: str,
    languages: Sequence[Language],
    *,
    made: date,
    source: str = "",
) -> bytes:
    """Return *guide* in the format called *form*, one of GUIDE_FORMATS.

    JSON is for programs and holds both languages always.
    """
    if form == "json":
        return (json.dumps(guide_json(guide), ensure_ascii=False, indent=2) + "\n").encode()
    return DRAWN[form](guide_document(guide, languages, made=made, source=source))
