"""Polish typography, and nothing that could become markup."""

import pytest

from kamquiz.domain.words import Language
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
    assert tidy('<b> & "w"', language) == "&lt;b&gt; &amp; &#34;w&#34;"
