"""A document as one HTML file, read as a browser reads it."""

import re

import pytest
from tinyhtml5.parser import HTMLParser

from kamquiz.documents.formats.blocks import Bullets, Checklist, NoteLines, Table
from kamquiz.documents.formats.html import html
from tests.documents.documents import (
    a_document,
    a_plan,
    each_hostile,
    everywhere,
    squeezed,
    texts_of,
)


def parsed(text):
    """Return the page and what a browser would have to put right in it."""
    reader = HTMLParser(namespace_html_elements=False)
    return reader.parse(text), reader.errors


def kinds(page):
    """Return the elements of *page* in their order, line breaks aside."""
    return [one.tag for one in page.iter() if one.tag != "br"]


def seen(page):
    return squeezed("".join(page.find("body").itertext()))


def test_a_browser_finds_no_fault_and_every_text():
    page, errors = parsed(html(a_plan()))

    assert errors == []
    text, place = seen(page), 0
    for one in map(squeezed, texts_of(a_plan())):
        found = text.find(one, place)
        assert found >= 0, one
        place = found + len(one)


def test_it_is_accessible():
    page, _errors = parsed(html(a_plan()))

    assert page.get("lang") == "pl"
    assert [one.get("lang") for one in page.iter("section")] == ["pl", "en"]
    assert next(page.iter("title")).text.startswith("Plan rozwoju")
    assert {one.get("scope") for one in page.iter("th")} == {"col"}
    assert [len(table.findall("caption")) for table in page.iter("table")] == [1, 1]
    boxes = list(page.iter("input"))
    assert len(boxes) == 15
    assert sum("checked" in one.attrib for one in boxes) == 1
    assert len(list(page.iter("label"))) == len(boxes)


def test_it_needs_nothing_beside_it():
    page = html(a_plan())

    assert not re.search(r"<script|<link|src=|href=|url\(|@import|\son\w+=", page)


def test_its_foot_says_when_it_was_made_in_each_language():
    page, _errors = parsed(html(a_plan()))

    assert [one.text for one in page.iter("footer")] == [
        "4 stycznia 2027 · kamquiz, bank 1, parameters 0",
        "4 January 2027 · kamquiz, bank 1, parameters 0",
    ]


@each_hostile
def test_whatever_was_typed_is_text(typed, shown):
    page, errors = parsed(html(everywhere(typed)))

    assert errors == []
    assert kinds(page) == kinds(parsed(html(everywhere("word")))[0])
    assert seen(page).count(squeezed(shown)) >= 15


def test_a_line_end_in_a_text_is_one():
    assert "<li>one<br>two</li>" in html(a_document(Bullets(items=("one\ntwo",))))


@pytest.mark.parametrize(
    "block",
    [
        Bullets(items=()),
        Checklist(items=()),
        NoteLines(count=0),
        Table(caption="", head=("a",), rows=(), widths=(1,)),
    ],
)
def test_an_empty_block_leaves_no_fault(block):
    page, errors = parsed(html(a_document(block)))

    assert errors == []
    assert not {"ul", "ol", "li", "caption"} & set(kinds(page))
