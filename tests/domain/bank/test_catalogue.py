"""The words of the quiz: what ratings are worth, and the order of the statements."""

import itertools

import pytest

from kamquiz.domain.bank.catalogue import Rating
from kamquiz.domain.text import Language
from tests.builders import (
    a_catalogue,
    a_pattern,
    a_scale,
    a_seniority,
    a_situation,
    a_statement,
    a_trait,
    an_action,
    an_industry,
)


@pytest.mark.parametrize(("rating", "mirrored"), [(1, 5), (2, 4), (3, 3), (4, 2), (5, 1)])
def test_a_reverse_statement_is_worth_the_mirrored_rating(rating, mirrored):
    assert a_statement("insight-1").points(Rating(rating)) == rating
    assert a_statement("insight-1", reverse=True).points(Rating(rating)) == mirrored


@pytest.mark.parametrize(
    ("theta", "score"),
    [
        pytest.param(0.0, 50.0, id="what the authors expect"),
        pytest.param(1.0, 66.0, id="one standard unit above"),
        pytest.param(-1.0, 34.0, id="one standard unit below"),
        pytest.param(3.125, 100.0, id="just at the top"),
        pytest.param(3.2, 100.0, id="beyond the top"),
        pytest.param(-3.125, 0.0, id="just at the bottom"),
        pytest.param(-9.0, 0.0, id="far below the bottom"),
    ],
)
def test_a_position_becomes_a_number_from_0_to_100(theta, score):
    assert a_scale().score(theta) == pytest.approx(score)


@pytest.mark.parametrize("count", [2, 3, 6, 7, 8, 14, 19])
def test_no_two_statements_of_one_trait_stand_in_a_row(count):
    catalogue = a_catalogue(*(f"trait{place}" for place in range(count)))

    traits = [one.trait for one in catalogue.statements]
    assert len(traits) == 6 * count
    assert all(one != other for one, other in itertools.pairwise(traits))


def test_the_order_of_the_shipped_bank_mixes_traits_and_turns(catalogue):
    traits = [one.trait for one in catalogue.statements]
    assert all(one != other for one, other in itertools.pairwise(traits))
    assert len(set(traits[:19])) == 19

    files = [one.id for one in catalogue.traits]
    neighbours = set(itertools.pairwise(files))
    assert not neighbours & set(itertools.pairwise(traits))


def test_the_reverse_statements_do_not_come_all_at_once(catalogue):
    places = [place for place, one in enumerate(catalogue.statements) if one.reverse]

    for start in range(0, 114, 38):
        assert any(start <= place < start + 38 for place in places)
    in_a_round = [
        sum(start <= place < start + 19 for place in places) for start in range(0, 114, 19)
    ]
    assert max(in_a_round) < len(places) / 2


def test_each_statement_is_asked_once(catalogue):
    written = [one.id for trait in catalogue.traits for one in trait.statements]

    assert sorted(one.id for one in catalogue.statements) == sorted(written)


def test_things_are_found_by_their_permanent_id():
    catalogue = a_catalogue(
        "insight",
        actions=(an_action("insight", 2), an_action("closer", 1), an_action("insight", 1)),
        situations=(a_situation("s01"),),
        industries=(an_industry("steel"),),
        seniorities=(a_seniority("junior"), a_seniority("kam")),
        patterns=(a_pattern("classic"),),
    )

    assert catalogue.statement_by_id["insight-3"].id == "insight-3"
    assert catalogue.trait_by_id["insight"].id == "insight"
    assert catalogue.situation_by_id["s01"].option("b").id == "b"
    assert [one.hours for one in catalogue.actions_for("insight")] == [2, 1]
    assert catalogue.find_industry("steel").id == "steel"
    assert catalogue.find_seniority("kam").id == "kam"
    assert catalogue.find_pattern("classic").id == "classic"


def test_what_is_not_there_is_not_found():
    catalogue = a_catalogue("insight", situations=(a_situation("s01"),))

    assert catalogue.find_industry("circus") is None
    assert catalogue.find_industry(None) is None
    assert catalogue.find_seniority("king") is None
    assert catalogue.find_pattern("odd") is None
    with pytest.raises(KeyError, match="z"):
        catalogue.situation_by_id["s01"].option("z")


def test_a_codename_is_drawn_from_the_words_of_its_language():
    codewords = a_catalogue("insight").codewords

    assert codewords.of(Language.PL) == ("jeden", "dwa")
    assert codewords.of(Language.EN) == ("one", "two")


def test_two_languages_of_a_text_stay_apart():
    name = a_trait("insight").name

    assert (name.to(Language.PL), name.to(Language.EN)) == ("insight po polsku", "insight")
