"""Polish words with everything they may be, from the SGJP dictionary inside morfeusz2.

The dictionary is opened when the first Polish word is looked up, once for the process.
"""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import product
from typing import NamedTuple, TypeAlias

import morfeusz2

Tag: TypeAlias = tuple[str, ...]

#: A form with its basic form, tag, name and labels, as the dictionary makes them.
Generated: TypeAlias = tuple[str, str, str, object, object]

#: Words that are names say nothing about who applies: "Plan" is a surname too.
NAMES = {"nazwisko", "imię", "nazwa_geograficzna", "nazwa_organizacji", "patronimicum", "marka"}

#: So many different words are remembered: a few megabytes, a few hundred ads.
REMEMBERED = 20_000

ADJECTIVES = ("adj", "ppas", "pact")
NOUNS = ("subst", "ger", "depr")

#: To be, to become, to feel: the verbs that say what or how somebody is.
COPULAS = {"być", "bywać", "zostać", "zostawać", "stać", "stawać", "pozostać", "pozostawać"}
COPULAS |= {"czuć", "poczuć", "okazać", "okazywać", "wydawać"}

#: Small words that look like verbs or nouns to a dictionary.
FUNCTION_CLASSES = ("conj", "comp", "prep", "part", "interj")

#: Verbs first of all, whatever else the dictionary has them for.
COMMON_VERBS = {"jest", "są", "ma", "mają", "może", "mogą"}

#: Languages are adjectives that stand for nouns: "biegły angielski".
LANGUAGE = re.compile(r"(?:ski|cki)$")

PERSONAL = re.compile(r"praet|winien")

#: Longer than any Polish word.
MAX_LETTERS = 60

#: Words of numerals such as "dwustu" ("dwu" + "stu") have twice as many readings for each:
#: "dwustudwustudwustu…" takes the dictionary a tenth of a second at fifty letters.
NUMERAL = re.compile(r"stu|nasto", re.IGNORECASE)
MAX_NUMERALS = 1

_lock = threading.Lock()


@lru_cache(maxsize=1000)
def _values(part: str) -> frozenset[str]:
    """Return what a part of a tag stands for: "nom.acc" is two cases."""
    return frozenset(part.split("."))


class Reading(NamedTuple):
    """One thing a word may be: its basic form and its tag; *named* if only as a name."""

    lemma: str
    tag: Tag
    named: bool = False

    def is_(self, *classes: str, **wanted: str) -> bool:
        """Tell whether it is of *classes* with one of each *wanted* value."""
        return self.tag[0] in classes and all(
            any(not _values(part).isdisjoint(_values(value)) for part in self.tag[1:])
            for value in wanted.values()
        )


class Signature:
    """The tags of all readings of a word, and what was asked of them; words share it."""

    def __init__(self, tags: tuple[Tag, ...]) -> None:
        """Remember nothing yet."""
        self.nouns = tuple(tag for tag in tags if tag[0] in NOUNS)
        self.adjectives = tuple(tag for tag in tags if tag[0] in ADJECTIVES)
        self.classes = frozenset(tag[0] for tag in tags)
        self.answers: dict[object, bool] = {}


@lru_cache(maxsize=REMEMBERED)
def _agree(noun: Signature, adjective: Signature) -> bool:
    """Tell whether a noun shares number, case and gender with an adjective."""
    return any(
        all((_values(a) & _values(b)) - {"voc"} for a, b in zip(one[1:4], other[1:4], strict=False))
        for one, other in product(noun.nouns, adjective.adjectives)
    )


#: One for the same tags, as long as the process runs: the language has a few thousand.
_signature = lru_cache(maxsize=REMEMBERED)(Signature)


