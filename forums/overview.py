"""What the pages of a forum tell, read once each. What later apps hang on a forum comes by related names."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from core.paging import count_each
from forums.models import Forum, Participant
from stakeholders.models import OrganizationKind
from urusan.models import Urusan

LONG = 10  # participants of one kind


@dataclass(frozen=True)
class UrusanPart:
    """One urusan in the forum: how many proposals it has, and what was agreed."""

    urusan: Urusan
    proposal_count: int
    agreements: list


@dataclass(frozen=True)
class ParticipantGroup:
    """The participants of one kind of organisation."""

    label: str
    participants: list[Participant]

    @property
    def is_long(self) -> bool:
        """Too long to stand open on a phone."""
        return len(self.participants) > LONG


def urusan_parts(forum: Forum) -> list[UrusanPart]:
    """All urusan in their order, in three queries whatever the number of agreements."""
    proposals = forum.proposals.submitted().filter(urusan=OuterRef("pk")).order_by().values("urusan")
    count = Coalesce(Subquery(proposals.annotate(count=Count("pk")).values("count")), 0)
    agreements: dict[int, list] = {}
    for agreement in forum.agreements.for_listing():
        agreements.setdefault(agreement.urusan_id, []).append(agreement)
    return [
        UrusanPart(urusan, urusan.proposal_count, agreements.get(urusan.pk, []))
        for urusan in Urusan.objects.annotate(proposal_count=count)
    ]


def participant_groups(forum: Forum) -> list[ParticipantGroup]:
    """Participants by kind of organisation, in the order in which the kinds are declared."""
    rows = list(forum.participants.for_listing())
    by_kind = {
        kind: [row for row in rows if row.organization.kind == kind] for kind in OrganizationKind.values
    }
    return [ParticipantGroup(OrganizationKind(kind).label, found) for kind, found in by_kind.items() if found]


def published_plan(forum: Forum) -> Any:
    """The plan that this forum leads to, where the public can read it; `forum` with its plan selected."""
    plan = getattr(forum, "renja", None)
    return plan if plan and plan.is_published else None


def counts_of(forum: Forum) -> dict[str, int]:
    """How many of each part the forum has, in one statement."""
    parts = {
        "proposals": forum.proposals.submitted(),
        "documents": forum.documents.all(),
        "participants": forum.participants.all(),
        "agreements": forum.agreements.all(),
    }
    return dict(zip(parts, count_each(*parts.values()), strict=True))
