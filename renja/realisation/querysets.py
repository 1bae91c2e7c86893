"""The named reads of what became of a plan."""

from decimal import Decimal

from django.db import models
from django.db.models import BigIntegerField, F, Func, Q, Sum, TextField
from django.db.models.functions import Cast, JSONObject

from core.quarantine import ScanState

WHOLE = 0  # among the sums by node: the plan itself


class RealisationQuerySet(models.QuerySet):
    def until(self, quarter: int):
        """Of the quarters up to this one, the earliest first."""
        return self.filter(quarter__lte=quarter).order_by("line_id", "quarter")

    def sums_by_node(self, quarter: int) -> dict[int, tuple[Decimal | None, Decimal | None]]:
        """Rupiah (of the quarter, of the year up to it) under each node of the tree, its own included; WHOLE: of all lines.

        One query; nodes without any are missing.
        """
        lineage = F("line__node__lineage")
        above = Func(lineage, Cast(WHOLE, BigIntegerField()), function="array_append")
        rows = (
            self.until(quarter)
            .annotate(ancestor=Func(above, function="unnest", output_field=BigIntegerField()))
            .order_by()
            .values("ancestor")
            .annotate(own=Sum("spent", filter=Q(quarter=quarter)), year=Sum("spent"))
            .values_list("ancestor", "own", "year")
        )
        return {node: (own, year) for node, own, year in rows}

    def as_values(self):
        """As JSON, to be read along with lines: {"quarter", "physical", "output", "output_label"}, the earliest first."""
        row = JSONObject(
            quarter="quarter", physical=Cast("physical", TextField()), output=Cast("output", TextField()),
            output_label="output_label",
        )  # fmt: skip
        return self.order_by("quarter").values(row=row)

    def spent_of(self, line):
        """As a subquery: rupiah of a line in all quarters."""
        return self.filter(line=line).order_by().values("line").annotate(total=Sum("spent")).values("total")


class ProofQuerySet(models.QuerySet):
    def for_public(self):
        """What everybody may see: meant for them, clean, and of nothing that is withheld."""
        open_proposal = Q(proposal=None) | Q(proposal__withheld_reason="")
        return self.filter(open_proposal, is_public=True, scan=ScanState.CLEAN, line__withheld_reason="")

    def for_listing(self):
        return self.select_related("proposal").order_by("quarter", "added_at", "pk")

    def as_values(self):
        """As JSON, to be read along: {"key", "caption", "quarter", "name", "content_type"}."""
        row = JSONObject(
            key="key", caption="caption", quarter="quarter", name="original_name", content_type="content_type"
        )
        return self.order_by("quarter", "added_at", "pk").values(row=row)


class WorkStepQuerySet(models.QuerySet):
    def as_values(self):
        """As JSON, to be read along with what a line answers: {"state", "day", "reason"}, the earliest first."""
        row = JSONObject(state="state", day=Cast("day", TextField()), reason="reason")
        return self.order_by("day", "pk").values(row=row)
