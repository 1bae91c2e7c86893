"""The rows of the official tables that are typed by hand. One set of verbs for all tables that an edition declares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from renja.declared_tables import DeclaredTable, decimal_of, plain
from renja.errors import PlanRefused, StaleEdit
from renja.history import last_change
from renja.models import Renja, TableRow
from renja.structure import structure_of
from renja.typed_tables import printed_code, read_rows
from renja.windows import check_may_edit
from urusan.codes import code_order
from urusan.models import Nomenclature

MOST_ROWS = 300  # a table; some twelve printed pages


@dataclass(frozen=True)
class RowEdit:
    """What a person wants of one row: `id` is None for a new one, `seen` the version before their eyes.

    A row that was not `touched` stays as it is, whoever changed it meanwhile.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    node: Nomenclature | None = None
    id: int | None = None
    seen: int = 0
    touched: bool = True
    is_removed: bool = False

    @property
    def is_empty(self) -> bool:
        return self.node is None and not any(self.cells.values())

    def differs(self, row: TableRow) -> bool:
        return self.node != row.node or any(
            row.cells.get(key, "") != value for key, value in self.cells.items()
        )

    def overtaken(self, row: TableRow) -> bool:
        """Whether the row was changed after the person saw it, and not to what they want."""
        if row.version == self.seen:
            return False
        return self.is_removed or (self.touched and self.differs(row))


@retried(PlanRefused)
@transaction.atomic
def save_rows(renja: Renja, label: str, *, actor, edits: Sequence[RowEdit]) -> dict[str, int]:
    """Write, add and remove rows of a table; how many there were of each, {"added", "changed", "removed"}.

    Rows that are not named stay. A touched row that somebody removed meanwhile is written anew. Raises StaleEdit with the
    stored rows in `current`, and changes nothing, when a row was changed after the person saw it.
    """
    stored = {row.pk: row for row in _lock(renja, label, actor)}
    stale = [stored[edit.id] for edit in edits if edit.id in stored and edit.overtaken(stored[edit.id])]
    if stale:
        message = _("Tabel ini disimpan %(who)s setelah Anda membukanya. Isian Anda belum disimpan.")
        raise StaleEdit(message % {"who": last_change(renja, data__table=label)}, stale)
    gone = [stored[edit.id] for edit in edits if edit.is_removed and edit.id in stored]
    kept = [edit for edit in edits if edit.touched and not edit.is_removed]
    changed = [
        (stored[edit.id], edit) for edit in kept if edit.id in stored and edit.differs(stored[edit.id])
    ]
    new = [edit for edit in kept if edit.id not in stored and not edit.is_empty]
    _check_room(len(stored) - len(gone) + len(new))
    for row, edit in changed:
        _change(row, edit)
    TableRow.objects.filter(pk__in=[row.pk for row in gone]).delete()
    _append(renja, label, [(edit.cells, edit.node) for edit in new])
    counts = {"added": len(new), "changed": len(changed), "removed": len(gone)}
    if any(counts.values()):
        record("renja.save_table", renja, actor=actor, data={"table": label, **counts})
    return counts


def declared_table(renja: Renja, label: str) -> DeclaredTable:
    """The typed table of this label. Raises PlanRefused where the plan's edition declares none."""
    table = structure_of(renja.structure).table(label)
    if table is None or not table.is_typed:
        raise PlanRefused(_("Tabel ini tidak diisi dalam susunan Renja ini."))
    return table


def _lock(renja: Renja, label: str, actor) -> list[TableRow]:
    """The rows of the table in order; whoever else wants to change tables of this plan waits."""
    declared_table(renja, label)
    check_may_edit(renja.forum, actor)
    Renja.objects.select_for_update(of=("self",)).get(pk=renja.pk)
    rows = TableRow.objects.select_for_update(of=("self",)).select_related("node")
    return list(rows.filter(renja=renja, table=label).order_by("order"))


def _check_room(count: int) -> None:
    if count > MOST_ROWS:
        raise PlanRefused(
            _(
                "Sebuah tabel memuat paling banyak %(most)s baris. Ringkas, atau pindahkan rinciannya ke lampiran."
            )
            % {"most": MOST_ROWS}
        )


def _change(row: TableRow, edit: RowEdit) -> None:
    row.cells = {key: value for key, value in (row.cells | dict(edit.cells)).items() if value}
    row.node = edit.node
    row.version += 1
    row.save()


