"""What the worker does for accounts."""

from django.utils import timezone

from accounts.models import DailyUse, Session, Turn
from jobs.registry import chore

PORTION = 500


@chore("clear-sessions")
def clear_sessions() -> int:
    """Rows whose time is past open nothing any more; here they go."""
    keys = Session.objects.expired().values("pk")[:PORTION]
    return Session.objects.filter(pk__in=keys).delete()[0]


@chore("clear-daily-uses")
def clear_daily_uses() -> int:
    """What was counted on days that are over limits nothing any more, nor does a turn whose process died."""
    keys = DailyUse.objects.filter(day__lt=timezone.localdate()).values("pk")[:PORTION]
    turns = Turn.objects.filter(ends_at__lte=timezone.now()).values("pk")[:PORTION]
    return sum(
        rows.delete()[0] for rows in (DailyUse.objects.filter(pk__in=keys), Turn.objects.filter(pk__in=turns))
    )
