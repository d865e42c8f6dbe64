"""Nouns for a woman or a man that stand for whoever applies.

Whether a noun means the applicant is a matter of its place: "szukamy handlowca" and
"jesteś liderem" do, "raportujesz do dyrektora" and "wsparcie mentora" do not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kamquiz.domain.law import GenderWords, Section
from kamquiz.jobcheck.clauses import Clause, Parsed, Word
from kamquiz.jobcheck.grammar import Reading
from kamquiz.jobcheck.marks import Mark
from kamquiz.jobcheck.pairs import masculine, noun_is_paired, pair

NOUN = "gendered-body/noun"
ADDRESS = "gendered-body/address"

SEEKING = {"szukać", "poszukiwać", "zatrudnić", "zatrudniać", "rekrutować", "przyjąć", "przyjmować"}
SEEKING |= {"potrzebować", "zaprosić", "zapraszać", "powitać", "angażować", "zaangażować"}
STAFF_VERBS = {"zatrudniać", "angażować", "zapraszać", "potrzebować", "przyjmować"}
EXPECTING = {"oczekiwać", "wymagać", "spodziewać", "chcieć", "potrzebować"}

#: What the one in the post has to do or to be; "prowadzi" may be said of anybody.
REQUIRING = {"powinien", "musieć", "posiadać", "odpowiadać", "być", "potrafić", "umieć", "winien"}
REQUIRING |= {"mieć", "znać", "dysponować", "wykazywać", "cechować"}

#: Nouns whose genitive is the one who does the work: "zadania handlowca".
ATTRIBUTES = {"zadanie", "obowiązek", "rola", "praca", "profil", "sylwetka", "stanowisko", "misja"}
ATTRIBUTES |= {"zakres", "kompetencja", "dzień", "kariera"}

#: What "dla" points from to the applicant: "praca dla kierowcy".
OFFERS = {"praca", "oferta", "stanowisko", "ogłoszenie", "zlecenie", "etat", "rola"}

#: Groups the applicant joins, made of other people: "zespół specjalistów".
GROUPS = {"zespół", "dział", "grono", "grupa", "sieć", "kadra", "ekipa", "społeczność", "team"}

#: Lines above a list that say it is about other people.
OTHERS = {"przełożony", "klient", "odbiorca", "partner", "współpracować", "współpraca", "kontakt"}
OTHERS |= {"raportować", "podlegać", "dostawca", "raport", "kontrahent", "interesariusz"}

#: A noun in the nominative opens its clause within so many words: "Nasz nowy, dobry handlowiec".
OPENING_WORDS = 4

ADDRESSED = {"pan", "pani"}


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


def noun_marks(parsed: Parsed, scene: Scene) -> Iterator[Mark]:
    """Yield the nouns of one gender in *parsed* that mean the applicant."""
    if scene.paired_line:
        return
    found = [
        *_applicants(parsed, scene),
        *_predicates(parsed, scene),
        *_sought(parsed, scene),
        *_as(parsed, scene),
        *_in_post(parsed, scene),
        *_subjects(parsed, scene),
        *_expected(parsed, scene),
        *_doers(parsed, scene),
        *_heads(parsed, scene),
        *_called(parsed, scene),
    ]
    for person in {one.word.start: one for one in found}.values():
        if noun_is_paired(person.word, person.lemma, parsed.words, scene.words):
            continue
        if _english_name(person.word, parsed):
            continue
        number = "sg" if person.singular else "pl"
        case = next((part for part in person.reading.tag if set(part.split(".")) & CASES), "nom")
        yield Mark(
            name=NOUN,
            start=person.word.start,
            end=person.word.end,
            filled={
                "instead": pair(
                    person.lemma, number, case.split(".")[0], person.word.form.text, scene.words
                )
            },
        )
    yield from _addresses(parsed)


CASES = {"nom", "gen", "dat", "acc", "inst", "loc", "voc"}


def person_in(word: Word, case: str, words: GenderWords, *, both: bool = True) -> Person | None:
    """Return *word* as a noun for a man, or if *both* for a woman, in *case*; None if it is none."""
    if word.form.lemmas & words.for_everybody or word.form.lemmas & ADDRESSED or word.functional:
        return None
    for reading in word.form.men(case):
        # "łącznik" is a thing as well: then only its listed meaning counts
        if not word.form.any("ger"):
            return Person(word, reading)
    if both:
        for reading in word.form.women(case):
            if masculine(reading.lemma, words):
                return Person(word, reading)
    if word.form.unknown:
        return _listed_person(word, words)
    return None


def _listed_person(word: Word, words: GenderWords) -> Person | None:
    """Return a noun only the editors know: "handlowczyni", "managerka"."""
    for listed in words.pairs:
        stem = listed.feminine[:-1]
        if word.lower.startswith(stem) and len(word.lower) <= len(listed.feminine) + 2:
            return Person(word, Reading(listed.feminine, ("subst", "sg", "nom", "f")))
    return None


def _applicants(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """kandydat, wherever it stands, unless the work itself is about candidates."""
    for clause in parsed.clauses:
        for place, word in enumerate(clause.words):
            lemmas = word.form.lemmas & scene.words.applicants
            if not lemmas:
                continue
            before = clause.words[:place]
            work = not clause.finite and any(
                one.form.any("ger") or one.form.lemmas & {"kontakt", "rozmowa", "obsługa", "baza"}
                for one in before
            )
            if not work:
                reading = next(one for one in word.form.readings if one.lemma.lower() in lemmas)
                yield Person(word, reading)


def _predicates(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """jesteś handlowcem, będziesz naszą specjalistką, chcesz zostać liderem."""
    copula = _ends_with_copula(scene.lead)
    for clause in parsed.clauses:
        start = 0
        for place, word in enumerate(clause.words):
            to_reader = word.second_person or (
                word.form.any("inf") and (parsed.to_reader or not clause.finite)
            )
            if word.copula and to_reader and not word.form.lemmas & {"czuć", "wydawać"}:
                copula, start = True, place + 1
        if start == 0 and (clause.finite or clause.subordinate):
            copula = False
        if copula:
            yield from _instrumental(clause.words[start:], scene)
        if start == 0 and clause.finite:
            copula = False


def _ends_with_copula(lead: Sequence[Word]) -> bool:
    return bool(lead) and any(word.copula and word.second_person for word in lead[-2:])


def _instrumental(span: Sequence[Word], scene: Scene) -> Iterator[Person]:
    for word in Clause(tuple(span), "").free:
        if word.form.any("inf", "praet") and not word.copula:
            return
        person = person_in(word, "inst", scene.words)
        if person:
            yield person
        if word.noun and not person:
            return


def _sought(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Szukamy handlowca; firma X zatrudni kierowców; zapraszamy studentów."""
    seeking = _is_seeking(scene.lead)
    for clause in parsed.clauses:
        verb = next((place for place, one in enumerate(clause.words) if _seeks(one)), None)
        if verb is not None:
            seeking = True
            yield from _objects(clause.words[:verb], clause, scene)
            yield from _objects(clause.words[verb + 1 :], clause, scene)
        elif seeking and not clause.finite and not clause.subordinate:
            yield from _objects(clause.words, clause, scene)
        else:
            seeking = False
        if any(one.form.lemmas & scene.words.for_everybody for one in clause.words):
            seeking = False


