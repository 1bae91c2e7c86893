"""Asking for the official PDF, and making it; `keeping` keeps it."""

import re
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from audit.services import record
from jobs.models import Job
from jobs.services import enqueue
from renja.models import Renja
from reports.data import read_renja
from reports.document import fingerprint
from reports.errors import ReportRefused
from reports.keeping import Kept, final_copy, keep_document
from reports.models import SHORT_STAGES, DocumentKind, GeneratedDocument
from reports.pdf import PdfFacts, Report, take_file
from reports.preparing import prepared_of
from reports.report import RenjaReport
from reports.typesetting import STEPS, typeset
from reports.unchanged import remember, same_document, state_of
from stakeholders.models import Organization

RENJA_PDF = "renja_pdf"
FOLDER = "reports"
PARTS = STEPS + 1  # keeping the file after
STORED_ONCE = _l(
    "Renja sudah ditetapkan dan salinan finalnya tersimpan; salinan final tidak disusun ulang. Unduh berkas yang ada."
)


@transaction.atomic
def request_renja_pdf(renja: Renja, *, actor) -> Job:
    """The job that makes the official PDF of this plan: the one already under way, or a new one.

    Raises ReportRefused when the person may not export plans, or the final copy is kept already.
    """
    if not actor.has_perm("renja.export"):
        raise ReportRefused(_("Anda tidak berwenang mengunduh dokumen Renja."))
    if final_copy(renja, DocumentKind.RENJA_PDF):
        raise ReportRefused(STORED_ONCE)
    job = enqueue(RENJA_PDF, key=str(renja.pk), payload={"renja": renja.pk, "year": renja.year}, actor=actor)
    record("renja.request_pdf", renja, actor=actor, data={"job": str(job.pk)})
    return job


def typeset_renja(renja: Renja, target: Path, *, report: Report) -> tuple[RenjaReport, PdfFacts]:
    """Read the plan as it is now and write its PDF to `target`, whole or not at all.

    Nobody keeps it, so no code is printed. Raises ReportRefused with the reason for people.
    """
    report(0, PARTS, _("Membaca data Renja"))
    content = read_renja(renja, timezone.now())
    return content, typeset(content, target, key=None, report=report)


def make_renja_pdf(job: Job, report: Report) -> GeneratedDocument:
    """The document of this job; done a second time, it gives the first one's document or mends a half-made one.

    Where nothing that is printed changed since the newest document of the plan, that one is given again; what was set in the
    background is only taken.
    """
    made = GeneratedDocument.objects.filter(job=job).first()
    if made and made.is_stored:
        return made
    renja = Renja.objects.select_related("forum", "edition").get(pk=job.payload["renja"])
    state = state_of(renja)
    document = same_document(state)
    if document is None:
        report(0, PARTS, _("Membaca data Renja"))
        document = _same_or_new(renja, made, job, report)
        remember(state, document)
    report(PARTS, PARTS, _("Selesai"))
    return document


def _same_or_new(renja: Renja, made: GeneratedDocument | None, job: Job, report: Report) -> GeneratedDocument:
    """`made` is this job's document whose file is gone."""
    content = read_renja(renja, timezone.now())
    mark = fingerprint(content)
    newest = GeneratedDocument.objects.newest_of(renja, kind=DocumentKind.RENJA_PDF, limit=1).first()
    if newest and newest.content_hash == mark and newest.is_stored:
        return newest
    prepared = None if made else prepared_of(renja, mark)
    if prepared:
        content = replace(content, read_at=prepared.read_at)
    key = prepared.key if prepared else made.key if made else job.pk
    name = f"{FOLDER}/{key}.pdf"
    target = Path(settings.MEDIA_ROOT, name)
    facts = take_file(prepared.path, target) if prepared else typeset(content, target, key=key, report=report)
    made_as = Kept(key, renja, DocumentKind.RENJA_PDF, name, file_name_of(renja, content.stage))
    return keep_document(made_as, content, facts, job=job, actor=job.created_by)


def file_name_of(renja: Renja, stage: str) -> str:
    """`Renja-2028-Diskominfo-rancangan.pdf`: letters, digits and hyphens alone."""
    host = Organization.objects.host()
    office = re.sub(r"[^A-Za-z0-9]+", "-", host.label if host else "").strip("-")[:60]
    return "-".join(part for part in ("Renja", str(renja.year), office, SHORT_STAGES[stage]) if part) + ".pdf"
