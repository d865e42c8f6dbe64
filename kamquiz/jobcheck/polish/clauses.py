"""Sentences cut into clauses of words, with what grammar says of each word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kamquiz.jobcheck.ads import Sentence
from kamquiz.jobcheck.polish.grammar import ADJECTIVES, Form, form

WORD = re.compile(r"[^\W\d_]+|\d+")

#: What parts clauses; a slash or a bracket without a blank belongs to a pair of forms.
BREAK = re.compile(r"[,;:!?„”–—…|•]|\.|\s-\s|\s\(|\)\s|^\(|\)$")

#: Classes of words with a case.
DECLINED = (*ADJECTIVES, "subst", "ger", "ppron12", "ppron3", "siebie", "num")

#: No sentence has so many words; a text without any stop does.
WORDS_AT_ONCE = 80

#: Words that open a clause about somebody else.
SUBORDINATORS = {
    "który",
    "kto",
    "co",
    "że",
    "gdzie",
    "bo",
    "ponieważ",
    "gdyż",
    "jaki",
    "czyj",
    "kiedy",
}


@dataclass(frozen=True, eq=False)
class Word:
    """A word at its place in the ad, and what stands between it and the word before."""

    form: Form
    start: int
    end: int
    gap: str
    behind: str

    @cached_property
    def lower(self) -> str:
        """The word in small letters."""
        return self.form.text.lower()

    @cached_property
    def opens_clause(self) -> bool:
        """Tell whether a new clause begins here."""
        return bool(BREAK.search(self.gap))


@dataclass(frozen=True, eq=False)
class Clause:
    """Words between two stops; *opener* is the stop in front."""

    words: tuple[Word, ...]
    opener: str

    @cached_property
    def finite(self) -> bool:
        """Tell whether it has a verb with a subject."""
        return any(word.form.finite for word in self.words)

    @cached_property
    def to_reader(self) -> bool:
        """Tell whether it speaks to the reader."""
        return any(word.form.second_person for word in self.words)

    @cached_property
    def subordinate(self) -> bool:
        """Tell whether it opens with "który", "że" and the like."""
        return any(word.form.lemmas & SUBORDINATORS for word in self.words[:2])

    @cached_property
    def free(self) -> tuple[Word, ...]:
        """The words that hang on no preposition: not "w stałym kontakcie z klientem"."""
        return tuple(_free(self.words))

    def about(self, *lemmas: str) -> bool:
        """Tell whether one of *lemmas* is among its words."""
        return any(word.form.lemmas & set(lemmas) for word in self.words)


@dataclass(frozen=True)
class Parsed:
    """A sentence as clauses."""

    sentence: Sentence
    clauses: tuple[Clause, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All its words."""
        return tuple(word for clause in self.clauses for word in clause.words)

    @cached_property
    def to_reader(self) -> bool:
        """Tell whether any clause speaks to the reader."""
        return any(clause.to_reader for clause in self.clauses)

    @cached_property
    def finite(self) -> bool:
        """Tell whether any clause has a verb with a subject."""
        return any(clause.finite for clause in self.clauses)


def parse(sentence: Sentence) -> Iterator[Parsed]:
    """Yield *sentence* with its words looked up; in pieces, if it never ends."""
    words = list(words_of(sentence.text, sentence.start))
    for first in range(0, len(words), WORDS_AT_ONCE):
        yield _parsed(sentence, words[first : first + WORDS_AT_ONCE])


def _parsed(sentence: Sentence, words: Sequence[Word]) -> Parsed:
    clauses: list[list[Word]] = []
    for word in words:
        if not clauses or word.opens_clause:
            clauses.append([])
        clauses[-1].append(word)
    return Parsed(sentence, tuple(Clause(tuple(some), some[0].gap.strip()) for some in clauses))


def words_of(text: str, offset: int = 0) -> Iterator[Word]:
    """Yield the words of *text*, which stands at *offset*."""
    found = list(WORD.finditer(text))
    before = 0
    for number, match in enumerate(found):
        following = found[number + 1].end() if number + 1 < len(found) else len(text)
        yield Word(
            form=form(match.group()),
            start=offset + match.start(),
            end=offset + match.end(),
            gap=text[before : match.start()],
            behind=text[match.end() : max(following, match.end() + 8)],
        )
        before = match.end()


def attributive(place: int, words: Sequence[Word]) -> bool:
    """Tell whether the adjective at *place* of *words* describes a noun among them.

    The noun follows at any distance or stands right in front; none of *words* hangs
    on a preposition.
    """
    word = words[place]
    following = words[place + 1 :]
    if any(one.form.noun and one.form.goes_with(word.form) for one in following):
        return True
    if any(one.form.unknown for one in following[:3]):
        return True
    return _noun_in_front(place, words)


def _noun_in_front(place: int, words: Sequence[Word]) -> bool:
    for one in reversed(words[:place]):
        if one.form.noun:
            return one.form.goes_with(words[place].form)
        if not one.form.adjective and not one.form.any("adv", "conj"):
            return False
    return False


def _free(words: Sequence[Word]) -> Iterator[Word]:
    """Yield the words no preposition governs: it governs words of its case, up to a noun."""
    cases, noun = "", None
    for word in words:
        if word.form.preposition:
            cases, noun = _governed_cases(word), None
            continue
        if cases and word.form.any(*DECLINED) and not word.form.any(*DECLINED, case=cases):
            cases, noun = "", None
        if cases and noun is None:
            if word.form.noun or word.form.any("ppron12", "ppron3", "siebie") or word.form.unknown:
                noun = word
        elif noun is None or not (
            word.form.unknown or (word.form.adjective and noun.form.goes_with(word.form))
        ):
            cases, noun = "", None
            yield word


def _governed_cases(preposition: Word) -> str:
    return ".".join(
        one.tag[1] for one in preposition.form.readings if one.tag[0] == "prep" and len(one.tag) > 1
    )