def _seeks(word: Word) -> bool:
    if not word.form.lemmas & SEEKING or word.functional:
        return False
    return word.form.any("fin", person="pri.ter") or word.form.any("imps")


def _is_seeking(lead: Sequence[Word]) -> bool:
    return any(_seeks(word) for word in lead) and not any("osoba" in one.form.lemmas for one in lead)


def _objects(span: Sequence[Word], clause: Clause, scene: Scene) -> Iterator[Person]:
    staff = any(word.form.lemmas & STAFF_VERBS for word in clause.words) and any(
        word.lower.isdigit() or word.form.any("num") or word.lower in {"ponad", "około"}
        for word in clause.words
    )
    before: Word | None = None
    for word in Clause(tuple(span), "").free:
        if word.form.lemmas & scene.words.for_everybody:
            return
        person = person_in(word, "acc.gen", scene.words)
        of_a_group = before is not None and bool(before.form.lemmas & GROUPS)
        if person and not staff and not of_a_group and not scene.is_third_party(person):
            after_group = not person.singular and any(
                one.form.lemmas & GROUPS for one in clause.words if one.end < word.start
            )
            if not after_group:
                yield person
        before = word


def _as(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Jako handlowiec odpowiadasz za plan; doświadczenie w pracy jako doradca."""
    for clause in parsed.clauses:
        for place, word in enumerate(clause.words):
            if word.lower != "jako":
                continue
            before = {lemma for one in clause.words[:place] for lemma in one.form.lemmas}
            meant = (
                clause.to_reader
                or parsed.to_reader
                or not parsed.finite
                or before & {"osoba", "praca", "doświadczenie", "stanowisko", "staż"}
            )
            if meant:
                yield from _next_noun(clause.words[place + 1 :], "nom", scene)


def _next_noun(span: Sequence[Word], case: str, scene: Scene) -> Iterator[Person]:
    """Yield the first noun of *span* if it is a person in *case*."""
    for word in span[:OPENING_WORDS]:
        person = person_in(word, case, scene.words)
        if person:
            yield person
        if word.noun or word.preposition or (word.form.unknown and not person):
            return
        if person:
            return


def _in_post(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Osoba na stanowisko handlowca; doświadczenie w roli opiekuna klienta."""
    for place, word in enumerate(parsed.words):
        post = "stanowisko" in word.form.lemmas and place > 0 and _is_on(parsed.words[:place])
        role = place > 0 and word.lower in {"roli", "charakterze", "funkcję", "funkcji"}
        role = role and parsed.words[place - 1].lower in {"w", "pełnić", "pełnisz", "pełnił"}
        if post or role:
            yield from _next_noun(parsed.words[place + 1 :], "nom.gen", scene)


def _is_on(before: Sequence[Word]) -> bool:
    for word in reversed(before[-3:]):
        if word.lower == "na":
            return True
        if not word.adjective:
            return False
    return False


def _subjects(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Handlowiec powinien znać rynek; Specjalista będzie odpowiadać za plan."""
    if any(word.form.any("ppron12") and not word.second_person for word in parsed.words) and any(
        word.lower in {"cię", "ci", "ciebie", "tobie", "tobą"} for word in parsed.words
    ):
        return
    for clause in parsed.clauses:
        verb = next((word for word in clause.words if word.finite), None)
        if verb is None or not verb.form.any("fin", "bedzie", "winien", person="ter"):
            if verb is None or not verb.form.any("winien"):
                continue
        for word in clause.free[:OPENING_WORDS]:
            if word.start > verb.start:
                break
            person = person_in(word, "nom", scene.words)
            if person and person.singular and not scene.is_third_party(person):
                if verb.form.lemmas & REQUIRING or person.lemma in scene.posts:
                    yield person
            if word.noun:
                break


def _expected(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Od handlowca oczekujemy; wymagamy od specjalisty."""
    for clause in parsed.clauses:
        expecting = any(word.form.lemmas & EXPECTING and word.finite for word in clause.words)
        for place, word in enumerate(clause.words):
            if expecting and word.lower == "od":
                for person in _next_noun(clause.words[place + 1 :], "gen", scene):
                    if not scene.is_third_party(person):
                        yield person


def _doers(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Zadania handlowca; praca dla kierowcy; zadaniem menedżera jest."""
    for clause in parsed.clauses:
        for place, word in enumerate(clause.words):
            after = clause.words[place + 1 :]
            if word.form.lemmas & ATTRIBUTES and word.noun:
                yield from _singular(_next_noun(after, "gen", scene), scene)
            if word.form.lemmas & OFFERS and place <= 1 and after and after[0].lower == "dla":
                yield from _singular(_next_noun(after[1:], "gen", scene), scene)


def _singular(persons: Iterator[Person], scene: Scene) -> Iterator[Person]:
    for person in persons:
        if person.singular and not scene.is_third_party(person):
            yield person


def _heads(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Doświadczony handlowiec z prawem jazdy: a line that is nothing but a person."""
    line = parsed.sentence.line
    elsewhere = line.section in {Section.OFFER, Section.COMPANY, Section.PROCESS, Section.PRIVACY}
    about_others = any(word.form.lemmas & OTHERS for word in scene.lead)
    if scene.in_title or elsewhere or about_others:
        return
    for number, clause in enumerate(parsed.clauses):
        if clause.finite or clause.subordinate:
            return
        if number and parsed.clauses[number].opener.startswith(":") and _labels_others(parsed, number):
            return
        for word in clause.free:
            person = person_in(word, "nom", scene.words)
            many = person and not person.singular and person.lemma not in {"student", "absolwent"}
            if person and not many and not scene.is_third_party(person):
                yield person
            if word.noun or not (word.adjective or word.form.any("adv", "conj", "part")):
                break


def _labels_others(parsed: Parsed, number: int) -> bool:
    return any(
        word.form.lemmas & (OTHERS | {"lider", "opiekun", "osoba", "rekruter", "kontakt"})
        for clause in parsed.clauses[:number]
        for word in clause.words
    )


def _called(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Drogi Kandydacie; Handlowcze!"""
    for clause in parsed.clauses[:1]:
        for place, word in enumerate(clause.words):
            dear = place > 0 and clause.words[place - 1].form.lemmas & {"drogi", "szanowny", "przyszły"}
            if place == 0 or dear:
                for reading in word.form.men("voc"):
                    if "voc" in reading.tag and not word.form.any("subst", case="nom"):
                        if not word.form.any("loc") and (dear or len(clause.words) == 1):
                            yield Person(word, reading)


def _addresses(parsed: Parsed) -> Iterator[Mark]:
    """Oczekujemy od Pana; Pani zadaniem będzie."""
    spoken = [word for word in parsed.words if word.form.text in PAN | PANI]
    if not spoken or any(_both_sexes(word, spoken) for word in spoken):
        return
    for word in spoken:
        yield Mark(
            name=ADDRESS,
            start=word.start,
            end=word.end,
            filled={"instead": "Ty / Państwo"},
        )


PAN = {"Pan", "Pana", "Panu", "Panem", "Panie"}
PANI = {"Pani", "Panią"}


def _both_sexes(word: Word, spoken: Sequence[Word]) -> bool:
    kinds = {one.form.text in PAN for one in spoken}
    return len(kinds) == 2 or word.behind.startswith(("(i", "/i"))  # noqa: PLR2004 - both kinds


def _english_name(word: Word, parsed: Parsed) -> bool:
    """Tell whether the noun ends an English name that is not inflected: Key Account Manager."""
    place = parsed.words.index(word)
    if place == 0:
        return False
    before = parsed.words[place - 1]
    joined = word.gap in {" ", "-"}
    in_post = any("stanowisko" in one.form.lemmas for one in parsed.words[:place])
    name = before.form.unknown and before.form.text[:1].isupper() and joined
    return name and (word.form.any("subst", case="nom", number="sg") or in_post)
