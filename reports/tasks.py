"""What the worker does for this app."""

from jobs.models import Job
from jobs.registry import Report, handler
from reports.services import RENJA_PDF, make_renja_pdf


@handler(RENJA_PDF)
def handle_renja_pdf(job: Job, report: Report) -> dict:
    """Make the plan's PDF; the job's result names the document."""
    document = make_renja_pdf(job, report)
    return {"document": str(document.key), "pages": document.pages}
