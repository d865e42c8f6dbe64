"""Polish typography, and nothing that could become markup."""

import re

import pytest
from markupsafe import Markup

from kamquiz.domain.text import Language
from kamquiz.web.typography import tidy

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        pytest.param("praca w domu", f"praca w{NBSP}domu", id="one letter inside"),
        pytest.param("W domu", f"W{NBSP}domu", id="at the beginning"),
        pytest.param("pies i kot i mysz", f"pies i{NBSP}kot i{NBSP}mysz", id="twice"),
        pytest.param("a i o tym", f"a{NBSP}i{NBSP}o{NBSP}tym", id="three in a row"),
        pytest.param("(w domu) „o nas”", f"(w{NBSP}domu) „o{NBSP}nas”", id="after a mark"),
        pytest.param("praca za darmo", "praca za darmo", id="two letters may end a line"),
        pytest.param("klasa w", "klasa w", id="at the end"),
        pytest.param("raz – dwa", f"raz{NBSP}– dwa", id="a dash never begins a line"),
    ],
)
def test_a_one_letter_word_stays_with_the_word_after_it(text, tidied):
    assert tidy(text, Language.PL) == tidied


def test_english_keeps_its_spaces():
    assert tidy("I have a dog", Language.EN) == "I have a dog"


@pytest.mark.parametrize("language", list(Language))
def test_a_text_is_escaped(language):
    assert tidy("<b> & 'w'", language) == "&lt;b&gt; &amp; &#39;w&#39;"


@pytest.mark.parametrize("language", list(Language))
def test_what_is_markup_already_is_not_escaped_again(language):
    assert tidy(Markup("<b>2 h</b> &amp;"), language) == f"<b>2{NBSP}h</b> &amp;"


def test_words_that_look_like_markup_are_escaped_even_after_markup_that_is_the_same():
    markup = tidy(Markup("<i>the same</i>"), Language.EN)

    assert markup == "<i>the same</i>"
    assert tidy("<i>the same</i>", Language.EN) == "&lt;i&gt;the same&lt;/i&gt;"


@pytest.mark.parametrize(
    ("text", "language", "printed"),
    [
        pytest.param('raz "dwa" trzy', Language.PL, "raz „dwa” trzy", id="Polish quotes"),
        pytest.param('one "two" three', Language.EN, "one “two” three", id="English quotes"),
        pytest.param('5" of rain', Language.EN, "5&#34; of rain", id="a mark by itself"),
        pytest.param("raz - dwa", Language.PL, f"raz{NBSP}– dwa", id="a hyphen for a dash"),
        pytest.param("do 12 tygodni", Language.PL, f"do 12{NBSP}tygodni", id="number and noun"),
        pytest.param("2 hours a week", Language.EN, f"2{NBSP}hours a week", id="in English too"),
        pytest.param("in 2026 we", Language.EN, "in 2026 we", id="a year may end a line"),
        pytest.param(
            "adres e-mail", Language.PL, "adres e\N{NON-BREAKING HYPHEN}mail", id="e-mail"
        ),
    ],
)
def test_quotes_dashes_and_numbers_are_set_as_in_print(text, language, printed):
    assert tidy(text, language) == printed


@pytest.mark.parametrize("address", ["", "jobs", "return", "privacy", "method"])
def test_no_polish_page_leaves_a_one_letter_word_at_the_end_of_a_line(visitor, address):
    page = visitor.open(address)

    lonely = re.compile(r"(?<![^\s(„])[aiouwz] (?=[^\W\d_])")
    quoted = [element for element in page.all("span") if element.get("class") == "theirs"]
    typed = {one.text for one in (*page.all("textarea"), *page.all("q"), *quoted)}
    said = [part for part in page.root.find(".//main").itertext() if part not in typed]
    assert not [part for part in said if lonely.search(part)]
