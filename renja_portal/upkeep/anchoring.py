"""Jangkar: the end of the record, sent out of the portal once a day, so that whoever rewrites the record is found out.

The letters lie in other people's mailboxes; `verify_audit --anchor` compares one of them with the record.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import long_date, long_datetime
from notifications.models import Delivery
from notifications.services import notify_each
from stakeholders.models import Membership

KIND = "audit_anchor"


def send_anchor(head: tuple[int, str]) -> int:
    """One letter for today to each admin (in their daily digest) and to each address in AUDIT_ANCHOR_TO; how many go.

    Asked again on the same day, nobody gets another.
    """
    today = timezone.localdate()
    letter = {
        "kind": KIND,
        "subject": _("Jangkar catatan audit %(day)s") % {"day": long_date(today)},
        "body": _body(head),
        "key": f"audit-anchor:{today}",
        "url": reverse("upkeep:record"),
    }
    admins = User.objects.filter(is_active=True, pk__in=Membership.objects.admins().values("user"))
    told = notify_each(admins, delivery=Delivery.DAILY, **letter)
    return told + notify_each(settings.AUDIT_ANCHOR_TO, delivery=Delivery.ALWAYS, **letter)


def _body(head: tuple[int, str]) -> str:
    return _(
        "Ujung catatan audit portal pada %(at)s:\n\n%(anchor)s\n\n"
        "Simpan surat ini. Bila suatu hari catatan audit diragukan, perintah berikut membandingkannya dengan surat ini:\n\n"
        "manage.py verify_audit --anchor %(anchor)s"
    ) % {"at": long_datetime(timezone.now()), "anchor": f"{head[0]}:{head[1]}"}
