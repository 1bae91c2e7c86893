"""What the worker does for this app."""

from django.utils.translation import gettext as _

from core.bulk import all_at_once
from jobs.models import Job
from jobs.registry import Report, chore, handler
from renja.exchange.services import APPLY, CHECK, apply_file, check_file
from renja.models import PlanFile
from renja.services.proofs import scan_proof
from renja.services.revisions import scan_paper


@chore("scan-plan-papers")
def scan_plan_papers() -> int:
    return scan_paper()


@chore("scan-realisation-proofs")
def scan_realisation_proofs() -> int:
    return scan_proof()


@handler(CHECK)
def check_plan_file(job: Job, report: Report) -> dict:
    """Compare a long file with the plan; the file keeps what was found."""
    report(0, 1, _("Membandingkan setiap baris"))
    with all_at_once():
        file = check_file(PlanFile.objects.get(pk=job.payload["file"]), actor=job.created_by)
    return {"rows": file.row_count}


@handler(APPLY)
def apply_plan_file(job: Job, report: Report) -> dict:
    """Write a long file into the plan as a whole."""
    report(0, 1, _("Menerapkan semua baris"))
    with all_at_once():
        file = apply_file(PlanFile.objects.get(pk=job.payload["file"]), actor=job.created_by)
    return {"new": file.new_count, "changed": file.changed_count}
