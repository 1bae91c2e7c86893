"""Sheets whose heading was found, kept as JSON until their list is entered; and their cells by the fields that were chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.headings import Heading, lowest, plain
from core.sheets import ERROR_VALUES, NO_VALUE, Sheet, Value, column_letter
from core.tables import as_text

Stored = Mapping[str, Any]


def stored(sheet: Sheet, heading: Heading | None) -> dict[str, Any]:
    """As JSON; a sheet without a heading is named and left alone."""
    if heading is None:
        return {"name": sheet.name, "rows": {}, "names": [], "last_head_row": 0, "chosen": False}
    return {
        "name": sheet.name,
        "rows": {str(number): cells for number, cells in sheet.rows.items() if number > heading.last},
        "names": list(heading.names),
        "last_head_row": heading.last,
        "hidden": [number for number in sheet.hidden if number > heading.last],
        "chosen": True,
    }


def names_of(sheets: Sequence[Stored]) -> list[str]:
    """The headings of all sheets, each once, in their order."""
    return list(dict.fromkeys(name for sheet in sheets for name in sheet["names"] if name))


def chosen_of(sheets: Sequence[Stored]) -> list[Stored]:
    return [sheet for sheet in sheets if sheet["chosen"]]


def choose(sheets: Sequence[dict[str, Any]], names: Sequence[str]) -> None:
    """From now on these sheets are read, as far as they have a heading."""
    for sheet in sheets:
        sheet["chosen"] = sheet["name"] in names and bool(sheet["names"])


def count_rows(sheets: Sequence[Stored]) -> int:
    return sum(len(sheet["rows"]) for sheet in chosen_of(sheets))


@dataclass(frozen=True)
class Source:
    """One sheet with its heading: the rows below it, and the place of each field."""

    name: str
    last_head_row: int
    names: tuple[str, ...]
    rows: dict[int, list[Value]]
    places: Mapping[str, int]
    hidden: frozenset[int] = frozenset()

    def cells(self, row: int) -> list[Value]:
        return self.rows[row]

    def cell(self, row: int, name: str) -> Value:
        place, cells = self.places.get(name), self.rows[row]
        return cells[place] if place is not None and place < len(cells) else None

    def where(self, row: int, name: str, *, with_sheet: bool) -> str:
        """`Baris 14, kolom F`, with the sheet where there are several."""
        words = _("Lembar “%(sheet)s”, baris %(row)d") if with_sheet else _("Baris %(row)d")
        place = self.places.get(name)
        column = "" if place is None else _(", kolom %(letter)s") % {"letter": column_letter(place)}
        return words % {"sheet": self.name, "row": row} + column

    def counts_columns(self, row: int) -> bool:
        """`1 2 3 4`, or `(1) (2) (3)`, below a heading."""
        count = 0
        for text in filter(None, map(as_text, self.rows[row])):
            count += 1
            if text.strip("()") != str(count):
                return False
        return count > 2

    def repeats_heading(self, row: int) -> bool:
        """A heading that is printed again on each page."""
        same = [
            text
            for text, name in zip(map(as_text, self.rows[row]), self.names, strict=False)
            if text and plain(text) == plain(lowest(name))
        ]
        return len(same) > 1


def source_of(sheet: Stored, columns: Mapping[str, str]) -> Source:
    """A stored sheet with the place that each mapped field has in it, in the order of the columns."""
    names = tuple(sheet["names"])
    found = ((names.index(heading), name) for name, heading in columns.items() if heading in names)
    places = {name: place for place, name in sorted(found)}
    rows = {int(number): cells for number, cells in sheet["rows"].items()}
    hidden = frozenset(sheet.get("hidden", ()))
    return Source(sheet["name"], sheet["last_head_row"], names, rows, places, hidden)


def is_unreadable(cell: Value) -> bool:
    if not isinstance(cell, str) or "#" not in cell:
        return False
    text = as_text(cell)
    return text == NO_VALUE or bool(ERROR_VALUES.fullmatch(text))


def cell_problem(cell: Value) -> str:
    """What is wrong with a cell whatever its column: a formula without result, or an error value; "" where nothing is."""
    if not is_unreadable(cell):
        return ""
    if as_text(cell) == NO_VALUE:
        return _("rumus tanpa hasil; buka dan simpan berkasnya dengan Excel, atau ganti dengan nilainya.")
    return _("sel berisi galat “%(text)s”.") % {"text": as_text(cell)}
