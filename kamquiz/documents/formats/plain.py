"""A document as plain text, for e-mail and for forms that take nothing else."""

from collections.abc import Iterator, Sequence
from typing import assert_never

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
)
from kamquiz.documents.formats.sanitize import cleaned

NOTE_LINE = "_" * 60

#: What titles and headings are underlined with, from the title down.
UNDERLINES = ("=", "-", ".", ".")

#: A longer underline would break into two lines of an e-mail.
UNDERLINE_LENGTH = 72


def plain(document: Document) -> str:
    """Return *document* as plain text; long lines are left to whoever shows them."""
    return "\n\n\n".join("\n\n".join(_blocks(one)) for one in cleaned(document).parts) + "\n"


def _blocks(part: Part) -> Iterator[str]:
    yield _heading(part.title, 0)
    for block in part.blocks:
        written = "\n".join(_block(block))
        if written:
            yield written


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield _heading(block.text, block.level)
        case Paragraph():
            yield " ".join(filter(None, [block.label, block.text]))
        case Bullets():
            for number, item in enumerate(block.items, start=1):
                yield _item(f"{number}." if block.numbered else "-", item)
        case Checklist():
            for check in block.items:
                yield _item("[x]" if check.done else "[ ]", check.text)
        case Table():
            yield from _table(block)
        case NoteLines():
            yield from [NOTE_LINE] * block.count
        case _:
            assert_never(block)


def _heading(text: str, level: int) -> str:
    return f"{text}\n{UNDERLINES[level] * min(len(text), UNDERLINE_LENGTH)}"


def _item(mark: str, text: str) -> str:
    return f"{mark} " + text.replace("\n", "\n" + " " * (len(mark) + 1))


def _table(table: Table) -> Iterator[str]:
    """Yield the rows as records: columns side by side would need a fixed width."""
    records = ["\n".join(_fields(table.head, row)) for row in table.rows]
    yield "\n\n".join(filter(None, [table.caption, *records]))


def _fields(head: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    for name, text in zip(head, row, strict=True):
        yield _item(f"  {name}:", text) if name else _item(" ", text)
