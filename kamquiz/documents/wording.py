"""The page texts in one language, for documents that are made outside a request."""

from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.support import NullTranslations, Translations

from kamquiz.domain.words import Language

CATALOGUES = Path(__file__).parents[1] / "translations"


@cache
def wording(language: Language) -> NullTranslations:
    """Return the page texts in *language*; English ones are the source itself."""
    return Translations.load(str(CATALOGUES), [language.value])


def day(value: date, language: Language) -> str:
    """Return a date as it is written in *language*."""
    return format_date(value, format="long", locale=language.value)
