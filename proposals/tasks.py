"""What the worker does for this app."""

from django.utils.translation import gettext as _

from core.bulk import all_at_once
from jobs.models import Job
from jobs.registry import Report, chore, handler
from proposals.attachments import scan_attachment
from proposals.by_phone import clear_by_phone as clear
from proposals.carrying import prepare_next_drafts
from proposals.importing.entering import enter_batch
from proposals.importing.services import CHECK, ENTER, check_batch
from proposals.models import ImportBatch
from proposals.publishing import PUBLISH, publish_ordered


@chore("scan-attachments")
def scan_attachments() -> int:
    return scan_attachment()


@chore("prepare-next-drafts")
def prepare_drafts() -> int:
    return prepare_next_drafts()


@chore("clear-by-phone")
def clear_by_phone() -> int:
    return clear()


@handler(CHECK)
def check_import(job: Job, report: Report) -> dict:
    """Read a long list; the batch keeps what was found."""
    report(0, 1, _("Membaca setiap baris"))
    with all_at_once():
        batch = check_batch(ImportBatch.objects.get(pk=job.payload["batch"]), actor=job.created_by)
    return {"rows": batch.row_count}


@handler(ENTER)
def enter_import(job: Job, report: Report) -> dict:
    """Enter a long list as a whole."""
    report(0, 1, _("Mengimpor semua usulan"))
    with all_at_once():
        batch = enter_batch(ImportBatch.objects.get(pk=job.payload["batch"]), actor=job.created_by)
    return {"new": batch.new_count, "changed": batch.changed_count}


@handler(PUBLISH)
def publish_many(job: Job, report: Report) -> dict:
    """Publish what the head has chosen, with what became of each result."""
    return publish_ordered(job, report)
