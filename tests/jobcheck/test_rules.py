"""Each rule finds the fault planted for it, at its place, and leaves its like alone."""

import pytest

from kamquiz.domain.bank.ad_rules import COMPUTED, Severity
from kamquiz.domain.text import Language
from kamquiz.jobcheck import check, check_parity
from tests.jobcheck.planting import CLEAN, cut, planted, without


def found(text, law, rule=None):
    """Return (rule, quote) of every finding; places are checked on the way."""
    findings = check(text, law, language=Language.PL)
    for one in findings:
        assert one.quote == text[one.start : one.end]
        assert one.why
        assert one.source
        assert one.fix
        assert "%(" not in one.why + one.fix
    return [(one.rule, one.quote) for one in findings if rule in {None, one.rule}]


def test_a_clean_ad_in_polish_has_no_findings(law):
    assert found(CLEAN["pl"], law) == []


def test_a_clean_ad_in_english_has_no_findings(law):
    assert found(CLEAN["en"], law) == []


#: Rule, language, place, planted words, quoted words.
FAULTS = [
    # sex
    (
        "sex-preference",
        "pl",
        "must",
        "Mile widziane kobiety z doświadczeniem",
        "Mile widziane kobiety",
    ),
    (
        "sex-preference",
        "pl",
        "process",
        "Szukamy mężczyzny do pracy w terenie.",
        "Szukamy mężczyzny",
    ),
    ("sex-preference", "pl", "process", "Praca dla pań z okolicy.", "Praca dla pań"),
    ("sex-preference", "en", "must", "Female candidates preferred", "Female candidates"),
    (
        "sex-preference",
        "en",
        "process",
        "We are looking for a man with energy.",
        "looking for a man",
    ),
    # age
    ("age-preference", "pl", "process", "Dołącz do młodego zespołu!", "młodego zespołu"),
    ("age-preference", "pl", "must", "Wiek do 35 lat", "Wiek do 35 lat"),
    ("age-preference", "pl", "must", "Osoba w wieku 25–40 lat", "w wieku 25"),
    (
        "age-preference",
        "pl",
        "process",
        "Tworzymy młody, dynamiczny zespół.",
        "młody, dynamiczny zespół",
    ),
    (
        "age-preference",
        "en",
        "process",
        "Join our young and dynamic team.",
        "young and dynamic team",
    ),
    ("age-preference", "en", "must", "Aged 25 to 35", "Aged 25"),
    ("age-preference", "en", "must", "Up to 35 years old", "Up to 35 years old"),
    # private life
    (
        "private-life-preference",
        "pl",
        "must",
        "Angielski C1, najlepiej native speaker",
        "native speaker",
    ),
    ("private-life-preference", "pl", "must", "Nienaganna aparycja", "aparycja"),
    ("private-life-preference", "pl", "must", "Dobry stan zdrowia", "Dobry stan zdrowia"),
    ("private-life-preference", "pl", "must", "Osoba bezdzietna", "bezdzietna"),
    ("private-life-preference", "pl", "must", "Obywatelstwo polskie", "Obywatelstwo polskie"),
    ("private-life-preference", "pl", "must", "Osoba niepaląca", "niepaląca"),
    (
        "private-life-preference",
        "en",
        "must",
        "English at C1, native speakers preferred",
        "native speakers",
    ),
    ("private-life-preference", "en", "must", "Pleasant appearance", "Pleasant appearance"),
    ("private-life-preference", "en", "must", "Good health", "Good health"),
    ("private-life-preference", "en", "must", "No family commitments", "No family commitments"),
    # data
    ("pay-history", "pl", "process", "Podaj obecne wynagrodzenie.", "obecne wynagrodzenie"),
    ("pay-history", "pl", "process", "Napisz, ile teraz zarabiasz.", "ile teraz zarabiasz"),
    ("pay-history", "en", "process", "Tell us your current salary.", "current salary"),
    ("data-beyond-law", "pl", "process", "W zgłoszeniu podaj PESEL.", "PESEL"),
    ("data-beyond-law", "pl", "process", "Prześlij CV ze zdjęciem.", "Prześlij CV ze zdjęciem"),
    (
        "data-beyond-law",
        "pl",
        "must",
        "Zaświadczenie o niekaralności",
        "Zaświadczenie o niekaralności",
    ),
    ("data-beyond-law", "pl", "process", "Dołącz skan dowodu.", "skan dowodu"),
    ("data-beyond-law", "en", "process", "Please attach a recent photo.", "attach a recent photo"),
    ("data-beyond-law", "en", "process", "Send a copy of your ID.", "copy of your ID"),
    ("data-beyond-law", "en", "must", "No criminal record", "criminal record"),
    ("automated-selection", "pl", "process", "Na początku AI ocenia CV.", "AI ocenia"),
    (
        "automated-selection",
        "en",
        "process",
        "Your CV is scored by our algorithm.",
        "scored by our algorithm",
    ),
    ("quiz-result-asked", "pl", "process", "Do CV dołącz wynik quizu.", "wynik quizu"),
    (
        "quiz-result-asked",
        "pl",
        "process",
        "Prosimy o wyniki testu osobowości.",
        "wyniki testu osobowości",
    ),
    ("quiz-result-asked", "en", "process", "Attach your quiz result.", "quiz result"),
    # pay
    (
        "pay-vague",
        "pl",
        "process",
        "Oferujemy atrakcyjne wynagrodzenie.",
        "atrakcyjne wynagrodzenie",
    ),
    ("pay-vague", "en", "process", "We offer a competitive salary.", "competitive salary"),
    (
        "pay-incomplete",
        "pl",
        "pay",
        "Wynagrodzenie: 10 000–14 000 zł miesięcznie, umowa o pracę",
        "10 000–14 000 zł",
    ),
    (
        "pay-incomplete",
        "pl",
        "pay",
        "Wynagrodzenie: 10 000–14 000 zł brutto, umowa o pracę",
        "10 000–14 000 zł",
    ),
    (
        "pay-incomplete",
        "pl",
        "pay",
        "Wynagrodzenie od 10 000 zł brutto miesięcznie, umowa o pracę",
        "od 10 000 zł",
    ),
    ("pay-incomplete", "pl", "process", "Do tego premia.", "premia"),
    ("pay-incomplete", "pl", "process", "Bogaty pakiet benefitów.", "Bogaty pakiet"),
    (
        "pay-incomplete",
        "en",
        "pay",
        "Base salary: PLN 10,000–14,000 per month, employment contract",
        "PLN 10,000–14,000",
    ),
    (
        "pay-incomplete",
        "en",
        "pay",
        "Base salary: PLN 10,000–14,000 gross, employment contract",
        "PLN 10,000–14,000",
    ),
    ("pay-incomplete", "en", "process", "There is a bonus, too.", "bonus"),
    (
        "pay-incomplete",
        "en",
        "process",
        "An attractive benefits package waits.",
        "attractive benefits",
    ),
    (
        "pay-range",
        "pl",
        "pay",
        "Wynagrodzenie: 14 000–10 000 zł brutto miesięcznie, umowa o pracę",
        "14 000–10 000 zł",
    ),
    (
        "pay-range",
        "pl",
        "pay",
        "Wynagrodzenie: 4 500–6 000 zł brutto miesięcznie, umowa o pracę",
        "4 500–6 000 zł",
    ),
    (
        "pay-range",
        "pl",
        "pay",
        "Wynagrodzenie: od 8 tys. do 14 tys. zł brutto miesięcznie, umowa o pracę",
        "od 8 tys. do 14 tys. zł",
    ),
    (
        "pay-range",
        "en",
        "pay",
        "Salary: 8.000 - 14.000 PLN gross per month, employment contract",
        "8.000 - 14.000 PLN",
    ),
    (
        "pay-range",
        "en",
        "pay",
        "Salary: PLN 14,000–10,000 gross per month, employment contract",
        "PLN 14,000–10,000",
    ),
    (
        "pay-range",
        "en",
        "pay",
        "Salary: PLN 4,000–6,000 gross per month, employment contract",
        "PLN 4,000–6,000",
    ),
    # content
    ("placeholders", "pl", "process", "Zgłoszenia do [data].", "[data]"),
    ("placeholders", "pl", "process", "TODO opisać etapy.", "TODO"),
    ("placeholders", "en", "process", "Write to {{contact}}.", "{{contact}}"),
    ("years", "pl", "must", "Minimum 3 lata doświadczenia w sprzedaży", "3 lata doświadczenia"),
    ("years", "pl", "must", "Pięcioletnie doświadczenie w handlu", "Pięcioletnie doświadczenie"),
    ("years", "en", "must", "At least 5 years of experience in sales", "5 years of experience"),
    ("degree", "pl", "must", "Wykształcenie wyższe kierunkowe", "Wykształcenie wyższe"),
    ("degree", "en", "must", "Master's degree in business", "Master's degree"),
    (
        "cliches",
        "pl",
        "process",
        "Szukamy osoby, która będzie jak wilk sprzedaży.",
        "wilk sprzedaży",
    ),
    ("cliches", "pl", "must", "Praca pod presją czasu", "Praca pod presją"),
    ("cliches", "en", "process", "Are you a sales ninja?", "ninja"),
    ("cliches", "en", "must", "Thrives under pressure", "Thrives under pressure"),
    (
        "duties",
        "pl",
        "must",
        "Prowadzenie negocjacji z sieciami",
        "Prowadzenie negocjacji z sieciami",
    ),
    ("duties", "en", "must", "Managing a portfolio", "Managing a portfolio"),
    (
        "language-level",
        "pl",
        "must",
        "Dobra znajomość języka niemieckiego",
        "znajomość języka niemieckiego",
    ),
    ("language-level", "en", "must", "Fluent German", "Fluent German"),
    ("gendered-body", "pl", "process", "Jesteś samodzielny.", "samodzielny"),
    ("gendered-body", "en", "process", "He will report to the head of sales.", "He will"),
    ("title-gendered", "pl", "title", "Specjalista ds. kluczowych klientów", "Specjalista"),
    ("title-gendered", "en", "title", "Salesman", "Salesman"),
]


