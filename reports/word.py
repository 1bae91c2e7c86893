"""Office letters and records as DOCX: kop, paragraphs, tables whose head comes back on each page, who signs, page numbers.

A `WordFile` is filled from top to bottom and then turned into bytes. It knows paper and type, not what is written.
"""

import io
from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from reports.report import Letterhead, Signature
from reports.word_parts import (
    CENTER,
    JUSTIFIED,
    LANGUAGE,
    LEFT,
    RIGHT,
    Paper,
    add_field,
    add_line,
    describe,
    end_section_in_last,
    fill,
    keep_whole,
    picture_bytes,
    printable,
    repeat_head,
    rule,
    rule_below,
    set_margins,
    set_outline,
    set_paper,
    set_today,
    set_type,
    shade,
    write,
)  # fmt: skip

__all__ = [
    "A4",
    "A4_LANDSCAPE",
    "CENTER",
    "DOCX",
    "F4",
    "F4_LANDSCAPE",
    "JUSTIFIED",
    "LEFT",
    "RIGHT",
    "Paper",
    "WordFile",
]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LOGO_MM = 22


A4 = Paper(210, 297)
A4_LANDSCAPE = Paper(297, 210, left=20, is_landscape=True)
F4 = Paper(215, 330)
F4_LANDSCAPE = Paper(330, 215, left=20, is_landscape=True)


