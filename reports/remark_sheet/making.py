"""Ordering and typesetting the sheet of remarks; the newest one is kept."""

from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from jobs.models import Job
from jobs.services import JobFailed, enqueue
from renja.models import Examination
from reports.errors import ReportRefused
from reports.pdf import STEPS, PdfFacts, Report, write_pdf
from reports.remark_sheet.content import read_sheet
from reports.remark_sheet.models import RemarkSheet

REMARK_SHEET = "remark_sheet"
FOLDER = "reports/catatan"


@transaction.atomic
def request_sheet(examination: Examination, *, actor) -> Job:
    """The job that typesets it as it stands then: the one under way, or a new one. Raises ReportRefused."""
    if not Examination.objects.visible_to(actor).filter(pk=examination.pk).exists():
        raise ReportRefused(_("Anda tidak berwenang mencetak catatan ini."))
    if not examination.remarks.sent().exists():
        raise ReportRefused(_("Belum ada catatan yang dikirim, sehingga belum ada yang dicetak."))
    payload = {"examination": examination.pk}
    job = enqueue(REMARK_SHEET, key=str(examination.pk), payload=payload, actor=actor)
    record("renja.request_remarks_pdf", examination, actor=actor, data={"job": str(job.pk)})
    return job


def sheet_html(examination: Examination) -> str:
    return render_to_string("reports/remarks/document.html", {"sheet": read_sheet(examination)})


def make_sheet(job: Job, report: Report) -> RemarkSheet:
    """The file of this job; made a second time, it is written anew."""
    rows = Examination.objects.for_page().filter(pk=job.payload["examination"])
    examination = rows.first()
    if examination is None:
        raise JobFailed(_("Pemeriksaan ini sudah tidak ada."))
    name = f"{FOLDER}/{job.pk}.pdf"
    facts = write_pdf(sheet_html(examination), Path(settings.MEDIA_ROOT, name), report=report)
    report(STEPS, STEPS, _("Selesai"))
    return _keep(examination, name, facts, job)


@transaction.atomic
def _keep(examination: Examination, name: str, facts: PdfFacts, job: Job) -> RemarkSheet:
    """In place of the one before, whose file goes once this is committed."""
    old = RemarkSheet.objects.select_for_update().filter(examination=examination).first()
    sheet = old or RemarkSheet(examination=examination)
    if old and old.file.name != name:
        transaction.on_commit(partial(old.file.storage.delete, old.file.name))
    sheet.file, sheet.made_at = name, timezone.now()
    sheet.sha256, sheet.size, sheet.pages = facts.sha256, facts.size, facts.pages
    sheet.save()
    data = {"sha256": facts.sha256, "pages": facts.pages}
    record("renja.make_remarks_pdf", examination, actor=job.created_by, data=data)
    return sheet