@dataclass(frozen=True, eq=False)
class Form:
    """A written word and all its readings."""

    text: str
    readings: tuple[Reading, ...]
    #: A verb with the ending of a person: "pracował|eś"; the person, "pri" or "sec".
    ending: str = ""
    number: str = ""
    stem: str = ""
    _signature: Signature = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Share what is known of words with the same tags."""
        object.__setattr__(self, "_signature", _signature(tuple(one.tag for one in self.readings)))

    @cached_property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @cached_property
    def functional(self) -> bool:
        """Tell whether it may be a mere small word: "lub" is no order to like something."""
        return self.any(*FUNCTION_CLASSES) and self.lower not in {"może"}

    @cached_property
    def preposition(self) -> bool:
        """Tell whether it governs what follows."""
        return self.any("prep") and not self.any("fin")

    @cached_property
    def adjective(self) -> bool:
        """Tell whether it can describe a noun."""
        return self.any(*ADJECTIVES, "adjc")

    @cached_property
    def noun(self) -> bool:
        """Tell whether it can be a noun and nothing that describes one."""
        if any(LANGUAGE.search(one.lemma) for one in self.nouns):
            return True
        rather = self.any(*ADJECTIVES, "adv") or self.functional
        return bool(self.nouns) and not rather

    @cached_property
    def second_person(self) -> bool:
        """Tell whether it speaks to the reader: "masz", "dołącz", "pracowałeś"."""
        if self.ending:
            return self.ending == "sec"
        if (self.functional and self.lower != "bądź") or self.any("subst"):
            return False
        spoken = self.any("fin", "bedzie", person="sec")
        return spoken or (self.any("impt", person="sec") and not self.adjective)

    @cached_property
    def finite(self) -> bool:
        """Tell whether it is a verb with a subject, whoever that is."""
        if self.ending or self.second_person or self.lower in COMMON_VERBS:
            return True
        if self.functional or self.adjective or self.nouns:
            return False
        return self.any("fin", "bedzie", "praet", "winien", "imps", "impt")

    @cached_property
    def copula(self) -> bool:
        """Tell whether it says what or how somebody is."""
        return bool(self.lemmas & COPULAS) and (self.any("inf") or not self.any("subst"))

    def any(self, *classes: str, **wanted: str) -> bool:
        """Tell whether it may be of *classes* with one of each *wanted* value."""
        if self._signature.classes.isdisjoint(classes):
            return False
        asked, answers = (classes, *wanted.items()), self._signature.answers
        if asked not in answers:
            answers[asked] = any(one.is_(*classes, **wanted) for one in self.readings)
        return answers[asked]

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Its possible basic forms, in small letters."""
        return frozenset(one.lemma.lower() for one in self.readings)

    @cached_property
    def unknown(self) -> bool:
        """Tell whether the dictionary does not have it."""
        return all(one.tag[0] == "ign" for one in self.readings)

    @cached_property
    def nouns(self) -> tuple[Reading, ...]:
        """Its readings as a noun."""
        return tuple(one for one in self.readings if one.tag[0] in NOUNS)

    def men(self, case: str) -> tuple[Reading, ...]:
        """Return its readings as a masculine noun for a person in *case*."""
        return tuple(
            one for one in self.nouns if not one.named and one.is_("subst", case=case, gender="m1")
        )

    def women(self, case: str) -> tuple[Reading, ...]:
        """Return its readings as a feminine noun in *case*, of a person or not."""
        return tuple(
            one for one in self.nouns if not one.named and one.is_("subst", case=case, gender="f")
        )

    def goes_with(self, adjective: "Form") -> bool:
        """Tell whether this noun and *adjective* share number, case and gender."""
        return _agree(self._signature, adjective._signature)


@lru_cache(maxsize=REMEMBERED)
def form(text: str) -> Form:
    """Look *text*, a single word or number, up."""
    if not _may_be_looked_up(text):
        return Form(text, (Reading(text, ("dig" if text.isdecimal() else "ign",)),))
    with _lock:
        edges = _edges(text)
    end = max(edge[1] for edge in edges)
    readings = tuple(one for start, last, one in edges if start == 0 and last == end)
    endings = [one.tag for _, _, one in edges if one.tag[0] == "aglt"]
    verbs = [one for _, _, one in edges if PERSONAL.match(one.tag[0])]
    # "zrobił|em" is a verb with a personal ending; "działem" is rather the noun for a department.
    split = bool(endings and verbs) and (not readings or any(one.lemma == "mieć" for one in verbs))
    if not split:
        return Form(text, readings)
    return Form(text, readings, ending=endings[0][2], number=endings[0][1], stem=verbs[0].lemma)


def _edges(text: str) -> list[tuple[int, int, Reading]]:
    """Return each reading of a part of *text*, with where the part begins and ends.

    Some words have fifty readings, and what morfeusz2.Morfeusz.analyse says of each besides
    takes twice as long.
    """
    found = dict.fromkeys(
        (one.startNode, one.endNode, one.lemma, one.tagId, one.nameId)
        for one in _dictionary()._morfeusz_obj.analyse(text)
    )
    return [
        (start, end, Reading(lemma.split(":")[0], _tag(tag), _is_name(name)))
        for start, end, lemma, tag, name in found
    ]


@cache
def _tag(number: int) -> Tag:
    return tuple(_dictionary()._morfeusz_obj.getIdResolver().getTag(number).split(":"))


@cache
def _is_name(number: int) -> bool:
    names = _dictionary()._morfeusz_obj.getIdResolver().getName(number)
    return not NAMES.isdisjoint(names.split("|"))


@lru_cache(maxsize=REMEMBERED)
def inflected(lemma: str, wanted: str) -> str:
    """Return the form of *lemma* whose tag fits *wanted*, such as "subst:sg:gen:f", or ""."""
    if not _may_be_looked_up(lemma):
        return ""
    with _lock:
        made: Sequence[Generated] = _dictionary().generate(lemma)
    parts = wanted.split(":")
    fitting = [
        text
        for text, _, tag, _, labels in made
        if _fits(tag.split(":"), parts) and not (isinstance(labels, list) and labels)
    ]
    return fitting[0] if fitting else ""


def is_known(lemma: str, wanted: str) -> bool:
    """Tell whether the dictionary has *lemma* with a tag that fits *wanted*."""
    return any(
        one.lemma == lemma and _fits(list(one.tag), wanted.split(":"))
        for one in form(lemma).readings
    )


def _fits(tag: Sequence[str], wanted: Sequence[str]) -> bool:
    return len(tag) >= len(wanted) and all(
        value == "" or set(value.split(".")) & set(part.split("."))
        for part, value in zip(tag, wanted, strict=False)
    )


def _may_be_looked_up(text: str) -> bool:
    """Tell whether the dictionary takes *text*: it falls over long digits and strange signs."""
    return (
        text.isalpha() and len(text) <= MAX_LETTERS and len(NUMERAL.findall(text)) <= MAX_NUMERALS
    )


@lru_cache(maxsize=1)
def _dictionary() -> morfeusz2.Morfeusz:
    return morfeusz2.Morfeusz()
