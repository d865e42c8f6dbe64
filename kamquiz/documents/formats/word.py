"""A document as a Word file that readers can go on working in.

Real styles, lists and tables, so that Word's outline, its restyling and screen readers
work; boxes that can be ticked. Equal documents give equal bytes.
"""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any, assert_never, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Length, Pt
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph

from kamquiz.documents.formats.blocks import (
    Block,
    Bullets,
    Check,
    Checklist,
    Document,
    Heading,
    NoteLines,
    Paragraph,
    Part,
    Table,
    Tone,
    is_remark_below,
)
from kamquiz.documents.formats.sanitize import cleaned
from kamquiz.documents.formats.word_template import (
    CELL,
    GAP,
    LEAD,
    NOTE_LINE,
    REMARK,
    TABLE,
    TEXT_WIDTH,
    TINT,
    new_word,
)
from kamquiz.documents.wording import foot, joint_title, tag
from kamquiz.domain.text import Language

STYLES = {Tone.LEAD: LEAD, Tone.PLAIN: "Normal", Tone.QUIET: REMARK}

#: A longer row may have to go over a page, and is let.
ROW_KEPT_TOGETHER = 400

#: As many lines to write on stay on one page.
LINES_KEPT_TOGETHER = 12

#: The namespace of what Word can do since 2010, such as boxes to tick.
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"

BOXES = {False: "☐", True: "☑"}

#: Comes with Windows and draws the boxes; elsewhere another font steps in.
BOX_FONT = "Segoe UI Symbol"


def word(document: Document) -> bytes:
    """Return *document* as a Word file (.docx)."""
    document = cleaned(document)
    file = new_word(document.parts[0].language)
    for place, part in enumerate(document.parts):
        section = _new_section(file) if place else file.sections[0]
        _write_part(file, part)
        _write_foot(section, foot(document, part.language), part.language)
    _describe(file, document)
    return _with_times(file, document.made)


def _new_section(file: WordDocument) -> Section:
    """Begin a page with a footer of its own.

    The break belongs to the last words so far: a paragraph for itself might be all there
    is on a page. An empty paragraph cannot bear it, LibreOffice leaves it out then.
    """
    section = file.add_section()
    bearer = file.element.body.p_lst[-1]
    last = bearer.getprevious()
    if last.r_lst:
        last.get_or_add_pPr().append(bearer.pPr.sectPr)
        bearer.getparent().remove(bearer)
    return cast("Section", section)


def _write_part(file: WordDocument, part: Part) -> None:
    _say(_styled(file.add_paragraph(), "Title"), part.title, part.language)
    for before, block in pairwise((None, *part.blocks)):
        if block:
            _write(file, block, part.language)
            if before and is_remark_below(before, block):
                file.paragraphs[-1].paragraph_format.keep_with_next = True


def _write(file: WordDocument, block: Block, language: Language) -> None:
    match block:
        case Heading():
            heading = _styled(file.add_paragraph(), f"Heading {block.level}")
            _say(heading, block.text, language)
        case Paragraph():
            _write_paragraph(_styled(file.add_paragraph(), STYLES[block.tone]), block, language)
        case Bullets():
            _write_list(file, block, language)
        case Checklist():
            for one in block.items:
                _write_check(_styled(file.add_paragraph(), "List"), one, language)
            _end_list(file)
        case Table():
            _write_table(file, block, language)
        case NoteLines():
            for number in range(block.count, 0, -1):
                line = _styled(file.add_paragraph(), NOTE_LINE)
                line.paragraph_format.keep_with_next = 1 < number <= LINES_KEPT_TOGETHER or None
        case _:
            assert_never(block)


def _styled(paragraph: WordParagraph, style: str) -> WordParagraph:
    """Give *paragraph* its *style* by id: asking for its name looks through all styles twice."""
    paragraph._p.style = style.replace(" ", "")
    return paragraph


def _say(paragraph: WordParagraph, text: str, language: Language, *, bold: bool = False) -> None:
    """Add *text* to *paragraph*, its line ends as such, in a *language* to be checked for."""
    run = paragraph.add_run(text)
    run.bold = bold or None
    run._r.get_or_add_rPr().append(_element("w:lang", val=tag(language)))


def _write_paragraph(paragraph: WordParagraph, block: Paragraph, language: Language) -> None:
    if block.label:
        _say(paragraph, block.label, language, bold=True)
        _say(paragraph, " ", language)
    _say(paragraph, block.text, language)


