"""The rule files are taken as a whole, or refused with every fault; they grow stale and say so."""

from datetime import date

import pytest

from kamquiz.content import load
from kamquiz.domain.bank.ad_rules import COMPUTED, Chapter, Severity
from kamquiz.domain.bank.ad_vocabulary import Phrases
from kamquiz.jobcheck import check
from tests.content.questions import faults_in, questions_with

TITLES = "law/1-titles.toml"
DATA = "law/3-data.toml"
CONTENT = "law/5-content.toml"
WORDING = "law/6-wording.toml"
NUMBERS = "law/numbers.toml"
WORDS = "law/words.toml"


@pytest.fixture
def law(catalogue):
    return catalogue.law


#: Every rule there has to be, with the gravest a case of it can be.
RULES = {
    **dict.fromkeys(
        (
            *("title-gendered", "sex-preference", "age-preference", "private-life-preference"),
            *("pay-history", "data-beyond-law", "placeholders", "quiz-result-asked", "jsonld"),
        ),
        "error",
    ),
    **dict.fromkeys(
        (
            *("title-marker-only", "gendered-body", "pay-missing", "pay-vague", "pay-incomplete"),
            *("pay-range", "privacy-notice", "automated-selection", "must-haves", "length"),
            *("basics", "duties", "language-level", "driving", "parity", "coverage"),
        ),
        "warning",
    ),
    **dict.fromkeys(
        (
            *("years", "degree", "sentences", "cliches", "english-coded-words"),
            *("success-measures", "flexibility", "kam-facts", "accommodation"),
            *("language-unknown",),
        ),
        "info",
    ),
}
WEIGHT = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


def test_every_rule_is_there_with_its_severity(law):
    gravest = {
        rule.id: max((case.severity for case in rule.cases), key=WEIGHT.__getitem__).value
        for rule in law.rules
    }

    assert gravest == RULES


def test_every_rule_has_a_reason_a_source_and_advice_in_both_languages(law):
    for rule in law.rules:
        for case in rule.cases:
            for text in (case.why, case.fix, rule.source):
                assert text.pl
                assert text.en
                assert text.pl != text.en or rule.id == "jsonld"


@pytest.mark.parametrize("word", ["kara", "grzywn", "fine of", "penalty", "5000", "KZiS", "5 000"])
def test_no_reason_threatens_with_a_fine_or_quotes_an_unchecked_code(law, word):
    texts = [
        text.to(language)
        for rule in law.rules
        for case in rule.cases
        for text in (case.why, case.fix, rule.source)
        for language in ("pl", "en")
    ]

    assert [text for text in texts if word in text] == []


def test_the_numbers_are_those_of_the_law_and_the_guidelines(law):
    assert (law.numbers.monthly_minimum, law.numbers.hourly_minimum) == (4806, 31.4)
    assert (law.numbers.words_at_least, law.numbers.words_at_most) == (120, 600)
    assert (law.numbers.must_haves_at_most, law.numbers.spread_at_most) == (7, 60)


def test_the_files_say_since_when_they_hold_and_when_they_were_checked(law):
    titles = next(one for one in law.chapters if one.name == TITLES)

    assert (titles.valid_from, titles.checked_on) == (date(2025, 12, 24), date(2026, 11, 23))
    assert {NUMBERS, WORDS} <= {one.name for one in law.chapters}


@pytest.mark.parametrize(
    ("checked", "today", "stale"),
    [
        pytest.param("2026-11-23", "2026-11-23", False, id="on the day"),
        pytest.param("2026-11-23", "2027-05-22", False, id="a day short of six months"),
        pytest.param("2026-11-23", "2027-05-23", True, id="six months"),
        pytest.param("2026-11-23", "2028-01-01", True, id="more than a year"),
        pytest.param("2026-08-31", "2027-02-28", False, id="no such day in February"),
        pytest.param("2026-11-23", "2026-01-01", False, id="a clock that is slow"),
    ],
)
def test_a_file_is_stale_six_months_after_it_was_checked(law, checked, today, stale):
    chapter = Chapter(name="x", valid_from=date(2026, 1, 1), checked_on=date.fromisoformat(checked))

    assert chapter.is_stale(date.fromisoformat(today)) is stale
    assert law.stale(date(2027, 5, 22)) == ()
    assert law.stale(date(2027, 5, 23)) == law.chapters


def test_rules_do_not_change_the_name_of_the_bank(tmp_path, catalogue):
    questions = questions_with(tmp_path, {NUMBERS: (r"^words_at_most = .*", "words_at_most = 700")})

    changed = load(questions).catalogue
    assert (changed.version, changed.law.numbers.words_at_most) == (catalogue.version, 700)


def test_a_phrase_an_editor_adds_is_found_at_once(tmp_path):
    questions = questions_with(
        tmp_path, {WORDING: (r'"rockstar\*"', '"rockstar*", "szósty zmysł handlow*"')}
    )

    findings = check("Praca\n\nMasz szósty zmysł handlowy i czas.", load(questions).catalogue.law)
    assert "szósty zmysł handlowy" in {one.quote for one in findings if one.rule == "cliches"}


