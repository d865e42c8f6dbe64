"""What the bank is worth, told to everybody once enough people gave their answers."""

from tests.builders import donate, some_donations


def test_before_anybody_gave_answers_the_page_says_so(anyone):
    page = anyone.open("quality")

    assert not page.all("table")
    assert "30" in page.text


def test_with_enough_answers_every_trait_has_its_figures(anyone, settings, catalogue):
    donate(settings.database_url, some_donations(catalogue, 30))

    page = anyone.open("quality")

    assert len(page.all("tr")) == 1 + 19
    assert "30" in page.text


def test_new_answers_change_the_page_at_once(visitor, settings, catalogue):
    donate(settings.database_url, some_donations(catalogue, 29))
    assert not visitor.open("quality").all("table")

    donate(settings.database_url, some_donations(catalogue, 1, seed=2))
    assert visitor.open("quality").all("table")
