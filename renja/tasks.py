"""What the worker does for this app."""

from jobs.registry import chore
from renja.services.revisions import scan_paper


@chore("scan-plan-papers")
def scan_plan_papers() -> int:
    return scan_paper()
