"""Writing letters. They leave with the transaction that causes them, or not at all."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.errors import NotAllowed
from notifications.models import Delivery, Message, State

OPERATE = "stakeholders.operate"
DIGEST_HOUR = 7


class MessageRefused(NotAllowed):
    """The letter cannot be written as asked; nothing was kept."""


def notify(
    *,
    to,
    kind: str,
    subject: str,
    body: str,
    key: str,
    url: str = "",
    is_private: bool = False,
    not_before: datetime | None = None,
    delivery: str = Delivery.ALWAYS,
) -> None:
    """Keep a letter to a user or an address, unique by `key`: asked again, the first one stays.

    `url` is a path of the portal. `is_private` blanks the body once it is sent (codes, links). `delivery` says whether
    its reader can want less (`Delivery`); what goes into the daily digest waits for the next morning.
    Raises MessageRefused for a line break in subject or address, or an address that is none.
    """
    message = _letter(
        to, kind=kind, subject=subject, body=body, key=key, url=url, is_private=is_private, delivery=delivery,
        not_before=not_before,
    )  # fmt: skip
    Message.objects.bulk_create([message], ignore_conflicts=True)


def written_letter(*, key: str, **told) -> Message:
    """As `notify`, which is given all this, for whoever goes on with the letter: the new one, or the first of this key."""
    notify(key=key, **told)
    return Message.objects.get(key=key)


def notify_each(
    people: Iterable, *, kind: str, subject: str, body: str, key: str, url: str, delivery: str
) -> int:
    """The same letter to many users or addresses, each once by `key` and whom it goes to; to how many it goes.

    An address that is none is passed over.
    """
    told = {"kind": kind, "subject": subject, "body": body, "url": url, "delivery": delivery}
    letters: dict[str, Message] = {}
    for to in people:
        try:
            letter = _letter(to, key="", **told)
        except MessageRefused:
            continue
        letter.key = f"{key}:{hashlib.sha256(letter.recipient.encode()).hexdigest()[:24]}"
        letters[letter.key] = letter
    Message.objects.bulk_create(letters.values(), ignore_conflicts=True, batch_size=500)
    return len(letters)


def _letter(
    to, *, kind: str, subject: str, body: str, key: str, url: str, delivery: str, is_private: bool = False,
    not_before: datetime | None = None,
) -> Message:  # fmt: skip
    waits_until = next_morning() if delivery == Delivery.DAILY else timezone.now()
    address = to if isinstance(to, str) else to.email
    return Message(
        to_user=None if isinstance(to, str) else to,
        to_email=_checked_address(address),
        kind=kind,
        subject=_checked_subject(str(subject)),
        body=str(body).replace("\x00", ""),
        url=_checked_url(str(url)),
        key=key,
        is_private=is_private,
        delivery=delivery,
        not_before=not_before or waits_until,
    )


def next_morning() -> datetime:
    """When the next daily digest is written: 07.00 in the city's own time."""
    now = timezone.localtime()
    morning = now.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return morning if now < morning else morning + timedelta(days=1)


@transaction.atomic
def cancel_unsent(key_prefix: str) -> int:
    """Cancel the letters whose key begins so and that have not left yet; how many they were.

    One that is being sent at this moment is left alone: it is too late for it.
    """
    if not key_prefix:
        raise ValueError("an empty prefix would cancel every letter")
    waiting = Message.objects.pending().filter(key__startswith=key_prefix)
    keys = list(waiting.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    return Message.objects.filter(pk__in=keys).update(state=State.CANCELLED)


@transaction.atomic
def retry_message(message: Message, *, actor) -> Message:
    """Send a letter again that failed or came back, with as many attempts as a new one. NotAllowed where that is no use."""
    _ask(actor)
    locked = _take(message)
    if locked.is_private:
        raise NotAllowed(
            _(
                "Isi surat akun tidak disimpan, sehingga tidak dapat dikirim lagi. Orangnya dapat meminta yang baru."
            )
        )
    if not locked.may_be_sent_again:
        raise NotAllowed(_("Surat ini tidak gagal, sehingga tidak perlu dikirim lagi."))
    locked.state, locked.attempts, locked.error = State.PENDING, 0, ""
    locked.not_before, locked.sent_at = timezone.now(), None
    locked.save(update_fields=["state", "attempts", "error", "not_before", "sent_at"])
    record("message.retry", locked, actor=actor)
    return locked


@transaction.atomic
def cancel_message(message: Message, *, actor) -> Message:
    """A letter that has not left yet never will. NotAllowed when it is too late."""
    _ask(actor)
    locked = _take(message)
    if not locked.is_waiting:
        raise NotAllowed(
            _("Surat ini tidak menunggu dikirim lagi: %(state)s.")
            % {"state": locked.get_state_display().lower()}
        )
    locked.state = State.CANCELLED
    if locked.is_private:
        locked.forget_content()
    locked.save(update_fields=["state", "subject", "body"])
    record("message.cancel", locked, actor=actor)
    return locked


def _ask(actor) -> None:
    if not actor.has_perm(OPERATE):
        raise NotAllowed(_("Hanya admin yang mengurus surat keluar."))


def _take(message: Message) -> Message:
    """The same letter, locked; the one that is being sent at this moment is not waited for."""
    locked = Message.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=message.pk).first()
    if locked is None:
        raise NotAllowed(_("Surat ini sedang dikirim. Muat ulang halaman ini sebentar lagi."))
    return locked


def _one_line(text: str) -> bool:
    return len(text.splitlines()) <= 1 and text == text.strip("\r\n") and "\x00" not in text


def _checked_subject(subject: str) -> str:
    if not _one_line(subject):
        raise MessageRefused(_("Perihal surat tidak boleh memuat baris baru."))
    if len(subject) > 200:
        return subject[:199].rstrip() + "…"
    return subject


def _checked_address(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError as error:
        raise MessageRefused(_("Alamat surel “%(address)s” tidak sah.") % {"address": address}) from error
    return address


def _checked_url(url: str) -> str:
    """A path of this portal; our own full addresses are shortened to it."""
    path = url.removeprefix(settings.PUBLIC_URL)
    if path and (not path.startswith("/") or path.startswith("//") or not _one_line(path)):
        raise ValueError(f"not an address of this portal: {url!r}")
    return path
