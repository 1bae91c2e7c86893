"""Who of the staff opened what holds personal data of others; the words of a page's policy say what it shows."""

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.utils import timezone

from audit.models import Reading

logger = logging.getLogger("renja.audit")

WINDOW = timedelta(minutes=10)  # the same page opened again within it counts once


def note_reading(*, actor, place: str, about: dict[str, str], shows: tuple[str, ...]) -> None:
    """One statement. Where the database cannot, a line in the log says so, and the page is shown all the same."""
    now = timezone.now()
    reading = Reading(
        at=now, actor=actor, place=place[:80], about=about, shows=list(shows), window=beginning_of_window(now)
    )
    try:
        Reading.objects.bulk_create([reading], ignore_conflicts=True)
    except DatabaseError as error:
        logger.warning("reading of %s by account %s not noted: %s", place, actor.pk, error)


def beginning_of_window(moment: datetime) -> datetime:
    """The ten minutes that a moment lies in, such as 10:40 for 10:47."""
    return moment.replace(minute=moment.minute - moment.minute % 10, second=0, microsecond=0)
