"""Ordering and typesetting the papers of a session; the newest of each kind is kept."""

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
from meetings.models import Sitting
from proposals.choices import Outcome
from reports.errors import ReportRefused
from reports.pdf import STEPS, PdfFacts, Report, write_pdf
from reports.working_paper.content import read_working_paper
from reports.working_paper.models import PaperKind, SittingPaper

SITTING_PAPER = "sitting_paper"
FOLDER = "reports/sidang"
SPOKEN_ROWS = 4  # empty rows of the result form, for what is said in the session
TEMPLATES = {
    PaperKind.WORKING: "reports/working_paper/document.html",
    PaperKind.RESULT_FORM: "reports/working_paper/result_form.html",
}


@transaction.atomic
def request_paper(sitting: Sitting, kind: str, *, actor) -> Job:
    """The job that typesets it from the agenda as it is then: the one under way, or a new one. Raises ReportRefused."""
    if not actor.has_perm("meetings.prepare", sitting.forum):
        raise ReportRefused(_("Bahan sidang disusun oleh sekretariat."))
    if not sitting.items.exists():
        raise ReportRefused(_("Agenda sidang ini masih kosong. Isi dahulu dari usulan terverifikasi."))
    payload = {"sitting": sitting.pk, "paper": kind}
    job = enqueue(SITTING_PAPER, key=key_of(sitting, kind), payload=payload, actor=actor)
    record("sitting.request_paper", sitting, actor=actor, data={"paper": kind, "job": str(job.pk)})
    return job


def key_of(sitting: Sitting, kind: str) -> str:
    return f"{sitting.pk}-{kind}"


def paper_html(sitting: Sitting, kind: str) -> str:
    context = {
        "paper": read_working_paper(sitting),
        "outcomes": [str(label) for label in Outcome.labels],
        "spoken": range(SPOKEN_ROWS),
    }
    return render_to_string(TEMPLATES[PaperKind(kind)], context)


def make_paper(job: Job, report: Report) -> SittingPaper:
    """The file of this job; made a second time, it is written anew."""
    sitting = Sitting.objects.select_related("forum", "urusan").filter(pk=job.payload["sitting"]).first()
    if sitting is None:
        raise JobFailed(_("Sidang ini sudah dihapus."))
    kind, name = job.payload["paper"], f"{FOLDER}/{job.pk}.pdf"
    facts = write_pdf(paper_html(sitting, kind), Path(settings.MEDIA_ROOT, name), report=report)
    report(STEPS, STEPS, _("Selesai"))
    return _keep(sitting, kind, name, facts, job)


@transaction.atomic
def _keep(sitting: Sitting, kind: str, name: str, facts: PdfFacts, job: Job) -> SittingPaper:
    """In place of the one before, whose file goes once this is committed."""
    old = SittingPaper.objects.select_for_update().filter(sitting=sitting, kind=kind).first()
    paper = old or SittingPaper(sitting=sitting, kind=kind)
    if old and old.file.name != name:
        transaction.on_commit(partial(old.file.storage.delete, old.file.name))
    paper.file, paper.made_at, paper.made_for = name, timezone.now(), job.created_by
    paper.sha256, paper.size, paper.pages = facts.sha256, facts.size, facts.pages
    paper.save()
    data = {"paper": kind, "sha256": facts.sha256, "pages": facts.pages}
    record("sitting.make_paper", sitting, actor=job.created_by, data=data)
    return paper
