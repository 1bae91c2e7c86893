"""Asking for the signature of a frozen revision: who signs, and its document, typeset by the worker and linked once it is there."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.dates import long_date
from core.retrying import retried
from jobs.models import Job
from jobs.services import JobFailed, enqueue
from renja.models import Renja, Revision
from renja.revision_content import canonical, read_content
from renja.stages import SETTLED
from reports.data import day_of_document
from reports.errors import ReportRefused
from reports.keeping import final_copy
from reports.letterhead import read_signature
from reports.models import DocumentKind, GeneratedDocument, PlanSigning
from reports.pdf import Report
from reports.plan_signing.telling import tell_heads
from reports.services import make_renja_pdf

PLAN_SIGNING = "plan_signing"
ASK = "reports.ask_signature"
# What goes on beside a frozen plan; of what is printed of it the document says the moment.
LIVING = ("proposals", "ceilings")


@retried(ReportRefused)
@transaction.atomic
def ask_for_signature(revision: Revision, *, actor) -> PlanSigning:
    """Have this revision signed by the official of the document's date; asked again, a document that failed is made anew.

    Where the plan is ditetapkan and its final copy is kept, that one is signed. Raises ReportRefused.
    """
    if not actor.has_perm(ASK):
        raise ReportRefused(_("Tanda tangan Renja dimintakan oleh perencana."))
    renja = _locked(revision)
    _check(renja, revision)
    signing = PlanSigning.objects.filter(revision=revision).first() or PlanSigning.objects.create(
        revision=revision, asked_by=actor, **_signer_of(renja)
    )
    if signing.document_id is None:
        _give_document(signing, renja, actor)
    data = {"revision": revision.number, "stage": revision.stage}
    record("renja.ask_signature", revision, actor=actor, data=data)
    return signing


@transaction.atomic
def withdraw_request(signing: PlanSigning, *, actor) -> None:
    """Ask no more, as long as nothing was signed; the document that was typeset stays a document like others."""
    if not actor.has_perm(ASK):
        raise ReportRefused(_("Permintaan tanda tangan dibatalkan oleh perencana."))
    locked = PlanSigning.objects.select_for_update(of=("self",)).for_page().filter(pk=signing.pk).first()
    if locked is None:
        return
    if locked.copies.exists():
        raise ReportRefused(
            _("Sudah ada naskah yang ditandatangani, sehingga permintaannya tidak dapat dibatalkan.")
        )
    revision = locked.revision
    locked.delete()
    record("renja.withdraw_signature", revision, actor=actor, data={"revision": revision.number})


def make_document(job: Job, report: Report) -> PlanSigning:
    """The worker's side: typeset the plan, which must still be the frozen one, and link the document."""
    signing = PlanSigning.objects.for_page().filter(pk=job.payload["signing"]).first()
    if signing is None:
        raise JobFailed(_("Permintaan tanda tangan ini sudah dibatalkan."))
    if signing.document_id:
        return signing
    kept = final_copy(signing.revision.renja, DocumentKind.RENJA_PDF)
    document = kept or make_renja_pdf(job, report)
    if not says_the_same(document.renja, signing.revision):
        raise JobFailed(moved_on())
    return _link(signing, document, actor=job.created_by)


def says_the_same(renja: Renja, revision: Revision) -> bool:
    """Whether the plan still is what the revision keeps; one that is ditetapkan rests, and is."""
    if renja.stage in SETTLED:
        return True
    now = read_content(renja)
    return _frozen_part(now) == _frozen_part(revision.content)


def _frozen_part(content: dict[str, Any]) -> str:
    return canonical({name: value for name, value in content.items() if name not in LIVING})


def refusal(renja: Renja, revision: Revision) -> str:
    """Why this revision cannot be signed now; "" when it can. What the plan holds is not compared here."""
    newest = renja.revisions.newest()
    if newest is None or newest.number != revision.number:
        return _(
            "Revisi ini sudah digantikan revisi yang lebih baru. Yang ditandatangani revisi yang terakhir."
        )
    if renja.stage != revision.stage:
        return _(
            "Perubahan Renja sudah dibuka. Revisi yang ditandatangani ialah yang kemudian dibekukan lagi."
        )
    day = day_of_document(renja)
    if day is None:
        return _(
            "Tanggal dokumen belum diisi, padahal tanggal itu menentukan penanda tangannya. Isi pada Pengaturan, "
            "lalu bekukan revisi baru."
        )
    if not read_signature("", day).name:
        return _("Pejabat yang menandatangani pada %(day)s belum ada. Minta admin mengisinya.") % {
            "day": long_date(day)
        }
    return ""


def _check(renja: Renja, revision: Revision) -> None:
    why = refusal(renja, revision) or ("" if says_the_same(renja, revision) else moved_on())
    if why:
        raise ReportRefused(why)


def moved_on() -> str:
    return _(
        "Naskah kerja sudah berubah sejak revisi ini dibekukan. Bekukan revisi baru, lalu mintakan tanda tangannya."
    )


def _locked(revision: Revision) -> Renja:
    rows = Renja.objects.select_for_update(of=("self",)).select_related("forum", "edition")
    return rows.get(pk=revision.renja_id)


def _signer_of(renja: Renja) -> dict[str, Any]:
    """As the document prints it."""
    day = day_of_document(renja) or timezone.localdate()
    printed = read_signature("", day)
    return {"dated": day, "name": printed.name, "position": ", ".join(printed.title.splitlines())}


def _give_document(signing: PlanSigning, renja: Renja, actor) -> None:
    kept = final_copy(renja, DocumentKind.RENJA_PDF)
    if kept:
        signing.document = kept
        signing.save(update_fields=["document"])
        tell_heads(signing)
        return
    payload = {"signing": signing.pk, "renja": renja.pk, "year": renja.year}
    enqueue(PLAN_SIGNING, key=str(signing.pk), payload=payload, actor=actor)


@transaction.atomic
def _link(signing: PlanSigning, document: GeneratedDocument, *, actor) -> PlanSigning:
    locked = PlanSigning.objects.select_for_update(of=("self",)).for_page().filter(pk=signing.pk).first()
    if locked is None:
        raise JobFailed(_("Permintaan tanda tangan ini sudah dibatalkan."))
    if locked.document_id is None:
        locked.document = document
        locked.save(update_fields=["document"])
        tell_heads(locked)
    data = {"revision": locked.revision.number, "sha256": document.sha256}
    record("renja.prepare_signature", locked.revision, actor=actor, data=data)
    return locked
