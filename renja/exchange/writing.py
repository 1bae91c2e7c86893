"""The plan as rows of a workbook, in the format in which they are read again."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django.db.models import Count

from renja.declared_tables import Column, DeclaredTable, decimal_of
from renja.exchange.columns import FORMATS, LABELS, RUPIAH, WIDTHS
from renja.exchange.contents import ROWS, tag_of, whole_lines
from renja.exchange.table_columns import TAG, labels_of
from renja.models import Renja, RenjaLine
from renja.outline import OutlineRow, read_outline
from renja.typed_tables import head_of, mark_of, own_cells, read_rows
from renja.urgency import Urgency
from stakeholders.models import Unit

TEXT_WIDTH, NUMBER_WIDTH, TAG_WIDTH = 40, 18, 24


@dataclass(frozen=True)
class Workbook:
    """What `core.excel_export` writes: the name of the sheet, its head, its rows, how wide and how numbers are shown."""

    title: str
    head: list[str]
    rows: Iterator[list[Any]]
    widths: tuple[int, ...]
    formats: tuple[str, ...]

    @property
    def layout(self) -> dict[str, tuple]:
        return {"widths": self.widths, "formats": self.formats}


def lines_book(renja: Renja, unit: Unit | None = None) -> Workbook:
    """All lines, or those of one bidang, with the programs and kegiatan above them as headings."""
    head = [str(label) for label in LABELS.values()]
    return Workbook(f"Renja {renja.year}", head, line_rows(renja, unit), WIDTHS, FORMATS)


def line_rows(renja: Renja, unit: Unit | None = None) -> Iterator[list[Any]]:
    lines = renja.lines.annotate(funded=Count("fundings"))
    if unit:
        lines = lines.filter(unit=unit)
    for row in read_outline(renja, whole_lines(lines)).rows:
        if row.line:
            yield from _rows_of(row, row.line)
        elif not row.is_heading:
            yield _in_order({"code": row.code, "name": row.node.name})


def _rows_of(row: OutlineRow, line: RenjaLine) -> Iterator[list[Any]]:
    """The first row says what is the line's own; each further one another indicator or source of funds."""
    own = {
        "code": row.code, "name": row.node.name, "location": line.location, "target_group": line.target_group,
        "origin": line.get_origin_display(), "urgency": ", ".join(str(Urgency(tag).label) for tag in line.urgency),
        "priority": str(line.priority or ""), "aim": str(line.aim or ""), "unit": line.unit.name if line.unit else "",
        "note": line.note, "withheld_reason": line.withheld_reason, "tag": tag_of(line),
    }  # fmt: skip
    pairs = list(zip_longest(*(line.rows[name] for name in ROWS), fillvalue={})) or [({}, {})]
    for place, (indicator, funding) in enumerate(pairs):
        told: dict[str, Any] = own if place == 0 else {"code": row.code, "name": row.node.name}
        yield _in_order(indicator | funding | told)


def _in_order(told: dict[str, Any]) -> list[Any]:
    return [shortest(told.get(name, "")) for name in LABELS]


def shortest(value: Any) -> Any:
    """`12` instead of `12.0000`."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else value.normalize()


def table_book(renja: Renja, table: DeclaredTable) -> Workbook:
    """A typed table as it stands, computed columns included."""
    columns = table.for_editing.columns
    head = [*(head_of(column, renja.year) for column in columns), str(labels_of(table, renja.year)[TAG])]
    widths = tuple(TEXT_WIDTH if column.kind == "text" else NUMBER_WIDTH for column in columns)
    formats = tuple(RUPIAH if column.kind == "money" else "" for column in columns)
    name = f"Tabel {table.label}".replace("/", "-")
    return Workbook(name, head, table_rows(renja, table), (*widths, TAG_WIDTH), (*formats, ""))


def table_rows(renja: Renja, table: DeclaredTable) -> Iterator[list[Any]]:
    rows = renja.table_rows.for_reading().filter(table=table.label)
    columns = table.for_editing.columns
    for read in read_rows(table, rows, renja):
        code = "".join(read.cells.get(column.key, "") for column in columns if column.kind == "code")
        tag = f"{read.row.pk}-{read.row.version}-{mark_of(own_cells(table, read.row), code)}"
        yield [*(_cell(column, read.cells.get(column.key, "")) for column in columns), tag]


def _cell(column: Column, stored: str) -> Any:
    value = decimal_of(stored) if column.is_number else None
    return stored if value is None else shortest(value)
