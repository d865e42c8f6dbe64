"""Texts in both languages of the quiz, with gaps to fill and nouns to count."""

import re
from dataclasses import dataclass
from enum import StrEnum

#: A gap in a text: {count}.
SLOT = re.compile(r"\{(\w+)\}")


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

    @property
    def slots(self) -> frozenset[str]:
        """The names of the gaps, of either language."""
        return frozenset(SLOT.findall(self.pl) + SLOT.findall(self.en))

    def filled(self, **values: "Text | str") -> "Text":
        """Return the text with each gap filled, in one go: what fills a gap is never a gap."""
        return Text(
            pl=_filled(self.pl, values, Language.PL), en=_filled(self.en, values, Language.EN)
        )


class Plural(StrEnum):
    """Which form of a noun a number takes."""

    ONE = "one"
    FEW = "few"
    MANY = "many"


def plural(number: int, language: Language) -> Plural:
    """Return the form that goes with *number*, by the rules of CLDR for whole numbers."""
    if number == 1:
        return Plural.ONE
    if language is Language.PL and number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}:
        return Plural.FEW
    return Plural.MANY


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A noun as it stands behind a number, in the case its sentence asks for."""

    one: Text
    few: Text
    many: Text

    def counting(self, number: int) -> Text:
        """Return *number* and the noun: 1 konto, 2 konta, 5 kont."""
        return Text(
            pl=f"{number} {self._form(number, Language.PL)}",
            en=f"{number} {self._form(number, Language.EN)}",
        )

    def _form(self, number: int, language: Language) -> str:
        form: Text = getattr(self, plural(number, language).value)
        return form.to(language)


def joined(texts: "tuple[Text, ...]", by: str = ", ") -> Text:
    """Return *texts* in a row."""
    return Text(pl=by.join(text.pl for text in texts), en=by.join(text.en for text in texts))


def same(words: str) -> Text:
    """Return *words* that are the same in both languages, such as a name."""
    return Text(pl=words, en=words)


def _filled(template: str, values: "dict[str, Text | str]", language: Language) -> str:
    def fill(slot: re.Match[str]) -> str:
        value = values[slot[1]]
        return value.to(language) if isinstance(value, Text) else value

    return SLOT.sub(fill, template)
