"""Texts with gaps, and nouns that are counted."""

import pytest
from babel import Locale

from kamquiz.domain.text import Counted, Language, Text, joined, plural, same

ACCOUNT = Counted(
    one=Text(pl="konto", en="account"),
    few=Text(pl="konta", en="accounts"),
    many=Text(pl="kont", en="accounts"),
)

#: What CLDR calls the forms of English is "one" and "other"; the second is our "many".
NAMES = {"other": "many"}


@pytest.mark.parametrize("language", Language)
def test_the_form_of_a_noun_is_the_one_cldr_gives(language):
    rule = Locale(language.value).plural_form
    for number in range(1234):
        assert plural(number, language).value == NAMES.get(rule(number), rule(number)), number


@pytest.mark.parametrize(
    ("number", "polish", "english"),
    [
        (0, "0 kont", "0 accounts"),
        (1, "1 konto", "1 account"),
        (2, "2 konta", "2 accounts"),
        (5, "5 kont", "5 accounts"),
        (12, "12 kont", "12 accounts"),
        (21, "21 kont", "21 accounts"),
        (22, "22 konta", "22 accounts"),
        (112, "112 kont", "112 accounts"),
    ],
)
def test_a_noun_is_counted_in_both_languages(number, polish, english):
    assert ACCOUNT.counting(number) == Text(pl=polish, en=english)


def test_gaps_are_filled_in_any_order_and_what_fills_them_is_left_alone():
    template = Text(pl="{what} dla {whom}", en="for {whom}: {what}")

    filled = template.filled(what="{whom}", whom=Text(pl="klienta", en="the customer"))

    assert template.slots == {"what", "whom"}
    assert filled == Text(pl="{whom} dla klienta", en="for the customer: {whom}")


def test_a_gap_that_nothing_fills_is_no_silent_fault():
    with pytest.raises(KeyError):
        same("{count}").filled(number="1")


def test_texts_stand_in_a_row():
    row = joined((same("a"), Text(pl="ą", en="b")), "; ")

    assert row == Text(pl="a; ą", en="a; b")
