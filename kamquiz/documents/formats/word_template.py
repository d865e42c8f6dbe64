"""The empty Word file that documents are written into: styles, page and what is left out.

The template of python-docx has styles of 2007, 100 of them for tables, a picture of
itself and traces of who made it. A blank keeps the styles documents use, under the
names Word knows them by, so that readers can restyle the whole with Word's own means.
"""

import io
from functools import cache
from typing import cast

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from kamquiz.documents.wording import tag
from kamquiz.domain.text import Language

#: A4 and its margins.
WIDTH, HEIGHT, SIDE, TOP, BOTTOM = Mm(210), Mm(297), Mm(24), Mm(24), Mm(24)

TEXT_WIDTH = WIDTH - 2 * SIDE

#: On every machine with Word; LibreOffice has a font of the same widths for it.
FONT = "Calibri"

ACCENT, QUIET, HAIR, TINT = "17557C", "505C69", "AAB4BD", "EEF3F7"

#: Styles of Word's own: the size, and the space before and after, in points.
HEADINGS = {
    "Title": (24, 0, 14),
    "Heading 1": (16, 20, 6),
    "Heading 2": (13, 14, 4),
    "Heading 3": (11, 12, 4),
}

LISTS = ("List Bullet", "List Number", "List")

LEAD, REMARK, NOTE_LINE, CELL, GAP = "Lead", "Remark", "Note Line", "Table Text", "Gap"

TABLE = "Table Grid"

KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List", TABLE, "Caption", "Footer"}

#: What a Word file needs of the template's; the rest is pictures and effects of 2010.
KEPT_PARTS = (
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
)


def new_word(language: Language) -> WordDocument:
    """Return an empty Word document, for texts in *language* unless they say otherwise."""
    return docx.Document(io.BytesIO(_blank(language)))


@cache
def _blank(language: Language) -> bytes:
    word = docx.Document()
    _leave_out(word)
    _set_language(word, tag(language))
    _set_todays_word(word)
    _set_defaults(word)
    for name, (size, before, after) in HEADINGS.items():
        _set_heading(_style(word, name), size, before, after)
    for name in LISTS:
        _set_list(_style(word, name))
    _set_small_styles(word)
    _set_table(word)
    _set_page(word.sections[0])
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _set_page(section: Section) -> None:
    """Make the pages of *section* A4, with a line for the footer."""
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin = section.right_margin = SIDE
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.header_distance = section.footer_distance = Mm(12)


def _leave_out(word: WordDocument) -> None:
    for relations in (word.part.rels, word.part.package.rels):
        for name in [name for name, one in relations.items() if one.reltype not in KEPT_PARTS]:
            del relations[name]
    kept = KEPT | HEADINGS.keys() | set(LISTS)
    for style in list(word.styles):
        if style.name not in kept:
            style.delete()
    for style in word.styles:
        for link in style.element.findall(qn("w:link")):
            style.element.remove(link)
    _leave_out_numberings(word)


def _leave_out_numberings(word: WordDocument) -> None:
    """Keep the numberings of `LISTS` only; the others speak of styles that are gone."""
    numbering = word.part.numbering_part.element
    used = {
        style.element.pPr.numPr.numId.val
        for style in word.styles
        if style.name in LISTS and style.element.pPr.numPr is not None
    }
    pictures = {one.abstractNumId.val for one in numbering.num_lst if one.numId in used}
    for one in numbering.num_lst:
        if one.numId not in used:
            numbering.remove(one)
    for one in numbering.findall(qn("w:abstractNum")):
        if int(one.get(qn("w:abstractNumId"))) not in pictures:
            numbering.remove(one)


def _set_language(word: WordDocument, name: str) -> None:
    for place in ("w:docDefaults/w:rPrDefault/w:rPr/w:lang", "w:themeFontLang"):
        for root in (word.styles.element, word.settings.element):
            for language in root.findall(place, root.nsmap):
                language.attrib.clear()
                language.set(qn("w:val"), name)


