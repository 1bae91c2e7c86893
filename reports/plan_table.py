"""The lines of the plan under their codes, with the database's sums (T-C.33). Only what the public may read."""

from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.money import number
from renja.alignment_querysets import in_order
from renja.models import Indicator, Renja, RenjaLine
from renja.outline import Outline, OutlineRow, read_outline
from renja.realisation.evaluation import Evaluation
from renja.structure import structure_of
from reports.report import Plan, PlanRow, RecapRow, Target
from reports.wording import plan_sentence
from urusan.models import Level

NOTHING = "–"
SourceSum = dict[str, Any]  # "name", "count" (lines), "pagu", "forward"
# Columns of the matrices: how many years back, and what of that plan.
OF_EARLIER = {"realized": (2, "realised"), "expected": (1, "target")}


def read_plan(renja: Renja, *, office: str) -> tuple[Plan, tuple[int, ...]]:
    """The rows of T-C.33 with sums and counts, and the ids of the lines that are masked."""
    sources = renja.lines.sums_by_source(withheld=_("Informasi dikecualikan"))
    return plan_of(
        read_outline(renja), office=office, year=renja.year, sources=sources, earlier=earlier_of(renja)
    )


def plan_of(
    outline: Outline,
    *,
    office: str,
    year: int,
    sources: Iterable[SourceSum],
    earlier: Evaluation | None = None,
) -> tuple[Plan, tuple[int, ...]]:
    """The same of an outline, what each source of funds pays, and what earlier plans realised."""
    pagu, forward = outline.pagu, outline.forward
    masked = tuple(line.pk for line in outline.lines if line.is_withheld)
    plan = Plan(
        rows=tuple(_row(row, earlier) for row in outline.rows),
        pagu=pagu,
        forward=forward,
        counts=outline.counts,
        programs=_programs(outline),
        sources=_sources(sources, pagu),
        priorities=_priorities(outline),
        sentence=plan_sentence(office=office, year=year, counts=outline.counts, pagu=pagu, forward=forward),
        has_withheld=bool(masked),
    )
    return plan, masked


def earlier_of(renja: Renja) -> Evaluation | None:
    """What earlier plans realised and expect, where a table of this edition has columns for it."""
    keys = {column.key for table in structure_of(renja.structure).tables for column in table.columns}
    return Evaluation(renja, OF_EARLIER) if keys & OF_EARLIER.keys() else None


def _row(row: OutlineRow, earlier: Evaluation | None) -> PlanRow:
    line = row.line
    head = {
        "level": row.level,
        "code": row.code,
        "is_leaf": row.is_leaf,
        "pagu": row.pagu,
        "forward_pagu": row.forward,
    }
    if line is None:
        return PlanRow(name=row.node.name, **head)
    if line.is_withheld:
        return PlanRow(name="", withheld=line.withheld_reason, **head)
    return PlanRow(
        name=row.node.name,
        targets=tuple(_target(one, row.node.code, earlier) for one in line.indicators.all()) or (Target(),),
        location=line.location,
        target_group=line.target_group,
        source=_source(line),
        note=line.note,
        urgency=_("Urgensi: %(tags)s") % {"tags": ", ".join(line.urgencies)} if line.urgency else "",
        answers=_answers(line),
        priority=line.priority.code if line.priority else "",
        **head,
    )


def _priorities(outline: Outline) -> tuple[str, ...]:
    """`1 Transformasi birokrasi`: what the numbers in the column of priorities stand for."""
    told = (line.priority for line in outline.lines if line.priority and not line.is_withheld)
    served = {(aim.code, aim.text): aim for aim in told}  # of a frozen plan each line brings its own
    return tuple(f"{aim.code} {aim.text}" for aim in in_order(served.values()))


def _target(indicator: Indicator, code: str, earlier: Evaluation | None) -> Target:
    known = earlier.words(code, indicator.text) if earlier else {}
    return Target(
        text=indicator.text,
        target=indicator.target_text or NOTHING,
        forward=indicator.forward_text or NOTHING,
        **known,
    )


def _answers(line: RenjaLine) -> str:
    """`Usulan ASP-2028-0003 (60%), ASP-2028-0014 (100%)`; numbers are public, whatever else is withheld."""
    parts = [f"{answer.proposal.number} ({number(answer.share)}%)" for answer in line.answers]
    return _("Usulan %(numbers)s") % {"numbers": ", ".join(parts)} if parts else ""


def _programs(outline: Outline) -> tuple[RecapRow, ...]:
    leaves = Counter(node for line in outline.leaves for node in line.node.lineage)
    return tuple(
        _recap(row.code, row.node.name, leaves[row.node.pk], (row.pagu, row.forward), outline.pagu)
        for row in outline.rows
        if row.level == Level.PROGRAM
    )


def _source(line: RenjaLine) -> str:
    """Its only source of funds, or each of several with its amount on a line of its own, as the column is narrow."""
    fundings = line.fundings.all()
    if len(fundings) < 2:
        return line.source_of_funds
    return "\n".join(f"{funding.name}:\n{number(funding.amount)}" for funding in fundings)


def _sources(rows: Iterable[SourceSum], total: Decimal) -> tuple[RecapRow, ...]:
    """Sums by source of funds; a line of several sources counts for each."""
    told = [
        _recap("", row["name"] or _("Belum ditentukan"), row["count"], (row["pagu"], row["forward"]), total)
        for row in rows
    ]
    return tuple(sorted(told, key=lambda row: row.name))


def _recap(code: str, name: str, count: int, money, total: Decimal) -> RecapRow:
    pagu, forward = money
    pagu = pagu or Decimal(0)
    share = (pagu * 100 / total).quantize(Decimal("0.1"), ROUND_HALF_UP) if total else Decimal(0)
    return RecapRow(code, name, count, pagu, forward or Decimal(0), share)
