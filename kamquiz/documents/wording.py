"""The page texts in one language, for documents that are made outside a request."""

from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from kamquiz.documents.formats.blocks import Document
from kamquiz.domain.text import Language

CATALOGUES = Path(__file__).parents[1] / "translations"

#: Whose way of writing dates and numbers each language follows: 4 January, not January 4.
LOCALES = {Language.PL: "pl_PL", Language.EN: "en_GB"}

#: Means of a few answers, and the days of a few plans: Babel takes long to write either.
REMEMBERED = 1024

#: The same as files name it: Word and PDF hyphenate and check spelling by it.
REGIONS = {language: locale.partition("_")[2] for language, locale in LOCALES.items()}

#: Word keeps no longer titles of files.
TITLE_LENGTH = 255

#: The foot of a page is one line, beside the number of the page.
SOURCE_LENGTH = 80


@cache
def wording(language: Language) -> NullTranslations:
    """Return the page texts in *language*; English ones are the source itself."""
    return Translations.load(str(CATALOGUES), [language.value])


@lru_cache(REMEMBERED)
def day(value: date, language: Language) -> str:
    """Return a date as it is written in *language*."""
    return format_date(value, format="long", locale=LOCALES[language])


@lru_cache(REMEMBERED)
def number(value: float, language: Language) -> str:
    """Return a number as it is written in *language*, with two decimals at most."""
    return format_decimal(value, format="0.##", locale=LOCALES[language])


def tag(language: Language) -> str:
    """Return the name of *language* in files: pl-PL, en-GB."""
    return f"{language.value}-{REGIONS[language]}"


def joint_title(document: Document) -> str:
    """Return the title of all parts of *document*, in each language it has."""
    titles = dict.fromkeys(part.title for part in document.parts)
    return shortened(" / ".join(titles), TITLE_LENGTH)


def foot(document: Document, language: Language) -> str:
    """Return the line at the foot of a printed page: when *document* was made, from what."""
    source = shortened(document.source, SOURCE_LENGTH)
    return " · ".join(filter(None, [day(document.made, language), source]))


def shortened(text: str, length: int) -> str:
    """Return *text* if it is not longer than *length*, else its beginning and an ellipsis."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
