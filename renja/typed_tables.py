"""The official tables that are typed by hand, as pages and paper read them: cells in words, computed columns filled."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.money import number
from renja.declared_tables import Column, DeclaredTable, HeadCell, decimal_of, filled
from renja.models import Renja, TableRow
from renja.structure import Structure, structure_of
from urusan.codes import display_code

LONGEST = 1000  # characters of a cell


@dataclass(frozen=True)
class ReadRow:
    """A stored row with its place (from 1): its cells by column, computed ones too, and as people read them."""

    row: TableRow
    cells: dict[str, str]
    texts: tuple[str, ...]

    @property
    def level(self) -> str:
        """Of its code; empty without one."""
        return str(self.row.node.level) if self.row.node else ""


def in_words(column: Column, stored: str) -> str:
    """A cell as it is shown: numbers in Indonesian writing, words as they are."""
    value = decimal_of(stored) if column.is_number else None
    return stored if value is None else number(value)


def printed_code(row: TableRow, renja: Renja) -> str:
    return display_code(row.node.code, renja.bidang_code) if row.node else ""


def read_rows(
    table: DeclaredTable, rows: Iterable[TableRow], renja: Renja, *, first: int = 1
) -> tuple[ReadRow, ...]:
    """These rows of a table; `first` is the place of the first of them."""
    return tuple(_read(table, row, renja, place) for place, row in enumerate(rows, start=first))


def _read(table: DeclaredTable, row: TableRow, renja: Renja, place: int) -> ReadRow:
    codes = {column.key: printed_code(row, renja) for column in table.columns if column.kind == "code"}
    cells = table.completed(row.cells | codes, place)
    texts = tuple(in_words(column, cells.get(column.key, "")) for column in table.columns)
    return ReadRow(row, cells, texts)


def read_tables(renja: Renja, tables: Iterable[DeclaredTable]) -> dict[str, tuple[ReadRow, ...]]:
    """All rows of these tables by label, in one query."""
    found: dict[str, list[TableRow]] = defaultdict(list)
    for row in renja.table_rows.for_reading():
        found[row.table].append(row)
    return {table.label: read_rows(table, found[table.label], renja) for table in tables}


@dataclass(frozen=True)
class ShownTable:
    """A table with its rows as a page shows it: title, rows of the head, and for each row its cells with their heads."""

    declared: DeclaredTable
    title: str
    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[tuple[tuple[str, Column, str], ...], ...]


def read_shown(renja: Renja) -> tuple[ShownTable, ...]:
    """The typed tables that hold anything, in printed order; one query."""
    structure = structure_of(renja.structure)
    return show_tables(structure, read_tables(renja, structure.typed), renja.year)


def show_tables(
    structure: Structure, rows: Mapping[str, tuple[ReadRow, ...]], year: int
) -> tuple[ShownTable, ...]:
    """The same of these rows by label."""
    return tuple(_shown(table, rows[table.label], year) for table in structure.typed if rows[table.label])


def _shown(table: DeclaredTable, rows: tuple[ReadRow, ...], year: int) -> ShownTable:
    heads = [head_of(column, year) for column in table.columns]
    cells = tuple(tuple(zip(heads, table.columns, row.texts, strict=True)) for row in rows)
    return ShownTable(table, filled(table.title, year, {}), table.head(year, {}), cells)


def head_of(column: Column, year: int) -> str:
    """Groups and head of a column in one line: `Rencana Tahun 2028: Lokasi`."""
    return ": ".join(filled(part, year, {}) for part in (*column.under, column.head))


def own_cells(table: DeclaredTable, row: TableRow) -> dict[str, str]:
    """What is typed in a row by hand, its code aside."""
    return {c.key: row.cells.get(c.key, "") for c in table.typed_columns if c.kind != "code"}


def mark_of(cells: Mapping[str, str], code: str) -> str:
    """A short mark of a row's content, by which it is told whether anything was typed over it."""
    told = json.dumps([code, {key: value for key, value in cells.items() if value}], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def total_of(table: DeclaredTable, rows: Iterable[ReadRow]) -> dict[str, Decimal]:
    """The sums of the columns that have one."""
    cells = [row.cells for row in rows]
    return {
        key: sum((decimal_of(each.get(key, "")) or Decimal(0) for each in cells), Decimal(0))
        for key in table.total
    }
