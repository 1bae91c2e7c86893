"""Surat undangan: written by the secretariat, typeset for each organisation by the worker, replaced by its signed scan."""

import io
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pikepdf
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.upload_quota import UPLOADED, check_quota
from audit.services import record
from core.quarantine import scan_next
from core.uploads import CheckedFile, check_upload
from core.versions import take_over
from forums.models import Forum, InvitationCopy, InvitationLetter, Participant, SignedLetter
from jobs.models import Job
from jobs.services import enqueue
from reports.errors import ReportRefused
from reports.invitation_content import addressed, content_of, draft_letter, mark_of, qr_of
from reports.pdf import PdfFacts, Report, write_pdfs

INVITATION_PDFS = "invitation_letters"
FOLDER = "reports/undangan"
TEMPLATE = "reports/invitation/document.html"
BATCH = 20  # letters that one child typesets
MANAGE = "forums.manage"


@dataclass(frozen=True)
class Draft:
    """One letter before it is typeset."""

    participant: Participant
    content: dict[str, Any]
    key: UUID

    @property
    def name(self) -> str:
        return f"{FOLDER}/{self.key}.pdf"

    @property
    def path(self) -> Path:
        return Path(settings.MEDIA_ROOT, self.name)

    @property
    def html(self) -> str:
        qr = qr_of(self.content).png_data_uri(scale=6, border=2)
        return render_to_string(TEMPLATE, {"letter": self.content, "qr": qr})


def _ask(actor, forum: Forum) -> None:
    if not actor.has_perm(MANAGE, forum):
        raise ReportRefused(_("Surat undangan dibuat oleh sekretariat."))


def letter_of(forum: Forum) -> InvitationLetter:
    """The forum's letter, or one with the usual words that is not saved yet. Raises ReportRefused without host."""
    rows = InvitationLetter.objects.select_related("forum", "job", "signed")
    return rows.filter(forum=forum).first() or draft_letter(forum)


@transaction.atomic
def save_letter(
    forum: Forum, *, actor, values: dict[str, Any], version: int | None = None
) -> InvitationLetter:
    """Keep what it says. Raises StaleSave when somebody else was quicker."""
    Forum.objects.select_for_update(no_key=True).get(pk=forum.pk)  # one letter for a forum
    _ask(actor, forum)
    found = InvitationLetter.objects.select_for_update().filter(forum=forum).first()
    if found is None:
        found = InvitationLetter.objects.create(forum=forum, **values)
        record("invitation_letter.write", found, actor=actor)
        return found
    changed = take_over(found, values, version=version)
    if changed:
        record("invitation_letter.change", found, actor=actor, changed=changed)
    return found


@transaction.atomic
def order_copies(letter: InvitationLetter, *, actor) -> InvitationLetter:
    """Have the worker typeset the letters that are not there yet, or say something else than now."""
    locked = (
        InvitationLetter.objects.select_for_update(of=("self",)).select_related("forum").get(pk=letter.pk)
    )
    _ask(actor, locked.forum)
    if not locked.forum.participants.exists():
        raise ReportRefused(_("Belum ada yang diundang. Isi dahulu daftar peserta."))
    locked.job = enqueue(INVITATION_PDFS, key=str(locked.pk), payload={"letter": locked.pk}, actor=actor)
    locked.save(update_fields=["job"])
    record("invitation_letter.order", locked, actor=actor, data={"job": str(locked.job.pk)})
    return locked


def make_copies(job: Job, report: Report) -> int:
    """Typeset what is missing or old, a portion at a time; done a second time, it finds nothing to do."""
    letter = InvitationLetter.objects.select_related("forum").get(pk=job.payload["letter"])
    drafts, made = old_copies(letter), 0
    for start in range(0, len(drafts), BATCH):
        portion = drafts[start : start + BATCH]
        told = _("%(made)s dari %(total)s surat") % {"made": made, "total": len(drafts)}
        report(made, len(drafts), told)
        facts = write_pdfs([(draft.html, draft.path) for draft in portion])
        _keep(letter, list(zip(portion, facts, strict=True)), job)
        made += len(portion)
    return made


def participants_of(letter: InvitationLetter) -> QuerySet[Participant]:
    rows = letter.forum.participants.select_related("organization", "letter_copy")
    return rows.order_by("organization__name")


