"""Usulan → Renja: which accepted proposals the plan answers, and how much of each."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from forums.models import Forum
from proposals.choices import ACCEPTED_STATES
from proposals.models import Proposal
from renja.models import Fulfilment

NAMED_BY_A_LINE = Exists(Fulfilment.objects.filter(proposal=OuterRef("pk")))  # of a proposal


def in_plan() -> Q:
    """The condition that a line names a proposal; the links are looked up, not asked of each proposal."""
    return Q(pk__in=Fulfilment.objects.order_by().values("proposal"))


@dataclass(frozen=True)
class Coverage:
    """How many proposals were asked and accepted, and how many of the accepted a line names."""

    asked: int
    accepted: int
    in_plan: int

    @property
    def homeless(self) -> int:
        return self.accepted - self.in_plan


def read_coverage(forum: Forum, within: Q | None = None) -> Coverage:
    """The numbers of one forum, or of its proposals `within` a group, in one query."""
    is_accepted = Q(status__in=ACCEPTED_STATES)
    rows = forum.proposals.submitted().filter(within or Q())
    counts = rows.aggregate(
        asked=Count("pk"),
        accepted=Count("pk", filter=is_accepted),
        in_plan=Count("pk", filter=is_accepted & in_plan()),
    )
    return Coverage(**counts)


def accepted_proposals(forum: Forum) -> QuerySet[Proposal]:
    """Accepted proposals by number, each with `covered` (percent, None without a line) and `planned` (its lines)."""
    return with_lines(forum.proposals.accepted())


def with_lines(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Proposals by number with `covered` (percent, None without a line), `planned` (what answers them) and `is_accepted`."""
    lines = Fulfilment.objects.select_related("line__node", "line__renja").order_by("line__node__code")
    return (
        proposals.select_related("forum", "organization", "kelurahan__kecamatan", "urusan")
        .defer("stems", "words")
        .annotate(
            covered=Subquery(Fulfilment.objects.sum_for(OuterRef("pk"))),
            is_accepted=Q(status__in=ACCEPTED_STATES),
        )
        .prefetch_related(Prefetch("fulfilments", lines, to_attr="planned"))
        .order_by("number")
    )
