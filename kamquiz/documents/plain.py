"""A document as plain text, for an e-mail or a form that takes nothing else."""

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


def plain(document: Document) -> str:
    """Return *document* as plain text, one part below the other."""
    parts = ("\n\n".join(_part(one)) + "\n" for one in cleaned(document).parts)
    return "\n\n".join(parts)


def _part(part: Part) -> Iterator[str]:
    yield f"{part.title.upper()}\n{'=' * len(part.title)}"
    for block in part.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{block.text}\n{'-' * len(block.text)}" if block.level == 1 else block.text
        case Paragraph():
            return " ".join(filter(None, [block.label, block.text]))
        case Bullets():
            marks = (
                f"{place}." if block.numbered else "–" for place, _ in enumerate(block.items, 1)
            )
            return "\n".join(f"{mark} {one}" for mark, one in zip(marks, block.items, strict=True))
        case Checklist():
            return "\n".join(f"[{'x' if one.done else ' '}] {one.text}" for one in block.items)
        case Table():
            return "\n\n".join([block.caption, *(_row(block.head, one) for one in block.rows)])
        case NoteLines():
            return "\n\n".join("_" * 60 for _line in range(block.count))
        case _:
            assert_never(block)


def _row(head: tuple[str, ...], cells: tuple[str, ...]) -> str:
    """Return a row as lines: columns of text do not survive a narrow window."""
    return "\n".join(f"{name}: {cell}" for name, cell in zip(head, cells, strict=True))
