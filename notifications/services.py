"""Writing letters. They leave with the transaction that causes them, or not at all."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from notifications.models import Message, State


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
) -> Message:
    """Keep a letter to a user or an address, unique by `key`: asked again, the first one is returned.

    `url` is a path of the portal. `is_private` blanks the body once it is sent (codes, links).
    Raises MessageRefused for a line break in subject or address, or an address that is none.
    """
    address = to if isinstance(to, str) else to.email
    message = Message(
        to_user=None if isinstance(to, str) else to,
        to_email=_checked_address(address),
        kind=kind,
        subject=_checked_subject(str(subject)),
        body=str(body).replace("\x00", ""),
        url=_checked_url(str(url)),
        key=key,
        is_private=is_private,
        not_before=not_before or timezone.now(),
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
    return Message.objects.get(key=key)


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