class WordFile:
    """One document; each method adds to its end."""

    def __init__(self, *, title: str, author: str, paper: Paper = A4, size: float = 11) -> None:
        self.document = Document()
        self.paper = paper
        properties = self.document.core_properties
        properties.title, properties.author = printable(title)[:250], printable(author)[:250]
        properties.comments, properties.language = "", LANGUAGE
        properties.created = properties.modified = timezone.now()
        set_today(self.document)
        set_type(self.document.styles["Normal"], size)
        set_paper(self.document.sections[0], paper)

    # --- Text ----------------------------------------------------------------------------------------

    def paragraph(
        self, text: str = "", *, align=LEFT, bold: bool = False, italic: bool = False, size: float | None = None,
        indent: float = 0, first: float = 0, after: float = 6, underline: bool = False, keep: bool = False,
    ) -> Paragraph:  # fmt: skip
        """A paragraph; line ends inside the text stay. `indent` and `first` (line) in millimetres, `keep` with the next."""
        added = self.document.add_paragraph()
        write(added, text, bold=bold, italic=italic, size=size, underline=underline)
        added.alignment = align
        form = added.paragraph_format
        form.left_indent, form.first_line_indent = Mm(indent), Mm(first)
        form.space_before, form.space_after, form.keep_with_next = Pt(0), Pt(after), keep or None
        return added

    def heading(self, text: str, *, level: int = 1, align=CENTER, size: float = 12.5) -> Paragraph:
        """A heading that screen readers and the outline know, in the type of the document."""
        added = self.paragraph(text, align=align, bold=True, size=size, keep=True)
        added.paragraph_format.space_before = Pt(6 if level > 1 else 0)
        set_outline(added, level)
        return added

    def numbered(self, items: Iterable[str], *, marks: Sequence[str] = (), after: float = 3) -> None:
        """A list with hanging marks, `1.` onwards unless `marks` names others (such as KESATU)."""
        for place, item in enumerate(items):
            mark = marks[place] if place < len(marks) else f"{place + 1}."
            added = self.paragraph(f"{mark}\t{item}", align=JUSTIFIED, indent=8, first=-8, after=after)
            added.paragraph_format.tab_stops.add_tab_stop(Mm(8))

    def picture(self, png: bytes, *, width: float, align=LEFT, describes: str = "") -> None:
        """A PNG, `width` millimetres wide, with words for those who do not see it."""
        added = self.paragraph(align=align, after=3)
        shape = added.add_run().add_picture(io.BytesIO(png), width=Mm(width))
        describe(shape, describes)

    def new_page(self) -> None:
        """What follows begins on a new page."""
        self.paragraph(after=0).add_run().add_break(WD_BREAK.PAGE)

    def new_section(self, paper: Paper) -> None:
        """What follows stands on other paper, from a new page on."""
        self.paper = paper
        set_paper(self.document.add_section(), paper)
        end_section_in_last(self.document)

    # --- What offices know ---------------------------------------------------------------------------

    def letterhead(self, host: Letterhead) -> None:
        """The kop: logo, government, office, its lines, and a double rule below."""
        grid = self._grid(1, [26, self.paper.text_width - 52, 26] if host.logo else [self.paper.text_width])
        text = grid.rows[0].cells[1 if host.logo else 0]
        if host.logo:
            picture = grid.rows[0].cells[0].paragraphs[0].add_run()
            shape = picture.add_picture(io.BytesIO(picture_bytes(host.logo)), width=Mm(LOGO_MM))
            describe(shape, _("Lambang daerah"))
        fill(text, host.government.upper(), align=CENTER, size=13)
        add_line(text, host.organization.upper(), align=CENTER, size=15, bold=True)
        for line in host.lines:
            add_line(text, line, align=CENTER, size=9.5)
        rule_below(self._gap(4, after=8))

    def facts(self, rows: Iterable[tuple[str, str]], *, label: float = 24, after: float = 8) -> None:
        """Labels and values in two columns without lines: Nomor, Sifat, Lampiran, Hal."""
        rows = list(rows)
        if not rows:
            return
        grid = self._grid(len(rows), [label, 4, self.paper.text_width - label - 4])
        for row, (name, value) in zip(grid.rows, rows, strict=True):
            for cell, text in zip(row.cells, (name, ":", value), strict=True):
                fill(cell, text)
        self._gap(after)

    def table(
        self, heads: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[float], size: float = 9,
        align: Sequence[WD_ALIGN_PARAGRAPH] = (), height: float = 0,
    ) -> Table:  # fmt: skip
        """A ruled table as wide as the text. Its head comes back on each page, no row is cut; `widths` are parts.

        `align` names the columns from the left, `height` the least height of a row in millimetres (for signatures).
        """
        whole = sum(widths)
        grid = self._grid(1, [self.paper.text_width * part / whole for part in widths])
        rule(grid)
        for cell, head in zip(grid.rows[0].cells, heads, strict=True):
            fill(cell, head, align=CENTER, bold=True, size=size)
            shade(cell)
        repeat_head(grid.rows[0])
        for values in rows:
            self._row(grid, values, align=align, size=size, height=height)
        if len(grid.rows) == 1:
            cells = grid.add_row().cells
            fill(cells[0].merge(cells[-1]), _("Nihil."), align=CENTER, size=size)
        self._gap(10)
        return grid

    def _row(self, grid: Table, values: Sequence[str], *, align, size: float, height: float) -> None:
        row = grid.add_row()
        row.height = Mm(height) if height else None
        keep_whole(row)
        for place, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
            fill(cell, value, align=align[place] if place < len(align) else LEFT, size=size)

    def signature(self, signature: Signature, *, with_date: bool = False, missing: str = "") -> None:
        """The block of who signs, on the right and in one piece; `missing` where nobody does."""
        lines = _signer_lines(signature) if signature.name else [(missing, False)]
        if with_date:
            lines.insert(0, (f"{signature.place}, {signature.date}", False))
        indent, last = self.paper.text_width / 2, len(lines) - 1
        for place, (text, is_name) in enumerate(lines):
            self.paragraph(text, indent=indent, after=0, bold=is_name, underline=is_name, keep=place < last)

    def page_numbers(self, text: str = "") -> None:
        """`text` at the foot of each page, the number of the page below it on the right."""
        footer = self.document.sections[0].footer
        write(footer.paragraphs[0], text, size=8)
        number = footer.add_paragraph()
        number.alignment = RIGHT
        add_field(number, "PAGE", size=8)
        write(number, " / ", size=8)
        add_field(number, "NUMPAGES", size=8)

    def _gap(self, height: float, *, after: float = 0) -> Paragraph:
        """White space between two things, so many points high."""
        added = self.paragraph(after=after)
        added.paragraph_format.line_spacing = Pt(height)
        return added

    # --- Grids ---------------------------------------------------------------------------------------

    def _grid(self, rows: int, widths: Sequence[float]) -> Table:
        """A table with fixed columns, as Word and LibreOffice both read them, without lines or air."""
        grid = self.document.add_table(rows=rows, cols=len(widths))
        grid.autofit, grid.alignment = False, WD_TABLE_ALIGNMENT.LEFT
        set_margins(grid)
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)
        return grid

    def as_bytes(self) -> bytes:
        written = io.BytesIO()
        self.document.save(written)
        return written.getvalue()


def _signer_lines(signature: Signature) -> list[tuple[str, bool]]:
    """What stands in the block, and which line is the name."""
    nip = f"NIP {signature.nip}" if signature.nip else ""
    below = [(text, False) for text in (signature.rank, nip) if text]
    return [(f"{signature.title},", False), *[("", False)] * 4, (signature.name, True), *below]