@pytest.mark.parametrize(("rule", "language", "place", "words", "quote"), FAULTS)
def test_a_planted_fault_is_found_where_it_stands_and_nothing_else(
    law, rule, language, place, words, quote
):
    findings = found(planted(language, place, words), law)

    assert (rule, quote) in findings
    beside = {one for one, _ in findings} - {rule}
    assert beside <= BESIDE.get(rule, set()), findings


#: A planted fault may be one in the eyes of another rule, too.
BESIDE = {
    "age-preference": {"cliches"},
}


#: Rule, language, place, words that look like its fault and are none.
CLEAN_LIKE = [
    (
        "sex-preference",
        "pl",
        "process",
        "Zapraszamy osoby niezależnie od płci, także kobiety i mężczyzn.",
    ),
    ("sex-preference", "en", "process", "We welcome women and men alike."),
    ("age-preference", "pl", "process", "Firma działa od 35 lat na rynku."),
    ("age-preference", "pl", "process", "Gwarancja do 10 lat na nasze produkty."),
    ("age-preference", "pl", "process", "Zapraszamy osoby w każdym wieku."),
    ("age-preference", "en", "process", "Delivery in under 30 minutes."),
    ("age-preference", "en", "process", "We hire people of every age."),
    ("private-life-preference", "pl", "process", "Nie pytamy o stan cywilny ani o dzieci."),
    ("private-life-preference", "pl", "process", "Dbamy o dobry wygląd ekspozycji w sklepach."),
    (
        "private-life-preference",
        "en",
        "process",
        "We hire regardless of religion, nationality or health.",
    ),
    ("pay-history", "pl", "process", "Nie pytamy o obecne wynagrodzenie."),
    ("pay-history", "pl", "process", "Podaj oczekiwane wynagrodzenie."),
    ("pay-history", "en", "process", "We do not ask for your current salary."),
    ("data-beyond-law", "pl", "process", "Prosimy nie wysyłać CV ze zdjęciem."),
    ("data-beyond-law", "pl", "duty", "Wykonywanie zdjęć ekspozycji w sklepach"),
    ("data-beyond-law", "en", "process", "Please do not send a photo."),
    ("automated-selection", "pl", "process", "Nie używamy AI do oceny CV."),
    (
        "automated-selection",
        "en",
        "process",
        "AI helps us sort, but a human reads every CV and AI never rejects.",
    ),
    ("quiz-result-asked", "pl", "process", "Wynik quizu jest tylko dla Ciebie."),
    ("quiz-result-asked", "en", "process", "Please do not send any quiz result."),
    ("pay-vague", "pl", "process", "Wysoki poziom obsługi jest dla nas ważny."),
    ("pay-vague", "en", "process", "We work in a competitive market."),
    ("pay-incomplete", "pl", "process", "Pracujemy z markami premium."),
    ("pay-incomplete", "pl", "process", "Premia roczna do 10 % podstawy za wynik zespołu."),
    ("pay-incomplete", "pl", "process", "Pakiet benefitów: karta sportowa i opieka medyczna."),
    ("pay-incomplete", "pl", "duty", "Odpowiedzialność za budżet 500 000 zł rocznie"),
    ("pay-incomplete", "en", "process", "A yearly bonus of up to 10 % of base pay."),
    ("pay-incomplete", "en", "duty", "Looking after a budget of PLN 500,000"),
    ("pay-range", "pl", "pay", "Wynagrodzenie: 10 000–16 000 zł brutto miesięcznie, umowa o pracę"),
    (
        "pay-range",
        "pl",
        "pay",
        "Wynagrodzenie: 2 500–3 000 zł brutto miesięcznie, umowa o pracę, 1/2 etatu",
    ),
    ("pay-range", "pl", "pay", "Wynagrodzenie: 32–45 zł brutto za godzinę, umowa zlecenie"),
    ("pay-range", "en", "pay", "Salary: PLN 4,806–6,000 gross per month, employment contract"),
    ("placeholders", "pl", "process", "Więcej na [naszej stronie](https://firma.example)."),
    ("placeholders", "en", "process", "See our site [1] for more."),
    ("years", "pl", "process", "Umowa na czas określony na 2 lata."),
    ("years", "en", "process", "Our company was founded 20 years ago."),
    ("degree", "pl", "must", "Wykształcenie wyższe lub doświadczenie w sprzedaży"),
    ("degree", "en", "must", "Bachelor's degree or comparable experience"),
    ("cliches", "pl", "must", "Umiejętność układania kolejności spraw"),
    ("cliches", "en", "must", "Keeps deadlines agreed with customers"),
    ("duties", "pl", "must", "Doświadczenie w prowadzeniu negocjacji"),
    ("duties", "en", "must", "Has managed a portfolio of accounts"),
    ("language-level", "pl", "must", "Język niemiecki B1"),
    ("language-level", "en", "must", "German at B1"),
    ("gendered-body", "pl", "process", "Pracujesz samodzielnie i raportujesz do dyrektora."),
    ("gendered-body", "en", "process", "They will report to the head of sales."),
    ("driving", "pl", "must", "Prawo jazdy kategorii B i gotowość do wyjazdów"),
    ("driving", "en", "must", "Valid driving licence"),
]


