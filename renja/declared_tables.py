"""An official table as an edition of structure declares it: its columns and head, where its rows come from.

Pages, print and every other way out read the same declaration; a further table needs no Python.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

CENT = Decimal("0.01")
WORD = re.compile(r"\{([a-z]+)([+-]\d)?\}")


def filled(text: str, year: int, words: Mapping[str, str]) -> str:
    """`Tahun {n-2}` → `Tahun 2026` for the plan of 2028; other names come from `words`, and are dropped without one.

    >>> filled("Renja {n} dan {n+1}, {office}", 2028, {"office": "Diskominfo"})
    'Renja 2028 dan 2029, Diskominfo'
    """

    def put(found: re.Match) -> str:
        if found[1] == "n":
            return str(year + int(found[2] or 0))
        return words.get(found[1], "")

    return " ".join(WORD.sub(put, text).split())


@dataclass(frozen=True)
class Formula:
    """How a computed column comes about: `row` counts the rows, `ratio` is the first of two columns in percent of the
    second, `sum` adds up what is a number in its columns."""

    how: str
    of: tuple[str, ...] = ()

    def result(self, cells: Mapping[str, str], place: int) -> str:
        """As a plain decimal; "" where nothing can be said."""
        if self.how == "row":
            return str(place)
        values = [decimal_of(cells.get(key, "")) for key in self.of]
        return plain(_ratio(*values) if self.how == "ratio" else _sum(values))


def decimal_of(stored: str) -> Decimal | None:
    """The number that a stored cell holds; None for a word or nothing."""
    return Decimal(stored) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", stored) else None


def _ratio(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    if part is None or not whole:
        return None
    return (part * 100 / whole).quantize(CENT, ROUND_HALF_UP)


def _sum(values: list[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def plain(value: Decimal | None) -> str:
    """A number as a cell keeps it: `12.5`, `1250000`; "" for nothing."""
    return "" if value is None else f"{value.normalize():f}"


@dataclass(frozen=True)
class Column:
    """One column. `under` names the groups of the head above it, from the top; `width` is in percent of the table.

    A number for which a word may stand (predikat BB) has `words`; the official name of a `code` goes into the column
    that `names` tells, where that was left empty.
    """

    key: str
    kind: str  # text, code, number, percent, money, computed
    head: str
    width: int
    align: str = "left"  # left, center, right
    under: tuple[str, ...] = ()
    formula: Formula | None = None
    words: bool = False
    names: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind in ("number", "percent", "money", "computed")

    @property
    def is_typed(self) -> bool:
        return self.kind != "computed"

    @property
    def counts_rows(self) -> bool:
        return self.formula is not None and self.formula.how == "row"


@dataclass(frozen=True)
class HeadCell:
    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class DeclaredTable:
    """One table. `rows` says where they come from: typed by hand, or the portal's own proposals, plan, programs, sources.

    `carries` tells which columns of last year's table a column begins with (several are summed), `total` which columns
    are summed in a last row, `lead` and `note` what stands above and below, `credit` is the line on its source.
    `evaluates` tells which columns the portal knows from earlier plans: column → (how many years back, "target" or "realised").
    """

    label: str
    title: str
    rows: str
    columns: tuple[Column, ...]
    orientation: str = "portrait"
    numbering: str = "({i})"
    credit: str = ""
    note: str = ""
    lead: bool = False
    carries: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    total: tuple[str, ...] = ()
    evaluates: Mapping[str, tuple[int, str]] = field(default_factory=dict, hash=False)

    @property
    def anchor(self) -> str:
        return "tabel-" + self.label.lower().replace(".", "-")

    @property
    def is_typed(self) -> bool:
        return self.rows == "typed"

    @property
    def is_wide(self) -> bool:
        return self.orientation == "landscape"

    @property
    def typed_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_typed)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The row under the head: `(1)`, `(2)` …; empty where the form has none."""
        if not self.numbering:
            return ()
        return tuple(self.numbering.format(i=place) for place, _column in enumerate(self.columns, start=1))

    @property
    def for_editing(self) -> "DeclaredTable":
        """Without the columns that only count the rows."""
        return replace(self, columns=tuple(column for column in self.columns if not column.counts_rows))

    @property
    def depth(self) -> int:
        """How many rows the head has."""
        return 1 + max(len(column.under) for column in self.columns)

    def find(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)

    def head(self, year: int, words: Mapping[str, str]) -> tuple[tuple[HeadCell, ...], ...]:
        """The rows of the head; spans follow from the groups that the columns stand under."""
        return tuple(tuple(self._level(level, year, words)) for level in range(self.depth))

    def _level(self, level: int, year: int, words: Mapping[str, str]) -> Iterator[HeadCell]:
        for _path, group in groupby(self.columns, key=lambda column: _place(column, level)):
            columns = list(group)
            first = columns[0]
            if len(first.under) > level:
                yield HeadCell(filled(first.under[level], year, words), colspan=len(columns))
            elif len(first.under) == level:
                yield HeadCell(filled(first.head, year, words), rowspan=self.depth - level)

    def completed(self, cells: Mapping[str, str], place: int) -> dict[str, str]:
        """Stored cells with what the computed columns make of them, in the order of the columns."""
        full = dict(cells)
        for column in self.columns:
            if column.formula:
                full[column.key] = column.formula.result(full, place)
        return full


def _place(column: Column, level: int) -> tuple:
    return column.under[: level + 1] if len(column.under) > level else (column.key, None)


def read_table(row: dict) -> DeclaredTable:
    """A table as it stands in the file of an edition."""
    lists = {"columns": tuple(map(_column, row["columns"])), "total": tuple(row.get("total", ()))}
    carries = {key: tuple(keys) for key, keys in row.get("carries", {}).items()}
    evaluates = {key: (back, what) for key, (back, what) in row.get("evaluates", {}).items()}
    return DeclaredTable(**row | lists | {"carries": carries, "evaluates": evaluates})


def _column(row: dict) -> Column:
    formula = row.get("formula")
    made = Formula(formula["how"], tuple(formula.get("of", ()))) if formula else None
    return Column(**row | {"under": tuple(row.get("under", ())), "formula": made})