def _set_todays_word(word: WordDocument) -> None:
    """Ask for the layout of Word 2013 and later; older ones say "compatibility mode"."""
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _set_defaults(word: WordDocument) -> None:
    normal = _style(word, "Normal")
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.12
    normal.paragraph_format.widow_control = True


def _set_heading(style: ParagraphStyle, size: int, before: int, after: int) -> None:
    _use_font(style)
    style.font.size, style.font.bold = Pt(size), True
    style.font.color.rgb = RGBColor.from_string(ACCENT)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = 1.0
    style.paragraph_format.keep_with_next = True
    style.paragraph_format.keep_together = True
    if style.name == "Title":
        _draw_lines(style, bottom=ACCENT, weight=10, space=6)


def _set_list(style: ParagraphStyle) -> None:
    style.paragraph_format.space_after = Pt(3)
    for contextual in style.element.pPr.findall(qn("w:contextualSpacing")):
        style.element.pPr.remove(contextual)


def _set_small_styles(word: WordDocument) -> None:
    caption = _style(word, "Caption")
    caption.font.size, caption.font.bold = Pt(11), True
    caption.font.color.rgb = None
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(10), Pt(4)
    caption.paragraph_format.keep_with_next = True

    _new_style(word, LEAD).font.size = Pt(12.5)

    remark = _new_style(word, REMARK)
    remark.font.size = Pt(10)
    remark.font.color.rgb = RGBColor.from_string(QUIET)

    lines = _new_style(word, NOTE_LINE)
    lines.paragraph_format.space_after = Pt(0)
    lines.paragraph_format.line_spacing = Mm(9)
    _draw_lines(lines, bottom=HAIR, between=HAIR)

    cell = _new_style(word, CELL)
    cell.font.size = Pt(10)
    cell.paragraph_format.space_after = Pt(0)
    cell.paragraph_format.line_spacing = 1.0

    gap = _new_style(word, GAP).paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(8)

    checks = _style(word, "List").paragraph_format
    checks.left_indent, checks.first_line_indent = Mm(7), Mm(-7)
    checks.tab_stops.add_tab_stop(Mm(7))

    footer = _style(word, "Footer")
    footer.font.size = Pt(9)
    footer.font.color.rgb = RGBColor.from_string(QUIET)
    footer.paragraph_format.tab_stops.clear_all()
    footer.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _draw_lines(footer, top=HAIR, space=6)


def _set_table(word: WordDocument) -> None:
    """Draw tables by thin lines between rows, with some air in the cells."""
    style = word.styles[TABLE].element
    style.remove(style.find(qn("w:tblPr")))
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="{colour}"/>'
        for side, weight, colour in (("top", 8, ACCENT), ("bottom", 4, HAIR), ("insideH", 4, HAIR))
    )
    style.append(
        parse_xml(
            f"<w:tblPr {nsdecls('w')}><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>"
            '<w:top w:w="60" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
            '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>"
        )
    )


def _style(word: WordDocument, name: str) -> ParagraphStyle:
    return cast("ParagraphStyle", word.styles[name])


def _new_style(word: WordDocument, name: str) -> ParagraphStyle:
    style = cast("ParagraphStyle", word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    return style


def _use_font(style: ParagraphStyle) -> None:
    """Let *style* have the font of the text, not the theme's font for headings."""
    fonts = style.element.rPr.rFonts
    style.element.rPr.remove(fonts)
    style.font.name = FONT


def _draw_lines(style: ParagraphStyle, *, weight: int = 4, space: int = 1, **sides: str) -> None:
    """Draw lines at *sides* of paragraphs, each in its colour."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{weight}" w:space="{space}" w:color="{colour}"/>'
        for side, colour in sides.items()
    )
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>")
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    properties.insert_element_before(
        borders,
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:outlineLvl",
    )
