"""A list of holidays that somebody hands in (CSV, XLSX), read into lines; whatever is wrong is said with its row."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.csv_export import BOM, csv_lines
from core.dates import MONTHS
from core.errors import NotAllowed
from core.formfields import FIRST_YEAR, LAST_YEAR
from core.tables import Cell, Row, Table, as_text
from forums.models import Holiday

DAY, NAME, KIND, SOURCE = COLUMNS = ("tanggal", "nama", "jenis", "dasar")
FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
KINDS = {str(label).lower(): value for value, label in Holiday.Kind.choices}
MOST_ERRORS = 20


class HolidaysRefused(NotAllowed):
    """The list cannot be taken over; `errors` says why, row by row."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__(errors[0])
        self.errors = errors


@dataclass(frozen=True)
class Line:
    """One day of the list."""

    day: datetime.date
    name: str
    kind: str
    source: str

    @property
    def values(self) -> dict[str, str]:
        return {"name": self.name, "kind": self.kind, "source": self.source}

    @property
    def kind_words(self) -> str:
        return str(Holiday.Kind(self.kind).label)


def lines_of(table: Table) -> list[Line]:
    """The days of a table, all of them or none. Raises HolidaysRefused."""
    missing = [name for name in (DAY, NAME) if name not in table.columns]
    if missing:
        raise HolidaysRefused(
            [_("Kolom “%(name)s” tidak ada pada baris pertama.") % {"name": name} for name in missing]
        )
    lines, errors = [], []
    for row in table.rows:
        line = _line(row)
        if isinstance(line, Line):
            lines.append(line)
        else:
            errors.append(_("Baris %(row)d: %(why)s") % {"row": row.number, "why": line})
    errors += _named_twice(lines)
    if not lines and not errors:
        errors.append(_("Berkas tidak memuat satu hari libur pun di bawah baris judul."))
    if errors:
        raise HolidaysRefused(errors[:MOST_ERRORS])
    return lines


def _line(row: Row) -> Line | str:
    """The day of a row, or what is wrong with it."""
    day, name = read_day(row.cells.get(DAY)), row.text(NAME)
    if day is None:
        return _("tanggal “%(text)s” tidak terbaca; tulis misalnya 25-12-2027.") % {"text": row.text(DAY)}
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return _("tahun %(year)d tidak dapat dipakai.") % {"year": day.year}
    if not name or len(name) > 120:
        return _("isi nama hari libur, paling panjang 120 huruf.")
    kind = KINDS.get(row.text(KIND).lower().replace("_", " ") or str(Holiday.Kind.NATIONAL.label).lower())
    if kind is None:
        return _("jenis “%(text)s” tidak dikenal; tulis Libur nasional atau Cuti bersama.") % {
            "text": row.text(KIND)
        }
    return Line(day, " ".join(name.split()), kind, row.text(SOURCE)[:200])


def read_day(cell: Cell) -> datetime.date | None:
    """A date cell, or a date as text: 25-12-2027, 2027-12-25, 25 Desember 2027."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    text = as_text(cell)
    for form in FORMATS:
        try:
            return datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
    return _in_words(text.split())


def _in_words(parts: list[str]) -> datetime.date | None:
    months = [month.lower() for month in MONTHS]
    try:
        day, month, year = parts[-3:]
        return datetime.date(int(year), months.index(month.lower()) + 1, int(day))
    except ValueError:
        return None


def _named_twice(lines: list[Line]) -> list[str]:
    days = [line.day for line in lines]
    twice = sorted({day for day in days if days.count(day) > 1})
    return [_("Tanggal %(day)s tertulis lebih dari sekali.") % {"day": f"{day:%d-%m-%Y}"} for day in twice]


def as_csv(lines: list[Line]) -> str:
    """The days as `lines_of` reads them again."""
    rows = ([line.day.isoformat(), line.name, line.kind_words, line.source] for line in lines)
    return "".join(csv_lines(COLUMNS, rows)).removeprefix(BOM)
