"""Whom agreements concern, and what they are told of due dates: once for each day of a reminder."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from core.dates import long_date
from meetings.models import Agreement
from meetings.reminders import reminder_after
from notifications.models import Delivery
from notifications.services import notify
from stakeholders.models import Membership, Role


def people_of(agreement: Agreement) -> QuerySet[User]:
    """The verifiers of the bidang that answers for it, and the secretariat."""
    of_unit = Q(role=Role.VERIFIKATOR, units=agreement.unit_id) if agreement.unit_id else Q(pk__in=[])
    rows = Membership.objects.in_force().filter(Q(role=Role.SEKRETARIAT) | of_unit)
    return User.objects.filter(pk__in=rows.values("user"), is_active=True).order_by("pk")


@transaction.atomic
def remind_next() -> int:
    """Write the reminders of one agreement that is due for them; 1 when there was one, 0 when there is nothing to do."""
    rows = Agreement.objects.reminder_due().select_related("forum")
    agreement = rows.select_for_update(skip_locked=True, of=("self",)).first()
    if agreement is None:
        return 0
    people = list(people_of(agreement)) if agreement.is_open else []
    for person in people:
        _tell(agreement, person)
    agreement.remind_on = reminder_after(agreement.due_on, timezone.localdate())
    agreement.save(update_fields=["remind_on"])
    record("agreement.remind", agreement, data={"count": len(people)})
    return 1


def _tell(agreement: Agreement, person: User) -> None:
    """The key names the day for which it is written: whatever runs twice, nobody is told twice."""
    late = agreement.is_late
    subject = (
        _("Kesepakatan lewat tenggat: %(text)s") if late else _("Tenggat kesepakatan mendekat: %(text)s")
    )
    notify(
        to=person, kind="agreement.late" if late else "agreement.due", subject=subject % {"text": agreement.text[:90]},
        body=_words(agreement), key=f"agreement:{agreement.pk}:{agreement.due_on}:{agreement.remind_on}:{person.pk}",
        url=settings.PUBLIC_URL + reverse("meetings:agreement", args=[agreement.forum.plan_year, agreement.pk]),
        delivery=Delivery.DAILY,
    )  # fmt: skip


def _words(agreement: Agreement) -> str:
    told = _("Kesepakatan %(forum)s:\n%(text)s\n\nTenggat: %(due)s. Keadaan: %(state)s.") % {
        "forum": agreement.forum, "text": agreement.text, "due": long_date(agreement.due_on),
        "state": agreement.get_state_display().lower(),
    }  # fmt: skip
    if agreement.responsible:
        told += " " + _("Penanggung jawab: %(who)s.") % {"who": agreement.responsible}
    return told + "\n\n" + _("Catat tindak lanjutnya, atau mintalah sekretariat mengubah keadaannya:")
