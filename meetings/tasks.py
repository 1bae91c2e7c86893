"""What the worker does for this app."""

from jobs.registry import chore
from meetings.door import forget_phones
from meetings.following import scan_evidence
from meetings.messages import remind_next


@chore("forget-phones")
def forget_old_phones() -> int:
    return forget_phones()


@chore("remind-agreements")
def remind_of_agreements() -> int:
    return remind_next()


@chore("scan-agreement-files")
def scan_agreement_files() -> int:
    return scan_evidence()
