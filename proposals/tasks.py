"""What the worker does for this app."""

from jobs.registry import chore
from proposals.attachments import scan_attachment
from proposals.carrying import prepare_next_drafts


@chore("scan-attachments")
def scan_attachments() -> int:
    return scan_attachment()


@chore("prepare-next-drafts")
def prepare_drafts() -> int:
    return prepare_next_drafts()
