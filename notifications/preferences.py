"""What somebody wants mailed, and how they stop it: on their page, or with one click in a letter (RFC 8058)."""

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.services import record
from core.errors import NotAllowed
from notifications.models import Delivery, Message, Preference, Wants

SALT = "notifications.unsubscribe"
CHOICES = (Wants.IMPORTANT, Wants.ALL)


def wants_of(user) -> str:
    """What an account wants mailed."""
    return Preference.objects.filter(user=user).values_list("wants", flat=True).first() or Wants.ALL


def wants_of_reader(message: Message) -> str:
    """What the reader of a letter wants mailed."""
    rows = Preference.objects.filter(**_reader(message))
    return rows.values_list("wants", flat=True).first() or Wants.ALL


def _reader(message: Message) -> dict:
    if message.to_user_id:
        return {"user": message.to_user_id}
    return {"user": None, "email__iexact": message.to_email}


def is_wanted(message: Message) -> bool:
    """Whether it may be mailed at all; account mails always."""
    if not message.may_be_refused:
        return True
    wants = wants_of_reader(message)
    return wants == Wants.ALL or (wants == Wants.IMPORTANT and message.delivery == Delivery.AT_ONCE)


@transaction.atomic
def choose_mail(user, *, wants: str, actor) -> Preference:
    """A person says what they want mailed. NotAllowed for anybody else's."""
    if actor.pk != user.pk or wants not in CHOICES:
        raise NotAllowed(_("Pilih salah satu pilihan surel."))
    preference, _is_new = Preference.objects.update_or_create(user=user, defaults={"wants": wants})
    record("message.choose", preference, actor=actor, data={"wants": wants})
    return preference


@transaction.atomic
def stop_mail(message: Message) -> Preference:
    """The reader of a letter wants no more like it: after a digest only what matters, after such a letter nothing."""
    less = Wants.NOTHING if message.delivery == Delivery.AT_ONCE else Wants.IMPORTANT
    reader = _reader(message)
    preference = Preference.objects.select_for_update().filter(**reader).first()
    if preference is None:
        address = "" if message.to_user_id else message.to_email.lower()
        preference = Preference(user_id=message.to_user_id, email=address)
    if preference.wants != Wants.NOTHING:
        preference.wants = less
        preference.save()
    record("message.unsubscribe", preference, actor=message.to_user, data={"wants": preference.wants})
    return preference


# --- The way out of a letter ----------------------------------------------------------------------------


def unsubscribe_path(message: Message) -> str:
    """The address that stops letters like this one; it names no person and opens nothing else."""
    return reverse("notifications:unsubscribe", args=[signing.dumps(message.pk, salt=SALT)])


def letter_of(token: str) -> Message | None:
    """The letter whose address this is; None for a forged or damaged one."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    found = Message.objects.select_related("to_user").filter(pk=key).first()
    return found if found and found.may_be_refused else None
