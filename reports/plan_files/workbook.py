"""The official tables as an Excel workbook ready to be printed: a sheet for each, with its head on every page."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.excel_export import LONGEST
from core.money import parse_number
from renja.declared_tables import HeadCell
from reports.plan_files.contents import notes_of, tables_of
from reports.plan_files.grids import Spot, laid_out
from reports.plan_files.row_heights import RowHeights
from reports.report import Cell, PrintedTable, RenjaReport, TableHead
from reports.wording import print_moment

A4 = 9  # as Excel counts papers
CHARACTERS = {"upright": 92, "broad": 138, "dense": 190}  # of a whole row, in the type of the table
SIZES = {"upright": 9, "broad": 9, "dense": 8}
MONEY, PLAIN_NUMBER = "#,##0.##", "General"
LINE = Side(style="thin", color="7D8B94")
BORDER = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD_FILL = PatternFill("solid", fgColor="D5E3E5")
FILLS = {
    "total": HEAD_FILL,
    "row-program": HEAD_FILL,
    "row-kegiatan": PatternFill("solid", fgColor="E6EFF0"),
}
BOLD = {*FILLS, "row-urusan", "row-bidang_urusan", "row-unit"}
SIDES = {"middle": "center", "amount": "right"}
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


def renja_xlsx(report: RenjaReport, *, code: str, only: Iterable[str] = ()) -> IO[bytes]:
    """An open temporary file; `only` names the tables where not all are wanted."""
    book = Workbook()
    book.remove(book.active)
    book._named_styles["Normal"].font = _font(10, False)  # widths count in its digits: the same everywhere
    book.properties.title, book.properties.creator = report.title, report.office
    wanted = set(only)
    for table in tables_of(report):
        if not wanted or table.head.label in wanted:
            _sheet(book.create_sheet(_sheet_name(table.head)), table, report, code)
    output = TemporaryFile()  # noqa: SIM115 (whoever takes it closes it)
    book.save(output)
    output.seek(0)
    return output


def _sheet_name(head: TableHead) -> str:
    return _("Tabel %(label)s") % {"label": head.label.translate(FORBIDDEN)}


def _sheet(sheet: Worksheet, table: PrintedTable, report: RenjaReport, code: str) -> None:
    head, width = table.head, len(table.head.widths)
    _widths(sheet, head)
    heights = RowHeights(sheet)
    row = _above(heights, table, report, width)
    first = row
    row = _heads(heights, head, row)
    _print(sheet, head, (first, row - 1), report, code)
    sheet.freeze_panes = sheet.cell(row, 1)
    row = _rows(heights, table, row)
    for note in filter(None, (head.credit, *table.notes, head.note)):
        _across(heights, row, note, width, size=8)
        row += 1
    heights.apply()


def _widths(sheet: Worksheet, head: TableHead) -> None:
    for place, part in enumerate(head.widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = round(CHARACTERS[head.size] * part / 100, 1)


def _above(heights: RowHeights, table: PrintedTable, report: RenjaReport, width: int) -> int:
    """Label, title, whose table it is; the first row of the head."""
    lines = (
        (_("Tabel %(label)s") % {"label": table.head.label}, 11, True),
        (table.head.title, 11, True),
        (_("Nama Perangkat Daerah : %(office)s") % {"office": report.office}, 9, False),
    )
    for row, (text, size, is_title) in enumerate(lines, start=1):
        _across(heights, row, text, width, size=size, bold=is_title, side="center" if is_title else "left")
    if table.head.has_money:
        _across(heights, 4, _("Jumlah dalam rupiah"), width, size=9, side="right")
    return 5


def _across(
    heights: RowHeights, row: int, text: str, width: int, *, size: int, bold=False, side: str = "left"
) -> None:
    """A line over all columns."""
    sheet = heights.sheet
    _write(sheet, row, 1, text)
    heights.add(row, 1, text, size=size, bold=bold, colspan=width)
    cell = sheet.cell(row, 1)
    cell.font, cell.alignment = _font(size, bold), Alignment(side, "top", wrap_text=True)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)


def _heads(heights: RowHeights, head: TableHead, row: int) -> int:
    """The rows of the head and the numbering row; the first row behind them."""
    sheet, width, size = heights.sheet, len(head.widths), SIZES[head.size]
    rows: list[Sequence[HeadCell]] = list(head.rows)
    if head.numbers:
        rows.append(tuple(HeadCell(text) for text in head.numbers))
    for place, spots in enumerate(laid_out(rows, width)):
        is_numbering = place == len(head.rows)
        for spot in spots:
            _merge(sheet, row, spot)
            cell = sheet.cell(row, spot.column + 1)
            if spot.cell:
                _write(sheet, row, spot.column + 1, spot.cell.text)
                cell.font = _font(size - 1 if is_numbering else size, not is_numbering)
                _need(heights, row, spot, spot.cell.text, cell.font)
                cell.alignment = Alignment("center", "center", wrap_text=True)
            if not is_numbering:
                cell.fill = HEAD_FILL
        _rule(sheet, row, width)
        row += 1
    return row


def _rows(heights: RowHeights, table: PrintedTable, row: int) -> int:
    sheet, width = heights.sheet, len(table.head.widths)
    spots_of_rows = laid_out((one.cells for one in table.rows), width)
    for printed, spots in zip(table.rows, spots_of_rows, strict=True):
        names = printed.look.split()
        is_sum = not {"leaf", "typed"} & set(names)
        fill = next((FILLS[name] for name in names if name in FILLS and is_sum), None)
        font = _font(SIZES[table.head.size], bool(is_sum and BOLD & set(names)))
        for spot in spots:
            _merge(sheet, row, spot)
            _cell(sheet, row, spot, font)
            if spot.cell and spot.cell.look != "amount":
                _need(heights, row, spot, text_of(spot.cell), font)
        for place in range(1, width + 1):
            if fill:
                sheet.cell(row, place).fill = fill
        _rule(sheet, row, width)
        row += 1
    return row


def _cell(sheet: Worksheet, row: int, spot: Spot[Cell], font: Font) -> None:
    if spot.cell is None:
        return
    look = spot.cell.look
    value = number_in(spot.cell.text) if look == "amount" or _is_plain(spot.cell) else None
    cell = sheet.cell(row, spot.column + 1)
    if value is None:
        _write(sheet, row, spot.column + 1, text_of(spot.cell))
    else:
        cell.value = value
        cell.number_format = MONEY if look == "amount" else PLAIN_NUMBER
    cell.font = font
    cell.alignment = Alignment(SIDES.get(look, "left"), "top", wrap_text=look != "amount")


def _need(heights: RowHeights, row: int, spot: Spot, text: str, font: Font) -> None:
    place = {"colspan": spot.colspan, "rowspan": spot.rowspan}
    heights.add(row, spot.column + 1, text, size=font.size, bold=bool(font.bold), **place)


def _is_plain(cell: Cell) -> bool:
    """A number in the middle of its column, and nothing else said."""
    return cell.look == "middle" and not (cell.below or cell.withheld)


def number_in(text: str) -> Decimal | None:
    """What a printed number says; None for words."""
    try:
        return parse_number(text)
    except ValueError:
        return None


def text_of(cell: Cell) -> str:
    """All that a cell says, a line for each thing."""
    return "\n".join(filter(None, (cell.text, *notes_of(cell))))


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """As text, also what begins like a formula."""
    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST]
    cell.data_type = "s"


def _merge(sheet: Worksheet, row: int, spot: Spot) -> None:
    if spot.cell and (spot.colspan > 1 or spot.rowspan > 1):
        sheet.merge_cells(
            start_row=row, start_column=spot.column + 1,
            end_row=row + spot.rowspan - 1, end_column=spot.column + spot.colspan,
        )  # fmt: skip


def _rule(sheet: Worksheet, row: int, width: int) -> None:
    for place in range(1, width + 1):
        sheet.cell(row, place).border = BORDER


def _font(size: float, bold: bool) -> Font:
    return Font(name="Arial", size=size, bold=bold)


def _print(sheet: Worksheet, head: TableHead, heads: tuple[int, int], report: RenjaReport, code: str) -> None:
    """A4, as wide as one page, the head on each of them, code and number of the page at the foot."""
    setup = sheet.page_setup
    setup.paperSize, setup.orientation = A4, "landscape" if head.is_wide else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{heads[0]}:{heads[1]}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.6, 0.7
    told = _("Kode %(code)s · data %(at)s") % {"code": code, "at": print_moment(report.read_at)}
    sheet.oddFooter.left.text, sheet.oddFooter.left.size = told.replace("&", "&&"), 8
    sheet.oddFooter.right.text, sheet.oddFooter.right.size = _("Halaman &P dari &N"), 8
