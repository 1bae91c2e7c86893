"""One planning year's forum: its facts, its dated windows, its ceilings and papers, its day and its guests."""

from forums.models.forum import Activity, Forum, Phase
from forums.models.inviting import Delegate, Delivery, Gender, Participant
from forums.models.letters import InvitationCopy, InvitationLetter, SignedLetter
from forums.models.papers import Ceiling, Document, Holiday
from forums.models.programme import MARKS, Criterion, ProgrammeItem

__all__ = [
    "MARKS",
    "Activity",
    "Ceiling",
    "Criterion",
    "Delegate",
    "Delivery",
    "Document",
    "Forum",
    "Gender",
    "Holiday",
    "InvitationCopy",
    "InvitationLetter",
    "Participant",
    "Phase",
    "ProgrammeItem",
    "SignedLetter",
]
