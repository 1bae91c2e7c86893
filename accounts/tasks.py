"""What the worker does for accounts."""

from accounts.models import Session
from jobs.registry import chore

PORTION = 500


@chore("clear-sessions")
def clear_sessions() -> int:
    """Rows whose time is past open nothing any more; here they go."""
    keys = Session.objects.expired().values("pk")[:PORTION]
    return Session.objects.filter(pk__in=keys).delete()[0]
