"""Polish typography: a one-letter word stays with the word after it, quotes and dashes are real."""

import re

from markupsafe import Markup, escape

from kamquiz.domain.words import Language

NBSP = "\N{NO-BREAK SPACE}"

_SHORT_WORD = re.compile(r"(?<![^\s(„“])([aiouwzAIOUWZ]) (?=\S)")

#: A number stays with its unit.
_UNIT = re.compile(r"(?<=\d) (?=(?:%|h|min|zł|tys\.|kB|PLN|EUR|USD)(?![^\W\d_]))")

_QUOTED = re.compile(r'"([^"\n<>]+)"')

_QUOTES = {Language.PL: r"„\1”", Language.EN: r"“\1”"}


def tidy(text: str, language: Language) -> Markup:
    """Return *text*, escaped unless it is markup, as *language* is set in print."""
    if isinstance(text, Markup):
        return Markup(spaced(str(text), language))  # noqa: S704 - it was markup before
    return escape(spaced(_QUOTED.sub(_QUOTES[language], text), language))


def spaced(text: str, language: Language) -> str:
    """Return *text* with a dash for a hyphen between spaces, and breaks only where they may be."""
    text = text.replace(" - ", " – ").replace(" – ", f"{NBSP}– ")
    text = _UNIT.sub(NBSP, text)
    if language is Language.PL:
        text = _SHORT_WORD.sub(rf"\1{NBSP}", text)
    return text
