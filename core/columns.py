"""Columns of the tables that are handed out: what each holds in words, of which type, and how it is read from a row.

One list of columns is all that leaves the portal of a thing: CSV, JSON, Excel, dictionary and the API's schema come
from it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Words = str | Promise


class Kind(StrEnum):
    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    YES_NO = "yes_no"
    ADDRESS = "address"


KINDS: dict[Kind, Words] = {
    Kind.TEXT: gettext_lazy("teks"),
    Kind.CODE: gettext_lazy("kode"),
    Kind.INTEGER: gettext_lazy("bilangan bulat"),
    Kind.NUMBER: gettext_lazy("bilangan"),
    Kind.DATE: gettext_lazy("tanggal (TTTT-BB-HH)"),
    Kind.MOMENT: gettext_lazy("waktu (ISO 8601)"),
    Kind.YES_NO: gettext_lazy("ya atau tidak"),
    Kind.ADDRESS: gettext_lazy("alamat web"),
}
AS_TEXT = (Kind.TEXT, Kind.CODE, Kind.ADDRESS)


@dataclass(frozen=True)
class Column:
    """One column. `codes` says where the list of its values comes from, `unit` in what it is measured."""

    name: str
    label: Words
    read: Callable[[Any], object]
    meaning: Words = ""
    kind: Kind = Kind.TEXT
    unit: Words = ""
    codes: Words = ""

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind])


Columns = Sequence[Column]


def read_row(columns: Columns, row: object) -> list[object]:
    """The values of one row: text, numbers, days, moments, True or False; None where there is nothing."""
    return [_value(column.kind, column.read(row)) for column in columns]


def _value(kind: Kind, value: object) -> object:
    if kind in AS_TEXT:
        return "" if value is None else str(value)
    return None if value == "" else value


def as_cells(values: Sequence[object]) -> list[object]:
    """A row as spreadsheets show it: `ya` or `tidak`, and moments by the city's own clock."""
    return [_cell(value) for value in values]


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(microsecond=0, tzinfo=None)
    return value


def as_csv(values: Sequence[object]) -> list[object]:
    """A row as text that programs read: moments with their offset, the same in every country."""
    return [_moment(value) if isinstance(value, datetime) else _cell(value) for value in values]


def as_json(columns: Columns, values: Sequence[object]) -> dict[str, object]:
    """A row as JSON knows it: numbers as numbers, days and moments by ISO 8601."""
    return {column.name: _json(value) for column, value in zip(columns, values, strict=True)}


def _json(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return _moment(value)
    return value.isoformat() if isinstance(value, date) else value


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")
