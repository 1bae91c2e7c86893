"""The styles of a Renja in Word: whoever goes on with the file changes a style, not a thousand paragraphs."""

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reports.plan_files.word_grid import DENSE
from reports.word import A4, CENTER
from reports.word_parts import set_type

BLACK, SEA, QUIET = RGBColor(0, 0, 0), RGBColor(0x0B, 0x4F, 0x5A), RGBColor(0x51, 0x61, 0x6C)
HEADINGS = {1: (14.5, SEA), 2: (11.8, SEA), 3: (11, BLACK), 4: (11, BLACK)}
TABLE_SIZES = {"": 7.5, DENSE: 5.8}
TABLE_STYLES = (("Isi Tabel", False, BLACK), ("Kepala Tabel", True, BLACK), ("Catatan Tabel", False, QUIET))
CONTENTS = {
    "toc 1": (0, 0, True),
    "toc 2": (16, 11, False),
    "table of figures": (28, 28, False),
}  # mm, mm, bold
PAGE_NUMBER = 10  # mm that are kept for it
NUMBER = 12  # mm for that of a part, before its title


def add_styles(document) -> None:
    for level, (size, colour) in HEADINGS.items():
        _heading(document, level, size, colour)
    for mark, size in TABLE_SIZES.items():
        for label, bold, colour in TABLE_STYLES:
            _table_style(document, f"{label} {mark}".strip(), size, bold, colour)
    _caption(document)
    for name, (indent, hanging, bold) in CONTENTS.items():
        _contents_style(document, name, indent, hanging, bold)


def _own_type(style, size: float, colour: RGBColor) -> None:
    """The type of the document, where Word's template would take that of its theme."""
    set_type(style, size)
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        style.element.rPr.rFonts.attrib.pop(qn(f"w:{name}"), None)
    style.font.color.rgb = colour


def _heading(document, level: int, size: float, colour: RGBColor) -> None:
    style = document.styles[f"Heading {level}"]
    _own_type(style, size, colour)
    style.font.bold, style.font.italic = True, level == 4
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(0 if level == 1 else 10), Pt(14 if level == 1 else 4)
    form.keep_with_next, form.page_break_before = True, level == 1
    if level == 1:
        form.alignment, style.font.all_caps = CENTER, True
    if level == 2:
        form.left_indent, form.first_line_indent = Mm(NUMBER), Mm(-NUMBER)
        form.tab_stops.add_tab_stop(Mm(NUMBER))


def _table_style(document, name: str, size: float, bold: bool, colour: RGBColor) -> None:
    style = _new_style(document, name, size)
    style.font.bold, style.font.color.rgb = bold or None, colour
    style.paragraph_format.line_spacing = 1.0
    if bold:
        style.paragraph_format.alignment = CENTER


def _caption(document) -> None:
    style = document.styles["Caption"]
    _own_type(style, 10, BLACK)
    style.font.bold, style.font.italic = True, False
    form = style.paragraph_format
    form.alignment, form.keep_with_next, form.space_after = CENTER, True, Pt(6)


def _contents_style(document, name: str, indent: float, hanging: float, bold: bool) -> None:
    style = _new_style(document, name, 10.5)
    style.font.bold = bold or None
    form = style.paragraph_format
    form.left_indent, form.first_line_indent, form.right_indent = Mm(indent), Mm(-hanging), Mm(PAGE_NUMBER)
    form.space_before, form.space_after = Pt(5 if bold else 0), Pt(2)
    if indent:
        form.tab_stops.add_tab_stop(Mm(indent))
    form.tab_stops.add_tab_stop(Mm(A4.text_width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _new_style(document, name: str, size: float):
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    set_type(style, size)
    return style
