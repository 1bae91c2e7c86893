"""Usulan → Renja: which accepted proposals the plan answers, and how much of each."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from forums.models import Forum
from proposals.models import Proposal
from renja.models import Fulfilment

NAMED_BY_A_LINE = Exists(Fulfilment.objects.filter(proposal=OuterRef("pk")))  # of a proposal


@dataclass(frozen=True)
class Coverage:
    """How many proposals were accepted, and how many of them a line names."""

    accepted: int
    in_plan: int

    @property
    def homeless(self) -> int:
        return self.accepted - self.in_plan


def read_coverage(forum: Forum) -> Coverage:
    """The numbers of one forum, in one query."""
    named = Q(
        pk__in=Fulfilment.objects.order_by().values("proposal")
    )  # looked up, not asked of each proposal
    counts = forum.proposals.accepted().aggregate(accepted=Count("pk"), in_plan=Count("pk", filter=named))
    return Coverage(**counts)


def accepted_proposals(forum: Forum) -> QuerySet[Proposal]:
    """Accepted proposals by number, each with `covered` (percent, None without a line) and `planned` (its lines)."""
    lines = Fulfilment.objects.select_related("line__node", "line__renja").order_by("line__node__code")
    return (
        forum.proposals.accepted()
        .select_related("forum", "organization", "kelurahan__kecamatan", "urusan")
        .defer("stems", "words")
        .annotate(covered=Subquery(Fulfilment.objects.sum_for(OuterRef("pk"))))
        .prefetch_related(Prefetch("fulfilments", lines, to_attr="planned"))
        .order_by("number")
    )
