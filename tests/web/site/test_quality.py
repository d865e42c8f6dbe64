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


def test_new_answers_change_the_page_ten_minutes_later(visitor, settings, catalogue, clock):
    donate(settings.database_url, some_donations(catalogue, 29))
    assert not visitor.open("quality").all("table")

    donate(settings.database_url, some_donations(catalogue, 1, seed=2))
    clock.pass_(minutes=10)
    assert visitor.open("quality").all("table")
