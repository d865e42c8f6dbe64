"""Where a Polish text assumes that its reader is a woman or a man.

Only what the reader says or is told about themselves counts: first and second person.
"Klient zadzwonił" is about somebody else; "zadzwoniłeś" is about a man who reads.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product, zip_longest

import morfeusz2

#: To be, and the verbs that say how one is.
COPULAS = {
    *("być", "bywać", "czuć", "czuć się", "poczuć", "okazać", "okazywać", "wydawać"),
    *("pozostać", "pozostawać", "stać", "stawać", "zostać", "zostawać"),
}

#: How far behind its verb "gotowy" may stand: "jesteś dziś w pełni gotowy".
REACH = 5

#: Words for a person that are right for everybody.
FOR_EVERYBODY = {"osoba", "człowiek", "ktoś", "kto"}

#: Personal nouns that go with both a masculine and a feminine form.
READERS = {
    *("czytelnik", "czytelniczka", "kandydat", "kandydatka", "lider", "liderka"),
    *("handlowiec", "handlówka", "menedżer", "menedżerka", "partner", "partnerka"),
    *("pracownik", "pracownica", "sprzedawca", "sprzedawczyni", "uczestnik", "uczestniczka"),
    *("użytkownik", "użytkowniczka", "pan", "pani"),
}

#: Words a "ś" or "m" makes conditional at a distance: "gdybyś tylko chciał".
CONDITIONAL = re.compile(r"(?:gdy|że|a|o|jak|choć|czy|ja|ty)?by(?:m|ś|śmy|ście)", re.IGNORECASE)

CLAUSE = re.compile(r"[^.,;:!?…()„”–—/\n]+")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands, and everything it may be: (lemma, tag) pairs."""

    text: str
    readings: tuple[tuple[str, tuple[str, ...]], ...]
    ends_personally: bool

    def any(self, *classes: str, **wanted: str) -> bool:
        """Tell whether the word may be of *classes* with one of each *wanted* value."""
        return any(
            tag[0] in classes and all(_agrees(tag, value) for value in wanted.values())
            for _, tag in self.readings
        )

    @property
    def lemmas(self) -> set[str]:
        return {lemma for lemma, _ in self.readings}

    @property
    def about_the_reader(self) -> bool:
        """A verb in the first or second person."""
        return self.ends_personally or self.any("fin", "bedzie", "impt", person="pri.sec")

    @property
    def nominative(self) -> bool:
        return self.any("subst", case="nom")

    def goes_with(self, other: "Word") -> bool:
        """Tell whether this noun and *other*, an adjective, share number, case and gender."""
        return any(
            noun[0] == "subst"
            and other_tag[0] in {"adj", "ppas", "pact"}
            and all(
                set(a.split(".")) & set(b.split("."))
                for a, b in zip(noun[1:4], other_tag[1:4], strict=False)
            )
            for (_, noun), (_, other_tag) in product(self.readings, other.readings)
        )


def assumptions(text: str) -> list[str]:
    """Return the words in *text* that fit only a woman or only a man who reads it."""
    found = []
    for clause in CLAUSE.findall(text):
        words = [_word(one) for one in WORD.findall(clause)]
        for rule in (_past, _conditional, _future, _predicate, _alone, _noun):
            found += rule(words)
    return list(dict.fromkeys(found))


def _past(words: list[Word]) -> Iterator[str]:
    """zrobiłem, zrobiłabyś, powinieneś, zrobiliśmy."""
    for word in words:
        if word.ends_personally:
            yield word.text


def _conditional(words: list[Word]) -> Iterator[str]:
    """gdybyś chciał, żebym zrobiła, chętnie bym napisał."""
    if any(CONDITIONAL.fullmatch(word.text) for word in words):
        yield from (word.text for word in words if word.any("praet", gender="m1.f"))


def _future(words: list[Word]) -> Iterator[str]:
    """będziesz robił, będę pisała."""
    if any(word.any("bedzie", person="pri.sec") for word in words):
        yield from (word.text for word in words if word.any("praet", gender="m1.f"))


