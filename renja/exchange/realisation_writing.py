"""What was recorded of a plan as rows of a workbook; the rows of a file into it, and out again."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from renja.errors import PlanRefused
from renja.exchange.plan import CHANGED, NEW, Plan
from renja.exchange.realisation import BLANK, RealisationPlanner, contents, tag_of
from renja.exchange.realisation_columns import FORMATS, LABELS, WIDTHS
from renja.exchange.writing import Workbook, shortest
from renja.models import PlanFile, Realisation, Renja, RenjaLine
from renja.outline import read_outline
from renja.realisation.quarters import Quarter, begun
from renja.services.realisation import RealisationEdit, save_realisations, write

NUMBERS = ("physical", "output", "spent")
NAMED = 5  # rows in a refusal


def realisation_book(renja: Renja) -> Workbook:
    """Every line of which something is recorded, in each quarter that has begun."""
    head = [str(label) for label in LABELS.values()]
    return Workbook(f"Realisasi {renja.year}", head, _rows(renja), WIDTHS, FORMATS)


def _rows(renja: Renja) -> Iterator[list[Any]]:
    stored = {(row.line_id, row.quarter): row for row in Realisation.objects.filter(line__renja=renja)}
    for row in read_outline(renja, renja.lines.for_rows()).rows:
        if row.line and (row.is_leaf or row.indicator):
            for quarter in begun(renja.year):
                here = stored.get((row.line.pk, quarter)) or Realisation(line=row.line, quarter=quarter)
                satuan = row.indicator.satuan if row.indicator else ""
                yield _row(row.code, row.line, here, satuan)


def _row(code: str, line: RenjaLine, here: Realisation, satuan: str) -> list[Any]:
    told = contents(here) | {
        "code": code, "name": line.node.name, "quarter": str(Quarter(here.quarter).label), "satuan": satuan,
        "output": here.output_label or here.output, "tag": tag_of(here),
    }  # fmt: skip
    return [shortest(told[name]) for name in LABELS]


def plan_realisation(file: PlanFile) -> Plan:
    return RealisationPlanner(file).plan()


def apply_realisation(file: PlanFile, plan: Plan, *, actor) -> list[dict[str, Any]]:
    """Write the plan of a file; what undoing needs to know."""
    rows = [*plan.of_kind(NEW), *plan.of_kind(CHANGED)]
    before = [_kept(row.thing) for row in rows]
    for quarter in sorted({row.thing.quarter for row in rows}):
        edits = [
            RealisationEdit(row.thing.line_id, row.wanted, row.version)
            for row in rows
            if row.thing.quarter == quarter
        ]
        save_realisations(file.renja, quarter, actor=actor, edits=edits)
    after = _versions(file.renja)
    return [kept | {"after": after.get((kept["line"], kept["quarter"]), 0)} for kept in before]


def _kept(row: Realisation) -> dict[str, Any]:
    values = {name: str(one) if isinstance(one, Decimal) else one for name, one in contents(row).items()}
    return {"line": row.line_id, "quarter": row.quarter, "values": values if row.pk else None}


def _versions(renja: Renja) -> dict[tuple[int, int], int]:
    rows = Realisation.objects.filter(line__renja=renja).values_list("line", "quarter", "version")
    return {(line, quarter): version for line, quarter, version in rows}


def undo_realisation(file: PlanFile) -> list[RenjaLine]:
    """Put everything back as it was; the lines that this is about. Raises PlanRefused where some were changed since."""
    now = _versions(file.renja)
    changed = [kept for kept in file.before if now.get((kept["line"], kept["quarter"]), 0) != kept["after"]]
    lines = file.renja.lines.select_related("node").in_bulk([kept["line"] for kept in file.before])
    if changed or len(lines) < len({kept["line"] for kept in file.before}):
        raise PlanRefused(_refusal(changed, lines))
    stored = {(row.line_id, row.quarter): row for row in Realisation.objects.filter(line__in=lines)}
    for kept in file.before:
        line = lines[kept["line"]]
        row = stored.get((line.pk, kept["quarter"])) or Realisation(line=line, quarter=kept["quarter"])
        write(row, BLANK | _numbers(kept["values"] or {}))
    return list(lines.values())


def _refusal(changed: list[dict[str, Any]], lines: dict[int, RenjaLine]) -> str:
    codes = [lines[kept["line"]].node.code for kept in changed if kept["line"] in lines]
    named = ", ".join(dict.fromkeys(codes[:NAMED])) + ("…" if len(codes) > NAMED else "")
    words = _("Impor ini tidak dapat diurungkan: %(n)d realisasi sudah diubah sesudahnya (%(codes)s).")
    return words % {"n": len(changed), "codes": named or "–"}


def _numbers(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: Decimal(one) if name in NUMBERS and one is not None else one for name, one in values.items()
    }
