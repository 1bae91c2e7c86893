"""The rows of each dataset: what everybody may read, whole, in a lasting order, in few queries."""

from django.db.models import OuterRef, QuerySet, Subquery

from forums.models import Forum
from meetings.models import Agreement
from proposals.models import Decision, Proposal
from renja.models import Fulfilment, RenjaLine
from urusan.models import Nomenclature

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
    """The lines of published plans, each with the name of the urusan that its code belongs to."""
    bidang = Nomenclature.objects.filter(pk=OuterRef("node__lineage__1"))
    return (
        RenjaLine.objects.filter(renja__is_published=True, renja__forum__is_published=True)
        .select_related("renja__forum", "renja__edition", "node")
        .prefetch_related("indicators", "fundings")
        .annotate(
            urusan_name=Subquery(bidang.values("urusan__name")[:1]),
            urusan_slug=Subquery(bidang.values("urusan__slug")[:1]),
        )
        .order_by("-renja__forum__plan_year", "node__code", "pk")
    )


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
