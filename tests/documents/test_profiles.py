"""A profile as JSON holds what the contract says, key by key."""

import json

import pytest

from kamquiz.documents.profiles import profile_json
from kamquiz.domain.assessment.attempts import Aim, Judgement
from kamquiz.domain.assessment.response_quality import ResponseQuality, assess_responses
from kamquiz.domain.assessment.scoring import Target, target_for
from tests.builders import all_rated, answers

PROFILE = {
    "bank": str,
    "parameters": int,
    "n": int,
    "traits": list,
    "priorities": list,
    "skills": list,
    "judgement": dict,
    "care": dict,
}

TRAIT = {
    "id": str,
    "theta": float,
    "sd": float,
    "score": float,
    "low": float,
    "high": float,
    "band": str,
    "answered": int,
    "mean": float,
    "among_weakest": float,
}

BANDS = {"starting", "developing", "steady", "strong", "exemplary"}


@pytest.fixture(scope="module")
def written(instrument, catalogue):
    """The profile of somebody who answered everything, as another program reads it."""
    everything = answers(
        all_rated(catalogue, 4, closer=1),
        skills={"english": 2},
        situations={"s01": Judgement(best="a", worst="b")},
    )
    target = target_for(Aim(seniority="kam", industry="banking"), catalogue)
    return json.loads(
        json.dumps(
            profile_json(
                instrument.profile(everything, target), assess_responses(everything, instrument)
            )
        )
    )


def has(values, kinds):
    """Tell whether *values* has each key of *kinds* with exactly its type."""
    return {key: type(values.get(key)) for key in kinds} == kinds


def test_the_profile_has_the_keys_and_types_of_the_contract(written):
    assert has(written, PROFILE)
    assert has(written["care"], {"flags": list, "confidence": str})
    assert written["care"]["confidence"] in {"normal", "low"}
    assert has(written["judgement"], {"score": float, "answered": int})


def test_each_trait_has_the_keys_and_types_of_the_contract(written, catalogue):
    assert [one["id"] for one in written["traits"]] == [one.id for one in catalogue.traits]
    for one in written["traits"]:
        assert has(one, TRAIT)
        assert one["band"] in BANDS
        assert 0 <= one["low"] <= one["score"] <= one["high"] <= 100
        assert 0 <= one["among_weakest"] <= 1


def test_the_numbers_of_a_trait_agree_with_each_other(written):
    for one in written["traits"]:
        half = 16 * 1.2816 * one["sd"]
        assert one["score"] == pytest.approx(50 + 16 * one["theta"], abs=1e-3)
        assert one["low"] == pytest.approx(max(0, one["score"] - half), abs=1e-3)
        assert one["high"] == pytest.approx(min(100, one["score"] + half), abs=1e-3)


def test_priorities_are_three_trait_ids_most_probable_first(written):
    odds = {one["id"]: one["among_weakest"] for one in written["traits"]}

    assert written["priorities"][0] == "closer"
    assert [odds[one] for one in written["priorities"]] == sorted(odds.values(), reverse=True)[:3]


def test_a_skill_names_its_level_and_the_level_the_job_asks(written):
    (english,) = written["skills"]

    assert (english["id"], english["level"]) == ("english", 2)
    assert english["gap"] == english["asked"] - 2


def test_what_was_not_answered_is_null_or_empty_never_a_number(instrument):
    empty = profile_json(instrument.profile(answers({}), Target()), ResponseQuality())

    assert empty["judgement"] is None
    assert empty["skills"] == []
    assert {one["mean"] for one in empty["traits"]} == {None}
    assert {one["answered"] for one in empty["traits"]} == {0}


def test_no_number_is_one_that_json_does_not_have(written):
    assert json.dumps(written, allow_nan=False)
