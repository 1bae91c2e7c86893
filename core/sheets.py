"""Workbooks as offices send them: every sheet as a grid of plain values, merged cells filled, nothing assumed about headings.

For tables that are made to be imported, with their head in the first row, see `core.tables`.
"""

import csv
import datetime
import re
import warnings
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import islice

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

from core.dates import plain_date
from core.errors import ContentRefused
from core.office_check import readable_package
from core.tables import DELIMITERS, ZIP, TableRefused, as_text
from core.xml_check import read_xml

MAX_SHEETS = 30
MAX_COLUMNS = 60
MAX_FILLED = 400_000  # cells that merged ranges may fill; hostile ranges overlap
SNIFFED_LINES = 30
ERROR_VALUES = re.compile(
    r"#(?:REF|N/A|VALUE|DIV/0|NAME|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|CONNECT|UNKNOWN|BUSY|GETTING_DATA)[!?]?",
    re.IGNORECASE,
)
QUOTED = re.compile(r'"[^"]*"|\\.')  # words in the format of a number
NO_VALUE = "#FORMULA!"  # a formula whose result the file does not hold

Value = str | int | float | None


@dataclass
class Sheet:
    """One sheet: its name, and its rows by the number that a spreadsheet shows; empty rows are left out.

    `hidden` are the numbers of rows that a filter, or somebody, hides: they are read like all others.
    """

    name: str
    rows: dict[int, list[Value]] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows.values()), default=0)


def read_sheets(raw: bytes, *, most_rows: int) -> list[Sheet]:
    """All visible sheets of an XLSX that hold anything, or the one table of a CSV.

    Raises TableRefused with an Indonesian sentence, also for more than `most_rows` filled rows together.
    """
    found = _book(raw, most_rows) if raw.startswith(ZIP) else [_csv(raw, most_rows)]
    sheets = [sheet for sheet in found if sheet.rows]
    if not sheets:
        raise TableRefused(_("Berkas tidak berisi satu baris pun. Periksa lalu unggah lagi."))
    return sheets


def column_letter(place: int) -> str:
    """The name of a column, counted from 0, as a spreadsheet shows it."""
    return get_column_letter(place + 1)


def _too_many(most_rows: int) -> TableRefused:
    words = _("Berkas memuat lebih dari %(n)s baris. Bagi menjadi beberapa berkas, lalu impor satu per satu.")
    return TableRefused(words % {"n": f"{most_rows:,}".replace(",", ".")})


# CSV


def _csv(raw: bytes, most_rows: int) -> Sheet:
    text = raw.decode("utf-8-sig")
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter_of(text), strict=True)
    sheet = Sheet("CSV")
    try:
        _take_over(sheet, reader, most_rows)
    except csv.Error as error:
        words = _("CSV tidak dapat dibaca di sekitar baris %(line)d. Periksa tanda petik di baris itu.")
        raise TableRefused(words % {"line": reader.line_num}) from error
    return sheet


def _delimiter_of(text: str) -> str:
    """The one that most lines use, since the lines of a title use none; Excel may also name it (`sep=;`)."""
    lines = text.split("\n", SNIFFED_LINES)[:SNIFFED_LINES]
    named = re.fullmatch(r"sep=(.)\s*", lines[0], re.IGNORECASE)
    if named and named[1] in DELIMITERS:
        return named[1]
    return max(DELIMITERS, key=lambda one: (sum(one in line for line in lines), text.count(one)))


def _take_over(sheet: Sheet, records: Iterable[Iterable], most_rows: int) -> None:
    """The filled rows; titles and the like included, so that a little more than `most_rows` are read."""
    for number, record in enumerate(records, start=1):
        filled = _without_end(list(islice(record, MAX_COLUMNS)))
        cells = _without_end([_plain(cell) for cell in filled])
        if cells:
            sheet.rows[number] = cells
        if len(sheet.rows) > most_rows + SNIFFED_LINES:
            raise _too_many(most_rows)


def _without_end(cells: list) -> list:
    """Without the empty cells behind the last that holds anything."""
    while cells and cells[-1] in (None, ""):
        cells.pop()
    return cells


