from proposals.models.attachment import Attachment
from proposals.models.batch import ImportBatch
from proposals.models.decision import Decision, OfficialAnswer, ReasonCode
from proposals.models.history import Counter, Event, Support
from proposals.models.proposal import Proposal
from proposals.models.question import Feedback, FormerAnswer, Question

__all__ = [
    "Attachment",
    "Counter",
    "Decision",
    "Event",
    "Feedback",
    "FormerAnswer",
    "ImportBatch",
    "OfficialAnswer",
    "Proposal",
    "Question",
    "ReasonCode",
    "Support",
]
