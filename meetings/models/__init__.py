"""The day of a forum: its sessions with their agenda, who was there, and what was agreed on."""

from meetings.models.agreements import Agreement, FollowUp, FollowUpFile
from meetings.models.presence import Attendance, TakenOut
from meetings.models.scoring import ConflictOfInterest, Mark
from meetings.models.sittings import AgendaItem, Sitting

__all__ = [
    "AgendaItem",
    "Agreement",
    "Attendance",
    "ConflictOfInterest",
    "FollowUp",
    "FollowUpFile",
    "Mark",
    "Sitting",
    "TakenOut",
]
