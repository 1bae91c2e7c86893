"""Official tables as WordprocessingML: heads that reach over columns and come back on each page, the numbering row, rows in their looks.

A table of a plan has thousands of cells; it is put together as text and read once, which takes a hundredth of the time.
"""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from renja.declared_tables import HeadCell
from reports.plan_files.contents import notes_of
from reports.plan_files.grids import Spot, laid_out
from reports.report import Cell, PrintedRow, TableHead
from reports.word_parts import printable

BODY, HEAD, NOTE = "IsiTabel", "KepalaTabel", "CatatanTabel"  # styles by their keys
DENSE = "Rapat"
FILLS = {"total": "D5E3E5", "row-program": "D5E3E5", "row-kegiatan": "E6EFF0"}
HEAD_FILL = "D5E3E5"
BOLD = {"total", "row-urusan", "row-bidang_urusan", "row-unit", "row-program", "row-kegiatan"}
SIDES = {"middle": "center", "amount": "right"}


def table_element(head: TableHead, rows: Iterable[PrintedRow], *, width: float):
    """The whole table, `width` millimetres wide."""
    dense = DENSE if head.size == "dense" else ""
    columns = len(head.widths)
    heads = [
        _row(spots, head.widths, width, _head_cell(dense), is_head=True)
        for spots in laid_out(head.rows, columns)
    ]
    if head.numbers:
        numbers = tuple(HeadCell(text) for text in head.numbers)
        heads += [
            _row(spots, head.widths, width, _number_cell(dense), is_head=True)
            for spots in laid_out([numbers], columns)
        ]
    return _table([*heads, *_body(rows, head.widths, width, dense)], head.widths, width)


def plain_table(rows: Sequence[Sequence[Cell]], *, heads: int, width: float):
    """A table out of a text: its first `heads` rows come back on each page; columns of one width."""
    columns = max(sum(cell.colspan for cell in row) for row in rows)
    widths = (100 / columns,) * columns
    made = [
        _row(
            spots,
            widths,
            width,
            _head_cell("") if place < heads else _body_cell("", ""),
            is_head=place < heads,
        )
        for place, spots in enumerate(laid_out(rows, columns))
    ]
    return _table(made, widths, width)


def _body(rows: Iterable[PrintedRow], widths, width: float, dense: str) -> list[str]:
    rows = list(rows)
    spots = laid_out((row.cells for row in rows), len(widths))
    before_total = [row.look == "total" for row in rows[1:]] + [False]
    return [
        _row(places, widths, width, _body_cell(row.look, dense, keep=keep), splits="long" in row.look.split())
        for row, places, keep in zip(rows, spots, before_total, strict=True)
    ]


def _table(rows: Sequence[str], widths: Sequence[float], width: float):
    grid = "".join(f'<w:gridCol w:w="{_twips(part, width)}"/>' for part in widths)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{Mm(width).twips}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
        '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0420" w:firstRow="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _twips(part: float, width: float) -> int:
    return round(Mm(width).twips * part / 100)


def _row(spots: Sequence[Spot], widths, width: float, write, *, is_head=False, splits=False) -> str:
    whole = "" if splits else "<w:cantSplit/>"
    repeated = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr>{whole}{repeated}</w:trPr>{''.join(_place(s, widths, width, write) for s in spots)}</w:tr>"


def _place(spot: Spot, widths: Sequence[float], width: float, write) -> str:
    size = _twips(sum(widths[spot.column : spot.column + spot.colspan]), width)
    span = f'<w:gridSpan w:val="{spot.colspan}"/>' if spot.colspan > 1 else ""
    if spot.goes_on:
        return f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/>{span}<w:vMerge/></w:tcPr><w:p/></w:tc>'
    merge = '<w:vMerge w:val="restart"/>' if spot.rowspan > 1 else ""
    look, content = write(spot.cell)
    return f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/>{span}{merge}{look}</w:tcPr>{content}</w:tc>'


def _head_cell(dense: str):
    look = f'<w:shd w:val="clear" w:color="auto" w:fill="{HEAD_FILL}"/><w:vAlign w:val="center"/>'
    return lambda cell: (look, _paragraph(cell.text if cell else "", HEAD + dense))


def _number_cell(dense: str):
    return lambda cell: ("", _paragraph(cell.text, BODY + dense, side="center", keep=True))


def _body_cell(look: str, dense: str, *, keep: bool = False):
    """How the cells of a row of this look are written."""
    names = look.split()
    is_sum = not {"leaf", "typed"} & set(names)
    fill = next((FILLS[name] for name in names if name in FILLS and is_sum), "")
    bold, keep = bool(BOLD & set(names)) and is_sum, keep or (is_sum and look.startswith("row-"))
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""

    def write(cell: Cell | None) -> tuple[str, str]:
        if cell is None:
            return shade, _paragraph("", BODY + dense)
        told = [_paragraph(line, NOTE + dense) for line in notes_of(cell)]
        if cell.text or not told:
            side = SIDES.get(cell.look, "")
            told.insert(0, _paragraph(cell.text, BODY + dense, side=side, bold=bold, keep=keep))
        return shade, "".join(told)

    return write


def _paragraph(text: str, style: str, *, side: str = "", bold: bool = False, keep: bool = False) -> str:
    next_too = "<w:keepNext/>" if keep else ""
    aligned = f'<w:jc w:val="{side}"/>' if side else ""
    told = "<w:rPr><w:b/></w:rPr>" if bold else ""
    lines = [
        f'<w:t xml:space="preserve">{escape(line)}</w:t>'
        for line in printable(text).replace("\r", "").split("\n")
    ]
    run = f"<w:r>{told}{'<w:br/>'.join(lines)}</w:r>" if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{next_too}{aligned}</w:pPr>{run}</w:p>'
