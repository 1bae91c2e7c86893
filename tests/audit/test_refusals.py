"""What was tried and refused stands in the record; a flood of tries does not fill it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from audit import refusals
from audit.models import Entry
from audit.refusals import WINDOW, record_refusal
from audit.services import lock_chain
from renja_portal.middleware import PolicyMiddleware
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def refused() -> list[Entry]:
    return list(Entry.objects.filter(action="access.refuse").order_by("id"))


def test_l01_refused_page_is_recorded_with_the_person_and_the_place(client, perencana):
    client.force_login(perencana)
    assert client.get(reverse("stakeholders:host")).status_code == 403
    [entry] = refused()
    assert entry.actor_id == perencana.pk
    assert entry.actor_label == f"Akun {perencana.pk} (Perencana)"
    assert entry.data["place"] == "GET stakeholders:host"
    assert "127.0.0.1" not in str(entry.data)


def test_page_that_opens_and_a_stranger_leave_no_entry(client, admin_user):
    client.get(reverse("stakeholders:host"))
    client.force_login(admin_user)
    client.get(reverse("stakeholders:host"))
    assert refused() == []


def test_view_that_refuses_by_itself_is_recorded_too(perencana):
    request = RequestFactory().get("/kerja/", REMOTE_ADDR="10.0.0.1")
    request.user, request.resolver_match = perencana, type("Match", (), {"view_name": "contoh"})
    PolicyMiddleware(None).process_exception(request, PermissionDenied())
    PolicyMiddleware(None).process_exception(request, ValueError())
    assert [entry.data["place"] for entry in refused()] == ["GET contoh"]


def test_l01_flood_leaves_one_entry_a_minute_for_each_person_and_address():
    one, other = UserFactory.create_batch(2)
    for person in (one, other):
        for address in ("10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.1"):
            record_refusal("access.refuse", None, actor=person, address=address)
    assert len(refused()) == 4
    assert len({entry.data["from"] for entry in refused()}) == 2


def test_flood_from_everywhere_ends_at_a_ceiling(monkeypatch):
    monkeypatch.setattr(refusals, "MOST_IN_WINDOW", 3)
    for number in range(8):
        record_refusal("account.sign_in_failed", None, address=f"10.0.0.{number}")
    assert Entry.objects.filter(action="account.sign_in_failed").count() == 3


def test_after_a_minute_the_next_try_is_recorded(monkeypatch):
    record_refusal("access.refuse", None, address="10.0.0.1")
    later = timezone.now() + WINDOW
    monkeypatch.setattr(refusals.timezone, "now", lambda: later)
    record_refusal("access.refuse", None, address="10.0.0.1")
    assert len(refused()) == 2


@pytest.mark.django_db(transaction=True)
def test_many_tries_at_once_leave_one_entry():
    def attempt():
        try:
            record_refusal("access.refuse", None, address="10.0.0.1")
        finally:
            connection.close()

    tries = [Thread(target=attempt) for _ in range(6)]
    for one in tries:
        one.start()
    for one in tries:
        one.join()
    assert len(refused()) == 1


@pytest.mark.django_db(transaction=True)
def test_refusal_stands_even_where_it_cannot_be_recorded(client, perencana, caplog):
    client.force_login(perencana)

    def open_page() -> int:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 50")
            return client.get(reverse("stakeholders:host")).status_code
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        lock_chain()
        assert pool.submit(open_page).result() == 403
    assert "access.refuse not recorded" in caplog.text
    assert refused() == []


@pytest.mark.parametrize(("typed", "is_known"), [("SITI@contoh.id", True), ("tidak.ada@contoh.id", False)])
def test_l01_wrong_password_is_recorded_without_the_address(client, typed, is_known):
    person = UserFactory(email="siti@contoh.id", name="Siti Rahma")
    for _try in range(3):
        client.post(reverse("account_login"), {"login": typed, "password": "salah-sama-sekali"})
    entry = Entry.objects.get(action="account.sign_in_failed")
    assert entry.object_id == (str(person.pk) if is_known else "")
    told = " ".join(map(str, [entry.actor_label, entry.object_label, entry.reason, entry.data]))
    assert not any(word in told.lower() for word in ("siti", "contoh.id", "salah", "127.0"))
