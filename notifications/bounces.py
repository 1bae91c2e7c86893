"""Letters that the mail server took and that came back: delivery status notifications (RFC 3464), read and noted."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.services import record
from notifications.models import Message, State

REMEMBERED = timedelta(days=7)  # how long mail servers try, and a little more
MAX_BYTES = 10 * 1024 * 1024
LONGEST_REASON = 300
HEADERS = ("message/rfc822", "text/rfc822-headers")


@dataclass(frozen=True)
class Bounce:
    """One recipient whom a letter did not reach, and why, as their mail server puts it."""

    message_id: str
    recipient: str
    reason: str


def read_bounces(raw: bytes) -> list[Bounce]:
    """The failures that a notification reports; nothing for delays, successes, and mail of any other kind."""
    parsed = email.message_from_bytes(raw[:MAX_BYTES], policy=email.policy.default)
    parts = list(parsed.walk())
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if status is None:
        return []
    message_id = next(filter(None, map(_original_id, parts)), "")
    return [
        _bounce(block, message_id) for block in _blocks(status) if _said(block, "Action").lower() == "failed"
    ]


def _blocks(status: EmailMessage) -> Iterator[Any]:
    payload = status.get_payload()
    yield from payload if isinstance(payload, list) else ()


def _said(block, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())


def _original_id(part: EmailMessage) -> str:
    """The Message-ID of the letter that came back, from its own headers."""
    if part.get_content_type() not in HEADERS:
        return ""
    payload = part.get_payload()
    if isinstance(payload, list):
        return _said(payload[0], "Message-ID")
    return _said(email.message_from_string(str(payload), policy=email.policy.default), "Message-ID")


def _bounce(block, message_id: str) -> Bounce:
    recipient = _said(block, "Original-Recipient") or _said(block, "Final-Recipient")
    reason = _said(block, "Diagnostic-Code") or _said(block, "Status")
    return Bounce(message_id, recipient.rpartition(";")[2].strip(), reason[:LONGEST_REASON])


def note_bounces(raw: bytes) -> tuple[int, int]:
    """Mark the letters that a notification speaks of: (marked now, not known or marked already)."""
    noted = [_note(bounce) for bounce in read_bounces(raw)]
    return sum(noted), len(noted) - sum(noted)


@transaction.atomic
def _note(bounce: Bounce) -> bool:
    found = _find(bounce)
    if found is None:
        return False
    found.state, found.error = State.BOUNCED, bounce.reason
    found.save(update_fields=["state", "error"])
    record("message.bounce", found)
    return True


def _find(bounce: Bounce) -> Message | None:
    """By its Message-ID, which nobody can guess; where the report names none, the last letter to that address."""
    sent = Message.objects.filter(state=State.SENT).select_for_update(of=("self",))
    if bounce.message_id:
        return sent.filter(message_id=bounce.message_id).first()
    recent = sent.filter(sent_at__gte=timezone.now() - REMEMBERED)
    return recent.filter(to_email__iexact=bounce.recipient).order_by("-sent_at").first()
