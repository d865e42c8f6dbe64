"""Adjectives that describe the reader: "jesteś samodzielny", "Komunikatywna i otwarta"."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from kamquiz.domain.bank.ad_vocabulary import GenderWords
from kamquiz.jobcheck.marks import Mark
from kamquiz.jobcheck.polish import rewriting
from kamquiz.jobcheck.polish.clauses import Clause, Parsed, Word, attributive
from kamquiz.jobcheck.polish.gender_pairs import form_is_paired
from kamquiz.jobcheck.polish.grammar import ADJECTIVES

ADJECTIVE = "gendered-body/adjective"
PARTICIPLE = "gendered-body/participle"

#: Nouns that open a description of a person, so that what follows is about the person.
PORTRAITS = {"profil", "opis", "ideał", "portret", "cel", "kandydat"}

#: What agrees like an adjective and describes nothing.
PRONOUNS = {
    "ten",
    "który",
    "jaki",
    "taki",
    "czyj",
    "ów",
    "każdy",
    "żaden",
    "wszystek",
    "sam",
    "inny",
}
PRONOUNS |= {"mój", "twój", "swój", "nasz", "wasz", "jeden", "niejeden", "niektóry"}

#: Nouns made of these verbs say how one is: "bycie elastycznym".
BEING = {"być", "zostać", "pozostać"}

#: No clause says so more often; each looks at all words behind it.
MAX_BEINGS = 3

#: Copulas that tell what is done to the reader: "zostaniesz przeszkolony".
TREATMENT = {"zostać", "zostawać"}


def adjective_marks(parsed: Parsed, words: GenderWords, lead: Sequence[Word]) -> Iterator[Mark]:
    """Yield adjectives of one gender that describe the reader of *parsed*.

    *lead* are the words of the line that opened the list the sentence stands in.
    """
    said = (
        *_predicates(parsed, lead),
        *_bare(parsed, words, lead),
        *_to_be(parsed),
        *_unnamed(parsed),
        *_in_passing(parsed, words),
    )
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


def describes(word: Word) -> bool:
    """Tell whether *word* is an adjective in the nominative for one woman or one man."""
    if word.form.any("adjc"):
        return not word.form.any("subst", case="nom")
    if (
        word.form.functional
        or word.form.lemmas & PRONOUNS
        or word.form.any("adj", case="nom", gender="n")
    ):
        return False  # "brutto" never changes
    return word.form.any(*ADJECTIVES, case="nom", number="sg", gender="m1.f")


def _describes_alone(word: Word, words: GenderWords) -> bool:
    """Tell whether *word* is about a person even where no verb says so."""
    described = {one.lemma for one in word.form.readings if one.tag[0] in ADJECTIVES}
    also = {one.lemma for one in word.form.nouns if one.is_("subst", case="nom", gender="f.n.m3")}
    impersonal = word.form.lemmas & words.impersonal
    return describes(word) and not impersonal and (also <= described or word.form.any("ppas"))


def _predicates(parsed: Parsed, lead: Sequence[Word]) -> Iterator[tuple[Word, bool]]:
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
            yield from _described(clause.words[: clause.words.index(own)], copula)
        yield from _described(after, copula)


def _described(span: Sequence[Word], copula: Word | None) -> Iterator[tuple[Word, bool]]:
    free = Clause(tuple(span), "").free
    for place, word in enumerate(free):
        if describes(word) and not attributive(place, free):
            treated = bool(copula and copula.form.lemmas & TREATMENT) and word.form.any("ppas")
            yield word, treated


def _copula(span: Sequence[Word]) -> Word | None:
    return next((word for word in span if word.form.copula and word.form.second_person), None)


def _bare(parsed: Parsed, words: GenderWords, lead: Sequence[Word]) -> Iterator[tuple[Word, bool]]:
    """Komunikatywny, otwarty na ludzi."""
    verbless = []
    for clause in parsed.clauses:
        if clause.finite or clause.subordinate:
            break
        verbless.append(clause)
    described = [word for clause in verbless for word in clause.free]
    heads = _heads(lead)
    for clause in verbless:
        for word in clause.free:
            if not _describes_alone(word, words):
                if word.form.noun or word.form.unknown or word.form.any("inf"):
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
    return [word for word in lead if word.form.noun]


def _belongs(word: Word, before: Sequence[Word], words: GenderWords) -> bool:
    """Tell whether a thing, or a word right for everybody, was named that *word* describes."""
    for one in before:
        everybody = one.form.lemmas & words.for_everybody
        if everybody and (one.form.goes_with(word.form) or "osoba" in one.form.lemmas):
            return True
        if one.form.lemmas & PORTRAITS or one.form.adjective:
            continue
        thing = one.form.any("subst", case="nom", gender="m3.f") and not one.form.men("nom")
        if thing and one.form.goes_with(word.form):
            return True
    return False


def _to_be(parsed: Parsed) -> Iterator[tuple[Word, bool]]:
    """Potrafisz być elastyczny; umiejętność bycia stanowczym."""
    for clause in parsed.clauses:
        for place, fits in islice(_beings(clause, parsed), MAX_BEINGS):
            after = Clause(clause.words[place + 1 :], "").free
            for number, one in enumerate(after):
                if fits(one) and not attributive(number, after):
                    yield one, False


def _beings(clause: Clause, parsed: Parsed) -> Iterator[tuple[int, Callable[[Word], bool]]]:
    """Yield where it is said what the reader is to be, and how that looks."""
    for place, word in enumerate(clause.words):
        if word.form.copula and word.form.any("inf") and parsed.to_reader:
            yield place, describes
        elif word.form.any("ger") and word.form.lemmas & BEING and not word.form.any("inf"):
            yield place, _instrumental


def _unnamed(parsed: Parsed) -> Iterator[tuple[Word, bool]]:
    """Będzie odpowiedzialny za region: said of somebody nobody names."""
    clause = parsed.clauses[0]
    first = clause.words[0]
    if not first.form.any("bedzie", person="ter", number="sg"):
        return
    free = Clause(clause.words[1:], "").free
    if any(
        word.form.any("subst", "ppron3", case="nom") for word in free if not word.form.adjective
    ):
        return
    for place, word in enumerate(free):
        if describes(word) and not attributive(place, free):
            yield word, False


def _in_passing(parsed: Parsed, words: GenderWords) -> Iterator[tuple[Word, bool]]:
    """Przyjdziesz przygotowany; wychodzisz zadowolona."""
    for clause in parsed.clauses:
        if not clause.to_reader or any(word.form.copula for word in clause.words):
            continue
        free = clause.free
        for place, word in enumerate(free):
            feminine = word.form.any(*ADJECTIVES, case="nom", number="sg", gender="f")
            fits = word.form.any("ppas") or (feminine and not word.form.any("subst"))
            if fits and _describes_alone(word, words) and not attributive(place, free):
                yield word, False


def _instrumental(word: Word) -> bool:
    return word.form.any("adj", "ppas", "pact", case="inst", number="sg", gender="m1") and not (
        word.form.noun or word.form.functional
    )
