"""A document as a PDF for people and their screen readers (PDF/UA-1), drawn by typst.

The texts go to the template as JSON in an input of typst's, never as markup, so nothing
in them is ever carried out. Fonts come from the folder beside this module and from
nowhere else: the file looks the same on every machine.
"""

import json
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, assert_never, cast

import typst

from kamquiz.documents.formats.blocks import (
    Block,
    Bullets,
    Checklist,
    Document,
    Heading,
    NoteLines,
    Paragraph,
    Part,
    Table,
    is_remark_below,
)
from kamquiz.documents.formats.glyphs import FONTS, drawable, without_marks
from kamquiz.documents.formats.sanitize import cleaned
from kamquiz.documents.wording import REGIONS, foot, joint_title, shortened

TEMPLATES = Path(__file__).parents[3] / "templates"

TEMPLATE = TEMPLATES / "formats/document.typ"

#: What a page says on top is one line, and drawn anew on each.
RUNNING_TITLE_LENGTH = 90


def pdf(document: Document) -> bytes:
    """Return *document* as a tagged PDF; equal documents give equal bytes."""
    texts = drawable(json.dumps(_document(cleaned(document)), ensure_ascii=False))
    try:
        return _drawn(texts, document.made)
    except typst.TypstError:
        # A mark may stand on a letter of another script, and no font draws the pair.
        return _drawn(without_marks(texts), document.made)


def _drawn(texts: str, made: date) -> bytes:
    """Return the PDF of *texts*, the JSON the template reads.

    A compiler for each call: one shared by threads raises "Already borrowed", and a new
    one costs under 1 ms because typst keeps fonts and template for the whole process.
    Typst lets go of Python's lock while it works: on two cores a thread that woke every
    millisecond waited 9 ms at most during exports of 60 to 90 ms each (5 ms without any),
    so an export takes one core's time from the others, but does not hold them up.
    """
    compiler = typst.Compiler(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"document": texts},
    )
    timestamp = datetime.combine(made, time(), UTC)
    pages = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=timestamp)
    return cast("bytes", pages)  # several files are made of pictures only


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _document(document: Document) -> dict[str, Any]:
    return {
        "title": joint_title(document),
        "parts": [_part(one) | {"foot": foot(document, one.language)} for one in document.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "language": part.language.value,
        "region": REGIONS[part.language],
        "title": part.title,
        "running-title": shortened(part.title, RUNNING_TITLE_LENGTH),
        "blocks": [
            _block(one) | {"leads-on": is_remark_below(before, one)}
            for before, one in pairwise((None, *part.blocks))
            if one
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {
                "kind": "paragraph",
                "label": block.label,
                "text": block.text,
                "tone": block.tone.value,
            }
        case Bullets():
            return {"kind": "bullets", "items": block.items, "numbered": block.numbered}
        case Checklist():
            items = [{"text": one.text, "done": one.done} for one in block.items]
            return {"kind": "checklist", "items": items}
        case Table():
            return {
                "kind": "table",
                "caption": block.caption,
                "head": block.head,
                "rows": block.rows,
                "widths": block.widths,
            }
        case NoteLines():
            return {"kind": "lines", "count": block.count}
        case _:
            assert_never(block)
