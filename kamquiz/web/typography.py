"""Polish typography: a one-letter word stays with the word after it, quotes and dashes are real."""

import re
from functools import lru_cache

from markupsafe import Markup, escape

from kamquiz.domain.text import Language

NBSP = "\N{NO-BREAK SPACE}"

_SHORT_WORD = re.compile(r"(?<![^\s(„“])([aiouwzAIOUWZ]) (?=\S)")

#: A number, or what stands for one, stays with what it counts; years may be left alone.
_NUMBER = re.compile(r"((?<!\d)\d{1,3}|%\((?:hours|week|weeks|count)\)s) (?=[^\W\d_]|%)")

#: One letter before a hyphen is not left alone at the end of a line.
_LETTER = re.compile(r"\b([eE])-(?=mail)")

_QUOTED = re.compile(r'"([^"\n<>]+)"')

_QUOTES = {Language.PL: r"„\1”", Language.EN: r"“\1”"}


#: More than the texts of the bank and of the pages in both languages.
TEXTS_REMEMBERED = 8192


@lru_cache(TEXTS_REMEMBERED, typed=True)  # markup equals the same words that are none
def tidy(text: str, language: Language) -> Markup:
    """Return *text*, escaped unless it is markup, as *language* is set in print."""
    if isinstance(text, Markup):
        return Markup(spaced(str(text), language))  # noqa: S704 - it was markup before
    return escape(spaced(_QUOTED.sub(_QUOTES[language], text), language))


def spaced(text: str, language: Language) -> str:
    """Return *text* with a dash for a hyphen between spaces, and breaks only where they may be."""
    text = text.replace(" - ", " – ").replace(" – ", f"{NBSP}– ")
    text = _NUMBER.sub(rf"\1{NBSP}", text)
    text = _LETTER.sub("\\1\N{NON-BREAKING HYPHEN}", text)
    if language is Language.PL:
        text = _SHORT_WORD.sub(rf"\1{NBSP}", text)
    return text
