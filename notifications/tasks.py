"""What the worker does for letters."""

from jobs.registry import chore
from notifications.outbox import send_due_messages


@chore("send-mail")
def send_mail() -> int:
    return send_due_messages()
