"""What of an earlier plan would be taken over into this one, before anything is written."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from renja.models import Aim, Funding, Indicator, Origin, Renja, RenjaLine
from urusan.models import Nomenclature


class Basis(models.TextChoices):
    """Which amount of the earlier plan becomes the pagu."""

    FORWARD = "prakiraan", _("Prakiraan maju (bila kosong, pagunya)")
    PAGU = "pagu", _("Pagu")
    EMPTY = "kosong", _("Dikosongkan")


class Fate(models.TextChoices):
    """What becomes of a line of the earlier plan."""

    NEW = "baru", _("Disalin")
    THERE = "ada", _("Sudah ada dalam Renja ini")
    GONE = "tanpa_kode", _("Kodenya tidak ada dalam edisi nomenklatur Renja ini")


# A proposal or an agreement of last year's forum does not answer this year's; what it began goes on as the plan's own.
ENDED_ORIGINS = {Origin.FORUM, Origin.POKIR}
KEPT = ("location", "target_group", "urgency", "unit", "withheld_reason")


@dataclass(frozen=True)
class Copied:
    """One line of the earlier plan, the code that it would have, its sources with their new amounts, and what it serves
    of this plan's aims (`aims`, by column)."""

    line: RenjaLine
    node: Nomenclature | None
    fate: Fate
    fundings: Sequence[tuple[str, Decimal | None]]
    aims: Mapping[str, Aim]

    @property
    def is_new(self) -> bool:
        return self.fate == Fate.NEW

    @property
    def pagu(self) -> Decimal | None:
        """Rupiah of all sources; None where none has an amount."""
        amounts = [amount for _source, amount in self.fundings if amount is not None]
        return sum(amounts, Decimal(0)) if amounts else None

    def make_line(self, renja: Renja) -> RenjaLine:
        """Without money, which follows with `make_fundings`; a withheld line stays withheld."""
        kept = {name: getattr(self.line, name) for name in KEPT}
        origin = Origin.RENSTRA if self.line.origin in ENDED_ORIGINS else self.line.origin
        return RenjaLine(renja=renja, node=self.node, origin=origin, **kept, **self.aims)

    def make_fundings(self, line: RenjaLine) -> list[Funding]:
        return [
            Funding(line=line, source=source, amount=amount, order=order)
            for order, (source, amount) in enumerate(self.fundings)
            if source or amount is not None
        ]

    def make_indicators(self, line: RenjaLine) -> list[Indicator]:
        """The target of next year becomes this year's; a word that stands for a number stays."""
        return [
            Indicator(
                line=line, text=row.text, satuan=row.satuan, order=order, target_label=row.target_label,
                target=None if row.target_label else _first(row.forward_target, row.target),
            )
            for order, row in enumerate(self.line.indicators.all())
        ]  # fmt: skip


@dataclass(frozen=True)
class PlanCopyPreview:
    """All lines of the earlier plan in the order of their codes."""

    source: Renja
    rows: Sequence[Copied]

    @property
    def new(self) -> list[Copied]:
        return [row for row in self.rows if row.is_new]

    @property
    def mark(self) -> str:
        """A short mark of what would be written: another one when anything of it has changed meanwhile."""
        told = [
            (
                row.line.pk, row.line.version, row.fate.value, row.node.pk if row.node else 0, row.fundings,
                [(one.text, one.target, one.forward_target) for one in row.line.indicators.all()],
            )
            for row in self.rows
        ]  # fmt: skip
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def earlier_plans(renja: Renja) -> models.QuerySet[Renja]:
    """The plans of the years before, newest first."""
    return (
        Renja.objects.filter(forum__plan_year__lt=renja.year)
        .select_related("forum", "edition")
        .order_by("-forum__plan_year")
    )


def read_copy(renja: Renja, source: Renja, *, basis: str, factor: Decimal = Decimal(1)) -> PlanCopyPreview:
    """What every line of `source` would become; amounts are `basis` times `factor` in whole rupiah. Six queries at most."""
    lines = list(
        source.lines.select_related("node", "unit", "priority", "aim")
        .prefetch_related("indicators", "fundings")
        .order_by("node__code")
    )
    nodes = _nodes_for(renja, source, lines)
    own = {(one.kind, one.code, one.text): one for one in renja.aims.all()}
    there = set(renja.lines.values_list("node_id", flat=True))
    rows = []
    for line in lines:
        node = nodes.get(line.node_id)
        fate = Fate.GONE if node is None else Fate.THERE if node.pk in there else Fate.NEW
        fundings = tuple((row.source, _amount(row, basis, factor)) for row in line.fundings.all())
        same = (own.get((one.kind, one.code, one.text)) for one in line.aims)
        rows.append(Copied(line, node, fate, fundings, {one.field: one for one in same if one}))
    return PlanCopyPreview(source, tuple(rows))


def _nodes_for(renja: Renja, source: Renja, lines: Iterable[RenjaLine]) -> dict[int, Nomenclature]:
    """By the node of the earlier plan: the same code of this plan's edition. Of another edition only what kept code,
    level and name: a code that means something else now is no successor."""
    nodes = {line.node_id: line.node for line in lines}
    if renja.edition_id == source.edition_id:
        return nodes
    codes = [node.code for node in nodes.values()]
    usable = (node for node in renja.edition.nodes.filter(code__in=codes) if not node.is_regency_only)
    own = {(node.code, node.level, node.name.casefold()): node for node in usable}
    found = {pk: own.get((node.code, node.level, node.name.casefold())) for pk, node in nodes.items()}
    return {pk: node for pk, node in found.items() if node is not None}


def _amount(row: Funding, basis: str, factor: Decimal) -> Decimal | None:
    if basis == Basis.EMPTY:
        return None
    amount = _first(row.forward, row.amount) if basis == Basis.FORWARD else row.amount
    return None if amount is None else (amount * factor).quantize(Decimal(1), ROUND_HALF_UP)


def _first(*values: Decimal | None) -> Decimal | None:
    return next((value for value in values if value is not None), None)
