"""The pieces of a DOCX that need WordprocessingML: types, papers, runs, rules, fields. What is put together from them is in `word`."""

import base64
import re
from dataclasses import dataclass

from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Arial"
LANGUAGE = "id-ID"
LEFT, CENTER, RIGHT, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
HEAD_FILL = "EEF2F3"
UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")


@dataclass(frozen=True)
class Paper:
    """A sheet with its margins, in millimetres."""

    width: float
    height: float
    top: float = 18
    right: float = 20
    bottom: float = 20
    left: float = 25
    is_landscape: bool = False

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right


def printable(text: str) -> str:
    """Without the characters that no XML may hold."""
    return UNPRINTABLE.sub("", str(text))


def picture_bytes(data_address: str) -> bytes:
    """The picture that a `data:` address carries."""
    return base64.b64decode(data_address.partition(",")[2])


def element(tag: str, **attributes: str):
    """An element of WordprocessingML with attributes of its own names."""
    return OxmlElement(tag, attrs={qn(f"w:{name}"): value for name, value in attributes.items()})


def set_type(style, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    properties = style.element.get_or_add_rPr()
    properties.rFonts.attrib[qn("w:eastAsia")] = FONT
    properties.append(element("w:lang", val=LANGUAGE))
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(0), 1.15


def set_paper(section, paper: Paper) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if paper.is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(paper.width), Mm(paper.height)
    section.top_margin, section.right_margin = Mm(paper.top), Mm(paper.right)
    section.bottom_margin, section.left_margin = Mm(paper.bottom), Mm(paper.left)


def write(paragraph: Paragraph, text: str, *, bold=False, italic=False, size=None, underline=False) -> None:
    run = paragraph.add_run(printable(text))
    run.bold, run.italic, run.underline = bold or None, italic or None, underline or None
    run.font.size = Pt(size) if size else None


def fill(cell: _Cell, text: str, *, align=LEFT, bold=False, size=None) -> None:
    """The first paragraph of a cell; line ends become lines."""
    paragraph = cell.paragraphs[0]
    paragraph.alignment, paragraph.paragraph_format.space_after = align, Pt(0)
    write(paragraph, text, bold=bold, size=size)


def add_line(cell: _Cell, text: str, *, align=LEFT, bold=False, size=None) -> None:
    paragraph = cell.add_paragraph()
    paragraph.alignment, paragraph.paragraph_format.space_after = align, Pt(0)
    write(paragraph, text, bold=bold, size=size)


def rule(grid: Table) -> None:
    """A hair line around each cell, and air between it and the text."""
    grid.style = "Table Grid"
    set_margins(grid, across=1.5, down=0.6)


def set_margins(grid: Table, *, across: float = 0, down: float = 0) -> None:
    """The air inside each cell, in millimetres."""
    properties = grid._tbl.tblPr
    for old in properties.findall(qn("w:tblCellMar")):
        properties.remove(old)
    margins = element("w:tblCellMar")
    for side, width in (("top", down), ("left", across), ("bottom", down), ("right", across)):
        margins.append(element(f"w:{side}", w=str(Mm(width).twips), type="dxa"))
    look = properties.find(qn("w:tblLook"))
    properties.insert(len(properties) if look is None else properties.index(look), margins)


def set_today(document) -> None:
    """Read as a document of today's Word: a table begins where the text begins."""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def end_section_in_last(document) -> None:
    """A section ends in the paragraph before, so that no empty line of it spills onto a page of its own."""
    last, holder = document.paragraphs[-2:][0], document.paragraphs[-1]
    if holder._p.getprevious() is not last._p:
        return
    last._p.get_or_add_pPr().append(holder._p.pPr.sectPr)
    document.element.body.remove(holder._p)
    if not last.text:
        last.paragraph_format.line_spacing = Pt(1)


def shade(cell: _Cell) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=HEAD_FILL))
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def repeat_head(row) -> None:
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))
    keep_whole(row)


def keep_whole(row) -> None:
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def rule_below(paragraph: Paragraph) -> None:
    """The rule under a kop: a thick and a thin line."""
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val="thickThinSmallGap", sz="18", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)


def add_field(paragraph: Paragraph, name: str, *, size: float) -> None:
    """A field that the word processor fills, such as the number of the page."""
    field = element("w:fldSimple", instr=name)
    write(paragraph, "1", size=size)  # until it is counted
    field.append(paragraph.runs[-1]._r)
    paragraph._p.append(field)


def set_outline(paragraph: Paragraph, level: int) -> None:
    """The paragraph is a heading of this level."""
    outline = element("w:outlineLvl", val=str(level - 1))
    paragraph._p.get_or_add_pPr().insert_element_before(outline, "w:rPr", "w:sectPr")


def describe(shape, words: str) -> None:
    """What a picture shows, for those who do not see it."""
    shape._inline.docPr.attrib["descr"] = printable(words)