def _append(
    renja: Renja, label: str, contents: Sequence[tuple[Mapping[str, str], Nomenclature | None]]
) -> None:
    last = renja.table_rows.filter(table=label).aggregate(last=Max("order"))["last"] or 0
    TableRow.objects.bulk_create(
        TableRow(
            renja=renja, table=label, order=order, node=node,
            cells={key: value for key, value in cells.items() if value},
        )
        for order, (cells, node) in enumerate(contents, start=last + 1)
    )  # fmt: skip


@retried(PlanRefused)
@transaction.atomic
def move_row(renja: Renja, label: str, row: int, *, actor, by: int) -> bool:
    """Change places with the row above (`by=-1`) or below (`by=1`); whether there was one."""
    rows = _lock(renja, label, actor)
    at = next((place for place, each in enumerate(rows) if each.pk == row), None)
    if at is None or not 0 <= at + by < len(rows):
        return False
    one, other = rows[at], rows[at + by]
    _put(one, other.order)
    _put(other, one.order)
    record(
        "renja.move_table_row", renja, actor=actor, data={"table": label, "from": at + 1, "to": at + by + 1}
    )
    return True


def _put(row: TableRow, order: int) -> None:
    TableRow.objects.filter(pk=row.pk).update(order=order)


@retried(PlanRefused)
@transaction.atomic
def sort_rows(renja: Renja, label: str, *, actor) -> bool:
    """Bring the rows into the order of their codes; one without a code stays behind the one above it. Whether any moved."""
    rows = _lock(renja, label, actor)
    keys: dict[int, list] = {}
    last = ""
    for row in rows:
        last = printed_code(row, renja) or last
        keys[row.pk] = code_order(last)
    wanted = sorted(rows, key=lambda row: keys[row.pk])
    if wanted == rows:
        return False
    for order, row in enumerate(wanted, start=1):
        _put(row, order)
    record("renja.sort_table", renja, actor=actor, data={"table": label, "rows": len(rows)})
    return True


@retried(PlanRefused)
@transaction.atomic
def copy_last_year(renja: Renja, label: str, *, actor) -> int:
    """Begin a table with the rows of the same one of the year before, each column as its declaration `carries` it.

    How many there were. Refused while the table has rows, or where there is nothing to copy.
    """
    table = declared_table(renja, label)
    if _lock(renja, label, actor):
        raise PlanRefused(_("Tabel ini sudah berisi, sehingga tidak dapat diisi dari tahun lalu."))
    earlier = Renja.objects.select_related("forum").filter(forum__plan_year=renja.year - 1).first()
    rows = last_years_rows(earlier, table)
    if not rows:
        raise PlanRefused(
            _("Tabel %(label)s Renja %(year)s tidak berisi.") % {"label": label, "year": renja.year - 1}
        )
    nodes = _same_codes(renja, [read.row.node for read in rows if read.row.node])
    contents = [
        (carried(table, read.cells), nodes.get(read.row.node_id, read.row.node)) for read in rows[:MOST_ROWS]
    ]
    _append(renja, label, contents)
    record(
        "renja.copy_table",
        renja,
        actor=actor,
        data={"table": label, "from": earlier.year, "rows": len(contents)},
    )
    return len(contents)


def last_years_rows(earlier: Renja | None, table: DeclaredTable):
    """The rows of the same table in an earlier plan, read by its own declaration; nothing where it knows none."""
    known = structure_of(earlier.structure).table(table.label) if earlier else None
    if known is None or not table.carries:
        return ()
    return read_rows(known, TableRow.objects.for_reading().filter(renja=earlier, table=table.label), earlier)


def carried(table: DeclaredTable, cells: Mapping[str, str]) -> dict[str, str]:
    """What a row of last year becomes this year."""
    return {key: _together([cells.get(each, "") for each in keys]) for key, keys in table.carries.items()}


def _together(texts: list[str]) -> str:
    """One text as it is; of several the sum of the numbers, or the last word."""
    numbers = [value for text in texts if (value := decimal_of(text)) is not None]
    if len(texts) > 1 and numbers:
        return plain(sum(numbers, Decimal(0)))
    return next((text for text in reversed(texts) if text), "")


def _same_codes(renja: Renja, nodes: Sequence[Nomenclature]) -> dict[int, Nomenclature]:
    """By the id of an earlier code, the same code in the plan's own edition."""
    own = {node.code: node for node in renja.edition.nodes.filter(code__in={node.code for node in nodes})}
    return {node.pk: own[node.code] for node in nodes if node.code in own}