def old_copies(letter: InvitationLetter) -> list[Draft]:
    """The letters whose copy is missing, or was made of something else than would be printed now."""
    content = content_of(letter)
    told = [(row, addressed(content, row)) for row in participants_of(letter)]
    return [Draft(row, text, uuid4()) for row, text in told if mark_of(text) != _mark(row)]


def _mark(participant: Participant) -> str:
    copy = getattr(participant, "letter_copy", None)
    return copy.mark if copy else ""


@transaction.atomic
def _keep(letter: InvitationLetter, made: list[tuple[Draft, PdfFacts]], job: Job) -> None:
    """The new file takes the place of the old one, which goes once this is committed."""
    for draft, facts in made:
        old = InvitationCopy.objects.select_for_update().filter(participant=draft.participant).first()
        if old:
            transaction.on_commit(partial(old.file.storage.delete, old.file.name))
        InvitationCopy.objects.update_or_create(
            participant=draft.participant,
            defaults={
                "key": draft.key,
                "mark": mark_of(draft.content),
                "file": draft.name,
                "sha256": facts.sha256,
                "size": facts.size,
                "pages": facts.pages,
                "made_at": timezone.now(),
            },
        )
    record("invitation_letter.make_pdf", letter, actor=job.created_by, data={"count": len(made)})


def joined_copies(letter: InvitationLetter) -> bytes:
    """All that were typeset as one PDF, each on pages of its own. Raises ReportRefused where none was."""
    whole, found = pikepdf.new(), False
    for copy in InvitationCopy.objects.filter(participant__forum=letter.forum).order_by(
        "participant__organization__name"
    ):
        found = True
        with copy.file.open("rb") as file, pikepdf.open(file) as one:
            whole.pages.extend(one.pages)
    if not found:
        raise ReportRefused(_("Belum ada surat yang tersusun. Tekan “Susun surat” lebih dahulu."))
    written = io.BytesIO()
    whole.save(written)
    return written.getvalue()


# --- The signed letter -------------------------------------------------------------------------------


def keep_signed(letter: InvitationLetter, upload: UploadedFile, *, actor) -> SignedLetter:
    """From now on this scan is what is sent and handed out. Raises UploadRefused when it is no PDF that we take."""
    checked = check_upload(upload, ("pdf",))  # reading it may take seconds: no row is held meanwhile
    return _keep_signed(letter, checked, actor=actor)


@transaction.atomic
def _keep_signed(letter: InvitationLetter, checked: CheckedFile, *, actor) -> SignedLetter:
    locked = (
        InvitationLetter.objects.select_for_update(of=("self",)).select_related("forum").get(pk=letter.pk)
    )
    _ask(actor, locked.forum)
    check_quota(actor, checked.size)
    _drop(locked)
    signed = SignedLetter(
        letter=locked, original_name=checked.original_name, content_type=checked.content_type,
        size=checked.size, sha256=checked.sha256, added_by=actor,
    )  # fmt: skip
    signed.file.save(checked.content.name, checked.content, save=False)
    signed.save()
    data = {"sha256": checked.sha256, UPLOADED: checked.size}
    record("invitation_letter.keep_signed", locked, actor=actor, data=data)
    return signed


@transaction.atomic
def drop_signed(letter: InvitationLetter, *, actor) -> None:
    """Back to what was typeset."""
    locked = (
        InvitationLetter.objects.select_for_update(of=("self",)).select_related("forum").get(pk=letter.pk)
    )
    _ask(actor, locked.forum)
    if _drop(locked):
        record("invitation_letter.drop_signed", locked, actor=actor)


def _drop(letter: InvitationLetter) -> int:
    """The file goes once this is committed."""
    for old in SignedLetter.objects.select_for_update().filter(letter=letter):
        transaction.on_commit(partial(old.file.storage.delete, old.file.name))
        old.delete()
        return 1
    return 0


def scan_signed() -> int:
    """Ask the scanner about the next scan that waits; 1 when there was a verdict."""
    return scan_next(SignedLetter, _hold)


def _hold(signed: SignedLetter, finding: str) -> None:
    data = {"sha256": signed.sha256, "finding": finding}
    record("invitation_letter.hold_signed", signed.letter, data=data)
