"""What no other chore erases: old letters, accounts that nobody uses, lists of names that were never imported.

One job a day; whatever runs twice erases once. How long each is kept stands in `retention.py`.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from core.dates import long_date
from jobs.models import Job
from jobs.services import enqueue
from notifications.models import Digest, Message, State
from notifications.services import MessageRefused, notify
from proposals.models import ImportBatch
from renja_portal.personal.erasure import ErasureRefused, erase_unused, erasure_refusal

FORGET = "forget_old_data"
WARNED_BEFORE = timedelta(days=30)
IMPORT_LIFE = timedelta(days=30)  # a list that was uploaded and never entered
PORTION = 500


def order_forgetting() -> int:
    """One job a day, however many workers there are; 1 when it was ordered now."""
    today = timezone.localdate().isoformat()
    if Job.objects.about(FORGET, today).exists():
        return 0
    enqueue(FORGET, key=today)
    return 1


def forget_old_data() -> dict[str, int]:
    """Erase what is due; how much of each, for the job's result."""
    return {
        "letters": forget_letters(),
        "warned": warn_unused(),
        "accounts": forget_unused(),
        "imports": forget_imports(),
    }


def forget_letters() -> int:
    """Letters of long ago stay as rows that say that there was one: no address, no text."""
    before, count = timezone.now() - timedelta(days=settings.KEEP_LETTERS_DAYS), 0
    while portion := _forget_some_letters(before):
        count += portion
    return count


@transaction.atomic
def _forget_some_letters(before: datetime) -> int:
    old = Message.objects.filter(created_at__lt=before).exclude(state=State.PENDING).exclude(to_email="")
    keys = list(old.order_by("pk").values_list("pk", flat=True)[:PORTION])
    if not keys:
        return 0
    emptied = {
        "subject": _("Surat lama"),
        "body": "",
        "url": "",
        "error": "",
        "to_email": "",
        "is_private": True,
    }
    count = Message.objects.filter(pk__in=keys).update(**emptied)
    Digest.objects.filter(letter__in=keys).delete()
    record("message.forget", None, data={"count": count})
    return count


def unused_since(moment: datetime) -> QuerySet[User]:
    """Accounts that nobody entered since then, with `used_at`, when somebody last did."""
    return User.objects.annotate(used_at=Coalesce("last_login", "joined_at")).filter(used_at__lt=moment)


def warn_unused() -> int:
    """One letter to each whose account goes within a month; how many were written now."""
    close = timezone.now() - timedelta(days=settings.KEEP_UNUSED_ACCOUNTS_DAYS) + WARNED_BEFORE
    due = [
        user for user in unused_since(close) if not erasure_refusal(user) and not _warning_of(user).exists()
    ]
    return sum(map(_warn, due[:PORTION]))


def _warn(user) -> int:
    goes = long_date(timezone.localdate() + WARNED_BEFORE)
    body = _(
        "Akun Anda di portal ini lama tidak dipakai. Bila Anda tidak masuk sebelum %(day)s, akun beserta data pribadi di "
        "dalamnya dihapus.\n\nUsulan yang sudah dikirim tetap ada tanpa nama dan kontak Anda. Bila Anda ingin tetap "
        "memakai akun ini, cukup masuk sekali."
    ) % {"day": goes}
    try:
        notify(
            to=user, kind="account.unused", subject=_("Akun Anda akan dihapus karena lama tidak dipakai"),
            body=body, key=_key_of(user), url="/akun/masuk/",
        )  # fmt: skip
    except MessageRefused:  # an address that no letter can reach is warned by nobody, and stays
        return 0
    return 1


def _key_of(user) -> str:
    """One warning for each time that an account fell asleep."""
    return f"account.unused:{user.pk}:{user.used_at:%Y%m%d%H%M%S}"


def _warning_of(user) -> QuerySet[Message]:
    return Message.objects.filter(key=_key_of(user))


def forget_unused() -> int:
    """Accounts whose owners were warned a month ago and did not come; how many were erased."""
    before = timezone.now() - timedelta(days=settings.KEEP_UNUSED_ACCOUNTS_DAYS)
    warned = timezone.now() - WARNED_BEFORE
    due = [user for user in unused_since(before) if _warning_of(user).filter(sent_at__lt=warned).exists()]
    return sum(_erase(user, before) for user in due[:PORTION])


def _erase(user: User, before: datetime) -> int:
    try:
        erase_unused(user, unused_since=before)
    except ErasureRefused:  # came back this moment, or has a role by now
        return 0
    return 1


def forget_imports() -> int:
    """Lists with names and numbers that somebody uploaded and left."""
    before = timezone.now() - IMPORT_LIFE
    left = ImportBatch.objects.filter(entered_at=None, created_at__lt=before)
    return sum(map(_forget_import, left[:PORTION]))


@transaction.atomic
def _forget_import(batch: ImportBatch) -> int:
    locked = ImportBatch.objects.select_for_update().filter(pk=batch.pk, entered_at=None).first()
    if locked is None:
        return 0
    record("proposal.clear_import", locked)
    locked.delete()
    return 1
