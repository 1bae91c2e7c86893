"""Who is written to: the head once a plan can be signed, the planners once it was."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import plain_date
from notifications.models import Delivery
from notifications.services import notify_each
from renja.remarks.telling import planners
from reports.models import PlanSigning
from stakeholders.models import Membership, Role


def tell_heads(signing: PlanSigning) -> int:
    """A plan waits to be signed."""
    rows = Membership.objects.in_force().filter(role=Role.PIMPINAN)
    heads = User.objects.filter(pk__in=rows.values("user"), is_active=True).order_by("pk")
    subject = _("Renja %(year)s menunggu tanda tangan") % {"year": signing.revision.renja.year}
    body = _(
        "%(revision)s siap ditandatangani oleh %(name)s. Naskahnya dapat dibaca dan ditandatangani di portal, atau "
        "dicetak, ditandatangani di atas kertas, lalu pindaiannya diunggah."
    ) % {"revision": signing.revision.name, "name": signing.name}
    return _tell(signing, heads, "plan.signature", subject, body)


def tell_planners(signing: PlanSigning) -> int:
    """It was signed, and its copy kept."""
    subject = _("Renja %(year)s sudah ditandatangani") % {"year": signing.revision.renja.year}
    body = _(
        "%(revision)s ditandatangani oleh %(name)s pada %(day)s. Salinan finalnya tersimpan dan tidak berubah lagi."
    ) % {
        "revision": signing.revision.name,
        "name": signing.name,
        "day": plain_date(signing.final.signed_at),
    }
    return _tell(signing, planners(), "plan.signed", subject, body)


def _tell(signing: PlanSigning, people, kind: str, subject: str, body: str) -> int:
    """Whatever runs twice, each letter goes once: its key names the request."""
    revision = signing.revision
    url = settings.PUBLIC_URL + reverse("reports:plan_signing", args=[revision.renja.year, revision.number])
    return notify_each(
        people, kind=kind, subject=subject, body=body, key=f"{kind}:{signing.key}", url=url, delivery=Delivery.AT_ONCE
    )  # fmt: skip
