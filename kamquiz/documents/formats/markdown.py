"""A document as Markdown (CommonMark with the tables and task lists of GitHub).

Whoever opens the file as it is should read sentences, not backslashes: a character is
escaped only where Markdown would make something of it.
"""

import re
from collections.abc import Iterator
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

#: Markdown draws it across the page, and on paper it is a line as well.
NOTE_LINE = "_" * 40

#: What is interpreted wherever it stands: in code, emphasis, HTML, entities, links.
INLINE = r"""
    `
    | \\(?=[!-/:-@\[-`{-~]|$)
    | (?<=\S)\* | \*(?=\S)
    | (?<![^\W_])_ | _(?![^\W_])
    | <(?=[A-Za-z/!?])
    | &(?=\#?\w+;)
    | \](?=[(\[:])
"""

#: What makes something else of a line that begins with it: a list, a heading, a task,
#: a quotation, the underline of a heading or of the head of a table.
LEADING = r"""
    ^[-+*](?=\s|$)
    | ^\#{1,6}(?=\s|$)
    | ^\[(?=[ xX]\])
    | ^>
    | ^=(?==*$)
    | ^[-:|](?=[-:|\s]+$)
"""

IN_A_LINE = re.compile(INLINE, re.VERBOSE)
IN_BOLD = re.compile(rf"{INLINE} | \*", re.VERBOSE)
ON_LINES = re.compile(f"{LEADING} | {INLINE}", re.VERBOSE | re.MULTILINE)

NUMBERED = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))", re.MULTILINE)

#: One of these is a character, two are struck-out text or a formula.
PAIRED = ("~", "$")

#: Lists with the same mark would be one list, even with an empty line between them.
MARKS = {False: ("-", "*"), True: (".", ")")}


def markdown(document: Document) -> str:
    """Return *document* as Markdown, its parts one after the other."""
    return "\n---\n\n".join(_part(one) for one in cleaned(document).parts)


def _part(part: Part) -> str:
    return "\n\n".join(_blocks(part)) + "\n"


def _blocks(part: Part) -> Iterator[str]:
    yield "# " + _heading(part.title)
    lists = 0
    for block in part.blocks:
        lists = lists + 1 if isinstance(block, Bullets | Checklist) else 0
        written = "\n".join(_block(block, other_mark=lists % 2 == 0))
        if written:
            yield written


def _block(block: Block, *, other_mark: bool) -> Iterator[str]:
    match block:
        case Heading():
            yield "#" * (block.level + 1) + " " + _heading(block.text)
        case Paragraph():
            yield " ".join(filter(None, [_bold(block.label), _on_lines(block.text)]))
        case Bullets():
            mark = MARKS[block.numbered][other_mark]
            for number, item in enumerate(block.items, start=1):
                yield _item(f"{number}{mark}" if block.numbered else mark, item)
        case Checklist():
            for check in block.items:
                box = "[x]" if check.done else "[ ]"
                yield _item(MARKS[False][other_mark], check.text, box)
        case Table():
            yield from _table(block)
        case NoteLines():
            yield "\n\n".join([NOTE_LINE] * block.count)
        case _:
            assert_never(block)


def _item(mark: str, text: str, box: str = "") -> str:
    """Return an item of a list, its further lines below the first."""
    indent = "\n" + " " * (len(mark) + 1)
    return " ".join(filter(None, [mark, box, _on_lines(text).replace("\n", indent)]))


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield _bold(table.caption)
        yield ""
    yield _row([_cell(text) for text in table.head])
    yield _row(["---"] * len(table.head))
    for row in table.rows:
        yield _row([_cell(text) for text in row])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return _in_a_line(text.replace("\n", " ")).replace("|", "\\|")


def _heading(text: str) -> str:
    """Return *text* for a heading, whose closing # would be taken for decoration."""
    return re.sub(r"(?<!\S)(#+)$", r"\\\1", _in_a_line(text))


def _bold(text: str) -> str:
    return f"**{_escaped(IN_BOLD, text)}**" if text else ""


def _in_a_line(text: str) -> str:
    return _escaped(IN_A_LINE, text)


def _on_lines(text: str) -> str:
    """Return *text* for lines of its own; one that ends with a backslash ends there."""
    return NUMBERED.sub(r"\1\\", _escaped(ON_LINES, text)).replace("\n", "\\\n")


def _escaped(special: re.Pattern[str], text: str) -> str:
    escaped = special.sub(r"\\\g<0>", text)
    for one in PAIRED:
        if text.count(one) > 1:
            escaped = escaped.replace(one, f"\\{one}")
    return escaped
