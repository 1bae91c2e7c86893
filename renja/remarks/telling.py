"""Whom the two sides of an examination are, and the one letter that each batch brings to the other side."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.dates import long_date
from notifications.models import Delivery
from notifications.services import notify_each
from renja.remarks.models import Examination
from stakeholders.models import Membership, Role


def examiners_of(examination: Examination) -> QuerySet[User]:
    """The pemeriksa of the agency that it was handed to."""
    return _people(Role.PEMERIKSA, examination.organization_id)


def planners() -> QuerySet[User]:
    """The perencana of the host."""
    return _people(Role.PERENCANA)


def _people(role: str, organization: int | None = None) -> QuerySet[User]:
    rows = Membership.objects.in_force().filter(role=role)
    if organization is not None:
        rows = rows.filter(organization=organization)
    return User.objects.filter(pk__in=rows.values("user"), is_active=True).order_by("pk")


def tell_handed(examination: Examination) -> int:
    """A revision waits to be examined."""
    subject = _("Renja %(year)s diserahkan untuk diperiksa") % {"year": examination.year}
    body = _("%(revision)s diserahkan kepada %(agency)s untuk diverifikasi.") % {
        "revision": examination.revision.name,
        "agency": examination.organization,
    }
    if examination.due_on:
        body += " " + _("Catatan ditunggu sampai %(day)s.") % {"day": long_date(examination.due_on)}
    if examination.note:
        body += "\n\n" + examination.note
    mark = f"handed:{examination.handed_at.timestamp()}"
    return _tell(examination, examiners_of(examination), "remarks.handed", subject, body, mark)


def tell_withdrawn(examination: Examination) -> int:
    """There is nothing to examine any more, and why; without a link, as its page is closed to them."""
    subject = _("Penyerahan Renja %(year)s ditarik") % {"year": examination.year}
    body = _("%(revision)s ditarik kembali dan tidak perlu diperiksa. Alasannya: %(reason)s") % {
        "revision": examination.revision.name,
        "reason": examination.withdrawn_reason,
    }
    mark = f"withdrawn:{examination.withdrawn_at.timestamp()}"
    return _tell(
        examination, examiners_of(examination), "remarks.withdrawn", subject, body, mark, "renja:examinations"
    )


def tell_remarks(examination: Examination, remarks: int, steps: int, mark: str) -> int:
    """Bappeda sent remarks, or said something on answers."""
    subject = _("Catatan verifikasi Bappeda atas Renja %(year)s") % {"year": examination.year}
    told = [_remarks(remarks)] if remarks else []
    told += [_steps(steps)] if steps else []
    body = _("%(agency)s mengirim %(what)s atas %(revision)s.") % {
        "agency": examination.organization,
        "what": _(" dan ").join(told),
        "revision": examination.revision.name,
    }
    return _tell(examination, planners(), "remarks.sent", subject, body, mark)


def tell_answers(examination: Examination, steps: int, mark: str) -> int:
    """The office answered."""
    subject = _("Tindak lanjut catatan verifikasi Renja %(year)s") % {"year": examination.year}
    body = _("Perangkat daerah mencatat %(what)s atas %(revision)s.") % {
        "what": _steps(steps),
        "revision": examination.revision.name,
    }
    return _tell(examination, examiners_of(examination), "remarks.answered", subject, body, mark)


def _remarks(count: int) -> str:
    return ngettext("%(n)d catatan", "%(n)d catatan", count) % {"n": count}


def _steps(count: int) -> str:
    return ngettext("%(n)d tindak lanjut", "%(n)d tindak lanjut", count) % {"n": count}


def _tell(
    examination: Examination, people, kind: str, subject: str, body: str, mark: str, page: str = ""
) -> int:
    """Whatever runs twice, each letter goes once: its key names the batch. It leads to `page`, else to the examination."""
    path = reverse(page) if page else reverse("renja:examination", args=[examination.key])
    url = settings.PUBLIC_URL + path
    key = f"remarks:{examination.pk}:{mark}"
    return notify_each(
        people, kind=kind, subject=subject, body=body, key=key, url=url, delivery=Delivery.AT_ONCE
    )
