"""Asking for a form of the plan, and making it by the worker: one document for each job, all from one reading of the data."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from jobs.models import Job
from jobs.services import enqueue
from renja.models import Renja
from reports.codes import code_of
from reports.data import read_renja
from reports.errors import ReportRefused
from reports.keeping import Kept, final_copy, keep_document, store
from reports.models import DocumentKind, GeneratedDocument
from reports.pdf import STEPS, PdfFacts, Report, write_pdf
from reports.plan_files.kinds import FORMS, may_have
from reports.plan_files.overview import read_overview
from reports.plan_files.printing import slides_html, summary_html
from reports.plan_files.word import renja_docx
from reports.plan_files.workbook import renja_xlsx
from reports.report import RenjaReport
from reports.services import FOLDER, STORED_ONCE, file_name_of
from reports.typesetting import typeset

PLAN_FILE = "plan_file"
STEPS_OF_FILE = STEPS + 2
Kind = DocumentKind


@dataclass(frozen=True)
class Reading:
    """A plan as it was read at one moment; every document of a job is made of the same."""

    renja: Renja
    report: RenjaReport


HTML: dict[str, Callable[[Reading, UUID], str]] = {
    Kind.SUMMARY: lambda read, key: summary_html(read_overview(read.renja, read.report), key=key),
    Kind.SLIDES: lambda read, key: slides_html(read_overview(read.renja, read.report), key=key),
}
FILES: dict[str, Callable[[Reading, UUID], IO[bytes]]] = {
    Kind.RENJA_DOCX: lambda read, key: BytesIO(renja_docx(read.report, key=key)),
    Kind.RENJA_XLSX: lambda read, key: renja_xlsx(read.report, code=code_of(key)),
}


@transaction.atomic
def request_plan_file(renja: Renja, *, kind: str, actor) -> Job:
    """The job that makes this form of the plan: the one under way, or a new one.

    Raises ReportRefused where the person may not have it, or where the plan is ditetapkan and its copy kept already.
    """
    if not may_have(actor, kind):
        raise ReportRefused(_("Anda tidak berwenang menyusun dokumen ini."))
    if final_copy(renja, kind):
        raise ReportRefused(STORED_ONCE)
    payload = {"renja": renja.pk, "year": renja.year, "kind": kind}
    job = enqueue(PLAN_FILE, key=f"{renja.pk} {kind}", payload=payload, actor=actor)
    record("renja.request_pdf", renja, actor=actor, data={"job": str(job.pk), "kind": kind})
    return job


def read_plan(pk: int) -> Reading:
    """The plan as it is now. Raises ReportRefused where the host is not set up."""
    renja = Renja.objects.select_related("forum", "edition").get(pk=pk)
    return Reading(renja, read_renja(renja, timezone.now()))


def make_form(
    read: Reading, kind: str, *, key: UUID, job: Job | None, actor, report: Report
) -> GeneratedDocument:
    """One form of the plan, made and kept; what is there already under this key is not made again."""
    made = GeneratedDocument.objects.filter(key=key).first()
    if made and made.file.storage.exists(made.file.name):
        return made
    name, facts = _written(read, kind, key, report)
    made_as = Kept(key, read.renja, kind, name, form_name(read, kind))
    return keep_document(made_as, read.report, facts, job=job, actor=actor)


def _written(read: Reading, kind: str, key: UUID, report: Report) -> tuple[str, PdfFacts]:
    name = f"{FOLDER}/{key}.{FORMS[kind].extension}"
    if kind in FILES:
        report(1, STEPS_OF_FILE, _("Menulis berkas"))
        with FILES[kind](read, key) as content:
            return store(content, name)
    target = Path(settings.MEDIA_ROOT, name)
    if kind == Kind.RENJA_PDF:
        return name, typeset(read.report, target, key=key, report=report)
    html = HTML[kind](read, key)
    return name, write_pdf(html, target, report=lambda done, _n, text: report(done + 1, STEPS_OF_FILE, text))


def form_name(read: Reading, kind: str) -> str:
    """`Renja-2028-Diskominfo-rancangan-ringkasan.pdf`."""
    form = FORMS[kind]
    base = file_name_of(read.renja, read.report.stage).removesuffix(".pdf")
    return "-".join(filter(None, (base, form.suffix))) + f".{form.extension}"
