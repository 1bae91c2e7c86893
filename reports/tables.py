"""The official tables as they are printed: the head as the edition of structure declares it, the rows by where they come from."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from core.money import number
from renja.declared_tables import DeclaredTable, filled
from renja.models import Renja
from renja.structure import Structure, structure_of
from renja.typed_tables import ReadRow, read_tables, total_of
from reports.plan_matrix import look_of, matrix_rows, total_row
from reports.report import Block, Cell, Letterhead, Plan, PrintedRow, PrintedTable, RecapRow, TableHead
from urusan.models import Level

PLAIN, PROPOSALS = "reports/renja/_table.html", "reports/renja/_proposal_table.html"


def read_blocks(renja: Renja, host: Letterhead, plan: Plan) -> dict[str, Block]:
    """Every table of the plan's edition by its label, in printed order; what was typed is read in one query."""
    structure = structure_of(renja.structure)
    return blocks_of(structure, renja.year, read_tables(renja, structure.typed), host, plan)


def blocks_of(
    structure: Structure, year: int, typed: Mapping[str, Sequence[ReadRow]], host: Letterhead, plan: Plan
) -> dict[str, Block]:
    """The same of what was typed, by label."""
    words = words_for(host, plan)
    blocks: dict[str, Block] = {}
    for _part, table in structure.placed():
        head = table_head(table, year, words)
        rows, notes = _rows(table, typed, plan, host)
        lead = plan.sentence if table.lead else ""
        template = PROPOSALS if table.rows == "proposals" else PLAIN
        has_lead = bool(lead) or table.rows == "proposals"
        blocks[table.label] = Block(template, PrintedTable(head, rows, lead, notes), has_lead)
    return blocks


def words_for(host: Letterhead, plan: Plan) -> dict[str, str]:
    """What titles and heads name: the office, the region, the lowest level of the plan."""
    leaf = Level.SUB_KEGIATAN if plan.counts.get(Level.SUB_KEGIATAN) else Level.KEGIATAN
    return {"office": host.organization, "region": host.region, "leaf": str(leaf.label)}


def table_head(table: DeclaredTable, year: int, words: Mapping[str, str]) -> TableHead:
    """The head of a declared table for the plan of this year."""
    return TableHead(
        label=table.label,
        title=filled(table.title, year, words),
        anchor=table.anchor,
        rows=table.head(year, words),
        numbers=table.numbers,
        widths=tuple(column.width for column in table.columns),
        is_wide=table.is_wide,
        has_money=any(column.kind == "money" for column in table.columns),
        credit=filled(table.credit, year, words),
        note=filled(table.note, year, words),
    )


def _rows(
    table: DeclaredTable, typed: Mapping[str, Sequence[ReadRow]], plan: Plan, host: Letterhead
) -> tuple[tuple[PrintedRow, ...], tuple[str, ...]]:
    """The rows of a table, and the notes that only they call for; those of T-C.32 are read apart."""
    if table.rows == "plan":
        return matrix_rows(table, plan, office=host.organization), _plan_notes(table, plan)
    if table.rows == "typed":
        return _typed_rows(table, typed[table.label]), ()
    recaps = {"programs": plan.programs, "sources": plan.sources}
    return _recap_rows(table, recaps[table.rows], plan) if table.rows in recaps else (), ()


def _plan_notes(table: DeclaredTable, plan: Plan) -> tuple[str, ...]:
    """Why something is missing, and what the numbers of priorities stand for where the layout has a column for them."""
    notes = []
    if plan.has_withheld:
        notes.append(
            _(
                "Rincian sebagian baris dikecualikan dari informasi publik; kode dan pagunya tetap dimuat sehingga jumlah "
                "tidak berubah."
            )
        )
    if plan.priorities and any(column.key == "regional" for column in table.columns):
        notes.append(_("Prioritas daerah: %(list)s.") % {"list": "; ".join(plan.priorities)})
    return tuple(notes)


def _typed_rows(table: DeclaredTable, rows: Sequence[ReadRow]) -> tuple[PrintedRow, ...]:
    if not rows:
        return (PrintedRow((Cell(_("Nihil"), "middle", colspan=len(table.columns)),)),)
    printed = [
        PrintedRow(
            tuple(Cell(text, look_of(column)) for column, text in zip(table.columns, row.texts, strict=True)),
            f"row-{row.level} typed" if row.level else "",
        )
        for row in rows
    ]
    totals = total_of(table, rows)
    return (*printed, total_row(table, totals)) if totals else tuple(printed)


RECAP_CELLS: dict[str, Callable[[RecapRow], str]] = {
    "code": lambda row: row.code,
    "name": lambda row: row.name,
    "count": lambda row: number(row.count),
    "pagu": lambda row: number(row.pagu),
    "share": lambda row: number(row.share),
    "forward_pagu": lambda row: number(row.forward),
}


def _recap_rows(table: DeclaredTable, rows: Sequence[RecapRow], plan: Plan) -> tuple[PrintedRow, ...]:
    if not rows:
        return _typed_rows(table, ())
    printed = [
        PrintedRow(tuple(Cell(RECAP_CELLS[column.key](row), look_of(column)) for column in table.columns))
        for row in rows
    ]
    count = sum(row.count for row in rows)
    totals = {"count": Decimal(count), "pagu": plan.pagu, "share": Decimal(100), "forward_pagu": plan.forward}
    return (*printed, total_row(table, totals))
