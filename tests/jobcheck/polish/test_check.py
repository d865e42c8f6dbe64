"""Polish ads that assume a woman or a man: how many are found, and what is proposed instead."""

from pathlib import Path

import pytest

from kamquiz.domain.bank.ad_rules import Severity
from kamquiz.domain.text import Language
from kamquiz.jobcheck import check

HERE = Path(__file__).parents[1]
GENDER = {"gendered-body", "title-gendered"}

MIN_RECALL = 0.92
MAX_FALSE_ALARMS = 0.05


def lines(name):
    return (HERE / name).read_text(encoding="utf-8").splitlines()


def gendered(text, law):
    return [one for one in check(text, law, language=Language.PL) if one.rule in GENDER]


def found(text, law):
    return [(one.quote, text[one.start : one.end]) for one in gendered(text, law)]


def test_nearly_all_gendered_lines_are_found_and_hardly_any_other(law):
    bad, good = lines("gendered.txt"), lines("clean.txt")
    missed = [line for line in bad if not gendered(line, law)]
    alarms = [line for line in good if gendered(line, law)]
    recall, false_alarms = 1 - len(missed) / len(bad), len(alarms) / len(good)
    print(f"recall {recall:.3f} of {len(bad)}, false alarms {false_alarms:.3f} of {len(good)}")  # noqa: T201 - the figures are asked for

    assert len(bad) >= 100
    assert len(good) >= 100
    assert recall >= MIN_RECALL, missed
    assert false_alarms <= MAX_FALSE_ALARMS, alarms


@pytest.mark.parametrize("name", ["gendered.txt", "clean.txt"])
def test_no_line_of_the_set_stands_there_twice(name):
    assert len(set(lines(name))) == len(lines(name))


def test_lines_of_an_ad_are_judged_like_lines_alone(law):
    """Half a set in one text, each line a bullet: the neighbours change nothing."""
    title = "# Menedżerka / menedżer sprzedaży\n\n"
    alone = [line for line in lines("clean.txt") if not line.endswith(":")]

    assert gendered(title + "\n".join(f"- {line}" for line in alone), law) == []


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Jesteś samodzielny i ambitny.", ["samodzielny", "ambitny"]),
        ("W tej roli będziesz odpowiadał za plan.", ["będziesz odpowiadał"]),
        ("Będziesz ściśle współpracowała z marketingiem.", ["współpracowała"]),
        ("Szukamy doświadczonego handlowca.", ["handlowca"]),
        ("Kandydat powinien znać rynek.", ["Kandydat"]),
        ("Wymagania:\n- samodzielny\n- prawo jazdy", ["samodzielny"]),
        ("Jesteś:\n- handlowcem z krwi i kości", ["handlowcem"]),
        ("Specjalista ds. sprzedaży\nOferujemy umowę o pracę.", ["Specjalista"]),
        ("Stanowisko: Kierownik sklepu\nPraca w Łodzi.", ["Kierownik"]),
    ],
)
def test_the_very_words_are_quoted_where_they_stand(law, text, quotes):
    assert found(text, law) == [(quote, quote) for quote in quotes]


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Jesteś samodzielny.", "samodzielność"),
        ("Jesteś uprzejma wobec klientów.", "uprzejmość / jesteś osobą uprzejmą"),
        ("Jesteś zorganizowany.", "dobra organizacja pracy"),
        ("Pracowałeś w sprzedaży.", "masz doświadczenie w pracy"),
        ("Prowadziłaś negocjacje.", "masz doświadczenie w prowadzeniu"),
        ("Chciałbyś dołączyć?", "chcesz"),
        ("Będziesz odpowiadał za plan.", "będziesz odpowiadać"),
        ("Będziesz mógł pracować z domu.", "możesz"),
        ("Zostaniesz przeszkolony.", "przeszkolenie"),
        ("Sam decydujesz o terminach.", "samodzielnie"),
        ("Szukamy handlowca.", "handlowczyni / handlowca"),
        ("Szukamy specjalisty ds. eksportu.", "specjalistki / specjalisty"),
        ("Będziesz opiekunem klienta.", "opiekunką / opiekunem"),
        ("Szukamy specjalistki ds. eksportu.", "specjalistki / specjalisty"),
        ("Poszukujemy doświadczonego geologa.", "geolożki / geologa"),
    ],
)
def test_the_rewrite_is_wording_one_can_use(law, text, instead):
    (finding,) = gendered(text, law)

    assert instead in finding.fix