@pytest.mark.parametrize(("rule", "language", "place", "words"), CLEAN_LIKE)
def test_what_only_looks_like_a_fault_is_left_alone(law, rule, language, place, words):
    assert found(planted(language, place, words), law, rule) == []


#: Rule and an ad that lacks something; such a finding has no place.
LACKING = [
    ("pay-missing", planted("pl", "pay", "Umowa o pracę na czas nieokreślony")),
    ("pay-missing", planted("en", "pay", "Employment contract for an indefinite period")),
    ("privacy-notice", cut("pl", "RODO")),
    ("privacy-notice", cut("en", "Privacy")),
    ("must-haves", cut("pl", "Wymagania")),
    ("must-haves", cut("en", "Must-haves")),
    ("duties", cut("pl", "Zadania")),
    ("duties", cut("en", "Duties")),
    ("success-measures", cut("pl", "Sukces")),
    ("success-measures", cut("en", "Success")),
    (
        "accommodation",
        without(
            "pl",
            "Jeśli potrzebujesz dostosowania rekrutacji, na przykład z powodu "
            "niepełnosprawności, napisz do nas.",
        ),
    ),
    (
        "accommodation",
        without(
            "en", "If you need an adjustment, for example because of a disability, write to us."
        ),
    ),
    ("kam-facts", without("pl", " Raportujesz do dyrekcji sprzedaży i")),
    ("kam-facts", without("en", " You report to the head of sales and")),
    (
        "kam-facts",
        without(
            "pl",
            "60 % rozwijanie obecnych klientów, 25 % odnawianie umów, 15 % pozyskiwanie nowych",
            "Podział czasu:",
        ),
    ),
    (
        "basics",
        without(
            "pl",
            "Miejsce pracy: Poznań, biuro przy ul. Głogowskiej. ",
            "Tryb hybrydowy: dwa dni w biurze, jeden z domu, reszta u klientów.",
            " w Poznaniu",
        ),
    ),
    (
        "flexibility",
        without(
            "en", "Hybrid: ", "one from home, ", ", flexible", ", starting between 7 and 10 a.m."
        ),
    ),
    (
        "flexibility",
        without(
            "pl",
            "Tryb hybrydowy: dwa dni w biurze, jeden z domu, reszta u klientów.",
            ", początek pracy między 7:00 a 10:00",
        ),
    ),
]


