from proposals.models.decision import Decision, OfficialAnswer, ReasonCode
from proposals.models.proposal import Attachment, Counter, Event, Proposal, Support

__all__ = [
    "Attachment",
    "Counter",
    "Decision",
    "Event",
    "OfficialAnswer",
    "Proposal",
    "ReasonCode",
    "Support",
]
