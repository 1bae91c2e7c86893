"""When people may enter themselves: on the day of the forum, from two hours before it begins until the day ends."""

import datetime

from django.utils import timezone

from forums.models import Forum

BEFORE = datetime.timedelta(hours=2)
USUAL_START = datetime.time(8)  # where the forum names no hour


def opens_at(forum: Forum) -> datetime.datetime | None:
    """None for a forum without a day."""
    if forum.held_on is None:
        return None
    start = datetime.datetime.combine(forum.held_on, forum.starts_at or USUAL_START)
    return timezone.make_aware(start) - BEFORE


def is_open(forum: Forum, at: datetime.datetime | None = None) -> bool:
    opening, now = opens_at(forum), at or timezone.now()
    if opening is None or now < opening:
        return False
    return timezone.localdate(now) == forum.held_on


def began_at(forum: Forum) -> datetime.datetime:
    """The moment that stands for who came by the paper list; now for a forum without a day, or not held yet."""
    opening, now = opens_at(forum), timezone.now()
    return min(opening + BEFORE, now) if opening else now
