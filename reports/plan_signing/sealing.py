"""Signing a frozen plan: with a certificate, or on paper, of which the scan is kept and then accepted as the copy that counts."""

import datetime
import hashlib

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.upload_quota import UPLOADED, check_quota
from audit.services import record
from core.quarantine import scan_next
from core.uploads import CheckedFile, check_upload
from reports.codes import address_of
from reports.errors import ReportRefused
from reports.letterhead import read_letterhead
from reports.models import GeneratedDocument, PlanSigning, SignedPlan
from reports.plan_signing.telling import tell_planners
from reports.sections import SIGNED_HERE
from reports.signing.adding import Wanted, add_signature, is_as_kept, stored_bytes
from reports.signing.paper import noon_of, pages_of
from reports.signing.signer import Signed, Signer

SIGN, KEEP = "reports.sign_plan", "reports.keep_signed_scan"
PAPER_KINDS = ("pdf",)  # of a document of many pages a photo is no copy
Means = SignedPlan.Means


def sign_plan(signing: PlanSigning, *, actor, signer: Signer) -> SignedPlan:
    """Add the official's signature to the document; the result is the copy that counts from then on.

    The signature is made before anything is locked, because a service may take seconds. Raises ReportRefused or
    SigningRefused; nothing is kept then.
    """
    if not actor.has_perm(SIGN):
        raise ReportRefused(_("Naskah Renja ditandatangani oleh pimpinan."))
    document = _to_sign(signing)
    pdf = stored_bytes(document.file, document.sha256)
    signed = add_signature(pdf, _wanted(signing, document), signer=signer, before=0)
    return _keep_signed(signing, signed, actor=actor)


def _to_sign(signing: PlanSigning) -> GeneratedDocument:
    if signing.is_final:
        raise ReportRefused(_("Naskah ini sudah ditandatangani, dan salinan finalnya tersimpan."))
    if signing.document is None:
        raise ReportRefused(_("Naskahnya masih disusun. Tunggu sebentar, lalu coba lagi."))
    if signing.revision.renja.revisions.filter(number__gt=signing.revision.number).exists():
        raise ReportRefused(
            _("Revisi ini sudah digantikan revisi yang lebih baru. Mintalah tanda tangan untuk revisi itu.")
        )
    return signing.document


def _wanted(signing: PlanSigning, document: GeneratedDocument) -> Wanted:
    return Wanted(
        anchor=SIGNED_HERE, name=signing.name, position=signing.position, address=address_of(document.code),
        reason=_("Menandatangani Renja %(year)s") % {"year": signing.revision.renja.year},
        location=read_letterhead(with_logo=False).city,
    )  # fmt: skip


@transaction.atomic
def _keep_signed(signing: PlanSigning, signed: Signed, *, actor) -> SignedPlan:
    locked = _locked(signing)
    document = _to_sign(locked)
    copy = SignedPlan(
        signing=locked, means=Means.ELECTRONIC, sha256=hashlib.sha256(signed.pdf).hexdigest(), size=len(signed.pdf),
        pages=document.pages, signed_at=timezone.now(), certificate=signed.certificate, kept_by=actor, scan="clean",
    )  # fmt: skip
    copy.file.save(f"{signing.key}-{copy.key}.pdf", ContentFile(signed.pdf), save=False)
    copy.save()
    _settle(locked, copy, actor)
    record("renja.sign", locked.revision, actor=actor, data=_told(copy))
    return copy


def keep_scan(signing: PlanSigning, upload: UploadedFile, *, actor, signed_on: datetime.date) -> SignedPlan:
    """Keep the scan of what was signed on paper; it counts once the head has accepted it.

    Raises ReportRefused, or UploadRefused when it is not a file that we take.
    """
    checked = check_upload(upload, PAPER_KINDS)  # reading it may take seconds: no row is held meanwhile
    return _keep_scan(signing, checked, actor=actor, signed_on=signed_on)


@transaction.atomic
def _keep_scan(signing: PlanSigning, checked: CheckedFile, *, actor, signed_on: datetime.date) -> SignedPlan:
    if not actor.has_perm(KEEP):
        raise ReportRefused(_("Pindaian Renja bertanda tangan diunggah oleh perencana atau pimpinan."))
    locked = _locked(signing)
    _to_sign(locked)
    check_quota(actor, checked.size)
    copy = SignedPlan(
        signing=locked, means=Means.PAPER, sha256=checked.sha256, size=checked.size, pages=pages_of(checked),
        original_name=checked.original_name, signed_at=noon_of(signed_on), kept_by=actor,
    )  # fmt: skip
    copy.file.save(checked.content.name, checked.content, save=False)
    copy.save()
    record("renja.keep_signed_scan", locked.revision, actor=actor, data=_told(copy) | {UPLOADED: copy.size})
    return copy


@transaction.atomic
def accept_scan(copy: SignedPlan, *, actor) -> SignedPlan:
    """Let this scan count as the signed plan, for good. Raises ReportRefused."""
    if not actor.has_perm(SIGN):
        raise ReportRefused(_("Pindaian diterima sebagai naskah final oleh pimpinan."))
    locked = _locked(copy.signing)
    _to_sign(locked)
    found = locked.copies.get(pk=copy.pk)
    if not found.is_clean:
        raise ReportRefused(_("Pindaian ini belum selesai diperiksa, atau ditahan; belum dapat diterima."))
    if not is_as_kept(found.file, found.sha256):
        raise ReportRefused(
            _("Berkas pindaian di penyimpanan tidak lagi sama dengan yang diunggah. Unggah lagi.")
        )
    _settle(locked, found, actor)
    record("renja.accept_signed_scan", locked.revision, actor=actor, data=_told(found))
    return found


def scan_signed_plans() -> int:
    """Ask the scanner about the next scan that waits; 1 when there was a verdict."""
    return scan_next(SignedPlan, _hold)


def _hold(copy: SignedPlan, finding: str) -> None:
    record("renja.hold_signed_scan", copy.signing.revision, data=_told(copy) | {"finding": finding})


def _locked(signing: PlanSigning) -> PlanSigning:
    """Fresh, and nobody else's until the transaction ends. Raises ReportRefused where it was withdrawn."""
    rows = PlanSigning.objects.select_for_update(of=("self",)).for_page()
    found = rows.filter(pk=signing.pk).first()
    if found is None:
        raise ReportRefused(_("Permintaan tanda tangan ini sudah dibatalkan."))
    return found


def _settle(signing: PlanSigning, copy: SignedPlan, actor) -> None:
    signing.final, signing.final_at, signing.final_by = copy, timezone.now(), actor
    signing.save(update_fields=["final", "final_at", "final_by"])
    tell_planners(signing)


def _told(copy: SignedPlan) -> dict[str, str | int]:
    return {"revision": copy.signing.revision.number, "sha256": copy.sha256, "means": str(copy.means)}
