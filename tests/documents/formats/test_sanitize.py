"""Texts made fit to be drawn, whatever was typed or pasted."""

import pytest

from kamquiz.documents.formats.blocks import (
    Bullets,
    Check,
    Checklist,
    Heading,
    NoteLines,
    Paragraph,
    Table,
    Tone,
)
from kamquiz.documents.formats.sanitize import UNTITLED, cleaned, on_one_line, readable
from tests.documents.documents import (
    HOSTILE,
    a_document,
    a_plan,
    each_hostile,
    everywhere,
    texts_of,
)


@each_hostile
def test_what_a_reader_must_see_is_what_is_left(typed, shown):
    assert on_one_line(typed) == shown


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        pytest.param("one\r\ntwo\u2028three\x85four", "one\ntwo\nthree\nfour", id="line ends"),
        pytest.param("  one \n\n \t\n two  ", "one\ntwo", id="empty lines and margins"),
        pytest.param("a\tb", "a b", id="a tab"),
        pytest.param("w\u00a0domu", "w\u00a0domu", id="a blank that does not break"),
        pytest.param("z" + 40 * "\u0301" + "!", "ź\u0301\u0301\u0301!", id="a heap of marks"),
        pytest.param("e\u0301", "é", id="a letter and its mark"),
        pytest.param("\u200b\u0301\xad", "", id="nothing to be seen"),
        pytest.param("👩\u200d🔬 ✌️", "👩\u200d🔬 ✌️", id="joined emoji"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_lines_stay_and_what_nobody_sees_goes(typed, left):
    assert readable(typed) == left


@each_hostile
def test_no_text_of_a_document_is_forgotten(typed, shown):
    document = cleaned(everywhere(typed))

    assert {one.replace("\n", " ") for one in texts_of(document)} == {shown}
    assert document.source == shown


def test_cleaning_twice_changes_nothing():
    for typed, _shown in HOSTILE.values():
        once = cleaned(everywhere(typed))
        assert cleaned(once) == once


def test_a_document_without_faults_stays_as_it_is():
    assert cleaned(a_plan()) == a_plan()


def test_all_but_the_words_stays():
    blocks = (
        Heading(level=1, text="a"),
        Paragraph(text="a", label="b", tone=Tone.QUIET),
        Bullets(items=("a",), numbered=True),
        Checklist(items=(Check(text="a", done=True),)),
        Table(caption="", head=("a", "b"), rows=(("c", ""),), widths=(1, 2)),
        NoteLines(count=3),
    )

    assert cleaned(a_document(*blocks)) == a_document(*blocks)


def test_headings_are_in_an_order_and_say_something():
    levels = [(3, "a"), (3, "b"), (1, "\x00"), (2, "c"), (1, "d")]
    document = a_document(*(Heading(level=level, text=text) for level, text in levels))

    headings = [(one.level, one.text) for one in cleaned(document).parts[0].blocks]

    assert headings == [(1, "a"), (2, "b"), (2, "c"), (1, "d")]


def test_a_part_without_a_title_gets_one():
    assert cleaned(a_document(title=" \u202e ")).parts[0].title == UNTITLED
