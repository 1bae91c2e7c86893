"""The rows of a file into a typed table, and out again."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from renja.errors import PlanRefused
from renja.exchange.plan import CHANGED, NEW, Missing, Plan
from renja.exchange.tables import TablePlanner
from renja.models import PlanFile, TableRow
from renja.services.tables import RowEdit, save_rows

NAMED = 5  # rows in a refusal


def plan_table(file: PlanFile) -> Plan:
    return TablePlanner(file).plan()


def apply_table(file: PlanFile, plan: Plan, removed: Sequence[Missing], *, actor) -> list[dict[str, Any]]:
    """Write the plan of a file into its table; what undoing needs to know."""
    rows = TableRow.objects.filter(renja=file.renja, table=file.table)
    here = {row.pk: row for row in rows}
    changed = plan.of_kind(CHANGED)
    edits = [RowEdit(row.wanted, row.node, row.thing.pk, row.version) for row in changed]
    edits += [RowEdit(row.wanted, row.node) for row in plan.of_kind(NEW)]
    edits += [RowEdit(id=row.id, seen=row.version, is_removed=True) for row in removed]
    gone = {row.id for row in removed}
    before = [_kept(here[pk]) for pk in [*gone, *(row.thing.pk for row in changed)]]
    save_rows(file.renja, file.table, actor=actor, edits=edits)
    after = dict(rows.values_list("pk", "version"))
    kept = [one | {"after": after.get(one["row"], 0)} for one in before]
    return kept + [{"row": pk, "cells": None, "after": after[pk]} for pk in after if pk not in here]


def _kept(row: TableRow) -> dict[str, Any]:
    return {
        "row": row.pk,
        "cells": row.cells,
        "node": row.node_id,
        "order": row.order,
        "version": row.version,
    }


def undo_table(file: PlanFile) -> None:
    """Put the rows of the locked plan back as they were. Raises PlanRefused, naming them, where some were changed since."""
    rows = list(TableRow.objects.filter(renja=file.renja, table=file.table).order_by("order"))
    here = {row.pk: row for row in rows}
    _check_unchanged(file, rows)
    added = [kept["row"] for kept in file.before if kept["cells"] is None]
    TableRow.objects.filter(pk__in=added).delete()
    taken = {row.order for row in rows if row.pk not in added}
    for kept in file.before:
        if kept["cells"] is not None:
            _put_back(file, kept, here.get(kept["row"]), taken)


def _put_back(file: PlanFile, kept: dict[str, Any], row: TableRow | None, taken: set[int]) -> None:
    if row is None:
        order = kept["order"] if kept["order"] not in taken else max(taken, default=0) + 1
        taken.add(order)
        row = TableRow(
            pk=kept["row"], renja=file.renja, table=file.table, order=order, version=kept["version"]
        )
    row.cells, row.node_id = kept["cells"], kept["node"]
    row.version += 1
    row.save()


def _check_unchanged(file: PlanFile, rows: Sequence[TableRow]) -> None:
    after = {kept["row"]: kept["after"] for kept in file.before if kept["after"]}
    now = {row.pk: (place, row.version) for place, row in enumerate(rows, start=1)}
    changed = [now[pk][0] for pk, version in after.items() if pk in now and now[pk][1] != version]
    lost = [pk for pk in after if pk not in now]
    if changed or lost:
        told = {"n": len(changed) + len(lost), "rows": ", ".join(map(str, sorted(changed)[:NAMED])) or "–"}
        words = _(
            "Impor ini tidak dapat diurungkan: %(n)s baris sudah diubah atau dihapus sesudahnya (baris %(rows)s)."
        )
        raise PlanRefused(words % told)
