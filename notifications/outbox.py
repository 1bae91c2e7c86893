"""Sending what waits in the outbox: each letter in its own transaction, locked while it is sent.

A letter is noted as sent before it goes, and nothing but the commit follows the mail server's "accepted". Only a
process that dies in between sends it twice; both copies then carry the same Message-ID, by which mail programs know
them as one.
"""

import hashlib
import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from notifications.models import Message, State
from notifications.preferences import is_wanted, unsubscribe_path

logger = logging.getLogger("renja.notifications")

PORTION = 20
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 240, 480, 720))
MAX_ATTEMPTS = len(WAITS) + 1
PRIVATE_LIFE = timedelta(hours=1)  # codes and links are of no use afterwards
LONGEST_SENDING = "120s"
REFUSED_FOR_GOOD = range(500, 600)


def send_due_messages(limit: int = PORTION) -> int:
    """Send up to `limit` due letters and return how many left; stops at the first that did not.

    One line to the mail server serves them all, and is hung up after the last one is committed.
    """
    sent, line = 0, get_connection(fail_silently=False)
    try:
        while sent < limit and _send_next(line):
            sent += 1
    finally:
        _hang_up(line)
    return sent


@transaction.atomic
def _send_next(line) -> bool:
    """Whether a letter left. The lock keeps other workers away from this one only."""
    message = Message.objects.due().select_for_update(skip_locked=True, of=("self",)).first()
    if message is None:
        return False
    if not is_wanted(message):
        _keep(message)
        return True
    _allow_slow_sending()
    letter = _as_mail(message, line)
    before = transaction.savepoint()
    _note_sent(message)
    try:
        line.open()
        letter.send()
    except Exception as error:  # whatever the mail server or its address throws: wait and try again
        transaction.savepoint_rollback(before)
        message.refresh_from_db()
        _postpone(message, error)
        return _is_final(error)
    return True


def _keep(message: Message) -> None:
    """Its reader stopped such letters: it stays in their list in the portal."""
    message.state = State.KEPT
    message.save(update_fields=["state"])


def _allow_slow_sending() -> None:
    """A slow mail server must not make the database drop the transaction that notes the sending."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = %s", [LONGEST_SENDING])


def _as_mail(message: Message, line) -> EmailMessage:
    return EmailMessage(
        subject=message.subject,
        body=letter_text(message),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.to_email],
        connection=line,
        headers=_headers(message),
    )


def _headers(message: Message) -> dict[str, str]:
    """With a one-click way out (RFC 8058) of whatever is no account mail."""
    headers = {"Message-ID": message_id_of(message), "Auto-Submitted": "auto-generated"}
    if message.may_be_refused:
        headers["List-Unsubscribe"] = f"<{settings.PUBLIC_URL}{unsubscribe_path(message)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def message_id_of(message: Message) -> str:
    """The same for each copy of a letter, and nothing that anybody could guess."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}{message.key}".encode()).hexdigest()[:32]
    return f"<{digest}@{urlsplit(settings.PUBLIC_URL).hostname}>"


def letter_text(message: Message) -> str:
    """The plain text as mailed: body, link, and who writes."""
    link = [_("Selengkapnya: %(url)s") % {"url": settings.PUBLIC_URL + message.url}] if message.url else []
    footer = _(
        "Surel ini dikirim secara otomatis oleh portal Forum Perangkat Daerah.\n"
        "Mohon tidak membalas surel ini. Untuk keterangan lebih lanjut, silakan kunjungi %(url)s"
    ) % {"url": settings.PUBLIC_URL}
    if message.may_be_refused and message.pk:
        way_out = _("Berhenti menerima surel seperti ini: %(url)s")
        footer += "\n" + way_out % {"url": settings.PUBLIC_URL + unsubscribe_path(message)}
    return "\n\n".join([message.body.strip(), *link, "-- \n" + footer]) + "\n"


def _note_sent(message: Message) -> None:
    message.state, message.sent_at, message.error = State.SENT, timezone.now(), ""
    message.message_id = message_id_of(message)
    _save_attempt(message)


def _postpone(message: Message, error: Exception) -> None:
    now = timezone.now()
    message.error = f"{type(error).__name__}: {error}"[:500]
    logger.warning("letter %s (%s) not sent: %s", message.pk, message.kind, message.error)
    attempts = message.attempts + 1
    too_old = message.is_private and now - message.created_at > PRIVATE_LIFE
    if _is_final(error) or attempts >= MAX_ATTEMPTS or too_old:
        message.state = State.FAILED
    else:
        message.not_before = now + WAITS[attempts - 1]
    _save_attempt(message)


def _is_final(error: Exception) -> bool:
    """The mail server refuses this letter itself, and would refuse it tomorrow."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code in REFUSED_FOR_GOOD for code, _text in error.recipients.values())
    return False


def _save_attempt(message: Message) -> None:
    message.attempts += 1
    fields = ["state", "attempts", "not_before", "sent_at", "error", "message_id"]
    if message.is_private and message.state != State.PENDING:
        message.forget_content()
        fields += ["subject", "body"]
    message.save(update_fields=fields)


def _hang_up(line) -> None:
    """What goes wrong at "good-bye" changes nothing about what was sent."""
    try:
        line.close()
    except Exception as error:
        logger.info("the mail server did not answer to good-bye: %s", error)
