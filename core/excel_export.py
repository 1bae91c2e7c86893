"""Tables handed out as XLSX: text stays text, numbers and days are numbers and days, nothing is a formula."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from tempfile import TemporaryFile
from typing import IO

from django.http import FileResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from core.money import number

WIDTH = 22
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767  # characters of a cell, by the format
EXACT = 15  # digits that a spreadsheet keeps of a number


def write_workbook(
    title: str,
    head: list[str],
    rows: Iterable[Iterable[object]],
    *,
    widths: Sequence[int] = (),
    formats: Sequence[str] = (),
) -> IO[bytes]:
    """An open temporary file with one sheet, written row by row; its beginning is where it is read from.

    `widths` are those of the columns in characters, `formats` how their numbers are shown, where given.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for place in range(1, len(head) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = (
            widths[place - 1] if place <= len(widths) else WIDTH
        )
    sheet.append([_cell(sheet, label, bold=True) for label in head])
    for row in rows:
        sheet.append(
            [_cell(sheet, value, shown=shown) for value, shown in zip_longest(row, formats, fillvalue="")]
        )
    output = TemporaryFile()  # noqa: SIM115 (whoever takes it closes it, as the response does)
    book.save(output)
    output.seek(0)
    return output


def excel_response(
    name: str, title: str, head: list[str], rows: Iterable[Iterable[object]], **layout: Sequence
) -> FileResponse:
    """A download that is never stored on the way; `layout` as `write_workbook` takes it."""
    content = write_workbook(title, head, rows, **layout)
    response = FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _cell(sheet, value: object, *, bold: bool = False, shown: str = "") -> WriteOnlyCell:
    """Whatever is neither number nor day is text, also what begins like a formula, and a number that a spreadsheet rounds."""
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > EXACT:
        value = number(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | date | datetime):
        value = ILLEGAL_CHARACTERS_RE.sub("", "" if value is None else str(value))[:LONGEST]
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif shown:
        cell.number_format = shown
    if bold:
        cell.font = Font(bold=True)
    return cell
