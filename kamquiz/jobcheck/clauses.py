"""Sentences cut into clauses of words, with what grammar says of each word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kamquiz.jobcheck.ads import Sentence
from kamquiz.jobcheck.grammar import ADJECTIVES, Form, form

WORD = re.compile(r"[^\W\d_]+|\d+")

#: What parts clauses; a slash or a bracket without a blank belongs to a pair of forms.
BREAK = re.compile(r"[,;:!?„”–—…|•]|\.|\s-\s|\s\(|\)\s|^\(|\)$")

COPULAS = {"być", "bywać", "zostać", "zostawać", "stać", "stawać", "pozostać", "pozostawać"}
COPULAS |= {"czuć", "poczuć", "okazać", "okazywać", "wydawać"}

#: Small words that look like verbs or nouns to a dictionary.
FUNCTION_CLASSES = ("conj", "comp", "prep", "part", "interj")

#: Words that open a clause about somebody else.
SUBORDINATORS = {"który", "kto", "co", "że", "gdzie", "bo", "ponieważ", "gdyż", "jaki", "czyj", "kiedy"}


@dataclass(frozen=True)
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

    @cached_property
    def functional(self) -> bool:
        """Tell whether it may be a mere small word: "lub" is no order to like something."""
        return self.form.any(*FUNCTION_CLASSES) and self.lower not in {"może"}

    @cached_property
    def preposition(self) -> bool:
        """Tell whether it governs what follows."""
        return self.form.any("prep") and not self.form.any("fin")

    @cached_property
    def adjective(self) -> bool:
        """Tell whether it can describe a noun."""
        return self.form.any(*ADJECTIVES, "adjc")

    @cached_property
    def noun(self) -> bool:
        """Tell whether it can be a noun and nothing that describes one."""
        return bool(self.form.nouns) and not self.form.any(*ADJECTIVES) and not self.functional

    @cached_property
    def second_person(self) -> bool:
        """Tell whether it speaks to the reader: "masz", "dołącz", "pracowałeś"."""
        if self.form.ending:
            return self.form.ending == "sec"
        if self.functional and self.lower != "bądź":
            return False
        spoken = self.form.any("fin", "bedzie", person="sec")
        ordered = self.form.any("impt", person="sec")
        return (spoken and not self.form.nouns) or (
            ordered and not self.form.nouns and not self.adjective
        )

    @cached_property
    def finite(self) -> bool:
        """Tell whether it is a verb with a subject, whoever that is."""
        if self.form.ending or self.second_person:
            return True
        if self.functional or self.adjective or (self.form.nouns and self.lower != "jest"):
            return False
        return self.form.any("fin", "bedzie", "praet", "winien", "imps", "impt")

    @cached_property
    def copula(self) -> bool:
        """Tell whether it says how or what somebody is."""
        return bool(self.form.lemmas & COPULAS) and not self.form.any("subst")


@dataclass(frozen=True)
class Clause:
    """Words between two stops; *opener* is the stop in front."""

    words: tuple[Word, ...]
    opener: str

    @cached_property
    def finite(self) -> bool:
        """Tell whether it has a verb with a subject."""
        return any(word.finite for word in self.words)

    @cached_property
    def to_reader(self) -> bool:
        """Tell whether it speaks to the reader."""
        return any(word.second_person for word in self.words)

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


def parse(sentence: Sentence) -> Parsed:
    """Return *sentence* with its words looked up."""
    clauses: list[list[Word]] = []
    for word in words_of(sentence.text, sentence.start):
        if not clauses or word.opens_clause:
            clauses.append([])
        clauses[-1].append(word)
    return Parsed(
        sentence, tuple(Clause(tuple(words), words[0].gap.strip()) for words in clauses)
    )


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
    if any(one.noun and one.form.goes_with(word.form) for one in following):
        return True
    if any(one.form.unknown for one in following[:3]):
        return True
    return _noun_in_front(place, words)


def _noun_in_front(place: int, words: Sequence[Word]) -> bool:
    for one in reversed(words[:place]):
        if one.noun:
            return one.form.goes_with(words[place].form)
        if not one.adjective and not one.form.any("adv", "conj"):
            return False
    return False


def _free(words: Sequence[Word]) -> Iterator[Word]:
    governed, noun = False, None
    for word in words:
        if word.preposition:
            governed, noun = True, None
        elif governed:
            if word.noun or word.form.any("ppron12", "ppron3", "siebie") or word.form.unknown:
                governed, noun = False, word
        elif noun is not None and word.adjective and noun.form.goes_with(word.form):
            if word.form.any("adj", "ppas", "pact", case="nom") and not word.form.any(
                "adj", "ppas", "pact", case="gen.loc.inst.dat"
            ):
                # "na czas gotowy": what may be nominative is not held back by chance agreement
                yield word
        else:
            noun = None
            yield word
