"""What the worker does for this app."""

from forums.forgetting import forget_people
from forums.inviting import remind_due
from forums.services import scan_document
from jobs.registry import chore


@chore("scan-documents")
def scan_documents() -> int:
    return scan_document()


@chore("remind-invited")
def remind_invited() -> int:
    return remind_due()


@chore("forget-delegates")
def forget_delegates() -> int:
    return forget_people()
