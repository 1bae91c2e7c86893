"""The demo's mail: every letter is kept in a folder under DATA_DIR and read at /demo/surat/; nothing is sent out."""

import email
import email.policy
import re
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

KEY = re.compile(r"^[0-9]{20}-[0-9a-f]{12}$")
MOMENT = "%Y%m%d%H%M%S%f"


@dataclass(frozen=True)
class Letter:
    """One letter as it would have been sent."""

    key: str
    to: str
    subject: str
    at: datetime
    body: str = ""


class EmailBackend(BaseEmailBackend):
    """Keeps what the portal sends."""

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        return sum(1 for message in email_messages if keep(message))


def folder() -> Path:
    return settings.DATA_DIR / "surat"


def keep(message: EmailMessage, at: datetime | None = None) -> str:
    """Write a letter down, whole or not at all, readable by the owner alone; its key."""
    moment = (at or timezone.now()).astimezone(UTC)
    key = f"{moment:{MOMENT}}-{uuid.uuid4().hex[:12]}"
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder() / f"{key}.new"
    draft.touch(mode=0o600)
    draft.write_bytes(message.message().as_bytes())
    draft.rename(folder() / f"{key}.eml")
    return key


def keys() -> list[str]:
    """The keys of all letters, newest first."""
    return sorted((path.stem for path in folder().glob("*.eml")), reverse=True)


def read(key: str) -> Letter | None:
    """One letter, or None where there is none of this key."""
    path = folder() / f"{key}.eml"
    if not KEY.match(key) or not path.is_file():
        return None
    parsed = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    text = parsed.get_body(("plain",))
    moment = datetime.strptime(key[:20], MOMENT).replace(tzinfo=UTC)
    return Letter(
        key, str(parsed["To"] or ""), str(parsed["Subject"] or ""), moment, text.get_content() if text else ""
    )


def empty() -> None:
    """Forget the letters of an earlier demo."""
    shutil.rmtree(folder(), ignore_errors=True)
