"""What mail servers write about letters that did not arrive (RFC 3464) is read, and noted at the right letter."""

from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO, StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from audit.models import Entry
from notifications.bounces import note_bounces, read_bounces
from notifications.models import Message, State
from notifications.outbox import message_id_of, send_due_messages
from tests.factories.notifications import MessageFactory

pytestmark = pytest.mark.django_db

REPORT = """\
Return-Path: <>
From: MAILER-DAEMON@mail.contoh.id
To: noreply@portal.contoh.id
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

--grens
Content-Type: text/plain; charset=utf-8

I'm sorry to have to inform you that your message could not be delivered.

--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.contoh.id
Arrival-Date: Mon, 23 Nov 2026 09:00:00 +0800

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <{recipient}>:
    Recipient address rejected: User unknown

--grens
{original}
--grens--
"""
WHOLE = (
    "Content-Type: message/rfc822\n\nMessage-ID: {id}\nSubject: Hasil\nTo: x@contoh.id\n\nUsulan Saudara.\n"
)
HEADERS = "Content-Type: text/rfc822-headers\n\nReceived: from portal\nMessage-ID: {id}\nSubject: Hasil\n"
NOTHING = "Content-Type: text/plain\n\nTidak ada.\n"


def report(message: Message, *, original: str = WHOLE, action: str = "failed", recipient: str = "") -> bytes:
    """A notification about a letter, as Postfix writes it."""
    original = original.format(id=message_id_of(message))
    return REPORT.format(recipient=recipient or message.to_email, action=action, original=original).encode()


@pytest.fixture
def sent() -> Message:
    message = MessageFactory()
    send_due_messages()
    message.refresh_from_db()
    return message


@pytest.mark.parametrize("original", [WHOLE, HEADERS])
def test_letter_that_came_back_is_marked_with_the_reason(sent, original):
    other = MessageFactory(to_email=sent.to_email, to_user=sent.to_user)
    send_due_messages()
    assert note_bounces(report(sent, original=original, recipient="diteruskan@lain.id")) == (1, 0)
    sent.refresh_from_db()
    assert sent.state == State.BOUNCED
    assert sent.error == "smtp; 550 5.1.1 <diteruskan@lain.id>: Recipient address rejected: User unknown"
    other.refresh_from_db()
    assert other.state == State.SENT
    entry = Entry.objects.about(sent).get()
    assert (entry.action, sent.to_email in str(vars(entry))) == ("message.bounce", False)


def test_report_without_the_letters_name_marks_the_last_letter_to_the_address(sent):
    newer = MessageFactory(to_email=sent.to_email, to_user=sent.to_user)
    send_due_messages()
    raw = report(sent, original=NOTHING, recipient=sent.to_email.upper())
    assert note_bounces(raw) == (1, 0)
    newer.refresh_from_db()
    sent.refresh_from_db()
    assert (newer.state, sent.state) == (State.BOUNCED, State.SENT)


def test_old_letter_is_not_marked_by_its_address_alone(sent):
    Message.objects.update(sent_at=timezone.now() - timedelta(days=8))
    assert note_bounces(report(sent, original=NOTHING)) == (0, 1)


def test_report_that_comes_twice_marks_once(sent):
    raw = report(sent)
    assert [note_bounces(raw), note_bounces(raw)] == [(1, 0), (0, 1)]
    assert Entry.objects.filter(action="message.bounce").count() == 1


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", ""])
def test_report_of_no_failure_changes_nothing(sent, action):
    assert note_bounces(report(sent, action=action)) == (0, 0)
    sent.refresh_from_db()
    assert sent.state == State.SENT


def test_guessed_name_marks_nothing(sent):
    raw = report(sent).replace(message_id_of(sent).encode(), b"<tebakan@portal>")
    assert note_bounces(raw) == (0, 1)


def plain_letter() -> bytes:
    letter = EmailMessage()
    letter["Subject"], letter["From"] = "Saya sedang cuti", "budi@contoh.id"
    letter.set_content("Action: failed\nFinal-Recipient: rfc822; siti@contoh.id\n")
    return letter.as_bytes()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe" * 50,
        plain_letter(),
        b"Content-Type: message/delivery-status\n\n",
        b"Content-Type: multipart/report; report-type=delivery-status\n\nno boundary",
        b"Content-Type: multipart/report; boundary=a\n\n--a\nContent-Type: message/delivery-status\n\nAction: failed\n--a",
    ],
)
def test_other_mail_and_rubbish_mark_nothing(sent, raw):
    noted, _unknown = note_bounces(raw)
    assert noted == 0
    sent.refresh_from_db()
    assert sent.state == State.SENT


def test_reason_is_kept_short(sent):
    [bounce] = read_bounces(report(sent).replace(b"User unknown", b"x" * 5000))
    assert len(bounce.reason) == 300


def test_command_reads_files_and_standard_input(sent, tmp_path, monkeypatch):
    other = MessageFactory()
    send_due_messages()
    file = tmp_path / "laporan.eml"
    file.write_bytes(report(sent))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(report(other))))
    out = StringIO()
    call_command("record_bounces", str(file), "-", str(file), stdout=out)
    assert out.getvalue() == "2 surat ditandai tidak sampai, 1 laporan tidak berlaku.\n"
    assert Message.objects.filter(state=State.BOUNCED).count() == 2


def test_command_names_a_file_that_is_not_there():
    with pytest.raises(CommandError, match=r"tidak-ada\.eml tidak dapat dibaca"):
        call_command("record_bounces", "tidak-ada.eml")
