"""Reading the rules for job ads, and the words and numbers they need."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kamquiz.content.faults import Faults
from kamquiz.content.tables import Table
from kamquiz.domain.bank.ad_rules import COMPUTED, Case, Chapter, Law, Numbers, Rule, Severity
from kamquiz.domain.bank.ad_vocabulary import (
    CodedWords,
    Contract,
    GenderWords,
    Heading,
    LanguageWords,
    Offer,
    Pair,
    PayWords,
    Phrases,
    Rewrite,
    Section,
    Vocabulary,
)
from kamquiz.domain.text import Language, Text

FOLDER = "law"
NUMBERS = "law/numbers.toml"
WORDS = "law/words.toml"

#: No amount of money, number of words or share in these files comes near this.
MAX_NUMBER = 100_000

#: What the checker can fill into a reason or a rewrite.
FILLED_IN = {"quote", "instead", "number", "limit", "other", "words", "field"}

FILL = re.compile(r"%\((\w*)\)(\w?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNumbers:
    """The numbers, and the sentence that softens a rule."""

    chapter: Chapter
    numbers: Numbers
    recommended: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWords:
    """The words an ad is read with."""

    chapter: Chapter
    vocabulary: Vocabulary


def read_rules(table: Table) -> Chapter:
    """Return the chapter of rules in *table*."""
    found = _chapter(table, tuple(_rule(one) for one in table.tables("rules", "rule")))
    table.finish()
    return found


def read_numbers(table: Table) -> ReadNumbers:
    """Return the numbers in *table*."""
    chapter, recommended = _chapter(table), table.text("recommended")
    numbers = table.table("numbers")
    found = Numbers(
        monthly_minimum=numbers.number("monthly_minimum"),
        hourly_minimum=numbers.number("hourly_minimum"),
        spread_at_most=numbers.number("spread_at_most"),
        words_at_least=_count(numbers, "words_at_least"),
        words_at_most=_count(numbers, "words_at_most"),
        sentence_words_at_most=_count(numbers, "sentence_words_at_most"),
        must_haves_at_most=_count(numbers, "must_haves_at_most"),
        duties_at_least=_count(numbers, "duties_at_least"),
        duties_at_most=_count(numbers, "duties_at_most"),
        coded_words_ahead_at_most=_count(numbers, "coded_words_ahead_at_most"),
    )
    numbers.finish()
    table.finish()
    return ReadNumbers(chapter=chapter, numbers=found, recommended=recommended)


def read_words(table: Table) -> ReadWords:
    """Return the words in *table*."""
    chapter = _chapter(table)
    found = Vocabulary(
        gender=_gender(table.table("gender")),
        coded=_coded(table.table("coded")),
        headings=tuple(_headings(table)),
        contracts=tuple(_contracts(table)),
        pay=_pay(table.table("pay")),
        languages=_languages(table.table("languages")),
        duty_openings=_phrases(table, "duty_openings"),
    )
    table.finish()
    return ReadWords(chapter=chapter, vocabulary=found)


def make_law(chapters: Iterable[Chapter], numbers: ReadNumbers, words: ReadWords) -> Law:
    """Return the law made of what was read."""
    return Law(
        chapters=(*chapters, numbers.chapter, words.chapter),
        numbers=numbers.numbers,
        vocabulary=words.vocabulary,
        recommended=numbers.recommended,
    )


def check_cases(chapters: Iterable[tuple[str, Chapter]], faults: Faults) -> None:
    """Note cases that nothing sets off, cases that are there twice, and those that are missing."""
    seen: dict[str, str] = {}
    for file, chapter in chapters:
        for rule in chapter.rules:
            if not rule.cases:
                faults.add(file, f"rule {rule.id} has no [[rules.cases]]")
            for case in rule.cases:
                name = f"{rule.id}/{case.id}"
                if name in seen:
                    faults.add(file, f"rule {rule.id} has the case {case.id} already")
                seen[name] = file
                if name not in COMPUTED and not (case.said or case.missing or case.rewrites):
                    faults.add(
                        file, f"rule {rule.id} case {case.id} needs said, missing or rewrites"
                    )
    for name in sorted(COMPUTED - set(seen)):
        missing, _, without = name.partition("/")
        faults.add(f"{FOLDER}/", f"there is no rule {missing} with the case {without}")


def _chapter(table: Table, rules: tuple[Rule, ...] = ()) -> Chapter:
    return Chapter(
        name=table.file,
        valid_from=table.day("valid_from"),
        checked_on=table.day("checked_on"),
        rules=rules,
    )


def _rule(table: Table) -> Rule:
    found = Rule(
        id=table.string("id"),
        source=table.text("source"),
        cases=tuple(_case(one) for one in table.tables("cases", "case")),
    )
    table.finish()
    return found


def _case(table: Table) -> Case:
    found = Case(
        id=table.string("id"),
        severity=table.choice("severity", Severity),
        why=_template(table, "why"),
        fix=_template(table, "fix"),
        labour_code=table.flag("labour_code"),
        title_only=table.flag("title_only"),
        said=_phrases(table, "said"),
        unless=_phrases(table, "unless"),
        anywhere=_phrases(table, "anywhere"),
        missing=_phrases(table, "missing"),
        about=_phrases(table, "about"),
        not_in=tuple(_sections(table, "not_in")),
        rewrites=tuple(_rewrites(table)),
    )
    table.finish()
    return found


def _template(table: Table, key: str) -> Text:
    found = table.text(key)
    for language in Language:
        for match in FILL.finditer(found.to(language)):
            if match[1] not in FILLED_IN or match[2] != "s":
                table.fault(f"has {match.group()!r} in {key}: use one of {_known()}")
    return found


def _known() -> str:
    return ", ".join(f"%({name})s" for name in sorted(FILLED_IN))


def _rewrites(table: Table) -> Iterator[Rewrite]:
    for one in table.tables("rewrites", "rewrite"):
        spoken = one.table("phrases")
        polish, english = (spoken.strings(language.value) for language in Language)
        spoken.finish()
        if bool(polish) is bool(english):
            one.fault("needs phrases.pl or phrases.en, and not both: instead is in one language")
        yield Rewrite(
            phrases=_checked(one, polish or english),
            instead=one.string("instead"),
            language=Language.PL if polish else Language.EN,
        )
        one.finish()


def _sections(table: Table, key: str) -> Iterator[Section]:
    names = [one.value for one in Section]
    for name in table.strings(key):
        if name in names:
            yield Section(name)
        else:
            table.fault(f"has an unknown section {name!r} in {key}: use {', '.join(names)}")


def _phrases(table: Table, key: str) -> Phrases:
    inner = table.optional_table(key)
    if inner is None:
        return Phrases()
    found = _both(inner)
    inner.finish()
    return found


def _both(table: Table) -> Phrases:
    """Return the phrases of both languages: ads mix them, and none means two things."""
    return _checked(table, [one for language in Language for one in table.strings(language.value)])


def _checked(table: Table, written: Sequence[str]) -> Phrases:
    for one in written:
        if not re.search(r"[\w#%+:.]", one):
            table.fault(f"has the phrase {one!r}, which could be anything")
    return Phrases(written=tuple(one for one in written if one.strip()))


def _count(table: Table, key: str) -> int:
    return table.whole(key, least=1, most=MAX_NUMBER)


def _gender(table: Table) -> GenderWords:
    found = GenderWords(
        pairs=tuple(_pairs(table)),
        applicants=frozenset(table.strings("applicants")),
        third_parties=frozenset(table.strings("third_parties")),
        business_parties=frozenset(table.strings("business_parties")),
        for_everybody=frozenset(table.strings("for_everybody")),
        impersonal=frozenset(table.strings("impersonal")),
        adjectival=frozenset(table.strings("adjectival")),
        markers=_phrases(table, "markers"),
        english_titles=_phrases(table, "english_titles"),
        rewrites=tuple(_rewrites(table)),
    )
    table.finish()
    return found


def _pairs(table: Table) -> Iterator[Pair]:
    for one in table.strings("pairs"):
        masculine, equals, feminine = (part.strip() for part in one.partition("="))
        if masculine and equals and feminine:
            yield Pair(masculine=masculine, feminine=feminine)
        else:
            table.fault(f"has {one!r} in pairs: write masculine = feminine")


def _coded(table: Table) -> CodedWords:
    found = CodedWords(
        agentic=_phrases(table, "agentic"),
        communal=_phrases(table, "communal"),
        role=_phrases(table, "role"),
    )
    table.finish()
    return found


def _headings(table: Table) -> Iterator[Heading]:
    for one in table.tables("headings", "heading"):
        yield Heading(section=one.choice("section", Section), phrases=_both(one))
        one.finish()


def _contracts(table: Table) -> Iterator[Offer]:
    for one in table.tables("contracts", "contract"):
        yield Offer(contract=one.choice("contract", Contract), phrases=_both(one))
        one.finish()


def _pay(table: Table) -> PayWords:
    found = PayWords(
        base=_phrases(table, "base"),
        variable=_phrases(table, "variable"),
        other_money=_phrases(table, "other_money"),
        gross=_phrases(table, "gross"),
        net=_phrases(table, "net"),
        month=_phrases(table, "month"),
        hour=_phrases(table, "hour"),
        other_period=_phrases(table, "other_period"),
        part_time=_phrases(table, "part_time"),
        rule=_phrases(table, "rule"),
    )
    table.finish()
    return found


def _languages(table: Table) -> LanguageWords:
    found = LanguageWords(
        asked=_phrases(table, "asked"),
        levels=_phrases(table, "levels"),
        lessons=_phrases(table, "lessons"),
    )
    table.finish()
    return found
