"""The rows of each dataset: what everybody may read, whole, in a lasting order, in few queries."""

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery

from forums.models import Forum
from meetings.models import Agreement
from proposals.models import Decision, Proposal
from renja.models import Fulfilment, RenjaLine
from renja.stages import Stage
from urusan.models import Edition, Nomenclature

NEWEST_FORUM = "-forum__plan_year"


def forums() -> QuerySet[Forum]:
    return Forum.objects.filter(is_published=True).order_by("-plan_year")


def proposals() -> QuerySet[Proposal]:
    """Everything submitted to forums that are public, the newest first."""
    rows = Proposal.objects.submitted().filter(forum__is_published=True)
    return rows.for_export().order_by("-submitted_at", "-pk")


def results() -> QuerySet[Decision]:
    """What was published, once and still; never what waits."""
    rows = Decision.objects.exclude(state=Decision.State.PENDING).filter(
        published_at__isnull=False, proposal__forum__is_published=True
    )
    read_along = ("proposal__forum", "reason_code", "office", "parent", "answer")
    return (
        rows.select_related(*read_along)
        .defer("proposal__stems", "proposal__words", "parent__stems", "parent__words")
        .order_by("-published_at", "-pk")
    )


def lines() -> QuerySet[RenjaLine]:
    """The lines of published plans, each with the name of the urusan that its code belongs to; none of a plan whose change is
    drafted: what was established is read on its page until then."""
    bidang = Nomenclature.objects.filter(pk=OuterRef("node__lineage__1"))
    return (
        RenjaLine.objects.filter(renja__is_published=True, renja__forum__is_published=True)
        .exclude(renja__stage=Stage.PERUBAHAN)
        .select_related("renja__forum", "renja__edition", "node")
        .prefetch_related("indicators", "fundings")
        .annotate(
            urusan_name=Subquery(bidang.values("urusan__name")[:1]),
            urusan_slug=Subquery(bidang.values("urusan__slug")[:1]),
        )
        .order_by("-renja__forum__plan_year", "node__code", "pk")
    )


def urusan_names(edition: Edition, codes: Iterable[str]) -> dict[str, str]:
    """Official code → name of the urusan that it belongs to."""
    bidang = Nomenclature.objects.filter(pk=OuterRef("lineage__1")).values("urusan__name")[:1]
    rows = edition.nodes.filter(code__in=codes).annotate(named=Subquery(bidang))
    return dict(rows.values_list("code", "named"))


def links() -> QuerySet[Fulfilment]:
    """Which lines answer which proposals: of accepted ones alone, as the plan's page says it."""
    return (
        Fulfilment.objects.of_accepted()
        .filter(proposal__forum__is_published=True)
        .select_related("line__node", "line__renja__forum", "proposal")
        .defer("proposal__stems", "proposal__words", "proposal__problem", "proposal__request")
        .order_by("-line__renja__forum__plan_year", "proposal__number", "line__node__code")
    )


def agreements() -> QuerySet[Agreement]:
    return (
        Agreement.objects.public()
        .for_listing()
        .with_links()
        .select_related("forum")
        .order_by(NEWEST_FORUM, "urusan__order", "order", "pk")
    )
