"""A document as Markdown, read back by another program; and how it reads as it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kamquiz.documents.formats.blocks import (
    Bullets,
    Check,
    Checklist,
    Heading,
    NoteLines,
    Paragraph,
    Table,
)
from kamquiz.documents.formats.markdown import markdown
from kamquiz.documents.formats.sanitize import on_one_line, readable
from tests.documents.documents import (
    a_document,
    a_plan,
    each_hostile,
    everywhere,
    squeezed,
    texts_of,
)

#: What Markdown makes something of, and a little to make it of.
MARKUP = "*_`#<>[]()!-+=~|\\&;:$^/.1 ax\n"

ORDINARY = (
    "Ask Jan (the buyer) what 5 * 3 is; it's 15! See https://example.com/a_b?c=1&d=2 – 50 % & up."
)


def tokens(text):
    """Return what Markdown sees in *text*, with all that is inside of lines."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in reader.parse(text):
        yield from token.children or [token]


def structure(text):
    """Return the kinds of what Markdown sees in *text*, words and line breaks aside."""
    words = {"text", "hardbreak", "text_special"}
    return [one.type for one in tokens(text) if one.type not in words]


def words(text):
    """Return what a reader of the drawn *text* sees, without blanks."""
    return squeezed("".join(one.content for one in tokens(text) if one.type != "hr"))


@each_hostile
def test_whatever_was_typed_is_read_as_it_was_typed(typed, shown):
    text = markdown(everywhere(typed))

    assert structure(text) == structure(markdown(everywhere("word")))
    assert words(text).count(squeezed(shown)) >= 15


@settings(max_examples=120, deadline=None)
@given(st.text(st.sampled_from(MARKUP), min_size=1, max_size=14))
def test_no_text_becomes_structure(typed):
    if not readable(typed):
        return
    text = markdown(everywhere(typed))

    assert structure(text) == structure(markdown(everywhere("word")))
    one = squeezed(on_one_line(typed))
    assert words(text) == one * 9 + f"[]{one}[x]{one}" + one * 5


def test_a_plan_says_everything_in_its_order():
    text = squeezed(markdown(a_plan()))

    place = 0
    for one in map(squeezed, texts_of(a_plan())):
        found = text.find(one, place)
        assert found >= 0, one
        place = found + len(one)


def test_an_ordinary_sentence_stays_as_it_is():
    text = markdown(a_document(Paragraph(text=ORDINARY), Bullets(items=(ORDINARY,))))

    assert text == f"# Plan\n\n{ORDINARY}\n\n- {ORDINARY}\n"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        pytest.param("# not a heading", r"\# not a heading", id="heading"),
        pytest.param("#hashtag", "#hashtag", id="hashtag"),
        pytest.param("1. not a list", r"1\. not a list", id="number"),
        pytest.param("1.5 h", "1.5 h", id="amount"),
        pytest.param("- not a list", r"\- not a list", id="dash"),
        pytest.param("-5 °C", "-5 °C", id="minus"),
        pytest.param("*bold* and 2 * 3", r"\*bold\* and 2 * 3", id="stars"),
        pytest.param("snake_case _em_", r"snake_case \_em\_", id="underscores"),
        pytest.param("a < b <b>", r"a < b \<b>", id="less than"),
        pytest.param("`code`", r"\`code\`", id="code"),
        pytest.param("R&D &amp; Co", r"R&D \&amp; Co", id="entity"),
        pytest.param("[a](b) [1]", r"[a\](b) [1]", id="link"),
        pytest.param("~5 or ~~5~~", r"\~5 or \~\~5\~\~", id="struck out"),
        pytest.param("~5", "~5", id="about"),
        pytest.param("$5", "$5", id="price"),
        pytest.param("$x$", r"\$x\$", id="formula"),
        pytest.param("C:\\temp \\*", r"C:\temp \\\*", id="backslash"),
        pytest.param("one\n===\n- two", "one\\\n\\===\\\n\\- two", id="lines"),
    ],
)
def test_only_what_would_be_interpreted_is_escaped(typed, written):
    assert markdown(a_document(Paragraph(text=typed))) == f"# Plan\n\n{written}\n"


def test_blocks_are_written_as_markdown_writes_them():
    text = markdown(
        a_document(
            Heading(level=1, text="C #"),
            Paragraph(label="Goal:", text="to win"),
            Bullets(items=("a\nb", "c"), numbered=True),
            Checklist(items=(Check(text="done", done=True), Check(text="open"))),
            Table(caption="T", head=("x", "y"), rows=(("1|2", "3\n4"),), widths=(1, 2)),
            NoteLines(count=2),
        )
    )

    line = "_" * 40
    assert text == (
        "# Plan\n\n## C \\#\n\n**Goal:** to win\n\n1. a\\\n   b\n2. c\n\n* [x] done\n* [ ] open\n\n"
        f"**T**\n\n| x | y |\n| --- | --- |\n| 1\\|2 | 3 4 |\n\n{line}\n\n{line}\n"
    )


def test_two_lists_stay_two():
    two = Bullets(items=("a", "b"), numbered=True)
    points = Bullets(items=("a",))

    assert structure(markdown(a_document(two, two))).count("ordered_list_open") == 2
    assert structure(markdown(a_document(points, points, points))).count("bullet_list_open") == 3


def test_parts_stand_one_after_the_other():
    polish, english = markdown(a_plan()).split("\n---\n\n")

    assert polish.startswith("# Plan rozwoju na 12 tygodni\n")
    assert english.startswith("# Development plan for 12 weeks\n")
