"""The privacy page says all a reader must be told, and who says it."""

from dataclasses import replace

import pytest

from kamquiz.web import create_app
from tests.visitor import Visitor

#: What article 13 of the GDPR has a reader be told, by a word of each in both languages.
TOLD = {
    "who answers for the data": ("odpowiada za Twoje dane", "answers for your data"),
    "what for": ("służą", "serve to"),
    "on which basis": ("odstaw", "egal basis"),
    "who receives it": ("Kto to widzi", "Who sees it"),
    "which country": ("kraju", "country"),
    "for how long": ("12 miesięcy", "12 months"),
    "access": ("dostępu", "access"),
    "correction": ("sprostowania", "correction"),
    "erasure": ("usunięcia", "erasure"),
    "restriction": ("ograniczenia", "restriction"),
    "objection": ("sprzeciw", "object"),
    "a copy to take elsewhere": ("przeniesienia", "take elsewhere"),
    "withdrawing a consent": ("zgodę wycofać", "withdraw a consent"),
    "complaint": ("skargę", "complain"),
    "whether one must": ("dobrowolne", "voluntary"),
    "decisions by a program": ("decyzji", "decides nothing"),
}


@pytest.mark.parametrize("about", TOLD)
def test_the_reader_is_told(anyone, about):
    polish, english = TOLD[about]

    text = anyone.open("privacy").text.replace("\xa0", " ")
    assert (polish if anyone.language == "pl" else english) in text


def test_whoever_runs_the_copy_is_named_with_a_contact_and_a_legal_basis(settings, content):
    named = replace(
        settings, operator="Example Ltd, 1 Long Lane", contact="d@example.org", legal_basis="art. 6"
    )
    text = Visitor(create_app(named, content=content), "en").open("privacy").text

    assert "Example Ltd, 1 Long Lane" in text
    assert "Contact in matters of your data: d@example.org" in text
    assert "Legal basis: art. 6" in text
    assert "has not named themselves" not in text


def test_a_copy_whose_operator_is_not_named_says_so(anyone):
    text = anyone.open("privacy").text

    says = {"pl": "się nie przedstawił", "en": "has not named themselves"}
    assert says[anyone.language] in text.replace("\xa0", " ")
