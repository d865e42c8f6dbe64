"""A document as a Word file, opened with mammoth and LibreOffice."""

import io
import re
from dataclasses import replace
from datetime import date, datetime
from zipfile import ZipFile

import docx
import mammoth
import pytest
from docx.shared import Mm
from lxml import etree

from kamquiz.documents.formats.blocks import Bullets, NoteLines, Paragraph, Table
from kamquiz.documents.formats.word import word
from tests.documents.documents import (
    HOSTILE,
    LONG,
    a_document,
    a_plan,
    each_hostile,
    everywhere,
    squeezed,
    texts_of,
)
from tests.documents.readers import pages_of, right_edges_of, run
from tests.speed import best_of

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

#: A4 less its margin, in points; a blank at the end of a line may stand over it.
RIGHT_EDGE = 595.3 - 68 + 4

PLACES = 15

PLAN_MS = 150


@pytest.fixture(scope="module")
def plan():
    return a_plan()


@pytest.fixture(scope="module")
def written(plan):
    return word(plan)


@pytest.fixture(scope="module")
def seen_by_mammoth(written):
    return mammoth.convert_to_html(io.BytesIO(written))


@pytest.fixture(scope="module")
def converted(tmp_path_factory, written):
    """All documents that are looked at, converted by LibreOffice at once: it starts slowly."""
    folder = tmp_path_factory.mktemp("word")
    files = {"plan": written}
    files |= {name: word(everywhere(typed)) for name, (typed, _shown) in HOSTILE.items()}
    files |= {name: word(everywhere(text)) for name, text in LONG.items()}
    for name, file in files.items():
        (folder / f"{name}.docx").write_bytes(file)
    run(
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        *(folder / f"{name}.docx" for name in files),
    )
    return {name: (folder / f"{name}.pdf").read_bytes() for name in files}


def content(file, name="word/document.xml"):
    return etree.fromstring(ZipFile(io.BytesIO(file)).read(name))


def test_mammoth_finds_titles_lists_tables_and_boxes(plan, seen_by_mammoth):
    html = seen_by_mammoth.value

    assert {one.message.split(":")[0] for one in seen_by_mammoth.messages} == {
        "Unrecognised paragraph style"  # mammoth knows headings and lists
    }
    assert "<h1>Spojrzenie wstecz</h1>" in html
    assert "<h2>1. Mapa decydentów u jednego klienta</h2>" in html
    assert "<h3>Notes</h3>" in html
    assert "<ol><li>Przeczytaj ostatnie sprawozdanie" in html
    assert "<ul><li>What did you do" in html
    assert len(re.findall(r"<thead>.*?</thead>", html)) == 2
    assert html.count('<input checked="checked" type="checkbox" />') == 1
    assert html.count('<input type="checkbox" />') == 14
    assert "<strong>Cel po 12 tygodniach („solidnie”):</strong> przed każdym" in html


def test_every_text_stands_in_its_order(plan, seen_by_mammoth):
    text = squeezed(re.sub(r"<[^>]+>", "", seen_by_mammoth.value))

    place = 0
    for one in map(squeezed, texts_of(plan)):
        found = text.find(one, place)
        assert found >= 0, one
        place = found + len(one)


def test_libreoffice_shows_every_text(plan, converted):
    pages = pages_of(converted["plan"])

    shown = squeezed("".join(pages))
    assert 4 <= len(pages) <= 6
    for text in texts_of(plan):
        assert squeezed(text)[:40] in shown, text
    for number, page in enumerate(pages, start=1):
        assert f"kamquiz, bank 1, parameters 0 {number} / {len(pages)}" in page
    assert "4 stycznia 2027 ·" in pages[0]
    assert "4 January 2027 ·" in pages[-1]
    assert "☑ Pierwszy krok" in pages[0].replace("\t", " ")


@each_hostile
def test_whatever_was_typed_is_shown(converted, typed, shown, request):
    drawn = converted[request.node.callspec.id]

    assert squeezed("".join(pages_of(drawn))).count(squeezed(shown)) >= PLACES


@pytest.mark.parametrize("name", LONG)
def test_a_text_that_is_too_long_is_broken(converted, name):
    assert max(right_edges_of(converted[name])) <= RIGHT_EDGE


