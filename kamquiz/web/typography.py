"""Polish typography: a one-letter word stays with the word after it."""

import re
from functools import lru_cache

from markupsafe import Markup, escape

from kamquiz.domain.words import Language

_SHORT_WORD = re.compile(r"(?<=[\s(„“])([aiouwzAIOUWZ]) |^([aiouwzAIOUWZ]) ")


#: More than the texts of the bank and of the pages in both languages.
TEXTS_REMEMBERED = 8192


@lru_cache(TEXTS_REMEMBERED)
def tidy(text: str, language: Language) -> Markup:
    """Return *text*, escaped, with non-breaking spaces where *language* wants them."""
    if language is Language.PL:
        text = _SHORT_WORD.sub(lambda found: (found[1] or found[2]) + "\N{NO-BREAK SPACE}", text)
    return escape(text.replace(" – ", "\N{NO-BREAK SPACE}– "))
