"""What the worker does for this app."""

from jobs.registry import chore
from proposals.attachments import scan_attachment


@chore("scan-attachments")
def scan_attachments() -> int:
    return scan_attachment()
