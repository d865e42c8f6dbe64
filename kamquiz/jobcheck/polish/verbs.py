"""Verbs with a gender: "pracowałeś", "chciałbyś", "będziesz odpowiadał", "powinnaś", "sam"."""

import re
from collections.abc import Iterator

from kamquiz.domain.bank.ad_vocabulary import GenderWords
from kamquiz.jobcheck.marks import Mark
from kamquiz.jobcheck.polish import rewriting
from kamquiz.jobcheck.polish.clauses import Clause, Parsed, Word
from kamquiz.jobcheck.polish.gender_pairs import form_is_paired

CONDITIONAL_ENDING = re.compile(r"by(?:m|ś|ście)$")

#: Small words that make a verb conditional at a distance: "abyś mógł", "gdybyś chciała".
CONDITIONAL = re.compile(r"(?:gdy|że|a|o|jak|choć|czy)?by(?:ś|ście)")

PAST = "gendered-body/past"
CONDITIONAL_CASE = "gendered-body/conditional"
FUTURE = "gendered-body/future"
DUTY = "gendered-body/duty"
ALONE = "gendered-body/alone"


def verb_marks(parsed: Parsed, words: GenderWords) -> Iterator[Mark]:
    """Yield the verbs in *parsed* that fit one gender of the reader only."""
    yield from _personal(parsed, words)
    yield from _conditional(parsed, words)
    yield from _future(parsed)
    yield from _duty(parsed)
    yield from _alone(parsed)


def _personal(parsed: Parsed, words: GenderWords) -> Iterator[Mark]:
    """pracowałeś, zapoznałam, pracowaliście, chciałbyś, powinieneś."""
    for word in parsed.words:
        form = word.form
        about_us = form.ending == "pri" and form.number == "pl"
        if not form.ending or about_us or form_is_paired(word, parsed.words):
            continue
        if form.stem in {"powinien", "winien"}:
            yield _mark(DUTY, word, instead="trzeba / ważne jest")
        elif CONDITIONAL_ENDING.search(word.lower):
            yield _mark(CONDITIONAL_CASE, word, instead=rewriting.present(form.stem, word, words))
        else:
            yield _mark(PAST, word, instead=rewriting.past(word, words))


def _conditional(parsed: Parsed, words: GenderWords) -> Iterator[Mark]:
    """abyś mógł, gdybyś tylko chciała."""
    for clause in parsed.clauses:
        if not any(CONDITIONAL.fullmatch(word.lower) for word in clause.words):
            continue
        for word in clause.words:
            stem = _gendered_past(word)
            if stem and not form_is_paired(word, parsed.words):
                yield _mark(CONDITIONAL_CASE, word, instead=rewriting.present(stem, word, words))


def _future(parsed: Parsed) -> Iterator[Mark]:
    """będziesz odpowiadał za plan, raportowała do dyrekcji."""
    opened: Word | None = None
    for clause in parsed.clauses:
        if clause.subordinate or any(
            word.form.finite
            and not word.form.any("bedzie", person="sec")
            and not _gendered_past(word)
            for word in clause.words
        ):
            opened = None
        for word in clause.words:
            if word.form.any("bedzie", person="sec"):
                opened = word
                continue
            stem = _gendered_past(word) if opened else ""
            if opened is None or not stem or form_is_paired(word, parsed.words):
                continue
            beside = opened.end + 1 == word.start
            yield Mark(
                name=FUTURE,
                start=opened.start if beside else word.start,
                end=word.end,
                filled={"instead": rewriting.future(stem)},
            )


def _duty(parsed: Parsed) -> Iterator[Mark]:
    """Powinien znać rynek: a duty of nobody who is named."""
    clause = parsed.clauses[0]
    for place, word in enumerate(clause.words[:3]):
        named = any(one.form.noun or one.form.unknown for one in clause.words[:place])
        duty = word.form.any("winien", number="sg", gender="m1.f") and not named
        if duty and not form_is_paired(word, parsed.words) and not _has_subject(clause, word):
            yield _mark(DUTY, word, instead="trzeba / ważne jest")


def _has_subject(clause: Clause, verb: Word) -> bool:
    behind = clause.words[clause.words.index(verb) + 1 :]
    return any(
        one.form.noun
        and one.form.any("subst", case="nom", number="sg")
        and not one.form.any("subst", case="acc.gen")
        for one in behind[:2]
    )


def _alone(parsed: Parsed) -> Iterator[Mark]:
    """Sam decydujesz o kalendarzu."""
    for clause in parsed.clauses:
        if not clause.to_reader:
            continue
        for before, word, following in zip(
            (None, *clause.words), clause.words, (*clause.words[1:], None), strict=False
        ):
            if word.lower not in {"sam", "sama"} or form_is_paired(word, parsed.words):
                continue
            the_same = before is not None and before.form.lemmas & {"ten", "taki"}
            of_something = following is not None and following.form.any(
                "subst", case="nom", gender="m1.m2.m3.f"
            )
            if not the_same and not of_something:
                yield _mark(ALONE, word, instead="samodzielnie")


def _gendered_past(word: Word) -> str:
    """Return the verb of a past form for one gender: "odpowiadał", "mogła"."""
    if word.form.any("subst") and not word.form.any("praet"):
        return ""
    found = (
        one.lemma
        for one in word.form.readings
        if one.is_("praet", number="sg", gender="m1.f") and not one.is_("praet", gender="n")
    )
    plural = (one.lemma for one in word.form.readings if one.is_("praet", number="pl", gender="m1"))
    return next(found, "") or next(plural, "")


def _mark(name: str, word: Word, *, instead: str) -> Mark:
    return Mark(name=name, start=word.start, end=word.end, filled={"instead": instead})
