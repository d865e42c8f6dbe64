"""A plan for other programs and for people, in either language."""

import json
import re
from datetime import date

import pytest

from kamquiz.documents.plans import plan_json, plan_markdown
from kamquiz.domain.planning import build_plan
from kamquiz.domain.scoring import Target
from kamquiz.domain.words import Language
from tests.builders import all_rated, answers
from tests.visitor import ENGLISH_ONLY, NEVER_SHOWN, POLISH_LETTERS

LANGUAGES = list(Language)


@pytest.fixture(scope="module")
def plan(instrument, catalogue):
    ratings = all_rated(catalogue, 4, closer=1, team=2, solver=3)
    profile = instrument.profile(answers(ratings), Target())
    return build_plan(profile, catalogue, start=date(2027, 1, 4), hours=1.5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_for_people_has_no_untranslated_text(plan, catalogue, language):
    text = plan_markdown(plan, catalogue.scale, language)

    assert not NEVER_SHOWN.search(text)
    assert bool(POLISH_LETTERS.search(text)) is (language is Language.PL)
    assert bool(ENGLISH_ONLY.search(text)) is (language is Language.EN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_for_people_says_everything_once(plan, catalogue, language):
    text = plan_markdown(plan, catalogue.scale, language)

    assert text.count("# ") == len(re.findall(r"^#+ ", text, re.MULTILINE))
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert len(re.findall(r"^## ", text, re.MULTILINE)) == len(plan.priorities) + 1
    assert len(re.findall(r"^### ", text, re.MULTILINE)) == len(plan.steps)
    assert text.count("- [ ] ") == 2 * len(plan.steps) + len(plan.check_ins)
    for step in plan.steps:
        assert step.action.title.to(language) in text
        assert step.action.proof.to(language) in text
    for priority in plan.priorities:
        assert priority.score.trait.levels[priority.goal_band].to(language) in text
        assert all(one.title.to(language) in text for one in priority.later)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        (Language.PL, ["4 stycznia 2027", "28 marca 2027", " 1,5 godz"]),
        (Language.EN, ["4 January 2027", "28 March 2027", " 1.5 h"]),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_writes_them(
    plan, catalogue, language, written
):
    text = plan_markdown(plan, catalogue.scale, language)

    for one in written:
        assert one in text
    assert "2027-01-04" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_for_programs_says_when_and_what(plan, language):
    written = json.loads(json.dumps(plan_json(plan, language)))

    assert (written["start"], written["end"]) == ("2027-01-04", "2027-03-28")
    assert (written["weeks"], written["hours"]) == (12, 1.5)
    assert [one["week"] for one in written["check_ins"]] == [2, 6, 12]
    assert [one["date"] for one in written["check_ins"]] == [
        "2027-01-18",
        "2027-02-15",
        "2027-03-29",
    ]
    assert [one["trait"] for one in written["priorities"]] == [
        one.score.trait.id for one in plan.priorities
    ]
    steps = [step for one in written["priorities"] for step in one["steps"]]
    assert [one["number"] for one in steps] == list(range(1, len(steps) + 1))
    for step, planned in zip(steps, plan.steps, strict=True):
        assert step["title"] == planned.action.title.to(language)
        assert date.fromisoformat(step["starts"]) == planned.starts
        assert 1 <= step["first_week"] <= step["last_week"] <= 12
    assert all(0 <= one["probability"] <= 1 for one in written["priorities"])


def test_both_languages_plan_the_same(plan):
    def skeleton(language):
        written = plan_json(plan, language)
        return [
            (step["action"], step["starts"], step["ends"], step["hours"])
            for one in written["priorities"]
            for step in one["steps"]
        ]

    assert skeleton(Language.PL) == skeleton(Language.EN)
