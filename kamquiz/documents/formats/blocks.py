"""A document as blocks: what is said and in which order, not how it looks.

Plans, job descriptions and interview guides are composed of these, and every format
(Markdown, text, HTML, Word, PDF) draws them, so that a format is written once and all
documents agree. All words are plain text, never markup.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from kamquiz.domain.text import Language


class Tone(StrEnum):
    """How a paragraph is meant: first and foremost, as usual, or as a side remark."""

    LEAD = "lead"
    PLAIN = "plain"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; *level* runs from 1 to 3, below the title of its part."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; *label*, if there is one, stands in front of it in bold."""

    text: str
    label: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list of points, numbered where their order counts."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of a checklist."""

    text: str
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """Lines to tick off."""

    items: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a caption and a row of headings; *widths* are shares of the page's width."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLines:
    """Empty lines to write on by hand."""

    count: int


Block: TypeAlias = Heading | Paragraph | Bullets | Checklist | Table | NoteLines


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A titled part in one language; a document in both languages has two of them."""

    language: Language
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One part, or the same in both languages; each part begins on a page of its own.

    *made* is the day it was made, shown with *source* (such as the version of the
    bank) at the foot of printed pages.
    """

    parts: tuple[Part, ...]
    made: date
    source: str = ""


def is_remark_below(before: Block | None, block: Block) -> bool:
    """Tell whether *block* is a remark on the heading *before* it, and no end of a page."""
    return isinstance(before, Heading) and isinstance(block, Paragraph) and block.tone is Tone.QUIET
