"""Nouns of one sex that are said of the reader: "jesteś liderem", "jako handlowiec", "Pana".

Whether a noun means the applicant is a matter of its place: "szukamy handlowca" and
"jesteś liderem" do, "raportujesz do dyrektora" and "wsparcie mentora" do not.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from kamquiz.jobcheck.marks import Mark
from kamquiz.jobcheck.polish.applicant_nouns import sought
from kamquiz.jobcheck.polish.clauses import Clause, Parsed, Word
from kamquiz.jobcheck.polish.gender_pairs import noun_is_paired
from kamquiz.jobcheck.polish.persons import Person, Scene, next_person, person_in

NOUN = "gendered-body/noun"
ADDRESS = "gendered-body/address"

#: These go with adjectives only.
FEELING = {"czuć", "wydawać"}

JOINING = {"i", "oraz", "lub", "albo", "a", "także"}

#: Behind these "jako" is about the applicant even where nobody is spoken to.
WORKED_AS = {"osoba", "praca", "doświadczenie", "stanowisko", "staż"}

#: "Widzimy Cię jako lidera": the firm sees the reader in the post.
SEEING, SEEN = {"widzieć", "wyobrażać", "postrzegać"}, {"cię", "ciebie"}

#: "W roli lidera", "w charakterze doradcy", "pełnisz funkcję opiekuna".
ROLES = {"roli", "charakterze", "funkcję", "funkcji"}
IN_A_ROLE = {"w", "pełnić", "pełnisz"}

DEAR = {"drogi", "szanowny", "przyszły"}

PAN = {"Pan", "Pana", "Panu", "Panem", "Panie"}
PANI = {"Pani", "Panią"}


def noun_marks(parsed: Parsed, scene: Scene) -> Iterator[Mark]:
    """Yield the nouns of one gender in *parsed* that mean the applicant."""
    if not scene.paired_line:
        found = [*sought(parsed, scene), *_said_of_reader(parsed, scene)]
        for person in {one.word.start: one for one in found}.values():
            paired = noun_is_paired(person.word, person.lemma, parsed.words, scene.words)
            if not paired and not _english_name(person.word, parsed):
                yield Mark(
                    name=NOUN,
                    start=person.word.start,
                    end=person.word.end,
                    filled={"instead": person.paired(scene.words)},
                )
    yield from _addresses(parsed)


def _said_of_reader(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    yield from _predicates(parsed, scene)
    yield from _as(parsed, scene)
    yield from _in_post(parsed, scene)
    yield from _called(parsed)


def _predicates(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """jesteś handlowcem, będziesz naszą specjalistką, chcesz zostać liderem."""
    said = _ends_with_copula(scene.lead)
    for clause in parsed.clauses:
        behind = _behind_copula(clause, parsed)
        said = behind is not None or (said and not clause.finite and not clause.subordinate)
        if said:
            yield from _instrumental(clause.words[behind or 0 :], scene)


def _behind_copula(clause: Clause, parsed: Parsed) -> int | None:
    """Return where it is said what the reader is; an infinitive counts if nobody else is named."""
    for place, word in reversed(tuple(enumerate(clause.words))):
        to_reader = word.form.second_person or (
            word.form.any("inf") and (parsed.to_reader or not clause.finite)
        )
        if word.form.copula and to_reader and not word.form.lemmas & FEELING:
            return place + 1
    return None


def _ends_with_copula(lead: Sequence[Word]) -> bool:
    return bool(lead) and any(word.form.copula and word.form.second_person for word in lead[-2:])


def _instrumental(span: Sequence[Word], scene: Scene) -> Iterator[Person]:
    """Yield what the reader is said to be; "częścią zespołu i doradcą klienta" is two things."""
    done = False
    for word in Clause(tuple(span), "").free:
        done = done and word.lower not in JOINING
        if word.form.any("inf", "praet") and not word.form.copula:
            return
        person = None if done else person_in(word, "inst", scene.words)
        if person:
            yield person
        done = done or (word.form.noun and not person)


def _as(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Jako handlowiec odpowiadasz za plan; w pracy jako doradca; widzimy Cię jako lidera."""
    for clause in parsed.clauses:
        for place, word in enumerate(clause.words):
            if word.lower != "jako":
                continue
            before = {lemma for one in clause.words[:place] for lemma in one.form.lemmas}
            meant = clause.to_reader or parsed.to_reader or not parsed.finite or before & WORKED_AS
            case = "nom.acc" if _is_seen(clause) else "nom"
            if meant or case != "nom":
                yield from next_person(clause.words[place + 1 :], case, scene.words)


def _is_seen(clause: Clause) -> bool:
    """Tell whether *clause* says how the firm sees the reader; how a customer does is no matter."""
    seen = any(word.lower in SEEN for word in clause.words)
    return seen and any(
        word.form.lemmas & SEEING and word.form.any("fin", number="pl", person="pri")
        for word in clause.words
    )


def _in_post(parsed: Parsed, scene: Scene) -> Iterator[Person]:
    """Osoba na stanowisko handlowca; doświadczenie w roli opiekuna klienta."""
    words = parsed.words
    for place, (before, word) in enumerate(pairwise(words), start=1):
        post = "stanowisko" in word.form.lemmas and _is_on(words[:place])
        role = word.lower in ROLES and before.lower in IN_A_ROLE
        if post or role:
            yield from next_person(words[place + 1 :], "nom.gen", scene.words)


def _is_on(before: Sequence[Word]) -> bool:
    for word in reversed(before[-3:]):
        if word.lower == "na":
            return True
        if not word.form.adjective:
            return False
    return False


def _called(parsed: Parsed) -> Iterator[Person]:
    """Drogi Kandydacie, or "Handlowcze!" alone."""
    words = parsed.clauses[0].words
    for before, word in zip((None, *words), words, strict=False):
        dear = before is not None and bool(before.form.lemmas & DEAR)
        called = [one for one in word.form.men("voc") if "voc" in one.tag]
        plain = word.form.any("subst", case="nom" if dear else "nom.loc")
        if called and not plain and (dear or len(words) == 1):
            yield Person(word, called[0])


def _addresses(parsed: Parsed) -> Iterator[Mark]:
    """Oczekujemy od Pana; Pani zadaniem będzie; but not Pani Anna Nowak."""
    spoken = [
        word
        for word, following in zip_longest(parsed.words, parsed.words[1:])
        if word.form.text in PAN | PANI and not _is_name(following)
    ]
    if not any(_both_sexes(word, spoken) for word in spoken):
        for word in spoken:
            yield Mark(
                name=ADDRESS,
                start=word.start,
                end=word.end,
                filled={"instead": "Ty / Państwo"},
            )


def _is_name(word: Word | None) -> bool:
    if word is None or word.opens_clause or word.form.text in PAN | PANI:
        return False
    return word.form.text.istitle()


def _both_sexes(word: Word, spoken: Sequence[Word]) -> bool:
    both = {one.form.text in PAN for one in spoken} == {True, False}
    return both or word.behind.startswith(("(i", "/i"))


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