@pytest.mark.parametrize(("rule", "text"), LACKING)
def test_what_is_missing_is_told_without_a_place(law, rule, text):
    findings = found(text, law, rule)

    assert (rule, "") in findings


def test_a_list_that_is_too_long_is_quoted_by_its_heading(law):
    text = CLEAN["pl"].replace(
        "## Mile widziane",
        "".join(f"- Umiejętność numer {n}\n" for n in "abc") + "\n## Mile widziane",
    )

    assert found(text, law, "must-haves") == [("must-haves", "Wymagania")]


def test_too_many_duties_are_quoted_by_their_heading(law):
    more = "".join(f"- Przegląd oferty {n}\n" for n in "abcd")
    text = CLEAN["pl"].replace("\n## Wymagania", f"{more}\n## Wymagania")

    assert found(text, law, "duties") == [("duties", "Zadania")]


def test_a_licence_without_travel_is_questioned(law):
    text = without(
        "pl",
        "- Wizyty u klientów około dwóch dni w tygodniu, zwykle bez noclegu\n",
    )

    assert found(text, law, "driving") == [("driving", "Prawo jazdy")]


def test_a_licence_without_travel_is_questioned_in_english(law):
    text = without(
        "en", "- Visiting customers about two days a week, as a rule without a night away\n"
    )

    assert found(text, law, "driving") == [("driving", "Driving licence")]


