"""The named reads of the catalogue of priorities, tujuan and sasaran: in order, and what lines give to each."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import models
from django.db.models import CharField, Count, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Concat
from django.db.models.lookups import Exact


def in_order(aims: Iterable) -> list:
    """As lists and choices show them."""
    return sorted(aims, key=lambda aim: aim.place)


class AimQuerySet(models.QuerySet):
    def in_order(self) -> list:
        """Priorities first, then each tujuan with its sasaran."""
        return in_order(self)

    def with_lines(self):
        """Adds `line_count` and `pagu`: how many lines serve each, and their rupiah, summed by the database.

        A line that names a sasaran counts for its tujuan, too.
        """
        return self.annotate(
            line_count=Coalesce(Subquery(self._sums().values("count")), 0),
            pagu=Coalesce(Subquery(self._sums().values("sum")), Value(Decimal(0))),
        )

    def _sums(self):
        lines = self.model._meta.get_field("lines_of_aim").related_model.objects
        below = Concat(OuterRef("code"), Value("."), output_field=CharField())
        of_goal = Q(Exact(OuterRef("kind"), Value("tujuan"))) & Q(
            aim__kind="sasaran", aim__code__startswith=below
        )
        named = Q(priority=OuterRef("pk")) | Q(aim=OuterRef("pk")) | of_goal
        rows = lines.filter(named, renja=OuterRef("renja")).order_by().values("renja")
        return rows.annotate(count=Count("pk"), sum=Sum("pagu"))
