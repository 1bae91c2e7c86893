"""Asking for the PDF of a frozen revision, and making it once."""

import re
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from jobs.models import Job
from jobs.services import enqueue
from renja.models import Renja, Revision
from renja.stages import SETTLED
from reports.errors import ReportRefused
from reports.keeping import Kept, final_copy, keep_document
from reports.models import DocumentKind, GeneratedDocument, RevisionDocument
from reports.pdf import Report
from reports.revision_files.content import read_frozen
from reports.revision_files.copies import document_of
from reports.services import FOLDER, PARTS, file_name_of, make_renja_pdf
from reports.typesetting import typeset

REVISION_PDF = "revision_pdf"
AFTER_THE_ACT = timedelta(minutes=1)  # so that whoever recorded it may ask for the signature first


@transaction.atomic
def request_revision_pdf(revision: Revision, *, actor) -> Job:
    """The job that makes it: the one under way, or a new one. Raises ReportRefused where it is kept already."""
    if not actor.has_perm("renja.export"):
        raise ReportRefused(_("Anda tidak berwenang mengunduh dokumen Renja."))
    if document_of(revision, for_everybody=True):
        raise ReportRefused(
            _("PDF revisi ini sudah tersimpan dan tidak disusun ulang. Unduh berkas yang ada.")
        )
    job = _enqueue(revision, actor)
    record("renja.request_revision_pdf", revision, actor=actor, data={"job": str(job.pk)})
    return job


def order_act_pdfs() -> int:
    """What established a plan that everybody may read is there to be downloaded without anybody asking; how many were ordered."""
    before = timezone.now() - AFTER_THE_ACT
    rows = Revision.objects.filter(
        stage__in=SETTLED, frozen_at__lt=before, documents=None, signing=None, renja__is_published=True
    )
    found = rows.defer("content").select_related("renja__forum")
    return sum(
        bool(_enqueue(one, None))
        for one in found
        if not Job.objects.about(REVISION_PDF, str(one.pk)).exists()
    )


def _enqueue(revision: Revision, actor) -> Job:
    renja = revision.renja
    payload = {
        "renja": renja.pk, "year": renja.year, "kind": DocumentKind.REVISION_PDF, "revision": revision.number,
    }  # fmt: skip
    return enqueue(REVISION_PDF, key=str(revision.pk), payload=payload, actor=actor)


def make_revision_pdf(job: Job, report: Report) -> GeneratedDocument:
    """The document of this job's revision; done a second time, it gives the one that is kept.

    A plan that rests as it was established has one PDF, which is that of its act, too.
    """
    rows = Revision.objects.select_related("renja__forum", "renja__edition")
    revision = rows.get(pk=int(job.key))
    made = GeneratedDocument.objects.filter(job=job).first()
    kept = made if made and made.is_stored else document_of(revision, for_everybody=True)
    if kept:
        return _link(revision, kept, job)
    if _is_resting(revision):
        document = final_copy(revision.renja, DocumentKind.RENJA_PDF) or make_renja_pdf(job, report)
    else:
        document = _make(revision, job, report)
    return _link(revision, document, job)


def _is_resting(revision: Revision) -> bool:
    """Whether the plan is the very text of this act, of which nobody may change anything now."""
    renja = revision.renja
    return renja.stage in SETTLED and renja.revisions.newest_act() == revision


def _make(revision: Revision, job: Job, report: Report) -> GeneratedDocument:
    report(0, PARTS, _("Membaca revisi"))
    content = read_frozen(revision)
    name = f"{FOLDER}/{job.pk}.pdf"
    facts = typeset(content, Path(settings.MEDIA_ROOT, name), key=job.pk, report=report)
    report(PARTS, PARTS, _("Selesai"))
    called = _called(revision.renja, revision)
    made_as = Kept(job.pk, revision.renja, DocumentKind.REVISION_PDF, name, called)
    return keep_document(made_as, content, facts, job=job, actor=job.created_by)


def _called(renja: Renja, revision: Revision) -> str:
    """`Renja-2028-Diskominfo-rancangan-revisi-3.pdf`."""
    return re.sub(r"\.pdf$", f"-revisi-{revision.number}.pdf", file_name_of(renja, revision.stage))


@transaction.atomic
def _link(revision: Revision, document: GeneratedDocument, job: Job) -> GeneratedDocument:
    _row, is_new = RevisionDocument.objects.get_or_create(document=document, defaults={"revision": revision})
    if is_new:
        data = {"revision": revision.number, "sha256": document.sha256}
        record("renja.keep_revision_pdf", revision, actor=job.created_by, data=data)
    return document