@pytest.mark.parametrize(
    ("file", "change", "faults"),
    [
        pytest.param(
            TITLES,
            (r"^checked_on = .*", 'checked_on = "soon"'),
            ["needs a date like 2026-11-23 under 'checked_on'"],
            id="a date",
        ),
        pytest.param(TITLES, (r"^valid_from = .*\n", ""), ["has no valid_from"], id="no date"),
        pytest.param(
            TITLES,
            (r'severity = "error"', 'severity = "grave"'),
            ["rule title-gendered case noun needs one of error, warning, info under 'severity'"],
            id="a severity",
        ),
        pytest.param(
            TITLES,
            (r"%\(quote\)s", "%(qoute)s"),
            [
                "rule title-gendered case noun has '%(qoute)s' in why: use one of %(field)s, "
                "%(instead)s, %(limit)s, %(number)s, %(other)s, %(quote)s, %(words)s"
            ],
            id="a placeholder",
        ),
        pytest.param(
            TITLES,
            (r"(id = \"noun\"\n)", r"\g<1>unles.pl = []\n"),
            ["rule title-gendered case noun has an unknown key 'unles' (did you mean 'unless'?)"],
            id="a key",
        ),
        pytest.param(
            DATA,
            (r"said\.pl = \[", 'said.de = ["x"]\nsaid.pl = ["…", '),
            [
                "rule pay-history case asked said has the phrase '…', which could be anything",
                "rule pay-history case asked said has an unknown key 'de'",
            ],
            id="a phrase",
        ),
        pytest.param(
            CONTENT,
            (r'not_in = \["company", "offer"\]', 'not_in = ["firm"]'),
            [
                "rule years case counted has an unknown section 'firm' in not_in: use role, "
                "duties, requirements, nice, offer, success, place, process, privacy, company"
            ],
            id="a section",
        ),
        pytest.param(
            NUMBERS,
            (r"^monthly_minimum = .*", 'monthly_minimum = "4806"'),
            ["numbers needs a number under 'monthly_minimum'"],
            id="a number",
        ),
        pytest.param(
            NUMBERS,
            (r"^words_at_least = .*", "words_at_least = 0"),
            ["numbers needs a whole number from 1 to 100000 under 'words_at_least'"],
            id="a count",
        ),
        pytest.param(
            WORDS,
            (r'"handlowiec = handlowczyni"', '"handlowiec: handlowczyni"'),
            ["gender has 'handlowiec: handlowczyni' in pairs: write masculine = feminine"],
            id="a pair",
        ),
        pytest.param(
            WORDS,
            (r'^section = "nice"', 'section = "nicer"'),
            [
                "heading number 2 needs one of role, duties, requirements, nice, offer, success, "
                "place, process, privacy, company under 'section'"
            ],
            id="a heading",
        ),
    ],
)
def test_a_fault_in_a_rule_file_is_told_with_its_place(tmp_path, file, change, faults):
    told = faults_in(questions_with(tmp_path, {file: change}))

    assert told == [f"{file}: {fault}" for fault in faults]


def test_a_case_that_nothing_sets_off_is_refused(tmp_path):
    change = (r"missing\.pl = \[\"rodo\"(?:.*\n)+?missing\.en = .*\n", "")

    assert faults_in(questions_with(tmp_path, {DATA: change})) == [
        f"{DATA}: rule privacy-notice case missing needs said, missing or rewrites"
    ]


def test_a_case_the_checker_works_out_cannot_be_left_out(tmp_path):
    change = (r'id = "spread"', 'id = "spred"')

    told = faults_in(questions_with(tmp_path, {"law/4-pay.toml": change}))

    assert told == [
        "law/4-pay.toml: rule pay-range case spred needs said, missing or rewrites",
        "law/: there is no rule pay-range with the case spread",
    ]
    assert "pay-range/spread" in COMPUTED


def test_a_rule_and_a_case_stand_in_one_place_only(tmp_path):
    changes = {
        DATA: (r'id = "pay-history"', 'id = "years"'),
        CONTENT: (r'id = "mode"', 'id = "place"'),
    }

    told = faults_in(questions_with(tmp_path, changes))

    assert told == [
        f"{CONTENT}: rule basics has the case place already",
        f"{CONTENT}: id 'years' is already used in {DATA}",
    ]


def test_a_rule_without_cases_is_refused(tmp_path):
    rule = '[[rules]]\nid = "empty"\nsource.pl = "Zasada"\nsource.en = "Principle"\n'

    told = faults_in(questions_with(tmp_path, {WORDING: (r"\Z", f"\n{rule}")}))

    assert told == [f"{WORDING}: rule empty has no [[rules.cases]]"]


@pytest.mark.parametrize("file", [NUMBERS, WORDS])
def test_numbers_and_words_may_not_be_missing(tmp_path, file):
    assert faults_in(questions_with(tmp_path, {file: None})) == [f"{file}: the file is missing"]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("młod* zespół*", "w młodym zespole, Młody  zespół", "Młody  zespół"),
        ("rok|roku", "od roku", "roku"),
        ("bardzo_dobr*|świetn* płac*", "Bardzo dobra płaca", "Bardzo dobra płaca"),
        ("# lat", "ponad 3–5 lat", "3–5 lat"),
        ("# lat", "minimum trzy lata, pięć lat", "pięć lat"),
        ("## lat", "do 5 lat, do 35 lat", "35 lat"),
        ("praca … klient*", "praca z naszym ważnym klientem", "praca z naszym ważnym klientem"),
        ("praca … klient*", "praca jeden dwa trzy cztery pięć klient", None),
        ("praca … klient*", "praca. Nasz klient", None),
        ("młody ambitny", "młody, ambitny", "młody, ambitny"),
        ("on-site", "work on site", "on site"),
        ("+ vat", "12 000 + VAT", "+ VAT"),
        ("ai", "Raimund ma email", None),
        ("%", "20 %", "%"),
        ("żółw", "ŻÓŁW", "ŻÓŁW"),
    ],
)
def test_phrases_mean_what_an_editor_would_expect(phrase, text, found):
    match = Phrases(written=(phrase,)).find(text)

    assert (text[slice(*match.span())] if match else None) == found


def test_a_letter_that_grows_when_made_small_moves_no_place():
    match = Phrases(written=("plan",)).find("İİİ plan")

    assert match.span() == (4, 8)
