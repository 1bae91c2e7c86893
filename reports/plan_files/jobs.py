"""The worker's side: one job, one document."""

from django.utils.translation import gettext as _

from jobs.models import Job
from reports.models import DocumentKind, GeneratedDocument
from reports.pdf import Report
from reports.plan_files.making import STEPS_OF_FILE, make_form, read_plan
from reports.plan_files.pack import make_pack


def make_plan_file(job: Job, report: Report) -> GeneratedDocument:
    """The document of this job; done a second time, it gives the first one's or mends a half-made one."""
    report(0, STEPS_OF_FILE, _("Membaca data Renja"))
    read, kind = read_plan(job.payload["renja"]), job.payload["kind"]
    if kind == DocumentKind.PACK:
        made = make_pack(read, job=job, actor=job.created_by, report=report)
    else:
        made = make_form(read, kind, key=job.pk, job=job, actor=job.created_by, report=report)
    report(STEPS_OF_FILE, STEPS_OF_FILE, _("Selesai"))
    return made
