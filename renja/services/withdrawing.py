"""Taking a handover to Bappeda back, as long as nobody worked on what was remarked."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from renja.errors import PlanRefused
from renja.models import Examination, RemarkStep
from renja.remarks import telling
from renja.remarks.models import Side


def withdrawal_refusal(examination: Examination, actor) -> str:
    """Why this person cannot withdraw it; empty when they can."""
    if not actor.has_perm("renja.edit"):
        return _("Hanya perencana yang menarik penyerahan Renja.")
    if examination.is_withdrawn:
        return _("Penyerahan ini sudah ditarik.")
    if RemarkStep.objects.filter(remark__examination=examination, side=Side.OFFICE).exists():
        return _("Penyerahan tidak dapat ditarik lagi: catatannya sudah ditindaklanjuti.")
    return ""


@retried(PlanRefused)
@transaction.atomic
def withdraw_examination(examination: Examination, *, actor, reason: str) -> Examination:
    """Take a handover back: its examiners are told why and read the revision no more; their remarks are kept.

    Raises PlanRefused without a reason, or once a remark was answered. Done twice with the same reason, it is one withdrawal.
    """
    reason = reason.strip()
    locked = Examination.objects.select_for_update(of=("self",)).for_page().get(pk=examination.pk)
    if locked.is_withdrawn and locked.withdrawn_reason == reason and actor.has_perm("renja.edit"):
        return locked  # the form was sent twice
    list(locked.remarks.select_for_update().order_by("pk").values_list("pk"))  # nobody answers meanwhile
    if refusal := withdrawal_refusal(locked, actor):
        raise PlanRefused(refusal)
    if not reason:
        raise PlanRefused(_("Tulis alasan penarikan."))
    locked.withdrawn_at, locked.withdrawn_reason = timezone.now(), reason
    locked.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    data = {"number": locked.revision.number, "told": telling.tell_withdrawn(locked)}
    record("renja.withdraw_examination", locked, actor=actor, reason=reason, data=data)
    return locked
