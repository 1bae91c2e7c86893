"""Berkas bukti: papers and photos of the forum that are kept for whoever checks it."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.upload_quota import UPLOADED, check_quota
from audit.services import record
from core.quarantine import scan_next
from core.uploads import OFFICE_TOO, CheckedFile, check_upload
from forums.models import Forum
from meetings.minutes_writing import MANAGE, MinutesRefused
from meetings.models import Evidence, MinutesFile


def _locked(forum: Forum, actor) -> Forum:
    locked = Forum.objects.select_for_update().get(pk=forum.pk)
    if not actor.has_perm(MANAGE):
        raise MinutesRefused(_("Berkas bukti dikelola oleh sekretariat."))
    return locked


def add_evidence(forum: Forum, upload: UploadedFile, *, actor, slot: str, title: str) -> Evidence:
    """Check and keep a file. Raises UploadRefused when it is not one that we take."""
    checked = check_upload(upload, OFFICE_TOO)  # reading it may take seconds: no row is held meanwhile
    return _keep(forum, checked, actor=actor, slot=slot, title=title or checked.original_name)


@transaction.atomic
def _keep(forum: Forum, checked: CheckedFile, *, actor, slot: str, title: str) -> Evidence:
    locked = _locked(forum, actor)
    check_quota(actor, checked.size)
    row = Evidence(
        forum=locked, slot=slot, title=title, original_name=checked.original_name, size=checked.size,
        content_type=checked.content_type, sha256=checked.sha256, added_by=actor,
    )  # fmt: skip
    row.file.save(checked.content.name, checked.content, save=False)
    row.save()
    record(
        "evidence.add",
        row,
        actor=actor,
        data={"sha256": checked.sha256, "slot": slot, UPLOADED: checked.size},
    )
    return row


@transaction.atomic
def delete_evidence(row: Evidence, *, actor) -> None:
    """Remove it; the stored file goes once that is committed."""
    _locked(row.forum, actor)
    stored, storage = row.file.name, row.file.storage
    record("evidence.delete", row, actor=actor, data={"sha256": row.sha256, "slot": row.slot})
    row.delete()
    transaction.on_commit(lambda: storage.delete(stored))


def scan_files() -> int:
    """Ask the scanner about the next scan or piece of evidence that waits; 1 when there was a verdict."""
    return scan_next(Evidence, _hold_evidence) or scan_next(MinutesFile, _hold_file)


def _hold_evidence(row: Evidence, finding: str) -> None:
    record("evidence.hold", row, data={"sha256": row.sha256, "finding": finding})


def _hold_file(row: MinutesFile, finding: str) -> None:
    record("minutes.hold_file", row, data={"sha256": row.sha256, "finding": finding})
