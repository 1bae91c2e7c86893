"""Pesan and the bell: one's own letters, what is new among them, and what that costs."""

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.models import Delivery, Message, State
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory
from tests.factories.notifications import MessageFactory
from tests.factories.stakeholders import HostFactory

pytestmark = pytest.mark.django_db

INBOX = reverse("notifications:inbox")


@pytest.fixture
def reader(client):
    HostFactory()
    ForumFactory()
    user = UserFactory()
    client.force_login(user)
    return user


def bell(client, path=INBOX) -> str:
    text = client.get(path).content.decode()
    return text[text.index('class="bell"') :].partition("</a>")[0]


def test_the_bell_counts_what_is_new(client, reader):
    MessageFactory.create_batch(2, to_user=reader)
    MessageFactory(to_user=reader, read_at=timezone.now())
    MessageFactory(to_user=reader, is_private=True)
    MessageFactory(to_user=reader, state=State.CANCELLED)
    MessageFactory(to_user=reader, delivery=Delivery.DIGEST)
    MessageFactory()
    assert '<span class="count">2</span>' in bell(client)
    assert '<span class="count">2</span>' in bell(client, "/")


def test_the_bell_counts_to_99(client, reader):
    MessageFactory.create_batch(100, to_user=reader)
    assert "99+" in bell(client)


def test_opening_a_letter_marks_it_read(client, reader):
    letter = MessageFactory(to_user=reader, body="Isi surat", url="/aspirasi/")
    path = reverse("notifications:message", args=[letter.pk])
    assert "Baru" in client.get(INBOX).content.decode()
    client.head(path)
    assert Message.objects.unread().count() == 1
    text = client.get(path).content.decode()
    assert "Isi surat" in text
    assert 'href="/aspirasi/"' in text
    read_at = Message.objects.get().read_at
    client.get(path)
    assert Message.objects.get().read_at == read_at
    assert 'class="count"' not in bell(client)


def test_all_are_marked_at_once(client, reader):
    MessageFactory.create_batch(2, to_user=reader)
    other = MessageFactory()
    client.post(reverse("notifications:read_all"))
    assert list(Message.objects.unread()) == [other]


@pytest.mark.parametrize(
    "values", [{"is_private": True}, {"state": State.CANCELLED}, {"delivery": Delivery.DIGEST}]
)
def test_letters_that_are_not_in_the_list_are_not_found(client, reader, values):
    letter = MessageFactory(to_user=reader, **values)
    assert client.get(reverse("notifications:message", args=[letter.pk])).status_code == 404


def test_others_letters_are_not_found(client, reader):
    letter = MessageFactory(subject="Rahasia")
    assert client.get(reverse("notifications:message", args=[letter.pk])).status_code == 404
    assert "Rahasia" not in client.get(INBOX).content.decode()


def test_the_list_costs_the_same_for_many(client, reader, django_assert_max_num_queries):
    counts = []
    for size in (1, 3):
        MessageFactory.create_batch(size, to_user=reader)
        with django_assert_max_num_queries(12) as queries:
            client.get(INBOX)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_empty_list_says_what_comes(client, reader):
    assert "Belum ada pesan" in client.get(INBOX).content.decode()


def test_strangers_have_no_bell(client):
    HostFactory()
    assert 'class="bell"' not in client.get("/").content.decode()
    assert client.get(INBOX).status_code == 302
