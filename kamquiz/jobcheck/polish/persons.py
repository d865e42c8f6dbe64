"""Nouns for a woman or a man, and what is known round the sentence they stand in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kamquiz.domain.bank.ad_vocabulary import GenderWords
from kamquiz.jobcheck.polish.clauses import Clause, Word
from kamquiz.jobcheck.polish.gender_pairs import masculine, pair
from kamquiz.jobcheck.polish.grammar import Reading

#: A noun opens its clause within so many words: "Nasz nowy, dobry handlowiec".
OPENING_WORDS = 4

CASES = {"nom", "gen", "dat", "acc", "inst", "loc", "voc"}

#: Other rules find these: forms of address, and a wish for one sex.
SEXES = {"pan", "pani", "mężczyzna", "kobieta", "chłopak", "dziewczyna"}

#: A noun only the editors know has at most so many letters more than its basic form.
LETTERS_OF_AN_ENDING = 2


@dataclass(frozen=True, slots=True)
class Person:
    """A noun for a person of one sex, as it stands."""

    word: Word
    reading: Reading

    @property
    def lemma(self) -> str:
        """Its basic form."""
        return self.reading.lemma

    @property
    def singular(self) -> bool:
        """Tell whether it is one person."""
        return "sg" in self.reading.tag

    def paired(self, words: GenderWords) -> str:
        """Return the noun and its counterpart in the form it has: "handlowczyni / handlowca"."""
        number = "sg" if self.singular else "pl"
        cases = next((part for part in self.reading.tag if set(part.split(".")) & CASES), "nom")
        return pair(self.lemma, number, cases.split(".")[0], self.word.form.text, words)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known round a sentence: the words, the line above, the post's nouns, the section."""

    words: GenderWords
    lead: Sequence[Word]
    posts: frozenset[str]
    in_title: bool
    paired_line: bool

    def is_third_party(self, person: Person) -> bool:
        """Tell whether the noun usually means somebody else, and is not the post's name."""
        return person.lemma in self.words.third_parties and person.lemma not in self.posts


def person_in(word: Word, case: str, words: GenderWords) -> Person | None:
    """Return *word* as a noun for a man or a woman in *case*; None if it is none."""
    form = word.form
    if form.functional or form.lemmas & (words.for_everybody | SEXES):
        return None
    profession = bool(form.lemmas & words.adjectival)
    if form.adjective and not profession:
        return None  # "nowy", "ostatni" are nouns too, as the dictionary has it
    if form.unknown:
        return _listed(word, words)
    women = (one for one in form.women(case) if profession or masculine(one.lemma, words))
    found = next(iter(form.men(case)), None) or next(women, None)
    return Person(word, found) if found else None


def next_person(span: Sequence[Word], case: str, words: GenderWords) -> Iterator[Person]:
    """Yield the first noun of *span* if it is a person in *case*."""
    for word in span[:OPENING_WORDS]:
        person = person_in(word, case, words)
        if person:
            yield person
        if person or word.form.noun or word.form.preposition or word.form.unknown:
            return


def opening_words(clause: Clause) -> tuple[Word, ...]:
    """Return the words among which a subject would stand."""
    return clause.free[:OPENING_WORDS]


def _listed(word: Word, words: GenderWords) -> Person | None:
    """Return a noun only the editors know: "handlowczyni", "managerka"."""
    for one in words.pairs:
        longest = len(one.feminine) + LETTERS_OF_AN_ENDING
        if word.lower.startswith(one.feminine[:-1]) and len(word.lower) <= longest:
            return Person(word, Reading(one.feminine, ("subst", "sg", "nom", "f")))
    return None
