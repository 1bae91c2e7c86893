"""Tables that people hand in as CSV or XLSX, read as they are: each cell under its column, each row with its number."""

import csv
import datetime
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from core.errors import ContentRefused, NotAllowed
from core.office_check import readable_package

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 100
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
DELIMITERS = ",;\t|"

Cell = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | None


class TableRefused(NotAllowed):
    """The file cannot be read as a table; the text says why and how to mend it."""


@dataclass(frozen=True)
class Row:
    """One row that holds anything: its number as a spreadsheet counts (the head is row 1), its cells by column."""

    number: int
    cells: dict[str, Cell]
    has_surplus: bool = False  # more cells than the head has columns

    def text(self, column: str) -> str:
        """A cell as text, without spaces around it; "" where there is no such column."""
        return as_text(self.cells.get(column))


@dataclass(frozen=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def as_text(cell: Cell) -> str:
    """What a cell shows, tidied; whole numbers without `.0`."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return unicodedata.normalize("NFC", str(cell)).replace("\r\n", "\n").strip()


def read_table(raw: bytes) -> Table:
    """The first sheet of an XLSX, or a CSV (UTF-8; comma, semicolon or tab). Column names come in lower case.

    Raises TableRefused with an Indonesian sentence.
    """
    if not raw:
        raise TableRefused(_("Berkas kosong. Periksa lalu coba lagi."))
    if len(raw) > MAX_BYTES:
        raise TableRefused(_("Berkas lebih besar dari 10 MB. Bagi menjadi beberapa berkas."))
    if raw.startswith(OLE):
        raise TableRefused(
            _("Berkas ini XLS lama atau berkata sandi. Simpan sebagai XLSX tanpa kata sandi, lalu coba lagi.")
        )
    return _as_table(_sheet_rows(raw) if raw.startswith(ZIP) else _csv_rows(raw))


def _as_table(records: Iterator[Iterable[Cell]]) -> Table:
    columns = tuple(as_text(cell).lower() for cell in next(records, ()))
    while columns and not columns[-1]:
        columns = columns[:-1]
    if not columns:
        raise TableRefused(_("Baris pertama kosong. Isi baris pertama dengan judul kolom."))
    twice = {name for name in columns if name and columns.count(name) > 1}
    if twice:
        raise TableRefused(
            _("Kolom %(names)s tertulis lebih dari sekali pada baris pertama.")
            % {"names": ", ".join(sorted(twice))}
        )
    return Table(columns, tuple(_filled_rows(columns, records)))


def _filled_rows(columns: tuple[str, ...], records: Iterator[Iterable[Cell]]) -> Iterator[Row]:
    for number, record in enumerate(records, start=2):
        if number > MAX_ROWS:
            raise TableRefused(
                _("Berkas memuat lebih dari %(n)d baris. Bagi menjadi beberapa berkas.") % {"n": MAX_ROWS}
            )
        cells = list(record)
        if any(as_text(cell) for cell in cells):
            surplus = any(as_text(cell) for cell in cells[len(columns) :])
            yield Row(number, dict(zip(columns, cells, strict=False)), surplus)


def _csv_rows(raw: bytes) -> Iterator[list[str]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableRefused(
            _(
                "Berkas bukan CSV dengan pengodean UTF-8. Simpan sebagai “CSV UTF-8” atau XLSX, lalu coba lagi."
            )
        ) from error
    if "\x00" in text:
        raise TableRefused(_("Berkas bukan CSV atau XLSX. Simpan ulang dalam salah satu jenis itu."))
    head = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise TableRefused(
            _("CSV tidak dapat dibaca di sekitar baris %(line)d. Periksa tanda petik di baris itu.")
            % {"line": reader.line_num}
        ) from error


def _sheet_rows(raw: bytes) -> Iterator[tuple[Cell, ...]]:
    try:
        readable_package(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # missing styles and the like do not touch the values
            book = load_workbook(BytesIO(raw), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says about its own size is not believed
            yield from sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
    except ContentRefused as refused:
        raise TableRefused(_("Berkas XLSX tidak dapat diterima: %(why)s") % {"why": refused}) from refused
    except Exception as error:  # a reader may stumble over hostile bytes in any way
        raise TableRefused(_("Berkas XLSX rusak. Simpan ulang dari Excel, lalu coba lagi.")) from error
