"""An interview guide to print: what interviewers need, in the order they need it."""

import json
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from kamquiz.documents.formats.blocks import Bullets, Heading, NoteLines, Paragraph, Table, Tone
from kamquiz.documents.jobs.interview_guide import guide_document, guide_json
from kamquiz.domain.jobs.describe import describe_job
from kamquiz.domain.jobs.interviews import build_guide
from kamquiz.domain.text import Language
from tests.builders import a_catalogue, a_competence, a_line
from tests.visitor import ENGLISH_ONLY, NEVER_SHOWN, POLISH_LETTERS

TODAY = date(2026, 11, 25)
BANK = a_catalogue("a", "b", interviews=(a_competence("a"), a_competence("b")))
GUIDE = build_guide([a_line("m1", "a"), a_line("m2"), a_line("m3", "a", "b")], BANK)


def blocks(guide=GUIDE, language=Language.EN, made=TODAY):
    (part,) = guide_document(guide, [language], made=made).parts
    return part.blocks


def tables(some):
    return {one.caption: one for one in some if isinstance(one, Table)}


def said(thing):
    """Yield every string within *thing*, a block or a tuple of them."""
    if isinstance(thing, str):
        yield str(thing)
    elif isinstance(thing, tuple):
        for one in thing:
            yield from said(one)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from said(getattr(thing, field.name))


def below(heading, some):
    """Return the blocks under the heading that reads *heading*, up to the next of its level."""
    (start,) = [
        at for at, one in enumerate(some) if isinstance(one, Heading) and one.text == heading
    ]
    rest = some[start + 1 :]
    end = next(
        (
            at
            for at, one in enumerate(rest)
            if isinstance(one, Heading) and one.level <= some[start].level
        ),
        len(rest),
    )
    return rest[:end]


@pytest.fixture(scope="module")
def shipped(catalogue):
    return build_guide(describe_job(catalogue, industry="steel").requirements, catalogue)


@pytest.mark.parametrize("language", Language)
def test_it_has_no_untranslated_text(shipped, language):
    text = "\n".join(said(guide_document(shipped, [language], made=TODAY).parts))

    assert not NEVER_SHOWN.search(text)
    assert bool(POLISH_LETTERS.search(text)) is (language is Language.PL)
    assert bool(ENGLISH_ONLY.search(text)) is (language is Language.EN)


@pytest.mark.parametrize("language", Language)
def test_every_question_and_probe_is_there_once_as_it_stands(shipped, language):
    words = list(said(blocks(shipped, language)))

    for topic in shipped.topics:
        for question in topic.questions:
            assert words.count(question.text.to(language)) == 1
            for probe in question.probes:
                assert words.count(probe.to(language)) == 1


def test_both_languages_are_two_parts_of_one_document():
    document = guide_document(GUIDE, list(Language), made=TODAY, source="bank 1")

    assert [one.language for one in document.parts] == list(Language)
    assert document.parts[0] == guide_document(GUIDE, [Language.PL], made=TODAY).parts[0]
    assert (document.made, document.source) == (TODAY, "bank 1")


def test_it_begins_with_its_purpose_and_who_is_rated_by_whom():
    lead, sheet = blocks()[:2]

    assert lead == Paragraph(text="the purpose", tone=Tone.LEAD)
    assert sheet.head == ("Candidate", "Date", "Rated by")
    assert sheet.rows == (("", "", ""),)


def test_what_to_know_comes_before_the_questions_and_the_sums_after_them():
    headings = [one.text for one in blocks() if isinstance(one, Heading) and one.level == 1]

    assert headings == [
        *("Before the interview", "How to ask", "How to rate", "Never ask", "Opening"),
        *("1. a", "2. b"),
        *("Closing", "From ratings to a result"),
    ]


