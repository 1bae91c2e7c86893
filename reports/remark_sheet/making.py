"""Ordering and typesetting the sheet of remarks; the newest one is kept."""

import datetime
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
from reports.codes import code_of, printed_code
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


def sheet_html(examination: Examination, *, code: str, at: datetime.datetime) -> str:
    """With the code under which it will be kept."""
    sheet = read_sheet(examination, at)
    return render_to_string("reports/remarks/document.html", {"sheet": sheet, **printed_code(code, at)})


def make_sheet(job: Job, report: Report) -> RemarkSheet:
    """The file of this job; made a second time, it is written anew."""
    rows = Examination.objects.for_page().filter(pk=job.payload["examination"])
    examination = rows.first()
    if examination is None:
        raise JobFailed(_("Pemeriksaan ini sudah tidak ada."))
    name = f"{FOLDER}/{job.pk}.pdf"
    old = RemarkSheet.objects.filter(examination=examination).first()
    key, at = (old.key if old else job.pk), timezone.now()
    html = sheet_html(examination, code=code_of(key), at=at)
    facts = write_pdf(html, Path(settings.MEDIA_ROOT, name), report=report)
    report(STEPS, STEPS, _("Selesai"))
    made = RemarkSheet(examination=examination, key=key, file=name, made_at=at)
    return _keep(made, facts, job)


@transaction.atomic
def _keep(made: RemarkSheet, facts: PdfFacts, job: Job) -> RemarkSheet:
    """In place of the one before, whose file goes once this is committed; its code stays."""
    old = RemarkSheet.objects.select_for_update().filter(examination=made.examination).first()
    if old and old.file.name != made.file.name:
        transaction.on_commit(partial(old.file.storage.delete, old.file.name))
    made.pk, made.key = (old.pk, old.key) if old else (None, made.key)
    made.code = code_of(made.key)
    made.sha256, made.size, made.pages = facts.sha256, facts.size, facts.pages
    made.save()
    data = {"sha256": facts.sha256, "pages": facts.pages}
    record("renja.make_remarks_pdf", made.examination, actor=job.created_by, data=data)
    return made
