"""Every text people read, with the place an editor finds it at."""

import dataclasses
from collections.abc import Iterator
from typing import NamedTuple

from babel.messages.pofile import read_po

from kamquiz.domain.text import Text
from kamquiz.settings import ROOT

PAGES = ROOT / "kamquiz/translations/pl/LC_MESSAGES/messages.po"


class Placed(NamedTuple):
    """Words in one language and where they stand."""

    place: str
    words: str


def texts_of(thing: object, place: str = "") -> Iterator[tuple[str, Text]]:
    """Yield each text within *thing*, a catalogue or a part of it."""
    if isinstance(thing, Text):
        yield place, thing
    elif isinstance(thing, tuple):
        for number, one in enumerate(thing, start=1):
            yield from texts_of(one, f"{place} {number}")
    elif dataclasses.is_dataclass(thing):
        place = f"{place} {getattr(thing, 'id', '')}".strip()
        for field in dataclasses.fields(thing):
            yield from texts_of(getattr(thing, field.name), f"{place} {field.name}".strip())


def page_texts() -> Iterator[tuple[str, str]]:
    """Yield the English and the Polish text of pages and documents, each plural as well."""
    with PAGES.open("rb") as file:
        for message in read_po(file, locale="pl"):
            if message.id:
                english, polish = _forms(message.id), _forms(message.string)
                for place, words in enumerate(polish):
                    yield english[min(place, len(english) - 1)], words


def polish(catalogue: object) -> list[Placed]:
    """Return all Polish texts: of the bank, then of the pages."""
    bank = [Placed(place, text.pl) for place, text in texts_of(catalogue)]
    return bank + [Placed(f"page text {english!r}", words) for english, words in page_texts()]


def english(catalogue: object) -> list[Placed]:
    """Return all English texts: of the bank, then of the pages."""
    bank = [Placed(place, text.en) for place, text in texts_of(catalogue)]
    return bank + [Placed("page text", words) for words, _ in page_texts()]


def _forms(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return words if isinstance(words, tuple) else (words,)
