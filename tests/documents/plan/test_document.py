"""A plan for other programs and for people, in either language and in every format."""

import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import mammoth
import pytest

from kamquiz.documents.formats.pdf import pdf
from kamquiz.documents.plan.document import manager_document, plan_document, plan_json
from kamquiz.documents.plan.files import PLAN_FORMATS, PlanFile
from kamquiz.domain.assessment.evidence import EvidenceLevel
from kamquiz.domain.assessment.scoring import Target
from kamquiz.domain.plan.build import build_plan
from kamquiz.domain.plan.edit import own_step, with_check_in, with_priority, with_step
from kamquiz.domain.plan.model import (
    SENTENCE_LENGTH,
    Outcome,
    Phrase,
    Report,
    Witness,
)
from kamquiz.domain.text import Language
from tests.builders import NOON, all_rated, answers
from tests.visitor import ENGLISH_ONLY, NEVER_SHOWN, POLISH_LETTERS

LANGUAGES = list(Language)
TODAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def profile(instrument, catalogue):
    ratings = all_rated(catalogue, 4, closer=1, team=2, solver=3)
    return instrument.profile(answers(ratings), Target())


@pytest.fixture(scope="module")
def plan(profile, catalogue):
    return build_plan(profile, catalogue, start=date(2027, 1, 4), hours=1.5)


@pytest.fixture(scope="module")
def lived(plan):
    """The plan after two weeks of use, with words of one's own everywhere."""
    plan = with_priority(
        plan,
        replace(
            plan.priorities[0],
            if_then=Phrase.own("OWN-INTENTION"),
            hearer=Witness.MENTOR,
            evidence_level=EvidenceLevel.CONFIRMED,
            note="PRIVATE-NOTE",
        ),
    )
    plan = with_step(plan, own_step(plan, "OWN-STEP", hours=1, week=3, serves=""))
    trait = plan.priorities[0].trait.id
    report = Report(trait=trait, outcome=Outcome.PARTLY, obstacle="PRIVATE-OBSTACLE")
    return with_check_in(plan, 2, [report], {}, day=TODAY)


def written(plan, profile, form, language=Language.PL, **options):
    file = PlanFile(plan=plan, profile=profile, language=language, now=NOON, today=TODAY, **options)
    return file.write(form)


def read(content, form):
    """Return the words of a file, as software that did not write it reads them."""
    if form == "pdf":
        if shutil.which("pdftotext") is None:
            pytest.skip("pdftotext is not installed")
        return subprocess.run(
            ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
        ).stdout.decode()
    if form == "docx":
        return mammoth.extract_raw_text(io.BytesIO(content)).value
    return content.decode()


def flat(text):
    """Return *text* without the marks and line ends that a format puts into it."""
    return re.sub(r"[\s\\]+", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["md", "pdf", "docx"])
def test_a_plan_for_people_has_no_untranslated_text_and_says_everything(
    plan, profile, form, language
):
    text = read(written(plan, profile, form, language), form)

    assert not NEVER_SHOWN.search(text)
    assert bool(POLISH_LETTERS.search(text)) is (language is Language.PL)
    assert bool(ENGLISH_ONLY.search(text)) is (language is Language.EN)
    for step in plan.steps:
        assert flat(step.action.title.to(language)) in flat(text)
        assert flat(step.action.proof.to(language)) in flat(text)
    for priority in plan.priorities:
        for phrase in (priority.behaviour, priority.if_then, priority.goal, priority.artefact):
            assert flat(phrase.text.to(language)) in flat(text)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (Language.PL, ["4 stycznia 2027", "28 marca 2027", " 1,5 godz"]),
        (Language.EN, ["4 January 2027", "28 March 2027", " 1.5 h"]),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_writes_them(
    plan, profile, language, expected
):
    text = written(plan, profile, "md", language).decode()

    for one in expected:
        assert one in text
    assert "2027-01-04" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_for_programs_says_when_and_what(plan, profile, language):
    said = json.loads(json.dumps(plan_json(plan, profile, language)))

    assert (said["start"], said["end"]) == ("2027-01-04", "2027-03-28")
    assert (said["weeks"], said["hours"]) == (12, 1.5)
    assert [(one["week"], one["date"]) for one in said["check_ins"]] == [
        (2, "2027-01-18"),
        (6, "2027-02-15"),
        (12, "2027-03-29"),
    ]
    assert [one["trait"] for one in said["priorities"]] == [one.trait.id for one in plan.priorities]
    steps = [step for one in said["priorities"] for step in one["steps"]]
    assert sorted(one["number"] for one in steps) == list(range(1, len(steps) + 1))
    for step in steps:
        assert step["title"] == plan.step(step["id"]).title.text.to(language)
        assert date.fromisoformat(step["starts"]) == plan.starts(plan.step(step["id"]))
    assert all(0 <= one["probability"] <= 1 for one in said["priorities"])


