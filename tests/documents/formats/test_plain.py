"""A document as plain text."""

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
from kamquiz.documents.formats.plain import NOTE_LINE, plain
from tests.documents.documents import (
    a_document,
    a_plan,
    each_hostile,
    everywhere,
    squeezed,
    texts_of,
)


def test_blocks_are_told_apart_by_eye():
    text = plain(
        a_document(
            Heading(level=1, text="Goals"),
            Paragraph(label="Goal:", text="to win", tone=Tone.LEAD),
            Heading(level=2, text="Steps"),
            Bullets(items=("a\nb", "c"), numbered=True),
            Bullets(items=("d",)),
            Checklist(items=(Check(text="done", done=True), Check(text="open"))),
            Table(
                caption="Weeks",
                head=("Week", "What"),
                rows=(("1", "ask"), ("2", "listen")),
                widths=(1, 2),
            ),
            NoteLines(count=2),
        )
    )

    assert text == (
        "Plan\n====\n\nGoals\n-----\n\nGoal: to win\n\nSteps\n.....\n\n1. a\n   b\n2. c\n\n- d\n\n"
        "[x] done\n[ ] open\n\nWeeks\n\n  Week: 1\n  What: ask\n\n  Week: 2\n  What: listen\n\n"
        f"{NOTE_LINE}\n{NOTE_LINE}\n"
    )


def test_a_plan_says_everything():
    text = squeezed(plain(a_plan()))

    for one in texts_of(a_plan()):
        assert squeezed(one) in text


@each_hostile
def test_whatever_was_typed_is_shown(typed, shown):
    assert squeezed(plain(everywhere(typed))).count(squeezed(shown)) >= 15


def test_nothing_in_it_steers_a_terminal():
    text = plain(everywhere("red \x1b[31malert\x07\x9b \u202eleft"))

    assert all(letter.isprintable() or letter == "\n" for letter in text)


def test_empty_blocks_leave_no_gap():
    blocks = (Bullets(items=()), Checklist(items=()), NoteLines(count=0), Paragraph(text=""))

    assert plain(a_document(*blocks)) == "Plan\n====\n"