def _plain(cell) -> Value:
    """Text tidied, numbers as they are, dates in words: a volume that Excel took for a date is then seen to be none."""
    if cell is None:
        return None
    if isinstance(cell, datetime.date):
        return plain_date(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    return as_text(cell).replace("\x00", "") or None


# XLSX


def _book(raw: bytes, most_rows: int) -> list[Sheet]:
    try:
        return list(_sheets_of(raw, most_rows))
    except TableRefused:
        raise
    except ContentRefused as refused:
        raise TableRefused(_("Berkas XLSX tidak dapat diterima: %(why)s") % {"why": refused}) from refused
    except Exception as error:  # a reader may stumble over hostile bytes in any way
        raise TableRefused(_("Berkas XLSX rusak. Simpan ulang dari Excel, lalu coba lagi.")) from error


def _sheets_of(raw: bytes, most_rows: int) -> Iterator[Sheet]:
    package = readable_package(raw)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # missing styles and the like do not touch the values
        book = load_workbook(BytesIO(raw), read_only=True, data_only=True)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        left = most_rows
        for worksheet in shown[:MAX_SHEETS]:
            sheet = Sheet(worksheet.title)
            worksheet.reset_dimensions()  # what the file says about its own size is not believed
            _take_over(sheet, worksheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), left)
            outline = _Outline(_percent_styles(book))
            read_xml(package.read(worksheet._worksheet_path), outline.visit, outline.text)
            outline.fill(sheet)
            left -= len(sheet.rows)
            yield sheet


def _percent_styles(book) -> frozenset[str]:
    """The styles whose numbers are shown as percent, by the number that a cell names them with."""
    formats = BUILTIN_FORMATS | dict(enumerate(book._number_formats, start=BUILTIN_FORMATS_MAX_SIZE))
    shown = (QUOTED.sub("", formats.get(style.numFmtId, "")) for style in book._cell_styles)
    return frozenset(str(place) for place, form in enumerate(shown) if "%" in form)


class _Outline:
    """What the values alone do not tell: merged ranges, hidden rows, percents, and formulas without a result."""

    def __init__(self, percent_styles: Container[str]) -> None:
        self.merged: list[str] = []
        self.hidden: dict[str, bool] = {}
        self.percents: list[str] = []
        self.without_value: dict[str, bool] = {}
        self._percent_styles = percent_styles
        self._cell, self._in_value, self._is_text = "", False, False

    def visit(self, name: str, attributes: dict[str, str]) -> None:
        self._in_value = name == "v"
        if name == "c":
            self._cell, self._is_text = attributes.get("r", ""), attributes.get("t") == "str"
            if attributes.get("s") in self._percent_styles:
                self.percents.append(self._cell)
        elif name == "f" and not self._is_text:  # a text may be empty
            self.without_value[self._cell] = True
        elif name == "row" and attributes.get("hidden") in ("1", "true"):
            self.hidden[attributes.get("r", "")] = True
        elif name == "mergeCell":
            self.merged.append(attributes.get("ref", ""))

    def text(self, words: str) -> None:
        if self._in_value:
            self.without_value.pop(self._cell, None)

    def fill(self, sheet: Sheet) -> None:
        sheet.hidden = [number for number in sheet.rows if str(number) in self.hidden]
        for cell in filter(None, self.percents):
            row, column = _place_of(cell)
            value = _at(sheet, row, column)
            if isinstance(value, int | float):
                _put(sheet, row, column, _percent(value))
        for cell in filter(None, self.without_value):
            _put(sheet, *_place_of(cell), NO_VALUE)
        left = MAX_FILLED
        for ref in self.merged:
            left -= _fill_range(sheet, ref, left)


def _place_of(cell: str) -> tuple[int, int]:
    """Row, and column counted from 0, of `F14`."""
    letters, row = coordinate_from_string(cell)
    return row, column_index_from_string(letters) - 1


def _percent(value: float) -> str:
    """`0.85` in a cell that shows percent → `85%`, as it is read by whoever sees the cell."""
    shown = f"{(Decimal(str(value)) * 100).normalize():f}"
    return shown.replace(".", ",") + "%"


def _fill_range(sheet: Sheet, ref: str, most: int) -> int:
    """Every cell of a merged range says what its first one says; how many were filled. Rows are never added."""
    first_column, first_row, last_column, last_row = range_boundaries(ref)
    value = _at(sheet, first_row, first_column - 1)
    if value is None:
        return 0
    last_column, last_row = min(last_column, MAX_COLUMNS), min(last_row, max(sheet.rows))
    rows, columns = range(first_row, last_row + 1), range(first_column - 1, last_column)
    if len(rows) * len(columns) > most:
        raise TableRefused(
            _("Berkas memuat terlalu banyak sel gabungan. Pisahkan sel gabungannya lebih dahulu.")
        )
    for row in rows:
        for column in columns if row in sheet.rows else ():
            _put(sheet, row, column, value)
    return len(rows) * len(columns)


def _at(sheet: Sheet, row: int, column: int) -> Value:
    cells = sheet.rows.get(row, [])
    return cells[column] if column < len(cells) else None


def _put(sheet: Sheet, row: int, column: int, value: Value) -> None:
    if column >= MAX_COLUMNS:
        return
    cells = sheet.rows.setdefault(row, [])
    cells.extend([None] * (column + 1 - len(cells)))
    cells[column] = value
