"""Ordering and typesetting the matrix of changes; the newest of each pair of states is kept."""

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
from jobs.services import enqueue
from renja.change_table import basis_words, document_rows, field_words, kind_words, name_of
from renja.forum_changes import closed_nodes
from renja.models import Renja, Revision
from renja.revision_sides import Comparison, read_comparison
from reports.change_matrix.models import ChangeMatrix
from reports.codes import code_of, printed_code
from reports.errors import ReportRefused
from reports.letterhead import read_letterhead
from reports.pdf import STEPS, PdfFacts, Report, write_pdf
from reports.wording import print_moment

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


def matrix_html(found: Comparison, *, code: str, at: datetime.datetime) -> str:
    """The whole document as one HTML text, with the code under which it will be kept.

    Raises ReportRefused before an admin has named the host.
    """
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
        "year": found.renja.year, "read_at": print_moment(at),
    }  # fmt: skip
    return render_to_string(TEMPLATE, context | printed_code(code, at))


def make_matrix(job: Job, report: Report) -> ChangeMatrix:
    """The file of this job; made a second time, it is written anew."""
    revisions = Revision.objects.select_related("renja__forum", "renja__edition")
    before = revisions.get(pk=job.payload["before"])
    after = revisions.get(pk=job.payload["after"]) if job.payload["after"] else None
    found = read_comparison(before.renja, before, after, closed=closed_nodes(before.renja))
    name = f"{FOLDER}/{job.pk}.pdf"
    old = ChangeMatrix.objects.filter(before=found.before, after=found.after).first()
    key, at = (old.key if old else job.pk), timezone.now()
    html = matrix_html(found, code=code_of(key), at=at)
    facts = write_pdf(html, Path(settings.MEDIA_ROOT, name), report=report)
    report(STEPS, STEPS, _("Selesai"))
    made = ChangeMatrix(before=found.before, after=found.after, key=key, file=name, made_at=at)
    return _keep(made, facts, job)


@transaction.atomic
def _keep(made: ChangeMatrix, facts: PdfFacts, job: Job) -> ChangeMatrix:
    """In place of the one before, whose file goes once this is committed; its code stays."""
    pairs = ChangeMatrix.objects.select_for_update(of=("self",))
    old = pairs.filter(before=made.before, after=made.after).first()
    if old and old.file.name != made.file.name:
        transaction.on_commit(partial(old.file.storage.delete, old.file.name))
    made.pk, made.key = (old.pk, old.key) if old else (None, made.key)
    made.code, made.made_for = code_of(made.key), job.created_by
    made.sha256, made.size, made.pages = facts.sha256, facts.size, facts.pages
    made.save()
    data = {"sha256": facts.sha256, "pages": facts.pages}
    record("renja.make_matrix", made, actor=job.created_by, data=data)
    return made