def test_a_topic_has_two_questions_with_room_for_notes_anchors_and_a_row_to_rate():
    found = below("1. a", blocks())

    assert [one.text for one in found if isinstance(one, Heading)] == [
        "1a. What has been done",
        "1b. A case",
    ]
    past = below("1a. What has been done", found)
    assert past[0] == Paragraph(text="past question 1 about a?")
    assert past[1] == Bullets(items=("past probe 1", "past other probe 1"))
    assert isinstance(past[2], NoteLines)
    anchors, rating = tables(found).values()
    assert anchors.rows == (("1", "little a"), ("3", "a"), ("5", "much a"))
    assert rating.head == ("1", "2", "3", "4", "5", "no evidence")
    assert rating.rows == (("",) * 6,)
    assert found[-1] == rating


def test_the_time_plan_adds_up():
    plan = tables(blocks())["Time plan"]
    *parts, (_together, total) = plan.rows

    assert [name for name, _ in parts] == [
        *("Opening", "1. a", "2. b"),
        *("The candidate's questions", "Closing", "Rating, each alone"),
    ]
    assert sum(int(minutes) for _, minutes in parts) == int(total) == GUIDE.total_minutes


def test_the_coverage_names_the_questions_of_a_must_have_or_says_there_is_none():
    some = blocks()
    coverage = tables(some)["Which question asks about which must-have"]

    assert coverage.rows == (("m1", "1a, 1b"), ("m2", "no question"), ("m3", "1a, 1b, 2a, 2b"))
    (warning,) = [
        at for at, one in enumerate(some) if getattr(one, "label", "") == "Without a question:"
    ]
    assert some[warning + 1] == Bullets(items=("m2",))


def test_where_every_must_have_is_covered_no_one_is_warned():
    covered = build_guide([a_line("m1", "a")], BANK)

    assert "Without a question:" not in set(said(blocks(covered)))


def test_what_is_never_asked_has_its_source_and_what_to_ask_instead():
    never = next(one for one in below("Never ask", blocks()) if isinstance(one, Table))

    assert never.rows == (("age", "the law", "nothing"),)


@pytest.mark.parametrize(("made", "stale"), [(date(2027, 5, 25), False), (date(2027, 5, 26), True)])
def test_a_state_of_the_law_over_six_months_old_is_to_be_checked(made, stale):
    law = below("Never ask", blocks(made=made))[-1]

    assert law.text.startswith("State of the law: 23 November 2026.")
    assert ("check it before use" in law.text) is stale
    assert law.tone is (Tone.PLAIN if stale else Tone.QUIET)


def test_raters_find_a_column_each_and_a_row_for_the_result():
    ratings = tables(blocks())["Ratings of all raters"]

    assert ratings.head == ("Topic", "Rater 1", "Rater 2", "Rater 3", "Average")
    assert [row[0] for row in ratings.rows] == ["1. a", "2. b", "Result of the interview"]
    assert {cell for row in ratings.rows for cell in row[1:]} == {""}


def test_every_table_is_as_wide_as_the_page_and_its_rows_as_long_as_its_head(shipped):
    for one in tables(blocks(shipped)).values():
        assert sum(one.widths) == pytest.approx(1)
        assert {len(one.widths), *(len(row) for row in one.rows)} == {len(one.head)}


def test_programs_get_the_guide_in_both_languages(shipped):
    found = json.loads(json.dumps(guide_json(shipped)))

    minutes = found["minutes"]
    assert minutes["total"] == shipped.total_minutes == 60
    assert len(found["topics"]) == 6
    for topic in found["topics"]:
        assert [one["kind"] for one in topic["questions"]] == ["past", "situation"]
        assert set(topic["anchors"]) == {"1", "3", "5"}
        assert set(topic["name"]) == {"pl", "en"}
    asked = {one["id"] for topic in found["topics"] for one in topic["questions"]}
    assert {one for line in found["coverage"] for one in line["questions"]} == asked
    assert [line["must_have"] for line in found["coverage"] if not line["questions"]] == [
        line.id for line in shipped.uncovered
    ]
    assert all(one["source"] for one in found["procedure"]["never"])
    assert found["procedure"]["checked_on"] == "2026-11-23"