@pytest.mark.parametrize("form", PLAN_FORMATS)
def test_own_words_go_along_in_every_format(lived, profile, form):
    text = read(written(lived, profile, form), form)

    assert "OWN-INTENTION" in text
    assert "OWN-STEP" in text


@pytest.mark.parametrize("form", PLAN_FORMATS)
def test_notes_and_what_got_in_the_way_stay_private(lived, profile, form):
    assert "PRIVATE" not in read(written(lived, profile, form), form)


@pytest.mark.parametrize("form", ["pdf", "docx", "md", "json"])
def test_notes_go_along_when_that_is_ticked(lived, profile, form):
    text = read(written(lived, profile, form, notes=True), form)

    assert "PRIVATE-NOTE" in text
    assert "PRIVATE-OBSTACLE" in text


HOSTILE = [
    pytest.param("\u202egnp.exe\u202c back", "gnp.exe", id="marks that turn the line round"),
    pytest.param("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", id="a formula"),
    pytest.param("</w:t></w:p><w:p>x", "</w:t></w:p><w:p>x", id="pieces of a Word file"),
    pytest.param('#import "x" $y$ @z *b* _i_', "#import", id="typst and Markdown"),
    pytest.param("<script>alert(1)</script>", "alert(1)", id="a script"),
    pytest.param("a\x00b\x07c\x1bd", "a", id="control characters"),
    pytest.param("zażółć gęślą jaźń 😀", "zażółćgęśląjaźń", id="letters and a face"),
    pytest.param("x" * 5_000, "x" * 40, id="five thousand letters"),
]


@pytest.mark.parametrize(("words", "readable"), HOSTILE)
@pytest.mark.parametrize("form", PLAN_FORMATS)
def test_hostile_words_are_inert_and_readable_in_every_format(plan, profile, form, words, readable):
    hostile = with_priority(
        plan,
        replace(
            plan.priorities[0],
            if_then=Phrase.own(words),
            first_step=Phrase.own(words),
            note=words,
        ),
    )

    text = read(written(hostile, profile, form, notes=True), form)

    if form == "json":
        text = json.loads(text)["priorities"][0]["if_then"]
    if form == "ics":
        text = re.sub(r"\r\n ", "", text)
    assert flat(readable) in flat(text)
    if form in {"pdf", "docx"}:
        assert not re.search("[\x00-\x08\x0e-\x1f\u202a-\u202e]", text.replace("\f", ""))
        assert flat(plan.priorities[1].goal.text.pl) in flat(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letters", [0, SENTENCE_LENGTH])
def test_a_manager_gets_one_page_without_scores_however_long_the_words(
    lived, profile, language, letters
):
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not installed")
    for one in lived.priorities if letters else ():
        long = Phrase.own(("słowo " * 200)[:letters])
        lived = with_priority(lived, replace(one, behaviour=long, artefact=long))

    sheet = pdf(manager_document(lived, profile, language, made=TODAY))

    info = subprocess.run(["pdfinfo", "-"], input=sheet, capture_output=True, check=True)
    assert re.search(r"^Pages:\s+1$", info.stdout.decode(), re.MULTILINE)
    text = read(sheet, "pdf")
    assert "PRIVATE" not in text
    assert "100" not in text


def test_a_printed_plan_names_its_day_the_bank_and_the_parameters(plan, profile):
    document = plan_document(plan, profile, Language.EN, made=TODAY)

    assert (document.made, document.source) == (
        TODAY,
        f"kamquiz, bank {profile.bank}, parameters 0",
    )


def test_a_format_that_is_not_there_is_refused(plan, profile):
    with pytest.raises(ValueError, match="no format 'xls'"):
        written(plan, profile, "xls")


def test_both_languages_plan_the_same(plan, profile):
    def skeleton(language):
        said = plan_json(plan, profile, language)
        return [
            (step["action"], step["starts"], step["ends"], step["hours"])
            for one in said["priorities"]
            for step in one["steps"]
        ]

    assert skeleton(Language.PL) == skeleton(Language.EN)
