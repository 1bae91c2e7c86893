"""Files of a proposal: which kinds are taken, keeping and removing them, and what the scanner's word means for them."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.upload_quota import UPLOADED, check_quota
from audit.services import record
from core.languages import filled_later
from core.quarantine import scan_next
from core.retrying import retried
from core.uploads import OFFICE_TOO, PAPERS_AND_PICTURES, CheckedFile, check_upload
from proposals.holder import account_of
from proposals.models import Attachment, Proposal
from proposals.workflow import StepRefused, lock


def kinds_taken(proposal: Proposal) -> tuple[str, ...]:
    """Organisations and the secretariat also work with Word and Excel; citizens send papers and pictures."""
    is_office = proposal.organization_id is not None or proposal.recorded_by_id is not None
    return OFFICE_TOO if is_office else PAPERS_AND_PICTURES


def add_attachment(proposal: Proposal, upload: UploadedFile, *, actor) -> Attachment:
    """Check and keep one file; the same one sent again is kept once, such as after an answer that was lost.

    Raises UploadRefused (not a file we take) or StepRefused (not editable, too many).
    """
    _check_room(proposal, actor)
    # Reading it may take seconds: no row is held meanwhile.
    checked = check_upload(upload, kinds_taken(proposal))
    return _attach(proposal, checked, actor=actor)


@retried(StepRefused)
@transaction.atomic
def _attach(proposal: Proposal, checked: CheckedFile, *, actor) -> Attachment:
    locked = lock(proposal)
    same = locked.attachments.filter(sha256=checked.sha256, original_name=checked.original_name).first()
    if same:
        return same
    _check_room(locked, actor)
    return keep_file(locked, checked, actor=actor)


def _check_room(proposal: Proposal, actor) -> None:
    if not actor.has_perm("proposals.edit", proposal):
        raise StepRefused(_("Lampiran hanya dapat ditambahkan selama usulan masih dapat disunting."))
    if proposal.attachments.count() >= settings.UPLOAD_MAX_FILES:
        most = {"n": settings.UPLOAD_MAX_FILES}
        raise StepRefused(filled_later(_("Paling banyak %(n)d lampiran."), most))


def keep_file(proposal: Proposal, checked: CheckedFile, *, actor, is_public: bool = True) -> Attachment:
    """Store a file that was checked under a name of ours. Raises UploadRefused when the actor's day is full."""
    if account := account_of(actor):
        check_quota(account, checked.size)
    attachment = Attachment(
        proposal=proposal, original_name=checked.original_name, content_type=checked.content_type,
        size=checked.size, sha256=checked.sha256, is_public=is_public, uploaded_by=account,
    )  # fmt: skip
    attachment.file.save(f"{attachment.key}.{checked.extension}", checked.content, save=False)
    attachment.save()
    record("proposal.attach", proposal, actor=actor, data={"sha256": checked.sha256, UPLOADED: checked.size})
    return attachment


@retried(StepRefused)
@transaction.atomic
def remove_attachment(attachment: Attachment, *, actor) -> None:
    """Take a file off a proposal that is still being written; the stored file goes once that is committed."""
    locked = lock(attachment.proposal)
    if not actor.has_perm("proposals.edit", locked):
        raise StepRefused(_("Lampiran hanya dapat dihapus selama usulan masih dapat disunting."))
    stored, storage = attachment.file.name, attachment.file.storage
    attachment.delete()
    record("proposal.detach", locked, actor=actor, data={"sha256": attachment.sha256})
    transaction.on_commit(lambda: storage.delete(stored))


@retried(StepRefused)
@transaction.atomic
def choose_cover_letter(proposal: Proposal, chosen: Attachment | None, *, actor) -> None:
    """Which file is the organisation's surat pengantar (None: no file); that one is read by staff alone."""
    locked = lock(proposal)
    if not actor.has_perm("proposals.edit", locked) or locked.organization_id is None:
        raise StepRefused(_("Surat pengantar ditandai pada usulan lembaga selama masih dapat disunting."))
    locked.attachments.filter(is_cover_letter=True).update(is_cover_letter=False, is_public=True)
    if chosen:
        locked.attachments.filter(pk=chosen.pk).update(is_cover_letter=True, is_public=False)
    record("proposal.choose_cover_letter", locked, actor=actor)


def scan_attachment() -> int:
    """Ask the scanner about the next file that waits; 1 when there was a verdict."""
    return scan_next(Attachment, _hold)


def _hold(attachment: Attachment, finding: str) -> None:
    data = {"sha256": attachment.sha256, "finding": finding}
    record("proposal.hold_file", attachment.proposal, data=data)
