"""Mode sidang: while a session (sidang) is held, its pages stay open in one browser for eight hours, however quiet it gets.

Everything else of the portal keeps to the usual limits: whoever opens another page after half an hour without ordinary use
signs in again. The mode hangs on the row of the session, so it ends with it.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Session
from audit.services import record

LASTS = datetime.timedelta(hours=8)


@transaction.atomic
def begin_sitting_mode(row: Session, *, actor) -> None:
    """From now on, in this browser alone. A fresh proof was asked for before."""
    row.sitting_until = timezone.now() + LASTS
    Session.objects.filter(pk=row.pk).update(sitting_until=row.sitting_until)
    record("account.begin_sitting_mode", actor, actor=actor)


@transaction.atomic
def end_sitting_mode(row: Session, *, actor) -> None:
    """The usual limits count again."""
    row.sitting_until = None
    if Session.objects.filter(pk=row.pk, sitting_until__isnull=False).update(sitting_until=None):
        record("account.end_sitting_mode", actor, actor=actor)
