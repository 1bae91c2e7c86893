"""The named reads of proposals, results and their history."""

from proposals.querysets.history import (
    ENTERING,
    AttachmentQuerySet,
    DecisionQuerySet,
    EventQuerySet,
    SupportQuerySet,
)
from proposals.querysets.proposals import IN_PLAN, WAITING, ProposalQuerySet

__all__ = [
    "ENTERING",
    "IN_PLAN",
    "WAITING",
    "AttachmentQuerySet",
    "DecisionQuerySet",
    "EventQuerySet",
    "ProposalQuerySet",
    "SupportQuerySet",
]
