"""Adjectives that describe the reader: "jesteś samodzielny", "Komunikatywna i otwarta"."""

from collections.abc import Iterator, Sequence

from kamquiz.domain.law import GenderWords
from kamquiz.jobcheck import rewriting
from kamquiz.jobcheck.clauses import Clause, Parsed, Word, attributive
from kamquiz.jobcheck.marks import Mark
from kamquiz.jobcheck.pairs import form_is_paired

ADJECTIVE = "gendered-body/adjective"
PARTICIPLE = "gendered-body/participle"

#: Nouns that open a description of a person, so that what follows is about the person.
PORTRAITS = {"profil", "opis", "ideał", "portret", "cel", "kandydat"}

#: Copulas that tell what is done to the reader: "zostaniesz przeszkolony".
TREATMENT = {"zostać", "zostawać"}


def adjective_marks(parsed: Parsed, words: GenderWords, lead: Sequence[Word]) -> Iterator[Mark]:
    """Yield adjectives of one gender that describe the reader of *parsed*.

    *lead* are the words of the line that opened the list the sentence stands in.
    """
    said = (*_predicates(parsed, words, lead), *_bare(parsed, words, lead), *_to_be(parsed, words))
    for word, treated in dict.fromkeys(said):
        if form_is_paired(word, parsed.words):
            continue
        instead = rewriting.treatment(word) if treated else rewriting.quality(word, words)
        yield Mark(
            name=PARTICIPLE if treated else ADJECTIVE,
            start=word.start,
            end=word.end,
            filled={"instead": instead},
        )


def describes(word: Word, words: GenderWords) -> bool:
    """Tell whether *word* is an adjective in the nominative for one woman or one man."""
    if word.form.lemmas & words.impersonal or word.lower.startswith("naj") or word.functional:
        return word.form.any("winien") and word.lower in {"gotów"}
    if word.form.any("adjc") and not word.form.any("subst", case="nom"):
        return True
    return any(
        one.is_("adj", "ppas", "pact", case="nom", number="sg", gender="m1.f")
        and not one.is_("adj", "ppas", "pact", gender="n")
        for one in word.form.readings
    ) and not _rather_a_noun(word)


def _rather_a_noun(word: Word) -> bool:
    """"Stała", "praca": a common noun first, an adjective perhaps."""
    return word.form.any("subst", gender="f.n.m3", case="nom") and not word.form.any("ppas")


def _predicates(
    parsed: Parsed, words: GenderWords, lead: Sequence[Word]
) -> Iterator[tuple[Word, bool]]:
    """jesteś ambitny i otwarta; bądź gotowy; zostaniesz przeszkolona."""
    copula = _copula(lead[-2:])
    opened_by_lead = copula is not None
    for clause in parsed.clauses:
        own = _copula(clause.words)
        if own is None and (clause.subordinate or clause.finite):
            copula = None
            continue
        after = clause.words if own is None else clause.words[clause.words.index(own) + 1 :]
        copula = own or copula
        if copula is None and not opened_by_lead:
            continue
        if own is not None:
            yield from _described(clause.words[: clause.words.index(own)], words, copula)
        yield from _described(after, words, copula)


def _described(
    span: Sequence[Word], words: GenderWords, copula: Word | None
) -> Iterator[tuple[Word, bool]]:
    free = Clause(tuple(span), "").free
    for place, word in enumerate(free):
        if describes(word, words) and not attributive(place, free):
            treated = bool(copula and copula.form.lemmas & TREATMENT) and word.form.any("ppas")
            yield word, treated


def _copula(span: Sequence[Word]) -> Word | None:
    return next((word for word in span if word.copula and word.second_person), None)


def _bare(
    parsed: Parsed, words: GenderWords, lead: Sequence[Word]
) -> Iterator[tuple[Word, bool]]:
    """Komunikatywny, otwarty na ludzi; Zainteresowana?"""
    verbless = []
    for clause in parsed.clauses:
        if clause.finite or clause.subordinate:
            break
        verbless.append(clause)
    described = [word for clause in verbless for word in clause.free]
    heads = _heads(lead)
    for clause in verbless:
        free = clause.free
        for place, word in enumerate(free):
            if not describes(word, words):
                if word.noun or word.form.unknown or word.form.any("inf"):
                    break
                continue
            before = [*heads, *described[: described.index(word)]]
            later = described[described.index(word) :]
            if attributive(0, later) or _belongs(word, before, words):
                break
            yield word, False


def _heads(lead: Sequence[Word]) -> list[Word]:
    """Return the nouns of the line above that adjectives of a list can describe."""
    if any(word.form.lemmas & PORTRAITS for word in lead):
        return [word for word in lead if "osoba" in word.form.lemmas]
    return [word for word in lead if word.noun]


def _belongs(word: Word, before: Sequence[Word], words: GenderWords) -> bool:
    """Tell whether a thing, or a word right for everybody, was named that *word* describes."""
    for one in before:
        everybody = one.form.lemmas & words.for_everybody
        if everybody and (one.form.goes_with(word.form) or "osoba" in one.form.lemmas):
            return True
        if one.form.lemmas & PORTRAITS or one.adjective:
            continue
        thing = one.form.any("subst", case="nom", gender="m3.f") and not one.form.men("nom")
        if thing and one.form.goes_with(word.form):
            return True
    return False


def _to_be(parsed: Parsed, words: GenderWords) -> Iterator[tuple[Word, bool]]:
    """potrafisz być elastyczny; umiejętność bycia stanowczym."""
    for clause in parsed.clauses:
        for place, word in enumerate(clause.words):
            infinitive = word.copula and word.form.any("inf")
            gerund = word.form.any("ger") and word.form.lemmas & {"być", "zostać", "pozostać"}
            if not (infinitive and parsed.to_reader or gerund):
                continue
            case = "inst" if gerund else "nom"
            after = Clause(clause.words[place + 1 :], "").free
            for number, one in enumerate(after):
                if describes(one, words) if case == "nom" else _instrumental(one):
                    if not attributive(number, after):
                        yield one, False


def _instrumental(word: Word) -> bool:
    return word.form.any("adj", "ppas", "pact", case="inst", number="sg", gender="m1") and not (
        word.noun or word.functional
    )
