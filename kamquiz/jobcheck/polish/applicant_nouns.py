"""Nouns for the one an ad looks for: "szukamy handlowca", "Specjalista będzie …", a bare line."""

from collections.abc import Iterator, Sequence

from kamquiz.domain.bank.ad_vocabulary import Section
from kamquiz.jobcheck.polish.clauses import Clause, Parsed, Word
from kamquiz.jobcheck.polish.persons import Person, Scene, next_person, opening_words, person_in

SEEKING = {"szukać", "poszukiwać", "zatrudnić", "zatrudniać", "rekrutować", "przyjąć", "przyjmować"}
SEEKING |= {"potrzebować", "zaprosić", "zapraszać", "powitać", "angażować", "zaangażować", "witać"}
STAFF_VERBS = {"zatrudniać", "angażować", "zapraszać", "potrzebować", "przyjmować"}
EXPECTING = {"oczekiwać", "wymagać", "spodziewać", "chcieć", "potrzebować"}

#: What the one in the post has to do or to be; "prowadzi" may be said of anybody.
REQUIRING = {"powinien", "musieć", "posiadać", "odpowiadać", "być", "potrafić", "umieć", "winien"}
REQUIRING |= {"mieć", "znać", "dysponować", "wykazywać", "cechować", "pracować", "zajmować"}
REQUIRING |= {"realizować", "pozyskiwać", "sprzedawać", "obsługiwać", "dbać", "raportować"}

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
OTHERS_IN_LABELS = OTHERS | {"lider", "opiekun", "osoba", "rekruter", "firma", "pracodawca"}

#: What says that people are wanted, also many of them: "Poszukiwani kierowcy".
WANTED = ("poszukiwać", "poszukiwany", "potrzebny", "wymagać", "wymagany", "widzieć", "widziany")

#: Sections in which a noun of its own line is somebody who helps: "opiekun wdrożenia".
HELPERS = {Section.OFFER, Section.COMPANY, Section.PROCESS, Section.PRIVACY}

#: Work that is about candidates: "kontakt z kandydatami".
WORK_WITH_PEOPLE = {"kontakt", "rozmowa", "obsługa", "baza"}

#: Words that say somebody does something for the reader: "Mentor pokaże Ci".
FOR_THE_READER = {"cię", "ci", "ciebie", "tobie", "tobą"}


