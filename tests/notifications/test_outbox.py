import time
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from threading import Event, Thread

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.utils import timezone

from notifications import outbox
from notifications.models import Message, State
from notifications.outbox import letter_text, send_due_messages
from notifications.services import notify
from notifications.tasks import send_mail
from tests.factories.notifications import MessageFactory

pytestmark = pytest.mark.django_db


def make_due() -> None:
    Message.objects.update(not_before=timezone.now())


def test_due_letter_is_mailed_once(settings):
    message = MessageFactory(url="/usulan/1/")
    assert send_mail() == 1
    assert send_mail() == 0
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == (State.SENT, 1, "")
    assert message.sent_at is not None
    [letter] = mail.outbox
    assert (letter.subject, letter.to) == ("Hasil pembahasan usulan", [message.to_email])
    assert letter.from_email == settings.DEFAULT_FROM_EMAIL
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_letter_is_formal_indonesian_with_link_and_footer(settings):
    text = letter_text(MessageFactory.build(url="/usulan/1/", to_user=None, to_email="a@contoh.id"))
    assert text == (
        "Usulan Saudara telah dibahas.\n\n"
        f"Selengkapnya: {settings.PUBLIC_URL}/usulan/1/\n\n"
        "-- \n"
        "Surel ini dikirim secara otomatis oleh portal Forum Perangkat Daerah.\n"
        "Mohon tidak membalas surel ini. "
        f"Untuk keterangan lebih lanjut, silakan kunjungi {settings.PUBLIC_URL}\n"
    )


def test_letter_without_link_names_none():
    assert "Selengkapnya" not in letter_text(MessageFactory.build(to_user=None, to_email="a@contoh.id"))


@pytest.mark.parametrize(
    "changes",
    [
        {"not_before": timezone.now() + timedelta(hours=1)},
        {"state": State.CANCELLED},
        {"state": State.FAILED},
    ],
)
def test_letter_that_is_not_due_stays(changes):
    MessageFactory(**changes)
    assert send_due_messages() == 0
    assert mail.outbox == []


def test_portion_is_limited():
    for _ in range(3):
        MessageFactory()
    assert send_due_messages(limit=2) == 2
    assert send_due_messages(limit=2) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_each_letter_costs_the_same_queries(rows, django_assert_num_queries):
    for _ in range(rows):
        MessageFactory()
    with django_assert_num_queries(6 * rows + 3):  # savepoints, take, timeout, write, release; then one look
        send_due_messages()


def test_body_of_an_account_mail_is_gone_after_sending():
    message = MessageFactory(is_private=True, subject="Kode masuk: 123456", body="Kode: 123456")
    send_due_messages()
    message.refresh_from_db()
    assert (message.subject, message.body) == ("Surat akun", "")
    assert "123456" in mail.outbox[0].body
    assert "123456" in mail.outbox[0].subject


def test_non_ascii_letters_arrive_whole(mail_server):
    notify(
        to="budi@contoh.id", kind="a", subject="Usulan “Wi-Fi” – é", body="<b>Café</b> & …\n.\nakhir", key="a"
    )
    assert send_due_messages() == 1
    letter = message_from_bytes(mail_server.letters[0])
    assert str(make_header(decode_header(letter["Subject"]))) == "Usulan “Wi-Fi” – é"
    assert letter.get_content_type() == "text/plain"
    assert "<b>Café</b> & …" in letter.get_payload(decode=True).decode()


@pytest.mark.parametrize("fault", ["away", "temporary", "dropped", "greylisted"])
def test_letter_waits_while_the_mail_server_is_ill_and_then_arrives(mail_server, settings, fault):
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = 1 if fault == "away" else port
    mail_server.answers = {"temporary": {"DATA": "451 later"}, "greylisted": {"RCPT": "450 later"}}.get(
        fault, {}
    )
    mail_server.drop_after_data = fault == "dropped"
    message, other = MessageFactory(), MessageFactory()
    assert send_due_messages() == 0
    message.refresh_from_db()
    assert (message.state, message.attempts, bool(message.error)) == (State.PENDING, 1, True)
    assert timedelta(seconds=50) < message.not_before - timezone.now() <= timedelta(minutes=1)
    other.refresh_from_db()
    assert other.attempts == 0
    settings.EMAIL_PORT, mail_server.answers, mail_server.drop_after_data = port, {}, False
    mail_server.letters.clear()
    make_due()
    assert send_due_messages() == 2
    assert len(mail_server.letters) == 2


def test_letter_that_the_server_refuses_for_good_is_not_tried_again(mail_server):
    mail_server.answers = {"RCPT": "550 no such person"}
    first, second = MessageFactory(), MessageFactory()
    assert send_due_messages() == 2
    for message in (first, second):
        message.refresh_from_db()
        assert (message.state, message.attempts) == (State.FAILED, 1)
        assert "550" in message.error
    assert mail_server.letters == []


