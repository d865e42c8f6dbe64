"""The whole bank as JSON, as the contract describes it."""

import json

import pytest

from kamquiz.documents.bank import bank_json


@pytest.fixture(scope="module")
def bank(catalogue):
    return json.loads(json.dumps(bank_json(catalogue)))


def is_text(value):
    return set(value) == {"pl", "en"} and all(value.values())


def test_the_bank_has_the_parts_of_the_contract(bank, catalogue):
    assert {"version", "traits", "skills", "situations", "actions", "interview"} <= set(bank)
    assert bank["version"] == catalogue.version


def test_traits_bring_their_statements_in_both_languages(bank):
    assert len(bank["traits"]) == 19
    for trait in bank["traits"]:
        assert is_text(trait["name"])
        assert is_text(trait["definition"])
        assert len(trait["statements"]) == 6
        for one in trait["statements"]:
            assert is_text(one["text"])
            assert type(one["reverse"]) is bool
            assert one["id"].startswith(trait["id"])


def test_skills_bring_five_levels_and_languages_their_cefr_level(bank):
    for skill in bank["skills"]:
        assert skill["kind"] in {"hard", "soft"}
        assert len(skill["levels"]) == 5
        assert all({"pl", "en"} <= set(level) for level in skill["levels"])
    english = next(one for one in bank["skills"] if one["id"] == "english")
    assert all(level["cefr"] for level in english["levels"])


def test_situations_bring_their_key(bank):
    for one in bank["situations"]:
        options = [option["id"] for option in one["options"]]
        assert one["best"] in options
        assert one["worst"] in options
        assert one["best"] != one["worst"]
        assert is_text(one["why"])
        assert is_text(one["case"])


def test_actions_name_their_trait_or_skill_hours_and_proof(bank):
    known = {kind: {one["id"] for one in bank[f"{kind}s"]} for kind in ("trait", "skill")}
    for one in bank["actions"]:
        (trained,) = known.keys() & one.keys()
        assert one[trained] in known[trained]
        assert is_text(one["if_then"]["text"])
        assert one["hours"] >= 1
        assert one["way"] in {"job", "people", "study"}
        assert is_text(one["proof"])


def test_interview_questions_name_their_trait_or_skill_and_bring_anchors_and_probes(bank):
    known = {kind: [one["id"] for one in bank[f"{kind}s"]] for kind in ("trait", "skill")}

    assert len(bank["interview"]) == 36
    for one in bank["interview"]:
        (served,) = known.keys() & one.keys()
        assert one[served] in known[served]
        assert set(one["anchors"]) == {"1", "3", "5"}
        assert all(is_text(anchor) for anchor in one["anchors"].values())
        assert [question["kind"] for question in one["questions"]] == [
            *("past", "past", "situation", "situation")
        ]
        for question in one["questions"]:
            assert is_text(question["text"])
            assert all(is_text(probe) for probe in question["probes"])
