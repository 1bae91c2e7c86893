from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from audit.models import Entry
from core.errors import NotAllowed
from notifications.models import Message, State
from notifications.outbox import send_due_messages
from notifications.services import (
    MessageRefused,
    cancel_message,
    cancel_unsent,
    notify_each,
    retry_message,
    written_letter,
)
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MessageFactory

pytestmark = pytest.mark.django_db


def write(**changes):
    return written_letter(
        **{
            "to": "budi@contoh.id",
            "kind": "proposal.published",
            "subject": "Hasil",
            "body": "Usulan Saudara diterima.",
            "key": "proposal:1:published",
        }
        | changes
    )


def test_notify_keeps_a_letter_to_a_user():
    user = UserFactory()
    message = write(to=user, url="/usulan/1/")
    message.refresh_from_db()
    assert (message.to_user, message.to_email, message.url) == (user, user.email, "/usulan/1/")
    assert (message.state, message.attempts, message.sent_at) == (State.PENDING, 0, None)
    assert str(message) == "Hasil"


def test_notify_keeps_a_letter_to_an_address():
    message = write()
    assert (message.to_user, message.to_email) == (None, "budi@contoh.id")


def test_notify_again_with_the_same_key_changes_nothing():
    first = write()
    second = write(subject="Lain", to="siti@contoh.id")
    assert (second.pk, second.subject, second.to_email) == (first.pk, "Hasil", "budi@contoh.id")
    assert Message.objects.count() == 1


def test_notify_vanishes_with_the_callers_transaction():
    @transaction.atomic
    def verb():
        write()
        raise NotAllowed

    with pytest.raises(NotAllowed):
        verb()
    assert not Message.objects.exists()


@pytest.mark.parametrize("subject", ["Hasil\nBcc: a@contoh.id", "Hasil\r\nX: y", "a\u2028b", "a\n", "a\x00b"])
def test_line_break_in_subject_is_refused(subject):
    """I06: no line break in a subject."""
    with pytest.raises(MessageRefused, match="baris baru"):
        write(subject=subject)
    assert not Message.objects.exists()


@pytest.mark.parametrize("address", ["budi@contoh.id\nBcc: x@contoh.id", "bukan alamat", ""])
def test_address_that_is_none_is_refused(address):
    with pytest.raises(MessageRefused, match="tidak sah"):
        write(to=address)


def test_long_subject_is_shortened():
    assert write(subject="a" * 300).subject == "a" * 199 + "…"


@pytest.mark.parametrize("url", ["https://lain.id/", "//lain.id", "usulan/1", "/a\nb"])
def test_foreign_address_in_a_letter_is_a_mistake_of_ours(url):
    with pytest.raises(ValueError, match="not an address of this portal"):
        write(url=url)


def test_own_full_address_is_kept_as_path(settings):
    assert write(url=settings.PUBLIC_URL + "/usulan/1/").url == "/usulan/1/"


def test_cancel_takes_back_what_has_not_left():
    waiting = MessageFactory(key="proposal:1:result")
    sent = MessageFactory(key="proposal:1:received", state=State.SENT, sent_at=timezone.now())
    other = MessageFactory(key="proposal:10:result")
    assert cancel_unsent("proposal:1:") == 1
    states = dict(Message.objects.values_list("pk", "state"))
    assert states == {waiting.pk: State.CANCELLED, sent.pk: State.SENT, other.pk: State.PENDING}


def test_cancel_of_everything_is_a_mistake():
    with pytest.raises(ValueError, match="empty prefix"):
        cancel_unsent("")


@pytest.mark.django_db(transaction=True)
def test_cancel_does_not_wait_for_a_letter_that_is_being_sent(in_thread):
    MessageFactory(key="a:1")
    with transaction.atomic():
        list(Message.objects.select_for_update())
        assert in_thread(lambda: cancel_unsent("a:")) == 0


def test_list_of_a_person_leaves_out_what_is_not_for_it():
    user = UserFactory()
    old = MessageFactory(to_user=user, created_at=timezone.now() - timedelta(days=1))
    new = MessageFactory(to_user=user)
    MessageFactory(to_user=user, is_private=True)
    MessageFactory(to_user=user, state=State.CANCELLED)
    MessageFactory()
    assert list(Message.objects.for_user(user)) == [new, old]


def test_erased_person_takes_the_letters_along():
    message = MessageFactory()
    message.to_user.delete()
    assert not Message.objects.exists()