@pytest.mark.parametrize(
    ("pay", "rule"),
    [
        ("Stawka: 25–28 zł brutto za godzinę, umowa zlecenie", "pay-range"),
        ("Stawka: 3 000–4 000 zł brutto miesięcznie, umowa zlecenie", None),
        ("Stawka: 3 000–4 000 zł netto miesięcznie, kontrakt B2B", None),
    ],
)
def test_the_minimum_that_counts_is_that_of_the_contract(law, pay, rule):
    text = planted("pl", "pay", pay)

    assert {one for one, _ in found(text, law, "pay-range")} == ({rule} if rule else set())


def test_each_way_of_writing_a_range_is_read_alike(law):
    for written in (
        "8 000–12 000 zł brutto miesięcznie",
        "8.000 - 12.000 PLN brutto miesięcznie",
        "od 8 tys. do 12 tys. zł brutto miesięcznie",
        "8-12 tys. zł brutto miesięcznie",
        "od 8000 do 12000 złotych brutto na miesiąc",
        "8 000,00 – 12 000,00 PLN brutto/mies.",
        "PLN 8 000 – 12 000 brutto/m-c",
        "8k–12k PLN brutto miesięcznie",
    ):
        text = planted("pl", "pay", f"Wynagrodzenie: {written}, umowa o pracę")

        assert [one for one, _ in found(text, law) if one.startswith("pay-")] == [], written


def test_a_short_and_a_long_ad_are_told_by_their_number_of_words(law):
    short = "Menedżerka / menedżer sprzedaży\n\nPracujesz z klientami."
    long = CLEAN["pl"] + "\n" + "Pracujesz z klientami. " * 200

    assert found(short, law, "length") == found(long, law, "length") == [("length", "")]
    assert found(CLEAN["pl"], law, "length") == []


