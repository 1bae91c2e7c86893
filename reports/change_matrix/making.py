"""Ordering and typesetting the matrix of changes; the newest of each pair of states is kept."""

from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.dates import long_datetime
from jobs.models import Job
from jobs.services import enqueue
from renja.change_table import basis_words, document_rows, field_words, kind_words, name_of
from renja.forum_changes import closed_nodes
from renja.models import Renja, Revision
from renja.revision_sides import Comparison, read_comparison
from reports.change_matrix.models import ChangeMatrix
from reports.errors import ReportRefused
from reports.letterhead import read_letterhead
from reports.pdf import STEPS, PdfFacts, Report, write_pdf

CHANGE_MATRIX = "change_matrix"
FOLDER = "reports/perubahan"
TEMPLATE = "reports/change_matrix/document.html"


@transaction.atomic
def request_matrix(renja: Renja, before: Revision, after: Revision | None, *, actor) -> Job:
    """The job that typesets it: the one under way, or a new one. Raises ReportRefused."""
    if not actor.has_perm("renja.export"):
        raise ReportRefused(_("Anda tidak berwenang mengunduh dokumen Renja."))
    payload = {"before": before.pk, "after": after.pk if after else None}
    job = enqueue(CHANGE_MATRIX, key=key_of(before, after), payload=payload, actor=actor)
    data = {"before": before.number, "after": after.number if after else None, "job": str(job.pk)}
    record("renja.request_matrix", renja, actor=actor, data=data)
    return job


def key_of(before: Revision, after: Revision | None) -> str:
    return f"{before.pk}-{after.pk if after else 'kini'}"


def matrix_html(found: Comparison) -> str:
    """The whole document as one HTML text. Raises ReportRefused before an admin has named the host."""
    rows = [
        {
            "line": row.change,
            "name": name_of(row),
            "kind": kind_words(row.change.kind),
            "fields": [field_words(field) for field in row.change.details],
            "basis": list(basis_words(row)),
        }
        for row in found.lines
    ]
    context = {
        "host": read_letterhead(), "found": found, "rows": rows, "document_rows": list(document_rows(found)),
        "year": found.renja.year, "read_at": long_datetime(timezone.now()),
    }  # fmt: skip
    return render_to_string(TEMPLATE, context)


def make_matrix(job: Job, report: Report) -> ChangeMatrix:
    """The file of this job; made a second time, it is written anew."""
    revisions = Revision.objects.select_related("renja__forum", "renja__edition")
    before = revisions.get(pk=job.payload["before"])
    after = revisions.get(pk=job.payload["after"]) if job.payload["after"] else None
    found = read_comparison(before.renja, before, after, closed=closed_nodes(before.renja))
    name = f"{FOLDER}/{job.pk}.pdf"
    facts = write_pdf(matrix_html(found), Path(settings.MEDIA_ROOT, name), report=report)
    report(STEPS, STEPS, _("Selesai"))
    return _keep(found, name, facts, job)


@transaction.atomic
def _keep(found: Comparison, name: str, facts: PdfFacts, job: Job) -> ChangeMatrix:
    """In place of the one before, whose file goes once this is committed."""
    pair = {"before": found.before, "after": found.after}
    old = (
        ChangeMatrix.objects.select_for_update(of=("self",))
        .filter(before=found.before, after=found.after)
        .first()
    )
    matrix = old or ChangeMatrix(**pair)
    if old and old.file.name != name:
        transaction.on_commit(partial(old.file.storage.delete, old.file.name))
    matrix.file, matrix.made_at, matrix.made_for = name, timezone.now(), job.created_by
    matrix.sha256, matrix.size, matrix.pages = facts.sha256, facts.size, facts.pages
    matrix.save()
    record(
        "renja.make_matrix", matrix, actor=job.created_by, data={"sha256": facts.sha256, "pages": facts.pages}
    )
    return matrix