def test_waits_grow_and_end_after_eight_attempts(settings):
    settings.EMAIL_BACKEND = "tests.notifications.test_outbox.DeadBackend"
    message = MessageFactory()
    waits = []
    for _ in range(8):
        send_due_messages()
        message.refresh_from_db()
        waits.append(round((message.not_before - timezone.now()).total_seconds() / 60))
        make_due()
    assert waits[:7] == [1, 5, 30, 120, 240, 480, 720]
    assert (message.state, message.attempts) == (State.FAILED, 8)
    assert message.error == "ConnectionRefusedError: mail server away"


def test_account_mail_is_given_up_after_an_hour_and_its_body_goes(settings):
    settings.EMAIL_BACKEND = "tests.notifications.test_outbox.DeadBackend"
    message = MessageFactory(is_private=True, created_at=timezone.now() - timedelta(minutes=61))
    young = MessageFactory(is_private=True, body="Kode: 123456")
    send_due_messages()
    send_due_messages()
    message.refresh_from_db()
    assert (message.state, message.body) == (State.FAILED, "")
    young.refresh_from_db()
    assert (young.state, young.body) == (State.PENDING, "Kode: 123456")


class DeadBackend(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("mail server away")


def test_letter_keeps_its_name_when_it_is_sent_again():
    message = MessageFactory()
    send_due_messages()
    Message.objects.update(state=State.PENDING, sent_at=None)
    send_due_messages()
    first, second = (letter.extra_headers["Message-ID"] for letter in mail.outbox)
    assert first == second
    assert message.key not in first


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_letter_once(in_thread):
    first, second = MessageFactory(), MessageFactory()
    with transaction.atomic():
        taken = Message.objects.due().select_for_update(skip_locked=True).first()
        assert taken == first
        assert in_thread(send_due_messages) == 1
    second.refresh_from_db()
    assert second.state == State.SENT
    assert send_due_messages() == 1
    assert len(mail.outbox) == 2


class SlowBackend(EmailBackend):
    """Takes longer than the database lets a transaction lie idle."""

    def send_messages(self, messages):
        Event().wait(0.5)
        return super().send_messages(messages)


@pytest.mark.django_db(transaction=True)
def test_slow_mail_server_does_not_cost_the_transaction(settings):
    settings.EMAIL_BACKEND = "tests.notifications.test_outbox.SlowBackend"
    message = MessageFactory()
    with connection.cursor() as cursor:
        cursor.execute("SET idle_in_transaction_session_timeout = '200ms'")
    assert send_due_messages() == 1
    message.refresh_from_db()
    assert message.state == State.SENT
    connection.close()


def test_schedule_holds_for_at_most_eight_attempts():
    assert outbox.MAX_ATTEMPTS == 8


def test_letter_keeps_the_name_under_which_it_was_sent():
    message = MessageFactory()
    send_due_messages()
    message.refresh_from_db()
    assert message.message_id == mail.outbox[0].extra_headers["Message-ID"]


def test_failed_letter_is_not_noted_as_sent(settings):
    settings.EMAIL_BACKEND = "tests.notifications.test_outbox.DeadBackend"
    message = MessageFactory()
    send_due_messages()
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.message_id) == (State.PENDING, None, "")


def test_one_line_serves_a_whole_portion(mail_server):
    MessageFactory.create_batch(3)
    assert send_due_messages() == 3
    assert (len(mail_server.letters), mail_server.conversations) == (3, 1)


def test_refused_address_does_not_hinder_the_next_letter_on_the_line(mail_server):
    mail_server.answers = {"RCPT": "550 no such person"}
    MessageFactory()
    send_due_messages()
    mail_server.answers = {}
    MessageFactory()
    assert send_due_messages() == 1
    assert Message.objects.filter(state=State.SENT).count() == 1


@pytest.mark.django_db(transaction=True)
def test_letter_is_committed_before_the_good_bye(mail_server, in_thread):
    """Nothing but the commit lies between "accepted" and a row that says so."""
    mail_server.may_say_goodbye.clear()
    message = MessageFactory()
    sending = Thread(target=in_thread, args=[send_due_messages])
    sending.start()
    until = time.monotonic() + 4
    while Message.objects.get(pk=message.pk).state != State.SENT:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert sending.is_alive()
    mail_server.may_say_goodbye.set()
    sending.join()


def test_server_that_says_no_good_bye_costs_nothing(mail_server, settings, caplog):
    settings.EMAIL_TIMEOUT = 0.3
    mail_server.may_say_goodbye.clear()
    MessageFactory()
    assert send_due_messages() == 1
    mail_server.may_say_goodbye.set()
    assert Message.objects.get().state == State.SENT


def test_strange_good_bye_costs_nothing(mail_server):
    mail_server.goodbye = "221 " + "x" * 9000
    MessageFactory()
    assert send_due_messages() == 1
    assert Message.objects.get().state == State.SENT
