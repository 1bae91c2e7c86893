"""What is mailed, and the way out of a letter: on the page, and with one click (RFC 8058)."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from core.errors import NotAllowed
from notifications.models import Delivery, Preference, State, Wants
from notifications.outbox import send_due_messages
from notifications.preferences import choose_mail, letter_of, unsubscribe_path, wants_of
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MessageFactory

pytestmark = pytest.mark.django_db

PREFERENCES = reverse("notifications:preferences")


def mailed(**values):
    """The letter as it leaves, or None where it stays."""
    message = MessageFactory(**values)
    send_due_messages()
    message.refresh_from_db()
    return message, mail.outbox[-1] if mail.outbox else None


@pytest.mark.parametrize("delivery", [Delivery.AT_ONCE, Delivery.DIGEST])
def test_a_letter_names_its_way_out(settings, delivery):
    _message, letter = mailed(delivery=delivery)
    address = letter.extra_headers["List-Unsubscribe"]
    assert address.startswith(f"<{settings.PUBLIC_URL}/akun/berhenti/")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.strip("<>") in letter.body
    assert "@" not in address


@pytest.mark.parametrize("values", [{}, {"is_private": True, "delivery": Delivery.AT_ONCE}])
def test_an_account_mail_has_no_way_out(values):
    message, letter = mailed(**values)
    assert "List-Unsubscribe" not in letter.extra_headers
    assert letter_of(unsubscribe_path(message).split("/")[-2]) is None


@pytest.mark.parametrize(
    ("delivery", "wants"), [(Delivery.AT_ONCE, Wants.NOTHING), (Delivery.DIGEST, Wants.IMPORTANT)]
)
@pytest.mark.parametrize("has_account", [True, False])
def test_one_click_without_session_or_token_of_a_form_stops_letters_like_it(delivery, wants, has_account):
    reader = {} if has_account else {"to_user": None, "to_email": "Warga@contoh.id"}
    message = MessageFactory(delivery=delivery, **reader)
    path = unsubscribe_path(message)
    visitor = Client(enforce_csrf_checks=True)
    assert "Berhenti menerima surel ini?" in visitor.get(path).content.decode()
    assert not Preference.objects.exists()
    for _press in range(2):
        answer = visitor.post(path, {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, "Surel dihentikan" in answer.content.decode()) == (200, True)
    assert Preference.objects.get().wants == wants
    same = MessageFactory(
        delivery=Delivery.AT_ONCE, to_user=message.to_user, to_email=message.to_email.lower()
    )
    send_due_messages()
    same.refresh_from_db()
    assert same.state == (State.KEPT if wants == Wants.NOTHING else State.SENT)
    entry = Entry.objects.filter(action="message.unsubscribe").last()
    assert "@" not in entry.object_label + str(entry.data)


def test_stopped_letters_stay_stopped_after_an_old_digest():
    user = UserFactory()
    digest = MessageFactory(to_user=user, delivery=Delivery.DIGEST)
    Preference.objects.create(user=user, wants=Wants.NOTHING)
    Client().post(unsubscribe_path(digest))
    assert wants_of(user) == Wants.NOTHING


def test_account_mails_go_out_whatever_is_wanted():
    user = UserFactory()
    Preference.objects.create(user=user, wants=Wants.NOTHING)
    message, _letter = mailed(to_user=user)
    assert message.state == State.SENT


@pytest.mark.parametrize("token", ["x", "MQ:1a:2b", "..."])
def test_a_forged_address_stops_nothing(client, token):
    path = reverse("notifications:unsubscribe", args=[token])
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 404
        assert "Tautan ini tidak berlaku" in answer.content.decode()
    assert not Preference.objects.exists()


def test_the_choice_is_made_on_ones_page(client):
    user = UserFactory()
    client.force_login(user)
    assert 'value="all" ' in client.get(PREFERENCES).content.decode()
    client.post(PREFERENCES, {"wants": "important"})
    assert wants_of(user) == Wants.IMPORTANT
    Preference.objects.update(wants=Wants.NOTHING)
    assert "Surel sedang dihentikan" in client.get(PREFERENCES).content.decode()
    assert "Pilih salah satu." in client.post(PREFERENCES, {"wants": "nothing"}).content.decode()
    client.post(PREFERENCES, {"wants": "all"})
    assert wants_of(user) == Wants.ALL


def test_nobody_chooses_for_others():
    with pytest.raises(NotAllowed):
        choose_mail(UserFactory(), wants=Wants.ALL, actor=UserFactory())
