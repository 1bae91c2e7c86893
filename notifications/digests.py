"""Ringkasan harian: what matters less, once a day in one letter.

The messages of a person are locked, the ledger takes one digest a person and day, and the letter is written in the same
transaction: a worker that dies leaves nothing behind, and one that comes second finds the rows taken or the day used up.
The letter itself is then sent like any other.
"""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import plain_date
from notifications.models import Delivery, Digest, Message, State, Wants
from notifications.preferences import wants_of_reader
from notifications.services import next_morning, written_letter

PORTION = 20


def write_due_digests(limit: int = PORTION) -> int:
    """Write the digests of up to `limit` people; how many people's messages were dealt with."""
    done = 0
    while done < limit and _write_next():
        done += 1
    return done


@transaction.atomic
def _write_next() -> bool:
    """Whether there was somebody whose messages are due."""
    first = _take(Message.objects.due_for_digest()).first()
    if first is None:
        return False
    rows = list(_take(Message.objects.due_for_digest().to_same(first)).select_related("to_user"))
    if wants_of_reader(first) != Wants.ALL:
        _settle(rows, state=State.KEPT)
    elif digest := _enter(rows):
        _settle(rows, state=State.DIGESTED, digest=digest)
    else:  # today's has left already
        _settle(rows, not_before=next_morning())
    return True


def _take(rows):
    return rows.select_for_update(skip_locked=True, of=("self",))


def _settle(rows: list[Message], **changes) -> None:
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(**changes)


def _enter(rows: list[Message]) -> Digest | None:
    """Write the letter and its line in the ledger, both or neither; None where the day's digest is there already."""
    first, day = rows[0], timezone.localdate()
    try:
        with transaction.atomic():
            letter = _letter(rows, key=f"digest:{first.recipient}:{day}"[:200])
            return Digest.objects.create(recipient=first.recipient, day=day, letter=letter)
    except IntegrityError:
        return None


def _letter(rows: list[Message], *, key: str) -> Message:
    first = rows[0]
    items = [
        f"{number}. {row.subject}\n   {settings.PUBLIC_URL}{row.url}" for number, row in enumerate(rows, 1)
    ]
    count = ngettext("%(n)d kabar", "%(n)d kabar", len(rows)) % {"n": len(rows)}
    subject = _("Ringkasan %(day)s: %(count)s") % {"day": plain_date(timezone.localdate()), "count": count}
    body = _("Kabar tentang usulan Anda sejak ringkasan terakhir:\n\n%(items)s")
    return written_letter(
        to=first.to_user or first.to_email,
        kind="digest",
        subject=subject,
        body=body % {"items": "\n\n".join(items)},
        key=key,
        url=reverse("notifications:inbox") if first.to_user_id else "",
        delivery=Delivery.DIGEST,
    )