def _write_list(file: WordDocument, block: Bullets, language: Language) -> None:
    style = "List Number" if block.numbered else "List Bullet"
    number = _new_numbering(file) if block.numbered else None
    for item in block.items:
        paragraph = _styled(file.add_paragraph(), style)
        if number is not None:
            numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            numbering.get_or_add_ilvl().val = 0
            numbering.get_or_add_numId().val = number
        _say(paragraph, item, language)
    _end_list(file)


def _end_list(file: WordDocument) -> None:
    """Set a list apart from what follows it."""
    last = file.element.body.p_lst[-1]
    WordParagraph(last, file).paragraph_format.space_after = Pt(9)


def _new_numbering(file: WordDocument) -> int:
    """Return a numbering that looks like the style's own and begins with 1 again."""
    style = file.styles["List Number"].element
    numbering = file.part.numbering_part.element
    abstract = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    fresh = numbering.add_num(abstract)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)


def _write_check(paragraph: WordParagraph, check: Check, language: Language) -> None:
    """Write a box that Word ticks when it is clicked, and what it is for."""
    fonts = "".join(f' w:{one}="{BOX_FONT}"' for one in ("ascii", "hAnsi", "eastAsia", "cs"))
    states = "".join(
        f'<w14:{state}State w14:val="{ord(BOXES[done]):X}" w14:font="{BOX_FONT}"/>'
        for state, done in (("checked", True), ("unchecked", False))
    )
    box = parse_xml(
        f'<w:sdt {nsdecls("w")} xmlns:w14="{WORD_2010}"><w:sdtPr><w14:checkbox>'
        f'<w14:checked w14:val="{int(check.done)}"/>{states}</w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr><w:rFonts{fonts}/></w:rPr><w:t>{BOXES[check.done]}</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )
    paragraph._p.append(box)
    _say(paragraph, "\t" + check.text, language)


def _write_table(file: WordDocument, block: Table, language: Language) -> None:
    if block.caption:
        _say(_styled(file.add_paragraph(), "Caption"), block.caption, language)
    table = file.add_table(rows=0, cols=len(block.head), style=TABLE)
    table.autofit = False
    table._tbl.tblPr.append(_element("w:tblCaption", val=block.caption))
    for column, share in zip(table.columns, block.widths, strict=True):
        column.width = Length(round(share / sum(block.widths) * TEXT_WIDTH))
    _write_row(table.add_row(), block.head, language, head=True)
    for texts in block.rows:
        _write_row(table.add_row(), texts, language)
    _styled(file.add_paragraph(), GAP)  # else what follows would touch the table


def _write_row(
    row: WordRow, texts: Sequence[str], language: Language, *, head: bool = False
) -> None:
    properties = row._tr.get_or_add_trPr()
    if max(map(len, texts)) < ROW_KEPT_TOGETHER:
        properties.append(_element("w:cantSplit"))
        if head:
            properties.append(_element("w:tblHeader"))
    for cell, text in zip(row.cells, texts, strict=True):
        paragraph = _styled(cell.paragraphs[0], CELL)
        _say(paragraph, text, language, bold=head)
        if head:
            shade = _element("w:shd", val="clear", color="auto", fill=TINT)
            cell._tc.get_or_add_tcPr().append(shade)


def _write_foot(section: Section, text: str, language: Language) -> None:
    section.footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    _say(paragraph, f"{text}\t", language)
    _count(paragraph, "PAGE")
    _say(paragraph, " / ", language)
    _count(paragraph, "NUMPAGES")


def _count(paragraph: WordParagraph, name: str) -> None:
    """Add a number that Word fills in, such as that of the page."""
    field = _element("w:fldSimple", instr=name)
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
    paragraph._p.append(field)


def _describe(file: WordDocument, document: Document) -> None:
    """Say what the file is, and nothing about who or what made it."""
    made = datetime.combine(document.made, time(), UTC)
    about = file.core_properties
    about.title = joint_title(document)
    about.language = tag(document.parts[0].language)
    about.created = about.modified = made
    about.author = about.comments = about.last_modified_by = ""
    about.revision = 1


def _with_times(file: WordDocument, made: date) -> bytes:
    """Return *file* packed as on the day it was *made*, whatever day it is."""
    packed, out = io.BytesIO(), io.BytesIO()
    file.save(packed)
    with ZipFile(packed) as before, ZipFile(out, "w") as after:
        for name in before.namelist():
            entry = ZipInfo(name, (made.year, made.month, made.day, 0, 0, 0))
            after.writestr(entry, before.read(name), ZIP_DEFLATED)
    return out.getvalue()


def _element(name: str, **attributes: str) -> Any:  # lxml ships no types
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
