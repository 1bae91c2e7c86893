"""What the worker does for this app."""

from jobs.registry import chore
from meetings.door import forget_phones


@chore("forget-phones")
def forget_old_phones() -> int:
    return forget_phones()
