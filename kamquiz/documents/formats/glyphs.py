"""Which characters the shipped fonts can draw.

PDF/UA allows no character without a picture: one emoji newer than our fonts and there
would be no file. So such characters are found beforehand and shown as `MISSING`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from struct import unpack_from

FONTS = Path(__file__).parents[1] / "fonts"

#: What a reader knows as "here stands a character that cannot be shown".
MISSING = "\N{REPLACEMENT CHARACTER}"

#: Characters that join, choose a picture or allow a break, and are never drawn themselves.
INVISIBLE = "\n\u00ad\u034f\u061c\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f"


def drawable(text: str) -> str:
    """Return *text* with `MISSING` for each character that no shipped font draws."""
    return _undrawable().sub(MISSING, text)


def without_marks(text: str) -> str:
    """Return *text* without the marks that combine with a letter, and without joiners."""
    return "".join(one for one in text if unicodedata.category(one) not in {"Mn", "Me", "Mc", "Cf"})


@cache
def _undrawable() -> re.Pattern[str]:
    drawn = {number for font in FONTS.glob("*.ttf") for number in characters(font.read_bytes())}
    letters = "".join(re.escape(chr(number)) for number in sorted(drawn))
    return re.compile(f"[^{INVISIBLE}{letters}]")


def characters(font: bytes) -> Iterator[int]:
    """Yield the code points *font* has a picture for, as OpenType's table ``cmap`` tells.

    Two forms of that table are in use: 4 for the first 65,536 characters, and 12 for all.
    """
    cmap = _table(font, b"cmap")
    (count,) = unpack_from(">2xH", font, cmap)
    for place in range(count):
        (offset,) = unpack_from(">4xL", font, cmap + 4 + 8 * place)
        (form,) = unpack_from(">H", font, cmap + offset)
        if form in _READERS:
            yield from _READERS[form](font, cmap + offset)


def _table(font: bytes, name: bytes) -> int:
    (count,) = unpack_from(">4xH", font)
    entries = dict(unpack_from(">4s4xL", font, 12 + 16 * place) for place in range(count))
    return int(entries[name])


def _short_form(font: bytes, at: int) -> Iterator[int]:
    """Yield the characters of form 4: runs, whose glyphs are shifted or listed one by one."""
    (twice,) = unpack_from(">6xH", font, at)
    columns = [at + 14 + extra for extra in (0, twice + 2, 2 * twice + 2, 3 * twice + 2)]
    for place in range(0, twice, 2):
        last, first, shift, offset = (
            unpack_from(">H", font, column + place)[0] for column in columns
        )
        for number in range(first, min(last, 0xFFFE) + 1):
            glyph = number
            if offset:
                listed = columns[3] + place + offset + 2 * (number - first)
                (glyph,) = unpack_from(">H", font, listed)
                shift = shift if glyph else 0
            if (glyph + shift) % 0x10000:
                yield number


def _long_form(font: bytes, at: int) -> Iterator[int]:
    """Yield the characters of form 12: runs of characters with a glyph each."""
    (count,) = unpack_from(">12xL", font, at)
    for place in range(count):
        first, last, glyph = unpack_from(">LLL", font, at + 16 + 12 * place)
        yield from range(first + (glyph == 0), last + 1)


_READERS = {4: _short_form, 12: _long_form}