def test_a_sentence_that_never_ends_is_quoted_whole(law):
    sentence = "Pracujesz " + "z klientami i dostawcami " * 9 + "codziennie."

    assert found(planted("pl", "process", sentence), law, "sentences") == [("sentences", sentence)]


AGENTIC = (
    "You are ambitious, assertive, competitive, confident, decisive and independent, and you love "
    "a challenge."
)


def test_english_words_of_one_kind_are_shown_with_both_sides_of_the_evidence(law):
    text = planted("en", "process", AGENTIC)
    (finding,) = (
        one for one in check(text, law, language=Language.EN) if one.rule == "english-coded-words"
    )

    assert finding.severity is Severity.INFO
    assert finding.quote == "ambitious"
    assert "assertive" in finding.why
    assert "2011" in finding.why
    assert "2023" in finding.why
    assert "Castilla" in finding.source
    assert "Gaucher" in finding.source


def test_words_of_the_role_and_a_balance_count_for_nothing(law):
    text = "We support customers, run competitive analysis and look after individual accounts."

    assert found(planted("en", "process", text), law, "english-coded-words") == []


def test_polish_has_no_list_of_coded_words(law):
    text = "Jesteś osobą ambitną, asertywną, niezależną, odważną, pewną siebie i zdecydowaną."

    assert found(planted("pl", "process", text), law, "english-coded-words") == []


def test_both_versions_are_checked_each_and_agree(law):
    assert found(CLEAN["pl"] + "\n---\n\n" + CLEAN["en"], law) == []


def test_versions_that_differ_are_told_at_the_english_words(law):
    english = (
        CLEAN["en"]
        .replace("PLN 10,000–14,000", "PLN 11,000–14,000")
        .replace("8 retail chains", "9 retail chains")
        .replace("- Driving licence, category B\n", "")
    )
    text = CLEAN["pl"] + "\n---\n\n" + english

    assert sorted(found(text, law, "parity")) == [
        ("parity", "9"),
        ("parity", "Must-haves"),
        ("parity", "PLN 11,000–14,000"),
    ]


def test_a_number_in_words_is_the_same_number(law):
    english = CLEAN["en"].replace("8 retail chains", "eight retail chains")

    assert check_parity(CLEAN["pl"], english, law) == ()


def test_a_number_only_the_polish_version_has_is_told_without_a_place(law):
    english = CLEAN["en"].replace(" up to PLN 2,000 a year", "")

    (finding,) = check_parity(CLEAN["pl"], english, law)

    assert (finding.quote, "2000" in finding.why) == ("", True)


def test_parity_can_be_asked_for_two_texts(law):
    english = CLEAN["en"].replace("8 retail chains", "12 retail chains")

    findings = check_parity(CLEAN["pl"], english, law, language=Language.EN)

    assert [one.quote for one in findings] == ["12"]
    assert all(one.quote == english[one.start : one.end] for one in findings)


def test_the_findings_speak_the_language_that_was_asked_for(law):
    text = planted("pl", "process", "W zgłoszeniu podaj PESEL.")

    (polish,), (english,) = (check(text, law, language=one) for one in Language)

    assert "pracodawca" in polish.why
    assert "employer" in english.why
    assert (polish.start, polish.quote) == (english.start, english.quote)


def test_without_a_language_they_speak_that_of_the_ad(law):
    (finding,) = check(planted("en", "process", "Write to {{contact}}."), law)

    assert "filled in" in finding.why


def test_every_case_of_the_rules_can_be_set_off(law):
    """What no planted fault reaches would be a rule that is dead."""
    reached = set()
    texts = [planted(*one[1:4]) for one in FAULTS] + [text for _, text in LACKING]
    texts += [f"{CLEAN['pl']}\n---\n\n{CLEAN['en'][:900]}"]
    for text in texts:
        reached |= {one.rule for one in check(text, law)}
    elsewhere = {
        *("coverage", "jsonld", "language-unknown", "title-marker-only", "length", "sentences"),
        *("driving", "english-coded-words"),
    }

    assert {rule.id for rule in law.rules} - reached <= elsewhere
    assert {name.partition("/")[0] for name in COMPUTED} <= {rule.id for rule in law.rules}
