"""What the pages of a forum tell, read once each. What later apps hang on a forum comes by related names."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

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
    """All urusan in their order, in four queries whatever the number of agreements."""
    proposals = forum.proposals.submitted().order_by().values_list("urusan")
    counts = dict(proposals.annotate(count=Count("pk")))
    agreements: dict[int, list] = {}
    for agreement in forum.agreements.for_listing():
        agreements.setdefault(agreement.urusan_id, []).append(agreement)
    return [
        UrusanPart(urusan, counts.get(urusan.pk, 0), agreements.get(urusan.pk, []))
        for urusan in Urusan.objects.all()
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
    """How many of each part the forum has."""
    return {
        "proposals": forum.proposals.submitted().count(),
        "documents": forum.documents.count(),
        "participants": forum.participants.count(),
        "agreements": forum.agreements.count(),
    }
