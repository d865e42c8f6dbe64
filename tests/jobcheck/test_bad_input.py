"""Whatever is pasted, places stay right, nonsense is not found, and nothing takes long."""

import unicodedata
from time import process_time

import pytest

from kamquiz.domain.bank.ad_rules import Severity
from kamquiz.domain.text import Language
from kamquiz.jobcheck import check
from tests.jobcheck.planting import CLEAN, planted
from tests.speed import best_of

FAULTY = planted("pl", "process", "Jesteś samodzielny. Podaj PESEL. Zgłoszenia do [data].")
QUOTES = ["samodzielny", "PESEL", "[data]"]


def quotes(text, law):
    findings = check(text, law, language=Language.EN)
    assert all(text[one.start : one.end] == one.quote for one in findings)
    assert findings == tuple(sorted(findings, key=lambda one: one.start))
    return [one.quote for one in findings if one.quote]


@pytest.mark.parametrize("empty", ["", " ", "\n\n", "\r\n \t\n", "---", "!?", "\ufeff"])
def test_an_empty_text_is_only_too_short(law, empty):
    assert [one.rule for one in check(empty, law)] == ["length"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_line_ends_of_any_system_change_no_place(law, end):
    assert quotes(FAULTY.replace("\n", end), law) == QUOTES


def test_a_byte_order_mark_changes_no_place(law):
    assert quotes("\ufeff" + FAULTY, law) == QUOTES


def test_decomposed_letters_are_read_and_quoted_as_given(law):
    text = unicodedata.normalize("NFD", planted("pl", "process", "Będziesz dążył do celu."))

    assert text != unicodedata.normalize("NFC", text)
    assert quotes(text, law) == [unicodedata.normalize("NFD", "Będziesz dążył")]


def test_narrow_and_unbreakable_blanks_are_blanks(law):
    for blank in ("\u00a0", "\u202f"):
        assert quotes(CLEAN["pl"].replace(" ", blank).replace(f"#{blank}", "# "), law) == []


def test_tags_and_scripts_are_not_read(law):
    text = FAULTY.replace("Jesteś", "<p>Jesteś <b>").replace(
        "## Zadania", "<script>var s = 'szukamy handlowca';</script>\n\n## Zadania"
    )

    assert quotes(text, law) == QUOTES


def test_a_script_that_never_ends_hides_what_follows_and_does_no_harm(law):
    assert quotes("<script>" * 2000 + "Jesteś samodzielny.", law) == []


def test_an_ad_of_tags_has_lines_where_its_blocks_begin(law):
    text = (
        "<h1>Specjalista ds. eksportu</h1><h2>Wymagania</h2><ul><li>samodzielny</li>"
        "<li>Prawo&nbsp;jazdy</li></ul>"
    )

    assert quotes(text, law)[:2] == ["Specjalista", "samodzielny"]


@pytest.mark.parametrize(
    "text",
    [
        "Wir suchen einen Key Account Manager (m/w/d) für unser Team in München. Sie verhandeln "
        "mit Kunden und sind für den Umsatz verantwortlich. Wir bieten ein attraktives Gehalt.",
        "Nous cherchons un responsable grands comptes pour notre équipe à Lyon. Vous négociez les "
        "contrats avec les clients et vous êtes autonome dans votre travail quotidien.",
        "Hledáme obchodního zástupce pro náš tým v Praze. Nabízíme zajímavou práci a možnost "
        "růstu, které vás bude bavit. Požadujeme řidičský průkaz skupiny B.",
        "Шукаємо менеджера з продажу до нашої команди у Львові. Ви будете вести переговори з "
        "клієнтами та відповідати за результат. Пропонуємо гідну оплату праці.",
        "Buscamos una persona para el equipo de ventas en Madrid. Ofrecemos un contrato fijo y "
        "formación para que puedas crecer con nuestra empresa desde el primer día.",
        "Key account manager pozíciót hirdetünk budapesti irodánkba. Az ideális jelölt önálló és "
        "nem fél a tárgyalásoktól. Versenyképes fizetést és céges autót kínálunk.",
    ],
    ids=["German", "French", "Czech", "Ukrainian", "Spanish", "Hungarian"],
)
def test_of_a_third_language_it_says_only_that_it_cannot_judge(law, text):
    (finding,) = check(text, law, language=Language.PL)

    assert (finding.rule, finding.severity) == ("language-unknown", Severity.INFO)


def test_a_polish_ad_with_english_names_is_polish(law):
    text = FAULTY.replace("## Zadania", "## Zadania\n\n- Sales pipeline, forecast, upselling w CRM")

    assert quotes(text, law) == QUOTES


def test_an_english_paragraph_in_a_polish_ad_is_read_as_english(law):
    english = (
        "This part of the interview is in English, so that you can show how you talk to our "
        "customers about their plans."
    )

    assert quotes(planted("pl", "process", english), law) == []
    assert quotes(planted("pl", "process", f"{english} Native speakers only."), law) == [
        "Native speakers"
    ]


def test_polish_without_its_letters_is_still_polish(law):
    plain = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")

    findings = check(FAULTY.translate(plain), law)

    assert "language-unknown" not in {one.rule for one in findings}
    assert {"PESEL", "[data]"} <= {one.quote for one in findings}


@pytest.mark.parametrize(
    "unit",
    [
        *(" ", "[", "<", "<script", "1 ", "8000 zł ", "a", ",", "wiek ", "\n", "jesteś, ", "• "),
        *("---\n", "e\u0301", "jesteś samodzielny i ", "{{", "**", "od 1 do ", "&nbsp;", "Pan "),
    ],
)
def test_sixty_thousand_characters_of_anything_take_seconds_at_most(law, unit):
    text = (unit * 60_000)[:60_000]

    assert best_of(1, lambda: check(text, law)) < 20_000


def test_an_ad_of_six_thousand_characters_takes_a_blink(law):
    text = (CLEAN["pl"] * 3)[:6000]
    assert len(text) == 6000
    check(text, law)

    assert best_of(5, lambda: check(text, law)) < 150


@pytest.mark.parametrize(
    "words",
    [
        "Źródło: żółć, ćma. ",
        "Wynagrodzenie 10 000–14 000 zł. ",
        "jesteś samodzielny, pracowałeś jako handlowiec, ",
        "Szukamy młodego wilka sprzedaży do 35 lat. ",
    ],
)
def test_the_time_grows_with_the_length_and_not_with_its_square(law, words):
    def seconds(length):
        ad = ("Szukamy osoby do zespołu sprzedaży i obsługi klientów. " + words * length)[:length]
        start = process_time()
        check(ad, law)
        return process_time() - start

    seconds(4_000)

    # four times the length: 4 if it is linear, 16 if each sentence looks at all the others
    assert seconds(48_000) < 9 * seconds(12_000)
