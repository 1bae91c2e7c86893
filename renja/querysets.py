"""The named reads of the plan: lines in order, sums by level (by the database), what answers what."""

import hashlib
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    Func,
    JSONField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, JSONObject

from proposals.choices import ACCEPTED_STATES
from renja.stages import BEFORE_THE_ACT, SETTLED, Stage

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

    def awaiting_act(self):
        """Whose final draft, or drafted change, is frozen: the act that establishes it is to be recorded."""
        revisions = self.model._meta.get_field("revisions").related_model.objects
        newest = revisions.filter(renja=OuterRef("pk")).order_by("-number").values("stage")[:1]
        return (
            self.filter(stage__in=BEFORE_THE_ACT).annotate(frozen=Subquery(newest)).filter(frozen=F("stage"))
        )

    def with_aims(self):
        """Adds `catalogue`: the rows of its priorities, tujuan and sasaran as their values, in the same query."""
        aims = self.model._meta.get_field("aims").related_model.objects.filter(renja=OuterRef("pk"))
        row = JSONObject(id="pk", renja_id="renja_id", kind="kind", code="code", text="text")
        return self.annotate(catalogue=ArraySubquery(aims.order_by().values(row=row)))


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
            | Q(pagu__isnull=True)
            | self.lacks_funding("source", "amount", "forward")
            | Q(indicators__isnull=True)
            | Q(no_target, indicators__target_label="")
        )
        return self.leaves().filter(lacks).distinct()

    def with_lacks(self):
        """Adds `lacks`: whether a line is one of the `incomplete`."""
        return self.annotate(lacks=Exists(self.model.objects.incomplete().filter(pk=OuterRef("pk"))))

    def lacks_funding(self, *names: str) -> Exists:
        """The condition that one of a line's sources is without name ("source") or amount ("amount", "forward")."""
        lacks = {"source": Q(source=""), "amount": Q(amount__isnull=True), "forward": Q(forward__isnull=True)}
        rows = self.model._meta.get_field("fundings").related_model.objects.filter(line=OuterRef("pk"))
        return Exists(rows.filter(Q(*(lacks[name] for name in names), _connector=Q.OR)))

    def serving(self, aim):
        """Those that name this priority, tujuan or sasaran; for a tujuan also those that name a sasaran below it."""
        named = Q(priority=aim) | Q(aim=aim)
        if aim.kind == "tujuan":
            named |= Q(aim__kind="sasaran", aim__code__startswith=f"{aim.code}.")
        return self.filter(named, renja=aim.renja_id)

    def not_aligned(self):
        """The lines of the lowest level that name nothing of the city's programme."""
        return self.leaves().filter(priority=None, aim=None)

    def orphans(self):
        """Lines that say they come from the forum, and answer no proposal that is accepted today."""
        answers = self.model._meta.get_field("fulfilments").related_model.objects
        answered = answers.filter(line=OuterRef("pk"), proposal__status__in=ACCEPTED_STATES)
        return self.leaves().filter(~Exists(answered), origin="forum")

    def for_editing(self):
        """A line with all that its page asks of it."""
        return self.select_related(
            "renja__forum", "renja__edition", "node__parent__parent", "unit", "priority", "aim"
        )

    def for_links(self):
        """What a link to a line names, whatever it comes from: code, name, plan; in one query, by year and code."""
        return self.select_related("renja__forum", "node").order_by("-renja__forum__plan_year", "node__code")

    def published(self):
        """Those of plans that the public may read, as links from elsewhere name them; none of the draft of a change."""
        readable = self.filter(renja__is_published=True, renja__forum__is_published=True)
        return readable.exclude(renja__stage=Stage.PERUBAHAN).for_links()

    def with_public_agreements(self):
        """Adds `public_agreements`: what forums that the public can see agreed on in support of a line; in one query more."""
        agreements = self.model._meta.get_field("agreements").related_model.objects.public()
        shown = agreements.select_related("forum").order_by("forum__plan_year", "order", "pk")
        return self.prefetch_related(Prefetch("agreements", shown, to_attr="public_agreements"))

    def for_rows(self):
        """Lines with their code, indicators, how many proposals they answer and sources they have (`answered`, `funded`): two
        queries whatever the number of rows."""
        return (
            self.select_related("node", "unit", "priority", "aim")
            .prefetch_related("indicators")
            .annotate(answered=Count("fulfilments", distinct=True), funded=Count("fundings", distinct=True))
            .order_by("node__code")
        )

    def for_table(self):
        """Lines with all that is printed of them: as `for_rows`, and answered proposals and fundings in one query each."""
        answers = self.model._meta.get_field("fulfilments").related_model.objects.for_lines()
        return self.for_rows().prefetch_related(Prefetch("fulfilments", answers), "fundings")

    def for_freezing(self):
        """Lines with all that a revision keeps of them; one query for each kind of thing that hangs on them."""
        return self.for_table().prefetch_related("agreements__urusan")

    def for_readers(self):
        """Lines with all that the public page shows of them; their sources of funds come along as `sources`, values of "source"
        and "amount", in the same query."""
        fundings = self.model._meta.get_field("fundings").related_model.objects.filter(line=OuterRef("pk"))
        row = JSONObject(source="source", amount=Cast("amount", TextField()))
        answers = self.model._meta.get_field("fulfilments").related_model.objects.for_lines()
        rows = self.for_rows().annotate(sources=ArraySubquery(fundings.values(row=row))).with_realisation()
        return rows.prefetch_related(Prefetch("fulfilments", answers)).with_public_agreements()

    def saying_what_was_done(self):
        """Adds `is_realised`: whether anything was recorded of what was done, so that the line stays."""
        fields = (self.model._meta.get_field(name) for name in ("realisations", "proofs"))
        rows = (field.related_model.objects.filter(line=OuterRef("pk")) for field in fields)
        return self.annotate(is_realised=Q(*map(Exists, rows), _connector=Q.OR))

    def with_realisation(self):
        """Adds `realised`, the values of the quarters, and `realised_spent`, rupiah of all of them; in the same query."""
        rows = self.model._meta.get_field("realisations").related_model.objects
        return self.annotate(
            realised=ArraySubquery(rows.filter(line=OuterRef("pk")).as_values()),
            realised_spent=Subquery(rows.spent_of(OuterRef("pk"))),
        )

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

    def sums_by_source(self, *, withheld: str | None = None) -> list[dict]:
        """Rupiah by source of funds: {"name", "count" (lines), "pagu", "forward"}, in one query; "" where none is named.

        What withheld lines get stands under `withheld`, where given. A line of several sources counts for each.
        """
        name: Coalesce | Case = Coalesce("fundings__source", Value(""))
        if withheld is not None:
            name = Case(When(~Q(withheld_reason=""), then=Value(withheld)), default=name)
        rows = self.leaves().annotate(name=name).order_by().values("name")
        return list(
            rows.annotate(
                count=Count("pk", distinct=True),
                pagu=Coalesce(Sum("fundings__amount"), Value(Decimal(0))),
                forward=Coalesce(Sum("fundings__forward"), Value(Decimal(0))),
            ).order_by("name")
        )

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
        """Those in plans that the public may read, as a proposal's page shows them; none of the draft of a change, whose place
        what was established takes (`established.py`)."""
        return (
            self.filter(line__renja__is_published=True, line__renja__forum__is_published=True)
            .exclude(line__renja__stage=Stage.PERUBAHAN)
            .select_related("line__node", "line__renja__forum")
            .order_by("line__node__code")
        )

    def for_lines(self):
        """With what a line says of each proposal, however many there are: number, title, state, and no long text."""
        told = ("number", "title", "status", "withheld_reason", "years_asked")
        return self.select_related("proposal", "work").only(
            "line", "share", "amount", "work__state", "work__since", *(f"proposal__{name}" for name in told)
        )

    def with_work(self):
        """Adds `steps`, what was done for the proposal, and `pictures`, what everybody may see of it; in the same query."""
        work = self.model._meta.get_field("work").related_model
        steps = work._meta.get_field("steps").related_model.objects.filter(work__fulfilment=OuterRef("pk"))
        line = self.model._meta.get_field("line").related_model
        proofs = line._meta.get_field("proofs").related_model.objects.for_public()
        shown = proofs.filter(Q(proposal=None) | Q(proposal=OuterRef("proposal")), line=OuterRef("line"))
        return self.annotate(
            steps=ArraySubquery(steps.as_values()), pictures=ArraySubquery(shown.as_values())
        )

    def sum_for(self, proposal):
        """As a subquery: percent of a proposal that all lines together cover; nothing without a line."""
        rows = self.filter(proposal=proposal).order_by().values("proposal")
        return rows.annotate(total=Sum("share")).values("total")

    def of_accepted(self):
        """The published ones whose proposal is accepted: said before the result is published, that would tell."""
        return self.published().filter(proposal__status__in=ACCEPTED_STATES)


class RevisionQuerySet(models.QuerySet):
    def for_listing(self):
        """The newest first, with who froze them and without what they hold, which may be a megabyte."""
        return self.select_related("renja__forum", "frozen_by").defer("content").order_by("-number")

    def closed_nodes(self) -> dict[str, str]:
        """Official code → reason of every line that is withheld in one of them."""
        path = '$.rows[*] ? (@.line.withheld_reason != "")'
        found = self.annotate(
            row=Func(
                F("content"),
                template=f"jsonb_path_query(%(expressions)s, '{path}')",
                output_field=JSONField(),
            )
        ).order_by("number")
        return {row["node"]: row["line"]["withheld_reason"] for row in found.values_list("row", flat=True)}

    def newest_act(self):
        """The newest one by which the plan was established, without what it holds; None before that."""
        return self.filter(stage__in=SETTLED).newest()

    def newest(self):
        """The newest revision of a plan, without what it holds; None before there is one."""
        return self.defer("content").order_by("-number").first()
