"""How good the bank is, told from what people gave; nothing is told from too few."""

from dataclasses import replace

import pytest

from kamquiz.domain.assessment.bank_quality import quality
from kamquiz.domain.bank.catalogue import Rating
from tests.builders import some_donations


@pytest.fixture(scope="module")
def told(instrument, catalogue):
    doubtful = some_donations(catalogue, 10, seed=2, confident=False)
    return quality([*some_donations(catalogue, 40), *doubtful], instrument)


@pytest.mark.parametrize("people", [0, 29])
def test_nothing_is_told_from_fewer_than_30_people(instrument, catalogue, people):
    assert quality(some_donations(catalogue, people), instrument) is None


def test_answers_with_low_confidence_are_counted_but_left_out(told):
    assert told.people == 40
    assert told.flagged == pytest.approx(0.2)


def test_each_trait_has_its_reliability(told, catalogue):
    assert [one.trait for one in told.traits] == list(catalogue.traits)
    for one in told.traits:
        assert one.people == 40
        assert 0.5 < one.alpha <= 1
        assert 0.5 < one.omega <= 1
        assert 0 < one.marginal < 1


def test_two_halves_of_the_same_answers_mostly_agree(told):
    assert 0.6 < told.coverage <= 1


def test_on_the_short_path_the_plain_figures_of_incomplete_traits_stay_open(instrument, catalogue):
    kept = {one.statements[0].id for one in catalogue.traits}
    partly = [
        {key: rating for key, rating in one.ratings.items() if key in kept}
        for one in some_donations(catalogue, 40)
    ]
    donations = [some_donations(catalogue, 1, ratings=ratings)[0] for ratings in partly]

    told = quality(donations, instrument)

    assert {(one.people, one.alpha, one.omega) for one in told.traits} == {(0, None, None)}
    assert told.coverage is None


def test_a_trait_of_which_all_say_the_same_leaves_its_reliability_open(instrument, catalogue):
    same = {one.id: Rating(4) for one in catalogue.traits[0].statements}
    donations = [
        replace(one, ratings={**one.ratings, **same}) for one in some_donations(catalogue, 30)
    ]

    told = quality(donations, instrument)

    assert told.traits[0].alpha is None
    assert all(one.alpha is not None for one in told.traits[1:])
