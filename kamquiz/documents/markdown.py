"""A document as Markdown; what people typed stands in it as they typed it."""

import re
from collections.abc import Iterator
from typing import assert_never

from kamquiz.documents.blocks import (
    Block,
    Bullets,
    Checklist,
    Document,
    Heading,
    NoteLines,
    Paragraph,
    Part,
    Table,
)
from kamquiz.documents.cleaning import cleaned

#: What Markdown would take for emphasis, code, a link, a picture, HTML or an entity.
_INLINE = re.compile(r"[\\`*<\[\]]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|~(?=~)")

#: What would make a line a heading, a quotation, a list, a rule or a code block.
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|={2,}|-{2,}|~{3})")
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")


def markdown(document: Document) -> str:
    """Return *document* as Markdown, one part below the other."""
    parts = ("\n\n".join(_part(one)) + "\n" for one in cleaned(document).parts)
    return "\n---\n\n".join(parts)


def literally(text: str) -> str:
    """Return *text* so that Markdown shows it as it is; its lines stay lines."""
    return "\\\n".join(_line(one) for one in text.split("\n"))


def _line(text: str) -> str:
    escaped = _INLINE.sub(lambda found: "\\" + found[0], text)
    escaped = _LINE_START.sub(r"\1\\\2", escaped)
    return _NUMBERED.sub(r"\1\\\2", escaped)


def _part(part: Part) -> Iterator[str]:
    yield "# " + literally(part.title)
    for block in part.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return "#" * (block.level + 1) + " " + literally(block.text)
        case Paragraph():
            label = f"**{literally(block.label)}** " if block.label else ""
            return label + literally(block.text)
        case Bullets():
            marks = ("1." if block.numbered else "-" for _item in block.items)
            return _list(zip(marks, block.items, strict=True))
        case Checklist():
            return _list(("- [x]" if one.done else "- [ ]", one.text) for one in block.items)
        case Table():
            return _table(block)
        case NoteLines():
            return "\n".join("\\_" * 40 + "\n" for _line_to_write in range(block.count)).rstrip()
        case _:
            assert_never(block)


def _list(items: Iterator[tuple[str, str]]) -> str:
    return "\n".join(
        f"{mark} " + literally(text).replace("\n", "\n" + " " * (len(mark) + 1))
        for mark, text in items
    )


def _table(table: Table) -> str:
    rows = [_row(table.head), "|" + " --- |" * len(table.head), *(_row(one) for one in table.rows)]
    return "\n".join([f"**{literally(table.caption)}**", "", *rows])


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(_cell(one) for one in cells) + " |"


def _cell(text: str) -> str:
    return "<br>".join(_line(one) for one in text.split("\n")).replace("|", "\\|")
