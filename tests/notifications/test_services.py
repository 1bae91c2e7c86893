from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from core.errors import NotAllowed
from notifications.models import Message, State
from notifications.services import MessageRefused, cancel_unsent, notify
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MessageFactory

pytestmark = pytest.mark.django_db


def write(**changes):
    return notify(
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


def test_failed_letters_can_be_listed():
    failed = MessageFactory(state=State.FAILED)
    MessageFactory()
    assert list(Message.objects.failed()) == [failed]
