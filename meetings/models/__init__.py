"""The day of a forum: its sessions with their agenda, who was there, what was agreed on, and the record of it."""

from meetings.models.agreements import Agreement, FollowUp, FollowUpFile
from meetings.models.evidence import Evidence
from meetings.models.minutes import Minutes, MinutesFile, MinutesRemark, MinutesText, Signatory
from meetings.models.presence import Attendance, TakenOut
from meetings.models.scoring import ConflictOfInterest, Mark
from meetings.models.sittings import AgendaItem, Sitting

__all__ = [
    "AgendaItem",
    "Agreement",
    "Attendance",
    "ConflictOfInterest",
    "Evidence",
    "FollowUp",
    "FollowUpFile",
    "Mark",
    "Minutes",
    "MinutesFile",
    "MinutesRemark",
    "MinutesText",
    "Signatory",
    "Sitting",
    "TakenOut",
]
