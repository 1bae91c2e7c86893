"""What the forward estimates become with one factor, before anything is written."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Round

from renja.models import Funding, Renja
from urusan.codes import display_code
from urusan.models import Level, Nomenclature


@dataclass(frozen=True)
class Estimate:
    """The fundings that would change, each with `after`; `factor` and what was asked for."""

    renja: Renja
    factor: Decimal
    program: Nomenclature | None
    rows: Sequence[Funding]

    @property
    def before_sum(self) -> Decimal:
        return sum((row.forward or Decimal(0) for row in self.rows), Decimal(0))

    @property
    def after_sum(self) -> Decimal:
        return sum((row.after for row in self.rows), Decimal(0))

    @property
    def mark(self) -> str:
        """A short mark of what would be written: another one when anything of it has changed meanwhile."""
        told = "|".join(f"{row.pk}:{row.forward}:{row.after}" for row in self.rows)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def read_estimate(
    renja: Renja, factor: Decimal, *, program: Nomenclature | None = None, only_empty: bool = False
) -> Estimate:
    """One query: the fundings with a pagu whose estimate would be another one, rounded to whole rupiah by the database."""
    rows = Funding.objects.filter(line__in=renja.lines.leaves(), amount__isnull=False)
    if program is not None:
        rows = rows.filter(line__node__lineage__contains=[program.pk])
    if only_empty:
        rows = rows.filter(forward__isnull=True)
    by, money = DecimalField(max_digits=6, decimal_places=4), DecimalField(max_digits=22, decimal_places=2)
    after = Round(ExpressionWrapper(F("amount") * Value(factor, output_field=by), output_field=money))
    return Estimate(renja, factor, program, tuple(_changing(rows.annotate(after=after))))


def _changing(rows: QuerySet[Funding]) -> QuerySet[Funding]:
    """Without those that have that estimate already; in the order of the codes."""
    other = rows.filter(Q(forward__isnull=True) | ~Q(forward=F("after")))
    return other.select_related("line__node", "line__renja").order_by("line__node__code", "order", "pk")


def programs_of(renja: Renja) -> list[tuple[int, str]]:
    """The programs of the plan as choices: key, `2.16.02 Nama`."""
    within = {pk for lineage in renja.lines.values_list("node__lineage", flat=True) for pk in lineage}
    nodes = Nomenclature.objects.filter(pk__in=within, level=Level.PROGRAM).order_by("code")
    return [(node.pk, f"{display_code(node.code, renja.bidang_code)} {node.name}") for node in nodes]
