"""The demo's past. The portal's own verbs write it now; afterwards each row gets the moment that the story tells.

The audit entries keep the time at which they were written: they record the loading, and their chain stays whole.
"""

import datetime
from bisect import bisect_right

from django.db import models
from django.utils import timezone

from forums.models import Delivery, Document, Forum, Participant, SignedLetter
from meetings.models import (
    AgendaItem,
    Attendance,
    ConflictOfInterest,
    Evidence,
    FollowUp,
    Mark,
    Sitting,
)
from notifications.models import Message
from proposals.models import (
    Attachment,
    Decision,
    Event,
    Feedback,
    FormerAnswer,
    OfficialAnswer,
    Proposal,
    Question,
    Support,
)
from renja.models import Fulfilment

# Everything of a proposal that carries a moment: model, the way to the proposal, the fields.
OF_PROPOSALS: tuple[tuple[type[models.Model], str, tuple[str, ...]], ...] = (
    (Proposal, "pk", ("created_at", "updated_at", "submitted_at", "published_at")),
    (Attachment, "proposal", ("uploaded_at",)),
    (Support, "proposal", ("added_at",)),
    (Event, "proposal", ("at",)),
    (Decision, "proposal", ("decided_at", "published_at")),
    (OfficialAnswer, "proposal", ("published_at",)),
    (Fulfilment, "proposal", ("linked_at",)),
    (Question, "proposal", ("asked_at", "answered_at", "changed_at")),
    (FormerAnswer, "question__proposal", ("replaced_at",)),
    (Feedback, "proposal", ("given_at",)),
    (Mark, "proposal", ("marked_at",)),
    (ConflictOfInterest, "proposal", ("declared_at",)),
    (AgendaItem, "proposal", ("discussed_at",)),
)
# The same of a forum and its day.
OF_FORUMS: tuple[tuple[type[models.Model], str, tuple[str, ...]], ...] = (
    (Document, "forum", ("added_at",)),
    (Participant, "forum", ("opened_at", "answered_at")),
    (Delivery, "participant__forum", ("delivered_at",)),
    (SignedLetter, "letter__forum", ("added_at",)),
    (Sitting, "forum", ("opened_at", "closed_at", "scoring_closed_at", "current_since")),
    (Attendance, "forum", ("came_at", "recorded_at")),
    (FollowUp, "agreement__forum", ("written_at",)),
    (Evidence, "forum", ("added_at",)),
)
LETTER_DATES = ("created_at", "not_before", "sent_at")


class Diary:
    """Notes when each deed was done for real and when the story says it happened."""

    def __init__(self) -> None:
        self._written: list[datetime.datetime] = []
        self._told: list[datetime.datetime] = []

    def note(self, moment: datetime.datetime) -> None:
        """What is written from now on happened at this moment."""
        self._written.append(timezone.now())
        self._told.append(moment)

    def date_back(self, forum: Forum) -> None:
        """Give every row of the forum, of its proposals and its day, and the letters their moment of the story."""
        proposals = Proposal.objects.filter(forum=forum).values("pk")
        for model, way, fields in OF_PROPOSALS:
            self._move(model.objects.filter(**{f"{way}__in": proposals}), fields)
        for model, way, fields in OF_FORUMS:
            self._move(model.objects.filter(**{way: forum}), fields)
        self._move(Message.objects.all(), LETTER_DATES)

    def _move(self, rows: models.QuerySet, fields: tuple[str, ...]) -> None:
        found = list(rows)
        for row in found:
            for field in fields:
                setattr(row, field, self._told_for(getattr(row, field)))
        rows.model.objects.bulk_update(found, fields)

    def _told_for(self, written: datetime.datetime | None) -> datetime.datetime | None:
        place = bisect_right(self._written, written) if written else 0
        return self._told[place - 1] if place else written
