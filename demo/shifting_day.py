"""Moving the day of the demo's current forum along: what is to come with the forum, what was with everything else."""

import datetime

from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Least
from django.utils import timezone

from demo.diary import LETTER_DATES, OF_FORUMS
from forums.models import Delivery, Forum, InvitationLetter
from meetings.models import Sitting
from notifications.models import Message


def shift_day(forum: Forum, by: datetime.timedelta, held_by: datetime.timedelta) -> None:
    """`held_by`: how far the day of the forum went. Nothing that happened comes to lie beyond the present."""
    for model, way, fields in OF_FORUMS:
        for field in fields:
            _not_beyond_now(model.objects.filter(**{way: forum, f"{field}__isnull": False}), field, by)
    letters = Delivery.objects.filter(participant__forum=forum).values("letter")
    for field in LETTER_DATES:
        rows = Message.objects.filter(pk__in=letters, **{f"{field}__isnull": False})
        _not_beyond_now(rows, field, by)
    for rows, days in (_sittings(forum, planned=True), held_by), (_sittings(forum, planned=False), by):
        rows.update(starts_at=F("starts_at") + days, ends_at=F("ends_at") + days)
    InvitationLetter.objects.filter(forum=forum).update(dated=F("dated") + by)
    forum.agreements.update(due_on=F("due_on") + by, remind_on=F("remind_on") + by)
    forum.participants.update(reminded_on=None)


def _sittings(forum: Forum, *, planned: bool):
    rows = Sitting.objects.filter(forum=forum)
    return rows.filter(state=Sitting.State.PLANNED) if planned else rows.exclude(state=Sitting.State.PLANNED)


def _not_beyond_now(rows, field: str, by: datetime.timedelta) -> None:
    now = Value(timezone.now(), output_field=DateTimeField())
    rows.update(**{field: Least(F(field) + by, now)})
