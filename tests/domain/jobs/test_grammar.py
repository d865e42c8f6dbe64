"""Every pair of choices makes grammatical text, in both languages."""

import random
import re
from datetime import date
from itertools import combinations

import pytest

from kamquiz.domain.jobs.describe import JobDetails, SectionId, describe
from kamquiz.domain.jobs.drafts import SENTENCE
from kamquiz.domain.jobs.fields import WAYS, OneOf, Several, Tick, Whole
from kamquiz.domain.jobs.links import read_choices
from kamquiz.domain.text import Language, Text, same
from tests.content.gender import assumptions
from tests.domain.jobs.samples import COMPLETE, DETAILS

#: Around every border of the Polish plural.
COUNTS = (0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25)


def values_of(key, catalogue):
    """Return the values of a choice that are tried, each as it stands in a link."""
    way = WAYS[key]
    if isinstance(way, Whole):
        inside = [one for one in COUNTS if way.least <= one <= way.most]
        return ["", *(str(one) for one in {way.least, *inside, way.most})]
    if isinstance(way, Tick):
        return ["0", "1"]
    offered = way.offered(catalogue)
    if isinstance(way, OneOf):
        return [*([""] if way.optional else []), *offered]
    assert isinstance(way, Several)
    return [None, "", offered[0], ",".join(offered[-3:]), ",".join(offered)]


@pytest.fixture(scope="module")
def pairwise_choices(catalogue):
    """Choices in which any two values stand together at least once."""
    split = {"hunting", "growing", "renewing"}
    values = {key: values_of(key, catalogue) for key in WAYS if key not in split}
    missing = dict.fromkeys(
        (a, x, b, y) for a, b in combinations(values, 2) for x in values[a] for y in values[b]
    )
    rng = random.Random(1)  # noqa: S311 - the same choices in every run
    rows = []
    while missing:
        row = {key: rng.choice(of) for key, of in values.items()}
        a, x, b, y = next(iter(missing))
        row |= {a: x, b: y}
        for a, b in combinations(values, 2):
            missing.pop((a, row[a], b, row[b]), None)
        rows.append({key: one for key, one in row.items() if one is not None})
    return rows


def lines_of(job, language):
    yield SENTENCE, job.title.to(language) + "."
    for section in job.sections:
        if section.heading:
            yield SENTENCE, section.heading.to(language) + "."
        for line in section.lines:
            yield line.kind, line.text.to(language)


#: What no line may show, whatever was chosen.
BROKEN = re.compile(
    r"[{}]|  |\s[,.;:)]|\(\s|\(\)|\[\]|,,|\.\.|: *$|None|True|False|;\s*$|„|\bi i\b"
)


def faults_of(kind, line):
    found = BROKEN.findall(line)
    if (kind == SENTENCE) != line.endswith("."):
        found.append("final stop")
    if not re.match(r"[A-ZŁŚŻ\[]", line):
        found.append("beginning")
    return found


def test_any_two_choices_make_grammatical_lines_in_both_languages(catalogue, pairwise_choices):
    assert len(pairwise_choices) > 100
    broken = {}
    for row in pairwise_choices:
        choices = read_choices(row, catalogue).choices
        for details in (JobDetails(), DETAILS):
            job = describe(choices, details, catalogue)
            for language in Language:
                for kind, line in lines_of(job, language):
                    if faults := faults_of(kind, line):
                        broken[line] = faults

    assert broken == {}


@pytest.mark.parametrize("number", COUNTS)
def test_every_counted_noun_has_the_form_its_number_asks_for(catalogue, number):
    ones = {"pl": number == 1, "en": number == 1}
    few = number % 10 in {2, 3, 4} and number not in {12, 13, 14}
    counts = catalogue.job.counts
    for name in (one for one in counts.__slots__):
        noun = getattr(counts, name)
        counted = noun.counting(number)
        polish = noun.one if ones["pl"] else noun.few if few else noun.many
        english = noun.one if ones["en"] else noun.many

        assert counted == Text(pl=f"{number} {polish.pl}", en=f"{number} {english.en}")


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        ("accounts", ("kluczowy klient", "kluczowych klientów", "kluczowych klientów")),
        ("years", ("rok", "lata", "lat")),
        ("people", ("osoba", "osoby", "osób")),
        ("hours", ("godzina tygodniowo", "godziny tygodniowo", "godzin tygodniowo")),
        ("meetings", ("spotkanie", "spotkania", "spotkań")),
        ("answer_days", ("dnia", "dni", "dni")),
        ("keep_months", ("miesiąca", "miesięcy", "miesięcy")),
    ],
)
def test_polish_counts_in_three_forms(catalogue, noun, forms):
    found = getattr(catalogue.job.counts, noun)

    assert (found.one.pl, found.few.pl, found.many.pl) == forms


WORD = re.compile(r"[^\W_][\w’'-]*")
SENTENCE_END = re.compile(r"(?<=[.?])\s+(?=[A-ZŁŚŻ])")

#: Clichés, and adjectives that speak to a man or a woman.
NEVER_SAID = re.compile(
    r"rockstar|ninja|wilk|młod[yą] zesp|dynamiczn|pod presją|native|atrakcyjn|konkurencyjn"
    r"|young|dynamic\b|competitive|passion|pasj[aąę]|kandydat\b|lat doświadczenia",
    re.IGNORECASE,
)


@pytest.fixture(scope="module", params=["modern", "junior", "senior"])
def pattern(request):
    return request.param


