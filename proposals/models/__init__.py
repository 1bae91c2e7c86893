from proposals.models.attachment import Attachment
from proposals.models.batch import ImportBatch
from proposals.models.decision import Decision, OfficialAnswer, ReasonCode
from proposals.models.history import Counter, Event, Support
from proposals.models.proposal import Proposal

__all__ = [
    "Attachment",
    "Counter",
    "Decision",
    "Event",
    "ImportBatch",
    "OfficialAnswer",
    "Proposal",
    "ReasonCode",
    "Support",
]
