"""The row behind each session: whose it is, since when, and when it goes."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Session
from accounts.services import end_sessions
from tests.accounts.test_sessions import HOUR, MINE, ended, signed_in
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning(time_machine):
    time_machine.move_to("2026-11-23 08:00+08:00", tick=False)


# The row


def test_row_says_whose_it_is_and_since_when(time_machine):
    user = UserFactory()
    client = signed_in(user)
    row = user.sessions.get()
    assert (row.pk, row.signed_in_at) == (client.session.session_key, timezone.now())
    time_machine.shift(HOUR)
    session = client.session
    session["kept"] = "text"
    session.save()
    assert timezone.now() - user.sessions.get().signed_in_at == datetime.timedelta(hours=1)


def test_row_of_a_visitor_is_nobodys():
    session = Client().session
    session["kept"] = "text"
    session.save()
    row = Session.objects.get()
    assert (row.user, row.signed_in_at) == (None, None)


def test_signing_out_ends_it_on_the_server():
    user = UserFactory()
    client, other = signed_in(user), signed_in(user)
    key = client.session.session_key
    client.post(reverse("account_logout"))
    assert list(user.sessions.all()) == [Session.objects.get(pk=other.session.session_key)]
    client.cookies["sesi"] = key
    assert ended(client, MINE)


@pytest.mark.parametrize("keep", [True, False])
def test_end_sessions_may_keep_one(keep):
    user = UserFactory()
    client = signed_in(user)
    signed_in(user), signed_in(UserFactory())
    kept = client.session.session_key if keep else None
    assert end_sessions(user, keep=kept) == (1 if keep else 2)
    assert Session.objects.count() == (2 if keep else 1)


def test_new_password_removes_the_rows_of_other_browsers():
    user = UserFactory(password=PASSWORD)
    client, _other = signed_in(user), signed_in(user)
    new = "sebuah kalimat lain untuk masuk"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post(reverse("account_change_password"), data)
    assert user.sessions.get().pk == client.session.session_key
