"""The name of the post: a pair, a neutral word, a marker, or one gender only."""

from collections.abc import Iterator

from kamquiz.domain.bank.ad_rules import Law
from kamquiz.domain.text import Language
from kamquiz.jobcheck.ads import AdText, Line
from kamquiz.jobcheck.marks import Mark
from kamquiz.jobcheck.polish.clauses import Clause, Word, words_of
from kamquiz.jobcheck.polish.gender_pairs import feminine, masculine, noun_is_paired
from kamquiz.jobcheck.polish.grammar import inflected
from kamquiz.jobcheck.polish.persons import Person, person_in


def title_marks(ad: AdText, law: Law, *, gendered_body: bool) -> Iterator[Mark]:
    """Yield what is wrong with the names of the post; *gendered_body*: the text is so too."""
    if ad.language is not Language.PL:
        return
    for title in {line.start: line for line in ad.titles}.values():
        yield from _title(title, law, gendered_body=gendered_body)


def _title(title: Line, law: Law, *, gendered_body: bool) -> Iterator[Mark]:
    gender = law.vocabulary.gender
    words = tuple(words_of(title.text, title.start))
    clause = Clause(words, "")
    if clause.finite:
        return
    persons = [person for word in _named(clause) if (person := person_in(word, "nom", gender))]
    english = _english(title, words, law)
    if english:
        persons = [one for one in persons if not english[0] <= one.word.start < english[1]]
    alone = [one for one in persons if not noun_is_paired(one.word, one.lemma, words, gender)]
    marker = gender.markers.find(title.text)
    if alone and marker:
        yield Mark(
            name="title-marker-only/" + ("marker-body" if gendered_body else "marker"),
            start=title.start + marker.start(),
            end=title.start + marker.end(),
            filled={"instead": _paired(alone[0], words, title, law)},
        )
    elif alone:
        person = alone[0]
        yield Mark(
            name="title-gendered/noun",
            start=person.word.start,
            end=person.word.end,
            filled={"instead": _paired(person, words, title, law)},
        )
    elif english and not persons:
        yield Mark(
            name="title-marker-only/english",
            start=english[0],
            end=english[1],
            filled={
                "instead": "Menedżerka / menedżer ds. kluczowych klientów (Key Account Manager)"
            },
        )


def _named(clause: Clause) -> Iterator[Word]:
    """Yield the words that can be the name: those in front of "ds." and of prepositions."""
    for word in clause.words:
        if word.form.preposition and word.lower not in {"o"}:
            return
        if word.lower in {"ds", "dziale", "działu"}:
            return
        yield word


def _english(title: Line, words: tuple[Word, ...], law: Law) -> tuple[int, int] | None:
    """Return the place of an English name of the post, which shows no sex."""
    found = law.vocabulary.gender.english_titles.find(title.text)
    if not found:
        return None
    start, end = title.start + found.start(), title.start + found.end()
    begins = [word for word in words if word.start <= start]
    first = begins[-1].start if begins else start
    for word in reversed(begins[:-1]):
        if not (word.form.unknown or word.form.text.isupper() or _ascii_name(word)):
            break
        first = word.start
    alone = first == start and len(found.group().split()) == 1
    return None if alone else (first, end)


def _ascii_name(word: Word) -> bool:
    return word.form.text[:1].isupper() and word.form.text.isascii() and word.gap in {"", " "}


def _paired(person: Person, words: tuple[Word, ...], title: Line, law: Law) -> str:
    """Młodszy specjalista ds. sprzedaży → Młodsza specjalistka / młodszy specjalista ds. …."""
    gender = law.vocabulary.gender
    place = words.index(person.word)
    first, last = place, place
    while first > 0 and _describes(words[first - 1], person.word):
        first -= 1
    while last + 1 < len(words) and _describes(words[last + 1], person.word):
        last += 1
    span = words[first : last + 1]
    is_man = "f" not in person.reading.tag
    other = feminine(person.lemma, gender) if is_man else masculine(person.lemma, gender)
    written = " ".join(word.form.text for word in span)
    begins, behind = (
        title.text[: span[0].start - title.start],
        title.text[span[-1].end - title.start :],
    )
    if not other:
        return f"{begins}{written} (k/m/x){behind}".strip()
    turned = " ".join(
        other if word is person.word else _turned(word, "f" if is_man else "m1") for word in span
    )
    woman, man = (turned, written) if is_man else (written, turned)
    named = f"{_capital(woman)} / {_small(man)}"
    return f"{begins}{named}{_without_marker(behind, law)}".strip()


def _without_marker(text: str, law: Law) -> str:
    found = law.vocabulary.gender.markers.find(text)
    if not found:
        return text
    return (text[: found.start()].rstrip(" (") + text[found.end() :].lstrip(" )")).rstrip()


def _describes(adjective: Word, noun: Word) -> bool:
    return (
        adjective.form.adjective
        and noun.form.goes_with(adjective.form)
        and adjective.form.any("adj", "ppas", "pact", case="nom")
    )


def _turned(word: Word, gender: str) -> str:
    for one in word.form.readings:
        if one.tag[0] == "adj":
            degree = one.tag[-1]
            return inflected(one.lemma, f"adj:sg:nom:{gender}:{degree}") or word.form.text
    return word.form.text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