def test_a_list_begins_with_1_again():
    two = Bullets(items=("a", "b"), numbered=True)
    file = content(word(a_document(two, Paragraph(text="and"), two)))

    numbers = [one.get(f"{WORD}val") for one in file.iter(f"{WORD}numId")]
    assert len(numbers) == 4
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_every_part_says_its_language(plan, written):
    polish, english = (set(texts_of(replace(plan, parts=(part,)))) for part in plan.parts)
    expected = dict.fromkeys(polish - english, "pl-PL") | dict.fromkeys(english - polish, "en-GB")
    found = {
        "".join(one.itertext()): one.find(f"{WORD}rPr/{WORD}lang").get(f"{WORD}val")
        for one in content(written).iter(f"{WORD}r")
        if one.find(f"{WORD}rPr/{WORD}lang") is not None
    }
    assert {text: found[text] for text in expected if text in found}.items() <= expected.items()
    assert len(expected.keys() & found.keys()) > 30
    defaults = content(written, "word/styles.xml").find(f"{WORD}docDefaults")
    assert next(defaults.iter(f"{WORD}lang")).get(f"{WORD}val") == "pl-PL"


def test_it_says_what_it_is_and_not_who_made_it(written):
    about = docx.Document(io.BytesIO(written)).core_properties
    names = ZipFile(io.BytesIO(written)).namelist()

    assert about.title == "Plan rozwoju na 12 tygodni / Development plan for 12 weeks"
    assert about.language == "pl-PL"
    assert about.created == about.modified
    assert about.created.replace(tzinfo=None) == datetime(2027, 1, 4)
    assert about.author == about.last_modified_by == about.comments == ""
    assert not [name for name in names if "thumbnail" in name or "custom" in name]
    assert b"python-docx" not in b"".join(ZipFile(io.BytesIO(written)).read(one) for one in names)


def test_its_pages_are_a4_and_its_tables_as_wide_as_the_text(written):
    file = docx.Document(io.BytesIO(written))

    assert len(file.sections) == 2
    for section in file.sections:
        assert round(section.page_width / Mm(1)) == 210
        assert round(section.page_height / Mm(1)) == 297
    for table in file.tables:
        assert round(sum(column.width for column in table.columns) / Mm(1)) == 162
        first, *rest = (row._tr.trPr for row in table.rows)
        assert first.find(f"{WORD}tblHeader") is not None
        assert all(one.find(f"{WORD}cantSplit") is not None for one in (first, *rest))


def test_all_its_styles_are_there(written):
    known = {
        one.get(f"{WORD}styleId")
        for one in content(written, "word/styles.xml").iter(f"{WORD}style")
    }
    file = content(written)
    used = {
        one.get(f"{WORD}val")
        for kind in ("pStyle", "rStyle", "tblStyle")
        for one in file.iter(f"{WORD}{kind}")
    }

    assert {"Title", "Heading1", "Heading2", "Heading3", "ListBullet", "ListNumber"} <= used
    assert used <= known


def test_equal_documents_give_equal_bytes(plan, written):
    assert word(a_plan()) == written
    assert word(replace(plan, made=date(2027, 1, 5))) != written


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(everywhere(""), id="no words at all"),
        pytest.param(a_document(), id="nothing but a title"),
        pytest.param(a_document(NoteLines(count=0), Bullets(items=())), id="empty blocks"),
        pytest.param(
            a_document(Table(caption="", head=("a", "b"), rows=(), widths=(1, 1))), id="no rows"
        ),
        pytest.param(replace(a_plan(), parts=a_plan().parts * 2), id="four parts"),
    ],
)
def test_odd_documents_are_written_all_the_same(document):
    file = word(document)

    assert mammoth.extract_raw_text(io.BytesIO(file)).value.strip()
    assert len(docx.Document(io.BytesIO(file)).sections) == len(document.parts)


def test_a_plan_takes_less_than_150_ms(plan):
    taken = best_of(8, lambda: word(plan))

    print(f"plan as a Word file {taken:.0f} ms")  # noqa: T201 - shown with pytest -rP
    assert taken < PLAN_MS
