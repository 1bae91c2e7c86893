"""What the worker does for letters."""

from jobs.registry import chore
from notifications.digests import write_due_digests
from notifications.outbox import send_due_messages


@chore("send-mail")
def send_mail() -> int:
    return send_due_messages()


@chore("write-digests")
def write_digests() -> int:
    return write_due_digests()
