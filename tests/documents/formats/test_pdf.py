"""A document as PDF, opened with Poppler: what it says, in which order, and how it looks."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamquiz.documents.formats.blocks import (
    Bullets,
    Checklist,
    Document,
    Heading,
    NoteLines,
    Paragraph,
    Part,
    Table,
)
from kamquiz.documents.formats.glyphs import FONTS, MISSING, drawable
from kamquiz.documents.formats.pdf import pdf
from kamquiz.domain.text import Language
from tests.documents.documents import (
    a_document,
    a_plan,
    each_hostile,
    each_long,
    everywhere,
    squeezed,
    texts_of,
)
from tests.documents.readers import (
    facts_of,
    pages_of,
    pictures_of,
    read_aloud,
    right_edges_of,
    structure_of,
)
from tests.speed import best_of

POLISH = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
PLAIN = "acelnoszzACELNOSZZ"

#: A4 less its margin, in points; a hair more for rounding.
RIGHT_EDGE = 595.3 - 68 + 1

#: How many texts everywhere() says beside the foot of the page.
PLACES = 15

PLAN_MS, PLAN_BYTES = 100, 150_000


@pytest.fixture(scope="module")
def plan():
    return a_plan()


@pytest.fixture(scope="module")
def drawn(plan):
    return pdf(plan)


def test_every_text_is_read_aloud_in_its_order(plan, drawn, tmp_path):
    aloud = read_aloud(drawn, tmp_path)

    place = 0
    for text in map(squeezed, texts_of(plan)):
        found = aloud.find(text, place)
        assert found >= 0, text
        place = found + len(text)


def test_its_characters_can_be_copied(plan, drawn):
    pages = pages_of(drawn)

    assert 4 <= len(pages) <= 5
    assert "Rozwiązywanie\nproblemów" in pages[0]
    assert "„solidnie”" in pages[0]
    assert (
        "Źródło „ąćęłńóśźż” ŁÓDŹ"
        in pages_of(pdf(a_document(Paragraph(text="Źródło „ąćęłńóśźż” ŁÓDŹ"))))[0]
    )


def test_it_is_made_for_screen_readers(drawn, tmp_path):
    facts, tags = facts_of(drawn), structure_of(drawn, tmp_path)

    assert facts["Tagged"] == "yes"
    assert facts["Title"] == "Plan rozwoju na 12 tygodni / Development plan for 12 weeks"
    assert facts["JavaScript"] == "no"
    assert b"<pdfuaid:part>1<" in drawn
    assert b"/Lang(pl-PL)" in drawn
    assert b"/Lang(en-GB)" in drawn
    assert re.findall(r"^  H1", tags, re.MULTILINE) == ["  H1", "  H1"]
    for tag in ("H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "Caption", "THead", "TH"):
        assert re.search(rf"^\s+{tag}\b", tags, re.MULTILINE), tag


def test_every_page_tells_its_number_and_when_it_was_made(drawn):
    pages = pages_of(drawn)

    for number, page in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in page
        assert "kamquiz, bank 1, parameters 0" in page
    assert "4 stycznia 2027 ·" in pages[0]
    assert "4 January 2027 ·" in pages[-1]


def test_a_page_says_what_it_is_a_page_of(plan, drawn):
    first, second, *_rest = pages_of(drawn)

    assert first.count(plan.parts[0].title) == 1
    assert second.startswith(plan.parts[0].title)


def test_equal_documents_give_equal_bytes(plan, drawn):
    assert pdf(a_plan()) == drawn
    assert pdf(replace(plan, made=date(2027, 1, 5))) != drawn
    assert facts_of(drawn)["CreationDate"].startswith("Mon Jan  4")


def test_several_threads_may_draw_at_once(plan, drawn):
    with ThreadPoolExecutor(4) as threads:
        drawings = list(threads.map(lambda _nth: pdf(plan), range(8)))

    assert set(drawings) == {drawn}


def test_every_polish_letter_is_drawn_as_itself(tmp_path):
    shapes = dict(zip(POLISH + PLAIN + MISSING, letters_drawn(tmp_path), strict=True))

    for polish, plain in zip(POLISH, PLAIN, strict=True):
        for shape, plain_shape, missing in zip(
            shapes[polish], shapes[plain], shapes[MISSING], strict=True
        ):
            assert shape not in {plain_shape, missing}
            assert ink(plain_shape) < ink(shape) < 2 * ink(plain_shape), polish
    for two in zip(*(shapes[letter] for letter in POLISH), strict=True):
        assert len(set(two)) == len(POLISH)


def letters_drawn(tmp_path):
    """Draw each letter on a page of its own, and give its picture in bold and regular."""
    parts = tuple(
        Part(language=Language.PL, title=letter, blocks=(Paragraph(text=letter),))
        for letter in POLISH + PLAIN + MISSING
    )
    for page in pictures_of(pdf(Document(parts=parts, made=date(2027, 1, 4))), tmp_path, 100):
        yield b"".join(page[100:140]), b"".join(page[165:190])


def ink(dots):
    return sum(255 - dot for dot in dots)


@each_hostile
def test_whatever_was_typed_is_shown_and_does_nothing(typed, shown):
    drawn = pdf(everywhere(typed))

    assert squeezed("".join(pages_of(drawn))).count(squeezed(shown)) >= PLACES
    assert facts_of(drawn)["JavaScript"] == "no"
    assert max(right_edges_of(drawn)) <= RIGHT_EDGE


@each_long
def test_a_text_that_is_too_long_is_broken_and_nothing_of_it_lost(text):
    drawn = pdf(everywhere(text))

    assert max(right_edges_of(drawn)) <= RIGHT_EDGE
    shown = squeezed("".join(pages_of(drawn)))
    assert shown.count(text[0]) >= PLACES * text.count(text[0])


def test_five_thousand_letters_without_a_blank_stay_on_the_page():
    word = "W" * 5000
    table = Table(caption="c", head=("a", "b"), rows=((word, "x"),), widths=(1, 9))

    drawn = pdf(a_document(Paragraph(text=word), table))

    assert max(right_edges_of(drawn)) <= RIGHT_EDGE
    assert "".join(pages_of(drawn)).count("W") == 10_000


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec=None), max_size=40))
def test_there_is_a_file_for_anything_that_can_be_typed(text):
    assert pdf(everywhere(text)).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("a\ue000b 中", f"a{MISSING}b 中", id="a character of nobody's"),
        pytest.param("Zażółć 🚀", "Zażółć 🚀", id="our own"),
        pytest.param("👩\u200d🔬 ✌️", "👩\u200d🔬 ✌️", id="joined ones"),
        pytest.param("שלום مرحبا Ελλάδα Київ", "שלום مرحبا Ελλάδα Київ", id="other scripts"),
    ],
)
def test_a_character_without_a_glyph_is_shown_as_missing(typed, shown):
    assert drawable(typed) == shown


def test_a_mark_that_no_font_draws_on_its_letter_is_left_out():
    pages = pages_of(pdf(a_document(Paragraph(text="kept א\u2cf0\u2bcb\u0653א"))))

    assert "kept" in pages[0]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(everywhere(""), id="no words at all"),
        pytest.param(a_document(), id="nothing but a title"),
        pytest.param(a_document(title="\x00"), id="no title"),
        pytest.param(a_document(Bullets(items=()), Checklist(items=())), id="empty lists"),
        pytest.param(a_document(NoteLines(count=0), NoteLines(count=200)), id="lines and lines"),
        pytest.param(
            a_document(Table(caption="", head=("a", "b"), rows=(), widths=(1, 1))), id="no rows"
        ),
        pytest.param(
            a_document(
                Table(caption="c", head=("a", "b"), rows=(("x" * 900, "y " * 9000),), widths=(1, 9))
            ),
            id="a row longer than a page",
        ),
        pytest.param(
            a_document(Heading(level=3, text="deep"), Heading(level=1, text="high")),
            id="a heading out of order",
        ),
    ],
)
def test_odd_documents_are_drawn_all_the_same(document):
    drawn = pdf(document)

    assert facts_of(drawn)["Tagged"] == "yes"
    assert max(right_edges_of(drawn)) <= RIGHT_EDGE


def test_a_heading_stays_with_what_it_is_above_of():
    filler = [Paragraph(text=f"line {number}") for number in range(60)]
    for before in range(28, 40):
        pages = pages_of(pdf(a_document(*filler[:before], Heading(level=1, text="Head"), *filler)))
        page = next(page for page in pages if "Head" in page)
        assert re.search(r"^Head\nline 0$", page, re.MULTILINE)


def test_every_font_has_its_licence_beside_it():
    families = {path.stem.split("-")[0] for path in FONTS.glob("*.ttf")}

    assert families == {path.name.split(".")[0] for path in FONTS.glob("*.LICENSE.txt")}


def test_a_plan_takes_less_than_100_ms_and_150_kilobytes(drawn):
    """Measured is the processor time of all threads; each plan is another one.

    Typst works in threads of its own, and keeps what it has drawn before.
    """
    numbers = count()
    taken = best_of(15, lambda: pdf(a_plan(reader=f"R{next(numbers)}")), time.process_time)

    print(f"plan as PDF {taken:.0f} ms, {len(drawn) / 1000:.0f} kB")  # noqa: T201 - shown with pytest -rP
    assert taken < PLAN_MS
    assert len(drawn) < PLAN_BYTES
