"""What the worker does for this app."""

from jobs.registry import chore
from proposals.attachments import scan_attachment
from proposals.by_phone import clear_by_phone as clear
from proposals.carrying import prepare_next_drafts


@chore("scan-attachments")
def scan_attachments() -> int:
    return scan_attachment()


@chore("prepare-next-drafts")
def prepare_drafts() -> int:
    return prepare_next_drafts()


@chore("clear-by-phone")
def clear_by_phone() -> int:
    return clear()
