"""Writing the record: `record` is the last statement of every verb, inside its transaction."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from audit.chain import hash_of
from audit.models import Entry
from core.personal import ADDRESS, PHONE

CHAIN_LOCK = 7_245_001  # one number, known to this module alone
# In one message: everybody waits for the lock. Each of its statements sees what was committed when it begins.
LOCK_AND_READ = """
    SELECT pg_advisory_xact_lock(%s);
    SELECT hash FROM audit_entry ORDER BY id DESC LIMIT 1
"""


@transaction.atomic(savepoint=False)
def record(
    action: str,
    obj: models.Model | None,
    *,
    actor=None,
    reason: str = "",
    changed: Iterable[str] = (),
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Add one entry to the chain and return it.

    `changed` names fields; `data` holds values only where they are not personal, and a thing that is called by a
    person's name offers another word as `audit_label`. The chain's lock is taken here and kept until the caller
    commits: call it last, after every row lock of the verb.
    """
    entry = Entry(
        at=timezone.now(),
        action=action,
        actor=actor if actor is not None and actor.pk else None,
        actor_label=_label(actor, 160),
        reason=without_contacts(reason),
        changed=sorted(changed),
        data=_storable(data or {}),
        **_named(obj),
    )
    entry.previous_hash = _newest_hash()
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    return entry


@transaction.atomic(savepoint=False)
def record_many(
    action: str, things: Iterable[models.Model], *, actor=None, reason: str = "", changed: Iterable[str] = ()
) -> list[Entry]:
    """The entries that `record` would add for each of these things, with the chain's lock held once and briefly."""
    told = {
        "action": action,
        "actor": actor if actor is not None and actor.pk else None,
        "actor_label": _label(actor, 160),
        "reason": without_contacts(reason),
        "changed": sorted(changed),
    }
    entries = [Entry(at=timezone.now(), data={}, **told, **_named(thing)) for thing in things]
    before = _newest_hash()
    for entry in entries:
        entry.previous_hash = before
        before = entry.hash = hash_of(entry)
    return Entry.objects.bulk_create(entries, batch_size=1000)


def lock_chain() -> None:
    """Whoever adds an entry waits here until the one before has committed."""
    _newest_hash()


def _newest_hash() -> str:
    """The chain's end, where nobody adds an entry until the caller commits; empty at its beginning."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK_AND_READ, [CHAIN_LOCK])
        newest = cursor.fetchone()
    return newest[0] if newest else ""


def _named(obj: models.Model | None) -> dict[str, str]:
    if obj is None:
        return {}
    return {
        "object_type": obj._meta.label_lower,
        "object_id": str(obj.pk or ""),
        "object_label": _label(obj, 200),
    }


def _label(thing: object, length: int) -> str:
    """What a thing is called, without anybody's name or address: the record outlives the account."""
    if thing is None:
        return ""
    return without_contacts(getattr(thing, "audit_label", None) or str(thing))[:length]


def without_contacts(text: str) -> str:
    """Mail addresses and mobile numbers that somebody wrote into a text are not kept."""
    return PHONE.sub("[telepon]", ADDRESS.sub("[surel]", _clean(text)))


def _clean(text: str) -> str:
    return str(text).replace("\x00", "")


def _storable(data: Mapping[str, Any]) -> Any:
    """As the database gives it back: fractions as text, since jsonb would write them another way."""
    return _without_nul(json.loads(json.dumps(dict(data), cls=DjangoJSONEncoder), parse_float=str))


def _without_nul(value: Any) -> Any:
    """PostgreSQL keeps no NUL in jsonb."""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    if isinstance(value, dict):
        return {_clean(name): _without_nul(item) for name, item in value.items()}
    return value
