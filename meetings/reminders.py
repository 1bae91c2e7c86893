"""On which days somebody is reminded of an agreement: before its due date, and after it while it is still open."""

import datetime

from django.utils import timezone

# Days from the due date on which a reminder is written.
STAGES = (-14, -3, 1, 14)


def first_reminder(due_on: datetime.date | None) -> datetime.date | None:
    """The next day of a reminder, today included; None without a due date, or when all are over."""
    return reminder_after(due_on, timezone.localdate() - datetime.timedelta(days=1))


def reminder_after(due_on: datetime.date | None, day: datetime.date) -> datetime.date | None:
    """The first day of a reminder after `day`."""
    if due_on is None:
        return None
    days = (due_on + datetime.timedelta(days=stage) for stage in STAGES)
    return next((found for found in days if found > day), None)
