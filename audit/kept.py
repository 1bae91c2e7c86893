"""What is computed from the database and kept until something happens.

Every deed adds an entry to the record, in its own transaction and in order; so the number of the newest entry names a
state of everything that people did. What depends on the clock alone is at most `KEPT_PAGE_SECONDS` old.
"""

from collections.abc import Callable
from typing import TypeVar, cast

from django.conf import settings
from django.core.cache import caches

from audit.models import Entry

Kept = TypeVar("Kept")


def named_now(name: str) -> str:
    """A name that nobody uses any more after the next deed."""
    return f"{Entry.objects.latest_number()}:{name}"


def kept_until_a_deed(name: str, read: Callable[[], Kept]) -> Kept:
    """What `read` gave in this process since the last deed, for what is shown and nothing is decided by; anew where
    keeping is switched off.

    Named before it is read: what happens meanwhile gets another name.
    """
    if not settings.KEPT_PAGE_SECONDS:
        return read()
    return cast("Kept", caches["pages"].get_or_set(named_now(name), read, settings.KEPT_PAGE_SECONDS))
