"""The lines of the plan in the columns of a declared table (T-C.33, the matrix of SIPD-RI, Tabel 4.1).

What the portal does not know of a line is printed empty, so that a layout may ask for more than there is.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from core.money import number
from renja.declared_tables import Column, DeclaredTable
from reports.report import Cell, Plan, PlanRow, PrintedRow, Target

LOOKS = {"left": "", "center": "middle", "right": "amount"}
OF_TARGETS: dict[str, Callable[[Target], str]] = {
    "indicator": lambda target: target.text,
    "target": lambda target: target.target,
    "forward_target": lambda target: target.forward,
    "realized": lambda target: target.realized,
    "expected": lambda target: target.expected,
}
OF_LINES: dict[str, Callable[[PlanRow], str]] = {
    "code": lambda row: row.code,
    "name": lambda row: row.name,
    "location": lambda row: row.location,
    "source": lambda row: row.source,
    "target_group": lambda row: row.target_group,
    "note": lambda row: row.note,
    "regional": lambda row: row.priority,
    "pagu": lambda row: _amount(row.pagu),
    "forward_pagu": lambda row: _amount(row.forward_pagu),
}


def _amount(value) -> str:
    return "–" if value is None else number(value)


class Matrix:
    """Prints the rows of a plan into one layout."""

    def __init__(self, table: DeclaredTable, office: str) -> None:
        self.columns, self.office = table.columns, office
        keys = [column.key for column in table.columns]
        self.name, self.pagu = keys.index("name"), keys.index("pagu")

    def rows(self, row: PlanRow, place: int) -> list[PrintedRow]:
        """A row of the plan: one of the table, or as many as it has indicators."""
        if row.is_heading:
            return [self._row(row, place, len(self.columns))]
        if row.is_bare:
            return [self._row(row, place, self.pagu)]
        look = _look(row)
        first = PrintedRow(tuple(self._full(column, row, place) for column in self.columns), look)
        more = look if row.is_long else f"{look} more"
        return [first, *(self._further(target, more) for target in row.more_targets)]

    def _row(self, row: PlanRow, place: int, until: int) -> PrintedRow:
        """The name across the columns up to `until`, and the sums behind it."""
        before = [
            Cell(self._text(column, row, place), look_of(column)) for column in self.columns[: self.name]
        ]
        name = Cell(row.name, colspan=until - self.name)
        sums = [
            Cell(self._text(column, row, place), look_of(column))
            if column.key in ("pagu", "forward_pagu")
            else Cell()
            for column in self.columns[until:]
        ]
        return PrintedRow((*before, name, *sums), _look(row))

    def _full(self, column: Column, row: PlanRow, place: int) -> Cell:
        if column.key in OF_TARGETS:
            return Cell(OF_TARGETS[column.key](row.first_target), look_of(column))
        return Cell(
            self._text(column, row, place),
            look_of(column),
            rowspan=len(row.targets),
            withheld=row.withheld if column.key == "name" else "",
            below=(row.urgency, row.answers) if column.key == "note" else (),
        )

    def _further(self, target: Target, look: str) -> PrintedRow:
        asked = [column for column in self.columns if column.key in OF_TARGETS]
        return PrintedRow(tuple(Cell(OF_TARGETS[c.key](target), look_of(c)) for c in asked), look)

    def _text(self, column: Column, row: PlanRow, place: int) -> str:
        if column.counts_rows:
            return str(place)
        if column.key == "office":
            return self.office if row.is_leaf and not row.withheld else ""
        return OF_LINES[column.key](row) if column.key in OF_LINES else ""


def look_of(column: Column) -> str:
    """Where the text of a column's cells stands."""
    return "code" if column.kind == "code" else LOOKS[column.align]


def _look(row: PlanRow) -> str:
    return f"row-{row.level} leaf" if row.is_leaf else f"row-{row.level}"


def matrix_rows(table: DeclaredTable, plan: Plan, *, office: str) -> tuple[PrintedRow, ...]:
    """All rows of the plan, and the total."""
    matrix = Matrix(table, office)
    printed = [made for place, row in enumerate(plan.rows, start=1) for made in matrix.rows(row, place)]
    if not printed:
        words = _("Belum ada program dan kegiatan yang dimuat.")
        printed = [PrintedRow((Cell(words, "middle", colspan=len(table.columns)),))]
    return (*printed, total_row(table, {"pagu": plan.pagu, "forward_pagu": plan.forward}))


def total_row(table: DeclaredTable, totals) -> PrintedRow:
    """TOTAL, up to the first column that has a sum."""
    first = next(place for place, column in enumerate(table.columns) if column.key in totals)
    sums = [
        Cell(number(totals[column.key]), look_of(column)) if column.key in totals else Cell()
        for column in table.columns[first:]
    ]
    return PrintedRow((Cell(_("TOTAL"), "middle", colspan=first), *sums), "total")