def sought(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Yield the persons *parsed* looks for, expects something of, or consists of."""
    yield from _applicants(parsed, scene)
    yield from _objects_of_seeking(parsed, scene)
    yield from _subjects(parsed, scene)
    yield from _expected(parsed, scene)
    yield from _doers(parsed, scene)
    yield from _heads(parsed, scene)


def _applicants(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Kandydat, wherever it stands, unless the work itself is about candidates."""
    for clause in parsed.clauses:
        for word in clause.words:
            lemmas = word.form.lemmas & scene.words.applicants
            if lemmas:
                yield Person(word, next(one for one in word.form.readings if one.lemma in lemmas))
            if not clause.finite and _is_work_with_people(word):
                break


def _is_work_with_people(word: Word) -> bool:
    noun_of_a_verb = word.form.any("ger") and not word.form.lemmas & EXPECTING
    return noun_of_a_verb or bool(word.form.lemmas & WORK_WITH_PEOPLE)


def _objects_of_seeking(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Szukamy handlowca; firma X zatrudni kierowców; zapraszamy studentów."""
    seeking = _is_seeking(scene.lead)
    for clause in parsed.clauses:
        verb = next((place for place, one in enumerate(clause.words) if _seeks(one)), None)
        if verb is not None:
            seeking = True
            yield from _objects(_objects_in_front(clause, verb), clause, scene)
            yield from _objects(clause.words[verb + 1 :], clause, scene)
        elif seeking and not clause.finite and not clause.subordinate:
            yield from _objects(clause.words, clause, scene)
        else:
            seeking = False
        if any(one.form.lemmas & scene.words.for_everybody for one in clause.words):
            seeking = False


def _seeks(word: Word) -> bool:
    if not word.form.lemmas & SEEKING or word.form.functional:
        return False
    return word.form.any("fin", person="pri.ter") or word.form.any("imps")


def _is_seeking(lead: Sequence[Word]) -> bool:
    return any(_seeks(word) for word in lead) and not any(
        "osoba" in one.form.lemmas for one in lead
    )


def _objects(span: Sequence[Word], clause: Clause, scene: Scene) -> Iterator[Person]:
    if _counts_staff(clause):
        return
    before: Word | None = None
    for word in Clause(tuple(span), "").free:
        if word.form.lemmas & scene.words.for_everybody:
            return
        person = person_in(word, "acc.gen", scene.words)
        other = person and (_of_a_group(person, before, clause) or _is_guest(person, clause, scene))
        if person and not other:
            yield person
        before = word


def _objects_in_front(clause: Clause, verb: int) -> tuple[Word, ...]:
    """Handlowca szukamy, but not: dyrektorka zaprasza."""
    before = clause.words[:verb]
    return () if any(word.form.any("subst", case="nom") for word in before) else before


def _is_guest(person: Person, clause: Clause, scene: Scene) -> bool:
    """Szukamy dystrybutorów, zapraszamy dyrektorów: people an ad speaks of as others."""
    if clause.about(*STAFF_VERBS):
        return scene.is_third_party(person)
    return person.lemma in scene.words.business_parties and person.lemma not in scene.posts


def _counts_staff(clause: Clause) -> bool:
    """Zatrudniamy ponad 300 specjalistów: they are here already."""
    verb = any(word.form.lemmas & STAFF_VERBS for word in clause.words)
    return verb and any(
        word.lower.isdigit() or word.form.any("num") or word.lower in {"ponad", "około"}
        for word in clause.words
    )


def _of_a_group(person: Person, before: Word | None, clause: Clause) -> bool:
    """Do zespołu specjalistów szukamy: the specialists are here already."""
    if before is not None and before.form.lemmas & GROUPS:
        return True
    return not person.singular and any(
        one.form.lemmas & GROUPS for one in clause.words if one.end < person.word.start
    )


def _subjects(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Handlowiec powinien znać rynek; Specjalista będzie odpowiadać za plan."""
    if any(word.lower in FOR_THE_READER for word in parsed.words):
        return
    for clause in parsed.clauses:
        verb = next((word for word in clause.words if word.form.finite), None)
        if verb is None or not _third_person(verb) or clause.about("każdy"):
            continue
        for word in opening_words(clause):
            if word.start > verb.start:
                break
            person = person_in(word, "nom", scene.words)
            required = clause.about(*REQUIRING) or (person and person.lemma in scene.posts)
            if required and person and person.singular and not scene.is_third_party(person):
                yield person
            if word.form.noun:
                break


def _third_person(verb: Word) -> bool:
    return verb.form.any("fin", "bedzie", person="ter") or verb.form.any("winien")


def _expected(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Od handlowca oczekujemy; wymagamy od specjalisty."""
    for clause in parsed.clauses:
        if not any(word.form.lemmas & EXPECTING and word.form.finite for word in clause.words):
            continue
        for place, word in enumerate(clause.words):
            if word.lower == "od":
                for person in next_person(clause.words[place + 1 :], "gen", scene.words):
                    if not scene.is_third_party(person):
                        yield person


def _doers(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Zadania handlowca; praca dla kierowcy; zadaniem menedżera jest."""
    for clause in parsed.clauses:
        for place, word in enumerate(clause.words):
            after = clause.words[place + 1 :]
            if word.form.lemmas & ATTRIBUTES and word.form.noun:
                yield from _singular(next_person(after, "gen", scene.words), scene)
            if word.form.lemmas & OFFERS and place <= 1 and after and after[0].lower == "dla":
                yield from _singular(next_person(after[1:], "gen", scene.words), scene)


def _singular(persons: Iterator[Person], scene: Scene) -> Iterator[Person]:
    for person in persons:
        if person.singular and not scene.is_third_party(person):
            yield person


def _heads(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Doświadczony handlowiec z prawem jazdy: a line that is nothing but a person."""
    about_others = any(word.form.lemmas & OTHERS for word in scene.lead)
    if scene.in_title or about_others or parsed.sentence.line.section in HELPERS:
        return
    for number, clause in enumerate(parsed.clauses):
        if clause.finite or clause.subordinate or _labels_others(parsed, number):
            return
        for word in clause.free:
            person = person_in(word, "nom", scene.words)
            if person and _is_wanted(person, clause, scene):
                yield person
            if word.form.noun or not (word.form.adjective or word.form.any("adv", "conj", "part")):
                break


def _is_wanted(person: Person, clause: Clause, scene: Scene) -> bool:
    many = not person.singular and not clause.about(*WANTED)
    # "grafik" hangs on a wall as well
    thing = person.word.form.any("subst", case="nom", gender="m3")
    known = person.lemma in scene.posts or person.lemma in scene.words.feminine_of
    return not many and not scene.is_third_party(person) and (known or not thing)


def _labels_others(parsed: Parsed, number: int) -> bool:
    """Bezpośredni przełożony: kierownik regionu."""
    return parsed.clauses[number].opener.startswith(":") and any(
        word.form.lemmas & OTHERS_IN_LABELS
        for clause in parsed.clauses[:number]
        for word in clause.words
    )
