"""Once a day, files that failed uploads left without a row go; whatever else does not fit is told."""

import logging

from django.utils import timezone

from core.sweeping import compare_files_with_rows, remove_orphans
from jobs.models import Job
from jobs.services import enqueue

logger = logging.getLogger("renja.core")

SWEEP_FILES = "sweep_files"


def order_sweep() -> int:
    """One job a day, however many workers there are; 1 when it was ordered now."""
    today = timezone.localdate().isoformat()
    if Job.objects.about(SWEEP_FILES, today).exists():
        return 0
    enqueue(SWEEP_FILES, key=today)
    return 1


def sweep_files() -> dict:
    """Remove the orphans where they are few; what was done, for the job's result."""
    findings = compare_files_with_rows()
    for row, name in findings.lost:
        logger.error("%s misses its file %s", row, name)
    if findings.are_few:
        remove_orphans(findings)
    elif findings.orphans:
        logger.error("%d files belong to no row; see manage.py sweep_files", len(findings.orphans))
    removed = len(findings.orphans) if findings.are_few else 0
    return {"removed": removed, "orphans": len(findings.orphans), "lost": len(findings.lost)}
