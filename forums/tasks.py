"""What the worker does for this app."""

from forums.services import scan_document
from jobs.registry import chore


@chore("scan-documents")
def scan_documents() -> int:
    return scan_document()
