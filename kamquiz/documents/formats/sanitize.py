"""Texts made safe to draw, in one place for all formats.

What people type or paste may hold characters that break a file, hide words or turn the
rest of a page around. A document is cleaned as a whole before it is drawn, so that no
format can forget a cell. What a format itself interprets (``*``, ``<``) is not removed
here: each format writes such characters so that they stand for themselves.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from kamquiz.documents.formats.blocks import (
    Block,
    Bullets,
    Check,
    Checklist,
    Document,
    Heading,
    NoteLines,
    Paragraph,
    Part,
    Table,
)

#: Whatever begins a new line somewhere: Windows, old Macs, form feeds, Unicode's own.
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

#: Control characters, marks that turn the direction of all that follows, lone surrogates,
#: tags that hide text from people and show it to programs, and what is no character at all.
UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"
    "\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
    + "".join(
        chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
    )
    + "]"
)

#: What stands for the title of a part that is left without one; files must have a title.
UNTITLED = "–"

#: Three marks on a letter are some language's; thirty are drawn across its neighbours.
PILED_MARKS = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")


def readable(text: str) -> str:
    """Return *text* without what cannot be drawn; lines that show nothing go, and margins.

    Letters are composed (ą as one character), because fonts draw those best.
    """
    whole = UNFIT.sub("", LINE_ENDS.sub("\n", text)).replace("\t", " ")
    composed = PILED_MARKS.sub(r"\1", unicodedata.normalize("NFC", whole))
    lines = (line.strip() for line in composed.split("\n"))
    return "\n".join(line for line in lines if any(map(_is_seen, line)))


def _is_seen(letter: str) -> bool:
    """Tell whether *letter* shows something when it stands alone."""
    return unicodedata.category(letter) not in {"Zs", "Cf", "Mn", "Me", "Mc"}


def on_one_line(text: str) -> str:
    """Return *text* as `readable` does, with spaces for its line ends."""
    return readable(text).replace("\n", " ")


def cleaned(document: Document) -> Document:
    """Return *document* fit to be drawn: every text readable, headings in an order.

    Titles and headings are on one line and not empty, and no heading skips a level:
    screen readers and PDF/UA ask for that.
    """
    return replace(
        document,
        parts=tuple(_part(one) for one in document.parts),
        source=on_one_line(document.source),
    )


def _part(part: Part) -> Part:
    return replace(
        part,
        title=on_one_line(part.title) or UNTITLED,
        blocks=tuple(_in_order(_block(one) for one in part.blocks)),
    )


def _in_order(blocks: Iterable[Block]) -> Iterator[Block]:
    level = 0
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
        elif block.text:
            level = min(block.level, level + 1)
            yield replace(block, level=level)


def _block(block: Block) -> Block:
    match block:
        case Heading():
            return replace(block, text=on_one_line(block.text))
        case Paragraph():
            return replace(block, text=readable(block.text), label=on_one_line(block.label))
        case Bullets():
            return replace(block, items=_all(block.items))
        case Checklist():
            return replace(block, items=tuple(_check(one) for one in block.items))
        case Table():
            return replace(
                block,
                caption=on_one_line(block.caption),
                head=_all(block.head),
                rows=tuple(_all(row) for row in block.rows),
            )
        case NoteLines():
            return block
        case _:
            assert_never(block)


def _check(check: Check) -> Check:
    return replace(check, text=readable(check.text))


def _all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(readable(one) for one in texts)