def test_a_noun_without_a_known_counterpart_gets_a_marker(law):
    (finding,) = gendered("Szukamy gońca.", law)

    assert "gońca (k/m/x)" in finding.fix


@pytest.mark.parametrize(
    ("title", "fix"),
    [
        ("Specjalista ds. sprzedaży", "„Specjalistka / specjalista ds. sprzedaży”"),
        ("Młodsza specjalistka ds. kadr", "„Młodsza specjalistka / młodszy specjalista ds. kadr”"),
        ("Przedstawiciel handlowy", "„Przedstawicielka handlowa / przedstawiciel handlowy”"),
        ("Handlowiec", "„Handlowczyni / handlowiec”"),
        ("Księgowa", "„Księgowa / księgowy”"),
    ],
)
def test_a_title_of_one_gender_is_an_error_with_the_whole_pair_proposed(law, title, fix):
    (finding,) = gendered(f"{title}\n\nOferujemy umowę o pracę.", law)

    assert (finding.rule, finding.severity) == ("title-gendered", Severity.ERROR)
    assert fix in finding.fix


def titled(text, law):
    return [
        (one.rule, one.severity.value) for one in check(text, law) if one.rule.startswith("title-")
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Specjalistka / Specjalista ds. sprzedaży", []),
        ("Specjalista/-ka ds. sprzedaży", []),
        ("Doradczyni lub doradca klienta", []),
        ("Osoba do działu sprzedaży", []),
        ("Obsługa klienta kluczowego", []),
        ("Menedżerka / menedżer ds. kluczowych klientów (Key Account Manager)", []),
        ("Specjalista ds. sprzedaży (k/m)", [("title-marker-only", "info")]),
        ("Kierownik Regionu (m/k/x)", [("title-marker-only", "info")]),
        ("Key Account Manager", [("title-marker-only", "info")]),
        ("Key Account Manager (k/m/x)", [("title-marker-only", "info")]),
        ("Senior Key Account Manager – branża stalowa", [("title-marker-only", "info")]),
        ("Menadżer ds. klientów kluczowych", [("title-gendered", "error")]),
        ("Team Leader", [("title-marker-only", "info")]),
    ],
)
def test_a_title_is_weighed_by_how_it_names_the_post(law, title, expected):
    assert titled(f"{title}\n\nPracujesz z sieciami handlowymi i masz czas na rozmowy.", law) == (
        expected
    )


def test_a_marker_weighs_more_when_the_text_itself_is_gendered(law):
    title = "Specjalista ds. sprzedaży (k/m)"

    assert titled(f"{title}\n\nJesteś samodzielny.", law) == [("title-marker-only", "warning")]


def test_key_account_manager_is_never_more_than_a_hint(law):
    text = "Key Account Manager\n\nJesteś samodzielny i będziesz odpowiadał za portfel."

    assert titled(text, law) == [("title-marker-only", "info")]


@pytest.mark.parametrize("title", ["Key Account Manager", "Sales Representative"])
def test_an_english_ad_may_have_an_english_title(law, title):
    assert titled(f"{title}\n\nYou run the work with our customers and report to sales.", law) == []


def test_an_english_title_that_names_one_sex_is_an_error(law):
    text = "Salesman\n\nYou run the work with our customers and report to the head of sales."

    (finding,) = (one for one in check(text, law) if one.rule == "title-gendered")

    assert finding.severity is Severity.ERROR
    assert "sales representative" in finding.fix


def test_without_employment_the_labour_code_is_a_recommendation(law):
    text = "Specjalista ds. sprzedaży\n\nWspółpraca B2B, faktura co miesiąc. Jesteś samodzielny."

    found = {one.rule: one for one in check(text, law)}

    assert found["title-gendered"].severity is Severity.WARNING
    assert found["gendered-body"].severity is Severity.INFO
    assert "zalecenie" in found["gendered-body"].why


def test_beside_employment_b2b_softens_nothing(law):
    text = "Specjalista ds. sprzedaży\n\nUmowa o pracę lub B2B."

    assert titled(text, law) == [("title-gendered", "error")]