@pytest.mark.parametrize("contract", ["employment", "b2b", "mandate"])
@pytest.mark.parametrize("mode", ["office", "hybrid", "remote"])
def test_a_complete_form_makes_a_complete_posting_in_every_industry(
    catalogue, pattern, contract, mode
):
    for industry in ("", *(one.id for one in catalogue.industries)):
        values = COMPLETE | {
            "pattern": pattern,
            "industry": industry,
            "contract": contract,
            "mode": mode,
        }
        read = read_choices(values, catalogue)
        assert read.faults == ()
        job = describe(read.choices, DETAILS, catalogue)

        assert [one.id for one in job.sections] == list(SectionId)
        assert 3 <= len(job.duties) <= 9
        assert 1 <= len(job.must) <= 7
        assert len(job.success) == 3
        for language in Language:
            lines = [line for _, line in lines_of(job, language)]
            text = "\n".join(lines)
            assert not re.search(r"[\[\]{}]", text)
            assert not NEVER_SAID.search(text)
            assert 120 <= len(WORD.findall(text)) <= 600, (pattern, industry, language)
            for line in lines:
                for sentence in SENTENCE_END.split(line):
                    assert len(WORD.findall(sentence)) <= 35, sentence
            if language is Language.PL:
                assert assumptions(text) == []


def test_a_complete_posting_says_what_readers_look_for(catalogue):
    choices = read_choices(COMPLETE | {"industry": "it"}, catalogue).choices

    job = describe(choices, DETAILS, catalogue)
    text = "\n".join(line for _, line in lines_of(job, Language.PL))

    for said in (
        *("12\N{NO-BREAK SPACE}000–16\N{NO-BREAK SPACE}000 zł brutto miesięcznie", "umowa o pracę"),
        *("do 25%", "co kwartał", "8 kluczowych klientów (duże firmy)", "20% zdobywanie"),
        *("Wyjazdy służbowe: około 20%", "B2", "Warszawa", "2 dni w tygodniu w biurze"),
        *("40 godzin tygodniowo", "Dyrekcja sprzedaży", "praca@przyklad.example"),
        *("31 stycznia 2027", "w ciągu 7 dni", "niepełnosprawność", "Administratorem danych"),
    ):
        assert said in text, said


def test_what_is_not_filled_in_stands_in_brackets_in_the_words_of_each_language(catalogue):
    job = describe(read_choices({}, catalogue).choices, JobDetails(), catalogue)

    for language, gaps in (
        ("pl", {"[nazwa pracodawcy]", "[miejscowość]", "[liczba kluczowych klientów]"}),
        ("en", {"[name of the employer]", "[town]", "[number of key accounts]"}),
    ):
        text = "\n".join(line for _, line in lines_of(job, Language(language)))
        assert gaps <= set(re.findall(r"\[[^\]]+\]", text))


def test_the_classic_pattern_keeps_to_its_source(catalogue):
    job = describe(read_choices({"pattern": "classic"}, catalogue).choices, JobDetails(), catalogue)
    source = catalogue.find_pattern("classic")

    assert [one.id for one in job.sections] == ["role", "offer", "duties", "must"]
    assert job.summary == source.summary
    assert [one.text for one in job.duties] == [one.text for one in source.duties]
    assert [one.text for one in job.must[1:]] == [one.text for one in source.requirements]
    assert [one.text for one in job.offer] == [one.text for one in source.offer]
    assert "Od roku do dwóch lat" in job.must[0].text.pl


def test_the_classic_offer_gives_way_line_by_line_to_what_is_filled_in(catalogue):
    values = {"pattern": "classic", "pay-min": "8000", "pay-max": "9000", "contract": "employment"}
    job = describe(read_choices(values, catalogue).choices, JobDetails(), catalogue)

    base, bonus, benefits = job.offer
    assert base.text.en == "Base pay: 8,000–9,000 PLN gross a month (employment contract)"
    assert "[" in bonus.text.en
    assert "[" in benefits.text.en


def test_a_single_amount_is_no_range(catalogue):
    choices = read_choices({"pay-min": "9000", "pay-max": "9000"}, catalogue).choices

    assert "9,000 PLN" in describe(choices, JobDetails(), catalogue).offer[0].text.en


def test_what_somebody_edits_and_adds_stands_beside_what_is_generated(catalogue):
    details = JobDetails(
        own={
            SectionId.DUTIES: (same("Ulubione"), Text(pl="Tylko po polsku", en="")),
            SectionId.OFFER: (Text(pl="owoce", en="fruit"),),
        },
        edits={"duty.modern-plan": Text(pl="Plan", en=""), "title": Text(pl="KAM", en="KAM")},
    )
    job = describe(read_choices({}, catalogue).choices, details, catalogue)

    plan = next(one for one in job.duties if one.id == "modern-plan")
    assert plan.text == Text(pl="Plan", en=catalogue.patterns[0].duties[0].text.en)
    assert plan.serves == ("strategic", "forward", "results")
    assert job.title == same("KAM")
    assert [one.text.pl for one in job.duties[-2:]] == ["Ulubione", "Tylko po polsku"]
    assert job.duties[-1].text.en == "[English wording: Tylko po polsku]"
    assert job.offer[-1].text.en == "Benefits: fruit"


def test_a_date_is_written_as_in_each_language(catalogue):
    details = JobDetails(contact="x@example.com", apply_by=date(2027, 8, 1))
    job = describe(read_choices({}, catalogue).choices, details, catalogue)

    (day,) = [one.text for one in job.lines(SectionId.RECRUITING) if one.id == "apply-by"]
    assert day == Text(pl="Termin zgłoszeń: 1 sierpnia 2027", en="Apply by: 1 August 2027")
