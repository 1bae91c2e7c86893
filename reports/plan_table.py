"""T-C.33: the lines of the plan under their codes, with the database's sums. Only what the public may read."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from core.money import number
from renja.models import Indicator, Renja, RenjaLine
from reports.report import Plan, PlanRow, RecapRow, Target
from reports.wording import plan_sentence
from urusan.codes import display_code, is_placeholder
from urusan.models import Level, Nomenclature

NOTHING = "–"
WITHOUT_MONEY = (Level.URUSAN, Level.BIDANG_URUSAN)
Sums = dict[int, tuple[Decimal | None, Decimal | None]]


def read_plan(renja: Renja, *, office: str) -> tuple[Plan, tuple[int, ...]]:
    """The rows of T-C.33 with sums and counts, and the ids of the lines that are masked. Six queries."""
    lines = {line.node_id: line for line in renja.lines.for_table()}
    nodes = _nodes(renja, lines.values())
    sums = renja.lines.sums_by_node()
    totals = renja.lines.totals()
    pagu, forward = totals["pagu"] or Decimal(0), totals["forward"] or Decimal(0)
    counts = dict(Counter(str(node.level) for node in nodes))
    plan = Plan(
        rows=tuple(_row(node, lines.get(node.pk), sums, renja) for node in nodes),
        pagu=pagu,
        forward=forward,
        counts=counts,
        programs=_programs(nodes, lines.values(), sums, renja, pagu),
        sources=_sources(_leaves(lines.values(), renja), pagu),
        sentence=plan_sentence(office=office, year=renja.year, counts=counts, pagu=pagu, forward=forward),
        has_withheld=any(line.is_withheld for line in lines.values()),
    )
    return plan, tuple(line.pk for line in lines.values() if line.is_withheld)


def _nodes(renja: Renja, lines: Iterable[RenjaLine]) -> list[Nomenclature]:
    """Every code of the lines and above them, in the order of the printed codes.

    The placeholder of the support programme gives way to the plan's own bidang urusan.
    """
    ids = {node for line in lines for node in line.node.lineage}
    if not ids:
        return []
    own = Q(edition=renja.edition_id, code__in=[renja.bidang_code, renja.bidang_code.split(".")[0]])
    found = Nomenclature.objects.filter(Q(pk__in=ids) | own)
    supported = any(is_placeholder(node.code) for node in found if node.pk in ids)
    shown = [node for node in found if not is_placeholder(node.code) and (node.pk in ids or supported)]
    return sorted(shown, key=lambda node: _order(display_code(node.code, renja.bidang_code)))


def _order(code: str) -> list[tuple[int, str]]:
    return [(int(part) if part.isdigit() else 0, part) for part in code.split(".")]


def _leaves(lines: Iterable[RenjaLine], renja: Renja) -> list[RenjaLine]:
    return [line for line in lines if line.node.level == renja.edition.leaf_level]


def _row(node: Nomenclature, line: RenjaLine | None, sums: Sums, renja: Renja) -> PlanRow:
    pagu, forward = sums.get(node.pk, (None, None))
    money = {} if node.level in WITHOUT_MONEY else {"pagu": pagu, "forward_pagu": forward}
    head = {
        "level": str(node.level),
        "code": display_code(node.code, renja.bidang_code),
        "is_leaf": node.level == renja.edition.leaf_level,
        **money,
    }
    if line is None:
        return PlanRow(name=node.name, **head)
    if line.is_withheld:
        return PlanRow(name="", withheld=line.withheld_reason, **head)
    return PlanRow(
        name=node.name,
        targets=tuple(_target(indicator) for indicator in line.indicators.all()) or (Target(),),
        location=line.location,
        source=line.source_of_funds,
        note=line.note,
        answers=_answers(line),
        **head,
    )


def _target(indicator: Indicator) -> Target:
    return Target(
        text=indicator.text,
        target=indicator.target_label or _with_unit(indicator.target, indicator.satuan),
        forward=_with_unit(indicator.forward_target, indicator.satuan),
    )


def _with_unit(target: Decimal | None, unit: str) -> str:
    return NOTHING if target is None else f"{number(target)} {unit}".strip()


def _answers(line: RenjaLine) -> str:
    """`Usulan ASP-2028-0003 (60%), ASP-2028-0014 (100%)`; numbers are public, whatever else is withheld."""
    parts = [f"{answer.proposal.number} ({number(answer.share)}%)" for answer in line.fulfilments.all()]
    return _("Usulan %(numbers)s") % {"numbers": ", ".join(parts)} if parts else ""


def _programs(nodes, lines, sums: Sums, renja: Renja, total: Decimal) -> tuple[RecapRow, ...]:
    leaves = Counter(node for line in _leaves(lines, renja) for node in line.node.lineage)
    return tuple(
        _recap(
            display_code(node.code, renja.bidang_code), node.name, leaves[node.pk], sums.get(node.pk), total
        )
        for node in nodes
        if node.level == Level.PROGRAM
    )


def _sources(lines: list[RenjaLine], total: Decimal) -> tuple[RecapRow, ...]:
    groups = defaultdict(list)
    for line in lines:
        groups[_source(line)].append(line)
    return tuple(
        _recap("", name, len(members), (_sum(members, "pagu"), _sum(members, "forward_pagu")), total)
        for name, members in sorted(groups.items())
    )


def _source(line: RenjaLine) -> str:
    if line.is_withheld:
        return _("Informasi dikecualikan")
    return line.source_of_funds or _("Belum ditentukan")


def _sum(lines: list[RenjaLine], field: str) -> Decimal:
    return sum((getattr(line, field) or Decimal(0) for line in lines), Decimal(0))


def _recap(code: str, name: str, count: int, money, total: Decimal) -> RecapRow:
    pagu, forward = money or (None, None)
    pagu = pagu or Decimal(0)
    share = (pagu * 100 / total).quantize(Decimal("0.1"), ROUND_HALF_UP) if total else Decimal(0)
    return RecapRow(code, name, count, pagu, forward or Decimal(0), share)
