"""An ad is read as people read it: titles, sections, points, sentences."""

import pytest

from kamquiz.domain.bank.ad_vocabulary import Contract, Section
from kamquiz.domain.text import Language
from kamquiz.jobcheck.ads import read_ad
from tests.jobcheck.planting import CLEAN


@pytest.fixture
def read(law):
    return lambda text: read_ad(text, law.vocabulary)


def texts(lines):
    return [line.text for line in lines]


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_clean_ad_falls_into_its_sections(read, language):
    ad = read(CLEAN[language])

    sections = [line.section for line in ad.lines if line.heading]
    assert ad.language is Language(language)
    assert sections == [
        Section.OFFER,
        Section.DUTIES,
        Section.REQUIREMENTS,
        Section.NICE,
        Section.SUCCESS,
        Section.PLACE,
        Section.PROCESS,
        Section.PRIVACY,
    ]
    assert (len(ad.items(Section.DUTIES)), len(ad.items(Section.REQUIREMENTS))) == (6, 5)
    assert ad.contracts == {Contract.EMPLOYMENT}


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Wymagania:", Section.REQUIREMENTS),
        ("**Nasze wymagania**", Section.REQUIREMENTS),
        ("Czego od Ciebie oczekujemy?", Section.REQUIREMENTS),
        ("WYMAGANIA NA STANOWISKO:", Section.REQUIREMENTS),
        ("### Zakres obowiązków", Section.DUTIES),
        ("Co będziesz robić", Section.DUTIES),
        ("✅ Oferujemy:", Section.OFFER),
        ("Mile widziane:", Section.NICE),
        ("What you'll do:", Section.DUTIES),
        ("Requirements", Section.REQUIREMENTS),
        ("Nice to have:", Section.NICE),
        ("What we offer", Section.OFFER),
        ("About us", Section.COMPANY),
    ],
)
def test_headings_are_known_however_they_are_dressed(read, heading, section):
    ad = read(f"Praca w handlu\n\n{heading}\n- jeden\n- dwa\n")

    assert texts(ad.items(section)) == ["jeden", "dwa"]


@pytest.mark.parametrize(
    "sentence", ["Wymagania rynku są wysokie i rosną.", "Oferujemy umowę o pracę od stycznia."]
)
def test_a_sentence_that_begins_like_a_heading_is_none(read, sentence):
    assert not any(line.heading for line in read(f"Praca\n\n{sentence}").lines)


def test_a_heading_and_its_list_may_stand_on_one_line(read):
    ad = read("Praca\n\nWymagania: prawo jazdy; język angielski B2; spokój w rozmowie")

    assert len(ad.items(Section.REQUIREMENTS)) == 3


def test_points_may_have_no_bullets_or_stand_in_a_row(read):
    plain = read("Praca\n\nWymagania:\nprawo jazdy\nspokój\n\nOferta:\numowa")
    row = read("Praca\n\nWymagania:\n• prawo jazdy • spokój • Excel")

    assert texts(plain.items(Section.REQUIREMENTS)) == ["prawo jazdy", "spokój"]
    assert texts(row.items(Section.REQUIREMENTS)) == ["prawo jazdy", "spokój", "Excel"]


def test_a_line_broken_by_a_program_is_one_sentence(read):
    text = (
        "Praca\n\nProwadzisz współpracę z ośmioma sieciami handlowymi w całym kraju i za\n"
        "granicą, a raz w roku negocjujesz umowy."
    )

    assert len(read(text).lines) == 2


def test_abbreviations_end_no_sentence(read):
    (sentence,) = read("Kontakt m.in. z działem prawnym, np. Radcą, oraz ds. Eksportu.").sentences

    assert sentence.text.endswith("Eksportu.")


def test_places_lead_back_to_the_text(read):
    text = "  # Praca\r\n\r\n* **Wymagania**:\r\n  - prawo jazdy. Drugie zdanie tu.\r\n"
    ad = read(text)

    for sentence in ad.sentences:
        given = text[ad.place(sentence.start) : ad.place(sentence.end)]
        assert given.replace("**", "  ") == sentence.text


@pytest.mark.parametrize(
    ("said", "contracts"),
    [
        ("Umowa o pracę lub kontrakt B2B", {Contract.EMPLOYMENT, Contract.B2B}),
        ("Umowa zlecenie", {Contract.MANDATE}),
        ("Sprzedaż B2B do sieci handlowych", set()),
        ("Employment contract", {Contract.EMPLOYMENT}),
        ("B2B contract, monthly invoice", {Contract.B2B}),
    ],
)
def test_contracts_are_told_from_selling_to_businesses(read, said, contracts):
    assert read(f"Praca\n\n{said}.").contracts == contracts
