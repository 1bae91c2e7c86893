"""Who took a file or a table that is not for everybody. The same one again within an hour is the same reading."""

import logging
from datetime import timedelta

from django.db import DatabaseError, models
from django.utils import timezone

from audit.models import Entry
from audit.refusals import origin_mark
from audit.services import record

logger = logging.getLogger("renja.audit")

WINDOW = timedelta(hours=1)


def record_handed_out(
    action: str, obj: models.Model | None, *, actor, address: str | None, place: str, path: str
) -> None:
    """Add an entry that names the page and its path (never what was searched); where the database cannot, a line in the log."""
    data = {"place": place, "path": path, "from": origin_mark(address)}
    try:
        if not _is_known(action, actor, data):
            record(action, obj, actor=actor, data=data)
    except DatabaseError as error:
        logger.warning("%s of %s not recorded: %s", action, path, error)


def _is_known(action: str, actor, data: dict) -> bool:
    recent = Entry.objects.done_by(actor).of_action(action).filter(at__gt=timezone.now() - WINDOW)
    return recent.filter(data__contains=data).exists()
