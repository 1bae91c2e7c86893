"""Filling the evaluation of earlier plans with what was recorded of them."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from core.retrying import retried
from renja.errors import PlanRefused
from renja.models import Renja, TableRow
from renja.realisation.evaluation import Evaluation, Gap, Known
from renja.services.tables import MOST_ROWS, RowEdit, declared_table, save_rows
from urusan.codes import code_order


@retried(PlanRefused)
@transaction.atomic
def fill_evaluation(renja: Renja, label: str, *, actor, replaces: bool) -> dict[str, int]:
    """Write what earlier plans aimed at and achieved into a table: into its empty cells, and where it `replaces`, over
    what says something else. An empty table begins with the indicators of the earliest plan.

    How many rows there were, as `save_rows` counts them. Raises PlanRefused where nothing is known.
    """
    table = declared_table(renja, label)
    evaluation = Evaluation(renja, table.evaluates)
    rows = list(TableRow.objects.for_reading().filter(renja=renja, table=label))
    gaps = [gap for gap in evaluation.gaps(table, rows) if gap.is_empty or replaces]
    edits = _changes(gaps) if rows else _beginning(renja, evaluation)
    if not edits:
        raise PlanRefused(_("Tidak ada yang perlu diisi dari Renja dan realisasi yang tercatat."))
    return save_rows(renja, label, actor=actor, edits=edits)


def _changes(gaps: Sequence[Gap]) -> list[RowEdit]:
    by_row: dict[int, dict[str, str]] = {}
    rows = {gap.row.pk: gap.row for gap in gaps}
    for gap in gaps:
        by_row.setdefault(gap.row.pk, {})[gap.column.key] = gap.known
    return [RowEdit(cells, rows[pk].node, pk, rows[pk].version) for pk, cells in by_row.items()]


def _beginning(renja: Renja, evaluation: Evaluation) -> list[RowEdit]:
    known = sorted(evaluation.codes, key=lambda one: code_order(one.code))[:MOST_ROWS]
    nodes = {node.code: node for node in renja.edition.nodes.filter(code__in={one.code for one in known})}
    return [RowEdit(_first_cells(one, evaluation), nodes.get(one.code)) for one in known]


def _first_cells(known: Known, evaluation: Evaluation) -> dict[str, str]:
    named = {"uraian": known.name, "indikator": known.text}
    return named | evaluation.cells(known.code, known.text)