def test_letters_that_did_not_arrive_can_be_listed():
    failed = MessageFactory(state=State.FAILED)
    bounced = MessageFactory(state=State.BOUNCED, sent_at=timezone.now())
    MessageFactory()
    assert set(Message.objects.undelivered()) == {failed, bounced}


def test_search_looks_at_addresses_and_at_subjects_that_are_no_secret():
    letter = MessageFactory(subject="Hasil usulan", to_email="budi@contoh.id", to_user=None)
    MessageFactory(subject="Kode masuk: 123456", is_private=True)
    assert list(Message.objects.search("BUDI@")) == [letter]
    assert list(Message.objects.search("hasil")) == [letter]
    assert not Message.objects.search("123456")
    assert Message.objects.search("").count() == 2


def test_oldest_unsent_letter_is_one_that_is_due():
    assert Message.objects.oldest_unsent() is None
    MessageFactory(not_before=timezone.now() + timedelta(hours=1))
    MessageFactory(state=State.FAILED, not_before=timezone.now() - timedelta(days=3))
    assert Message.objects.oldest_unsent() is None
    since = timezone.now() - timedelta(hours=2)
    MessageFactory(not_before=since)
    assert Message.objects.oldest_unsent() == since


@pytest.mark.parametrize("state", [State.FAILED, State.BOUNCED])
def test_letter_that_did_not_arrive_is_sent_again(admin_user, state):
    sent_at = timezone.now() if state == State.BOUNCED else None
    message = MessageFactory(state=state, sent_at=sent_at, attempts=8, error="550")
    retry_message(message, actor=admin_user)
    assert send_due_messages() == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == (State.SENT, 1, "")
    entry = Entry.objects.about(message).get()
    assert (entry.action, entry.object_label) == ("message.retry", f"Surat {message.pk} (uji)")


@pytest.mark.parametrize("state", [State.PENDING, State.SENT, State.CANCELLED])
def test_letter_that_did_not_fail_is_not_sent_again(admin_user, state):
    message = MessageFactory(state=state, sent_at=timezone.now() if state == State.SENT else None)
    with pytest.raises(NotAllowed, match="tidak gagal"):
        retry_message(message, actor=admin_user)


def test_account_mail_is_not_sent_again(admin_user):
    with pytest.raises(NotAllowed, match="Isi surat akun tidak disimpan"):
        retry_message(MessageFactory(state=State.FAILED, is_private=True), actor=admin_user)


def test_waiting_letter_is_cancelled(admin_user):
    message = MessageFactory(is_private=True, subject="Kode masuk: 123456", body="123456")
    cancel_message(message, actor=admin_user)
    message.refresh_from_db()
    assert (message.state, message.subject, message.body) == (State.CANCELLED, "Surat akun", "")
    assert send_due_messages() == 0
    assert Entry.objects.about(message).get().action == "message.cancel"


def test_letter_that_left_is_not_cancelled(admin_user):
    message = MessageFactory(state=State.SENT, sent_at=timezone.now())
    with pytest.raises(NotAllowed, match="tidak menunggu dikirim lagi: terkirim"):
        cancel_message(message, actor=admin_user)


@pytest.mark.parametrize("verb", [retry_message, cancel_message])
def test_letters_are_looked_after_by_admins_alone(sekretariat, verb):
    with pytest.raises(NotAllowed, match="Hanya admin"):
        verb(MessageFactory(state=State.FAILED), actor=sekretariat)


@pytest.mark.django_db(transaction=True)
def test_letter_that_is_being_sent_is_left_alone(admin_user, in_thread):
    message = MessageFactory()

    def cancel():
        with pytest.raises(NotAllowed, match="sedang dikirim"):
            cancel_message(message, actor=admin_user)
        return True

    with transaction.atomic():
        list(Message.objects.select_for_update())
        assert in_thread(cancel)


def test_many_are_written_to_once_each():
    user = UserFactory()
    told = {
        "kind": "contoh",
        "subject": "Perihal",
        "body": "Isi",
        "key": "hal:1",
        "url": "/",
        "delivery": "at_once",
    }
    people = [user, "a@contoh.id", "A@contoh.id", "bukan alamat", user]
    assert notify_each(people, **told) == 2
    assert notify_each(people, **told) == 2
    assert set(Message.objects.values_list("to_user", "to_email")) == {
        (user.pk, user.email),
        (None, "A@contoh.id"),
    }
