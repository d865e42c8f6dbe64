"""A document as one HTML file that needs nothing beside it: no script, no picture, no font."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from markupsafe import Markup

from kamquiz.documents.blocks import (
    Block,
    Bullets,
    Checklist,
    Document,
    Heading,
    NoteLines,
    Paragraph,
    Part,
    Table,
)
from kamquiz.documents.cleaning import cleaned
from kamquiz.documents.wording import foot, joint_title, tag

STYLE = Markup(
    "body{font:1rem/1.55 system-ui,'Segoe UI','Liberation Sans',sans-serif;max-width:44rem;"
    "margin:0 auto;padding:1.5rem;color:#1b2430;background:#fff;overflow-wrap:anywhere}"
    "h1,h2,h3,h4{line-height:1.3;color:#17557c}p,li,td,th{white-space:pre-line}"
    ".lead{font-size:1.125rem}.quiet,footer{color:#505c69}"
    "table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600}"
    "th,td{text-align:left;vertical-align:top;padding:.4rem .5rem;border-bottom:1px solid #767f89}"
    ".checks{list-style:none;padding-left:0}.line{border-bottom:1px solid #767f89;height:2rem}"
)


def html(document: Document) -> str:
    """Return *document* as a whole HTML page; all its words are escaped."""
    document = cleaned(document)
    language = document.parts[0].language
    return Markup(
        '<!doctype html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n{}</main>\n"
        "<footer><p>{}</p></footer>\n</body>\n</html>\n"
    ).format(
        tag(language),
        joint_title(document),
        STYLE,
        _joined(_part(one) for one in document.parts),
        foot(document, language),
    )


def _joined(pieces: Iterable[Markup]) -> Markup:
    return Markup("").join(pieces)


def _part(part: Part) -> Markup:
    return Markup('<section lang="{}">\n<h1>{}</h1>\n{}</section>\n').format(
        tag(part.language), part.title, _joined(_block(one) for one in part.blocks)
    )


def _block(block: Block) -> Markup:
    match block:
        case Heading():
            level = block.level + 1
            return Markup("<h{}>{}</h{}>\n").format(level, block.text, level)
        case Paragraph():
            label = Markup("<strong>{}</strong> ").format(block.label) if block.label else ""
            return Markup('<p class="{}">{}{}</p>\n').format(block.tone.value, label, block.text)
        case Bullets():
            name = "ol" if block.numbered else "ul"
            return Markup("<{}>\n{}</{}>\n").format(name, _joined(_items(block.items)), name)
        case Checklist():
            lines = (f"{'☑' if one.done else '☐'} {one.text}" for one in block.items)
            return Markup('<ul class="checks">\n{}</ul>\n').format(_joined(_items(lines)))
        case Table():
            return _table(block)
        case NoteLines():
            return Markup('<div class="line"></div>\n') * block.count
        case _:
            assert_never(block)


def _items(items: Iterable[str]) -> Iterator[Markup]:
    return (Markup("<li>{}</li>\n").format(one) for one in items)


def _table(table: Table) -> Markup:
    head = _joined(Markup('<th scope="col">{}</th>').format(one) for one in table.head)
    rows = _joined(
        Markup("<tr>{}</tr>\n").format(_joined(Markup("<td>{}</td>").format(one) for one in row))
        for row in table.rows
    )
    return Markup(
        "<table>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n"
    ).format(table.caption, head, rows)