def _predicate(words: list[Word]) -> Iterator[str]:
    """jesteś gotowy, bądź pewna, czuję się przygotowany, jestem winien."""
    for after in _after_copulas(words):
        for word, following in zip_longest(after, after[1:]):
            describes = word.any("winien", "adjc") or word.any(
                "adj", "ppas", "pact", case="nom", gender="m1.f"
            )
            if describes and not (following and following.nominative):
                yield word.text


def _alone(words: list[Word]) -> Iterator[str]:
    """zrób to sam, decydujesz sama, pracujesz nad samym sobą."""
    if not any(word.about_the_reader for word in words):
        return
    for before, word, following in zip([None, *words], words, [*words[1:], None], strict=False):
        if not any(lemma == "sam" for lemma in word.lemmas):
            continue
        same = before is not None and before.text.lower() in {"ten", "ta", "taki", "taka"}
        alone = word.text.lower() in {"sam", "sama"} and not (following and following.nominative)
        oneself = following is not None and "siebie" in following.lemmas
        if not same and (alone or oneself):
            yield word.text


def _noun(words: list[Word]) -> Iterator[str]:
    """jesteś liderem, zgłaszasz się jako kandydatka, użytkowniku."""
    for after in _after_copulas(words):
        yield from (word.text for word in after if _is_person(word, "inst"))
    about_the_reader = any(word.about_the_reader for word in words)
    for before, word in zip([None, *words], words, strict=False):
        as_ = about_the_reader and before is not None and before.text.lower() == "jako"
        if as_ and _is_person(word, "nom"):
            yield word.text
        if before is None or before.lemmas & {"drogi", "szanowny", "miły"}:
            addressed = word.any("subst", case="voc") and not word.nominative
            if word.lemmas & READERS and (addressed or before is not None):
                yield word.text
        if word.text in {"Pan", "Pana", "Panu", "Pani", "Panią"} and before is not None:
            yield word.text


def _after_copulas(words: list[Word]) -> Iterator[list[Word]]:
    for place, word in enumerate(words):
        if word.lemmas & COPULAS and word.any("fin", "bedzie", "impt", person="pri.sec"):
            yield _freestanding(words[place + 1 : place + 1 + REACH])


def _freestanding(words: list[Word]) -> list[Word]:
    """Return *words* without those that hang on a preposition: "w stałym kontakcie"."""
    free: list[Word] = []
    governed, noun = False, None
    for word in words:
        if word.any("prep"):
            governed = True
        elif governed:
            governed = not word.any("subst", "ppron12", "ppron3", "siebie")
            noun = word
        elif noun is None or not noun.goes_with(word):
            free.append(word)
            noun = None
    return free


def _is_person(word: Word, case: str) -> bool:
    if word.lemmas & FOR_EVERYBODY:
        return False
    if word.any("subst", case=case, gender="m1"):
        return True
    return bool(word.lemmas & READERS) and word.any("subst", case=case)


def _agrees(tag: tuple[str, ...], wanted: str) -> bool:
    return any(set(part.split(".")) & set(wanted.split(".")) for part in tag[1:])


@functools.cache
def _dictionary() -> morfeusz2.Morfeusz:
    return morfeusz2.Morfeusz()


@functools.cache
def _word(text: str) -> Word:
    edges = _dictionary().analyse(text)
    end = max(edge[1] for edge in edges)
    whole = [edge[2] for edge in edges if edge[0] == 0 and edge[1] == end]
    # "zrobił|em" is a verb with a personal ending; "działem" is rather the noun for a department.
    split = any(one[2].startswith("aglt") for _, _, one in edges) and any(
        one[2].startswith(("praet", "winien")) for _, _, one in edges
    )
    verb = any(one[1] == "mieć" for _, _, one in edges)
    readings = tuple((one[1].split(":")[0], tuple(one[2].split(":"))) for one in whole)
    return Word(text, readings, split and (verb or not whole))
