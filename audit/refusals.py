"""What was tried and refused: wrong passwords, pages that are not for this person. A flood cannot fill the record."""

import logging
from datetime import timedelta

from django.db import DatabaseError, models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from audit.models import Entry
from audit.services import lock_chain, record

logger = logging.getLogger("renja.audit")

WINDOW = timedelta(minutes=1)
MOST_IN_WINDOW = 60  # of one kind, whoever tries from wherever


def record_refusal(
    action: str, obj: models.Model | None, *, actor=None, address: str | None, place: str = ""
) -> None:
    """Add an entry, at most one a minute for each person and address; where the database cannot, a line in the log.

    Of the network address only a keyed mark is kept, by which attempts from one place are known as such.
    """
    mark = origin_mark(address)
    data = {"from": mark} | ({"place": place} if place else {})
    try:
        if not _is_enough(action, obj, actor, mark):
            _record_once(action, obj, actor=actor, data=data)
    except DatabaseError as error:
        logger.warning("%s not recorded: %s", action, error)


def origin_mark(address: str | None) -> str:
    """A keyed mark for a network address: deeds from one place are known as such, the address itself is kept nowhere."""
    return salted_hmac("audit.refusals", address or "").hexdigest()[:12]


@transaction.atomic
def _record_once(action: str, obj: models.Model | None, *, actor, data: dict) -> None:
    """Of many attempts at the same moment the first one is kept."""
    lock_chain()
    if not _is_enough(action, obj, actor, data["from"]):
        record(action, obj, actor=actor, data=data)


def _is_enough(action: str, obj: models.Model | None, actor, mark: str) -> bool:
    recent = Entry.objects.filter(action=action, at__gt=timezone.now() - WINDOW)
    person = recent.filter(actor_id=actor.pk if actor else None, object_id=str(obj.pk) if obj else "")
    return person.filter(data__contains={"from": mark}).exists() or recent.count() >= MOST_IN_WINDOW
