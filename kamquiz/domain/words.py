"""Texts in both languages of the quiz."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language the quiz speaks."""

    PL = "pl"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The same words in Polish and in English, plain text."""

    pl: str
    en: str

    def to(self, language: Language) -> str:
        """Return the words in *language*."""
        return self.pl if language is Language.PL else self.en
