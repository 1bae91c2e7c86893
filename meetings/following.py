"""What becomes of an agreement: follow-up with evidence, its state, and going on to the next forum."""

import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.upload_quota import UPLOADED, check_quota
from audit.services import record
from core.quarantine import scan_next
from core.uploads import CheckedFile, check_upload
from forums.models import Forum
from meetings.agreeing import AgreementRefused, create_agreement, lock_agreement, lock_forum
from meetings.models import Agreement, FollowUp, FollowUpFile
from meetings.reminders import first_reminder
from stakeholders.models import Organization
from stakeholders.rules import standing_of

GOES_ON = ("urusan", "text", "partner_note", "contribution", "responsible", "unit", "state")


def add_follow_up(
    agreement: Agreement, *, actor, day: datetime.date, text: str, upload: UploadedFile | None = None
) -> FollowUp:
    """Note what was done, with a file as evidence where there is one. Raises AgreementRefused, or UploadRefused."""
    checked = (
        check_upload(upload) if upload else None
    )  # reading it may take seconds: no row is held meanwhile
    return _keep_follow_up(agreement, actor=actor, day=day, text=text, checked=checked)


@transaction.atomic
def _keep_follow_up(
    agreement: Agreement, *, actor, day: datetime.date, text: str, checked: CheckedFile | None
) -> FollowUp:
    locked = lock_agreement(agreement)
    if not actor.has_perm("meetings.follow_agreements", locked):
        raise AgreementRefused(_("Tindak lanjut dicatat sekretariat, atau bidang yang bertanggung jawab."))
    _check_day(day)
    _check_not_continued(locked)
    note = _write(locked, actor, day=day, text=text)
    data: dict[str, Any] = {"dated": day}
    if checked:
        check_quota(actor, checked.size)
        _keep_file(note, checked)
        data |= {"sha256": checked.sha256, UPLOADED: checked.size}
    record("agreement.follow_up", locked, actor=actor, data=data)
    return note


def _check_day(day: datetime.date) -> None:
    if day > timezone.localdate():
        raise AgreementRefused(_("Tanggal tindak lanjut tidak boleh sesudah hari ini."))


def _check_not_continued(agreement: Agreement) -> None:
    if agreement.is_continued:
        raise AgreementRefused(
            _("Kesepakatan ini dilanjutkan pada %(forum)s; catat tindak lanjutnya di sana.")
            % {"forum": agreement.continued.forum}
        )


def _write(agreement: Agreement, actor, *, text: str, day=None, state: str = "") -> FollowUp:
    return FollowUp.objects.create(
        agreement=agreement, day=day or timezone.localdate(), text=text.strip(), state=state,
        office=_office(actor, agreement), written_by=actor,
    )  # fmt: skip


def _office(actor, agreement: Agreement) -> str:
    """The bidang where it answers for the agreement, else the host; never a person's name."""
    if agreement.unit_id in standing_of(actor).unit_ids:
        return agreement.unit.name
    host = Organization.objects.host()
    return host.name if host else str(_("Penyelenggara"))


def _keep_file(note: FollowUp, checked: CheckedFile) -> None:
    evidence = FollowUpFile(
        follow_up=note, original_name=checked.original_name, content_type=checked.content_type,
        size=checked.size, sha256=checked.sha256,
    )  # fmt: skip
    evidence.file.save(f"{evidence.key}.{checked.extension}", checked.content, save=False)
    evidence.save()


@transaction.atomic
def change_state(agreement: Agreement, state: str, *, actor, reason: str, version: int) -> Agreement:
    """Planned, running, done or dropped, with the reason; `version` is the one that was read. Raises AgreementRefused."""
    lock_forum(agreement.forum, actor)
    locked = lock_agreement(agreement)
    _check_not_continued(locked)
    if locked.version != version:
        raise AgreementRefused(
            _(
                "Kesepakatan ini baru saja diubah orang lain; keadaannya sekarang “%(state)s”. Periksa, lalu ulangi."
            )
            % {"state": locked.get_state_display()}
        )
    if state == locked.state:
        raise AgreementRefused(_("Keadaannya sudah “%(state)s”.") % {"state": locked.get_state_display()})
    if not reason.strip():
        raise AgreementRefused(_("Tulis alasannya; alasan ini tersimpan dalam riwayat."))
    before, locked.state = locked.state, state
    locked.remind_on = first_reminder(locked.due_on) if locked.is_open else None
    locked.version += 1
    locked.save(update_fields=["state", "remind_on", "version"])
    _write(locked, actor, text=reason, state=state)
    record(
        "agreement.change_state", locked, actor=actor, reason=reason, data={"before": before, "after": state}
    )
    return locked


@transaction.atomic
def continue_agreement(agreement: Agreement, forum: Forum, *, actor) -> Agreement:
    """Take over an open agreement of an earlier forum: the new one says the same and knows where it comes from.

    Done twice, it is the same one. A due date that is past is left open. Raises AgreementRefused.
    """
    target = lock_forum(forum, actor)
    locked = lock_agreement(agreement)
    if locked.is_continued and locked.continued.forum_id == target.pk:
        return locked.continued
    if not locked.is_open or locked.forum.plan_year >= target.plan_year:
        raise AgreementRefused(_("Hanya kesepakatan forum sebelumnya yang belum selesai dapat dilanjutkan."))
    values = {name: getattr(locked, name) for name in GOES_ON}
    values["due_on"] = locked.due_on if locked.due_on and locked.due_on >= timezone.localdate() else None
    values |= {"partners": locked.partners.all(), "proposals": locked.proposals.all()}
    made = create_agreement(target, values, previous=locked)
    Agreement.objects.filter(pk=locked.pk).update(remind_on=None)
    record("agreement.continue", made, actor=actor, data={"from": str(locked.forum)})
    return made


def scan_evidence() -> int:
    """Ask the scanner about the next file that waits; 1 when there was a verdict."""
    return scan_next(FollowUpFile, _hold)


def _hold(evidence: FollowUpFile, finding: str) -> None:
    data = {"sha256": evidence.sha256, "finding": finding}
    record("agreement.hold_file", evidence.follow_up.agreement, data=data)
