"""The named reads of the plan: lines in order, sums by level (by the database), what answers what."""

import hashlib

from django.db import models
from django.db.models import BigIntegerField, Count, Exists, F, Func, OuterRef, Prefetch, Q, Sum
from django.db.models.functions import Cast

from proposals.choices import ACCEPTED_STATES

WHOLE = 0  # among the sums by node: the plan itself


class RenjaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All plans for host staff, the published ones for everybody else."""
        rows = self.select_related("forum", "edition")
        return (
            rows
            if user.has_perm("stakeholders.work")
            else rows.filter(is_published=True, forum__is_published=True)
        )


class LineQuerySet(models.QuerySet):
    def leaves(self):
        """The lines of the lowest level, which carry the money."""
        return self.filter(node__level=F("renja__edition__leaf_level"))

    def incomplete(self):
        """The lines of the lowest level that Bappeda would send back: something is missing, or an indicator's target."""
        no_target = Q(indicators__target__isnull=True) | Q(indicators__forward_target__isnull=True)
        lacks = (
            Q(location="")
            | Q(target_group="")
            | Q(source_of_funds="")
            | Q(pagu__isnull=True)
            | Q(forward_pagu__isnull=True)
            | Q(indicators__isnull=True)
            | Q(no_target, indicators__target_label="")
        )
        return self.leaves().filter(lacks).distinct()

    def with_lacks(self):
        """Adds `lacks`: whether a line is one of the `incomplete`."""
        return self.annotate(lacks=Exists(self.model.objects.incomplete().filter(pk=OuterRef("pk"))))

    def for_editing(self):
        """A line with all that its page asks of it."""
        return self.select_related("renja__forum", "renja__edition", "node__parent__parent", "unit")

    def for_links(self):
        """What a link to a line names, whatever it comes from: code, name, plan; in one query, by year and code."""
        return self.select_related("renja__forum", "node").order_by("-renja__forum__plan_year", "node__code")

    def published(self):
        """Those of plans that the public may read, as links from elsewhere name them."""
        return self.for_links().filter(renja__is_published=True, renja__forum__is_published=True)

    def with_public_agreements(self):
        """Adds `public_agreements`: what forums that the public can see agreed on in support of a line; in one query more."""
        agreements = self.model._meta.get_field("agreements").related_model.objects.public()
        shown = agreements.select_related("forum").order_by("forum__plan_year", "order", "pk")
        return self.prefetch_related(Prefetch("agreements", shown, to_attr="public_agreements"))

    def for_rows(self):
        """Lines with their code, indicators and how many proposals they answer: two queries whatever the number of rows."""
        return (
            self.select_related("node", "unit")
            .prefetch_related("indicators")
            .annotate(answered=Count("fulfilments", distinct=True))
            .order_by("node__code")
        )

    def for_table(self):
        """Lines with all that is printed of them: as `for_rows`, and the answered proposals in one query more."""
        answers = self.model._meta.get_field("fulfilments").related_model.objects.for_lines()
        return self.for_rows().prefetch_related(Prefetch("fulfilments", answers))

    def sums_by_node(self) -> dict[int, tuple]:
        """Rupiah (pagu, forward pagu) under each node of the tree, the line's own node included, in one query; WHOLE: of all lines.

        Nodes without money are missing. Sums are the database's, over the lineage stored with each code.
        """
        above = Func(F("node__lineage"), Cast(WHOLE, BigIntegerField()), function="array_append")
        rows = (
            self.annotate(ancestor=Func(above, function="unnest", output_field=BigIntegerField()))
            .order_by()
            .values("ancestor")
            .annotate(pagu_sum=Sum("pagu"), forward_sum=Sum("forward_pagu"))
            .values_list("ancestor", "pagu_sum", "forward_sum")
        )
        return {node: (pagu, forward) for node, pagu, forward in rows}

    def totals(self) -> dict:
        """Rupiah of all lines: {"pagu": Decimal | None, "forward": Decimal | None, "count": lines}."""
        return self.aggregate(pagu=Sum("pagu"), forward=Sum("forward_pagu"), count=Count("pk"))


class TableRowQuerySet(models.QuerySet):
    def for_reading(self):
        """Rows with their code, in order; one query for all tables of a plan."""
        return self.select_related("node__edition").order_by("table", "order")

    def counts(self) -> dict[str, int]:
        """How many rows each table has, by its label; tables without one are missing."""
        return dict(self.order_by().values_list("table").annotate(Count("pk")))

    def mark(self, table: str) -> str:
        """A short text that is another one as soon as a row of this table was saved, added, removed or moved."""
        told = self.filter(table=table).order_by("order").values_list("pk", "version")
        return hashlib.sha256(repr(list(told)).encode()).hexdigest()[:16]


class FulfilmentQuerySet(models.QuerySet):
    def published(self):
        """Those in plans that the public may read, as a proposal's page shows them."""
        return (
            self.filter(line__renja__is_published=True, line__renja__forum__is_published=True)
            .select_related("line__node", "line__renja__forum")
            .order_by("line__node__code")
        )

    def for_lines(self):
        """With what a line says of each proposal, however many there are: number, title, state, and no long text."""
        told = ("number", "title", "status", "withheld_reason", "years_asked")
        return self.select_related("proposal").only("line", "share", *(f"proposal__{name}" for name in told))

    def sum_for(self, proposal):
        """As a subquery: percent of a proposal that all lines together cover; nothing without a line."""
        rows = self.filter(proposal=proposal).order_by().values("proposal")
        return rows.annotate(total=Sum("share")).values("total")

    def of_accepted(self):
        """The published ones whose proposal is accepted: said before the result is published, that would tell."""
        return self.published().filter(proposal__status__in=ACCEPTED_STATES)
