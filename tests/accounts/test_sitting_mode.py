"""Mode sidang: the pages of a running session stay open in one browser, everything else keeps to the usual limits."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Session
from audit.models import Entry
from stakeholders.models import Membership
from tests.meetings.sessions import session_of

pytestmark = pytest.mark.django_db
MINUTE, HOUR = 60, 3600
WORK = reverse("workspace")
LOGIN = reverse("account_login")
BEGIN, END = reverse("meetings:mode_begin"), reverse("meetings:mode_end")


@pytest.fixture(autouse=True)
def _morning(time_machine):
    time_machine.move_to("2026-11-23 08:00+08:00", tick=False)


@pytest.fixture
def proven(monkeypatch):
    """A proof of the last minutes; that it is asked for, `test_fresh_proof_is_asked_for` shows."""
    monkeypatch.setattr("meetings.views.mode.demand_fresh_proof", lambda _request: None)


@pytest.fixture
def console(sekretariat) -> str:
    return reverse("meetings:console", args=[session_of(1).pk])


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def ended(client: Client, path: str) -> bool:
    return client.get(path).headers.get("Location", "").startswith(LOGIN)


@pytest.fixture
def in_mode(sekretariat, proven) -> Client:
    client = browser_of(sekretariat)
    assert client.post(BEGIN, {"kembali": "/kerja/sidang/"}).url == "/kerja/sidang/"
    return client


def test_fresh_proof_is_asked_for(sekretariat):
    client = browser_of(sekretariat)
    answer = client.post(BEGIN)
    assert "/akun/konfirmasi-ulang/" in answer.url
    assert Session.objects.get().sitting_until is None


def test_console_stays_open_for_eight_hours(in_mode, console, time_machine):
    time_machine.shift(7 * HOUR)
    answer = in_mode.get(console)
    assert answer.status_code == 200
    assert "Mode sidang sampai pukul 16.00" in answer.content.decode()
    time_machine.shift(HOUR)
    assert ended(in_mode, console)


def test_every_other_page_is_closed_after_half_an_hour(in_mode, console, time_machine):
    time_machine.shift(31 * MINUTE)
    assert in_mode.get(console).status_code == 200  # is no use that would open the rest
    assert ended(in_mode, WORK)
    assert ended(in_mode, console)  # the session is over as a whole


def test_ordinary_use_keeps_everything_open(in_mode, console, time_machine):
    for _quarter in range(4):
        time_machine.shift(20 * MINUTE)
        assert in_mode.get(console).status_code == 200
    assert in_mode.get(WORK).status_code == 200


def test_another_browser_of_the_same_person_is_not_in_it(in_mode, sekretariat, console, time_machine):
    other = browser_of(sekretariat)
    time_machine.shift(31 * MINUTE)
    assert ended(other, console)
    assert in_mode.get(console).status_code == 200


def test_twelve_hours_are_the_end_all_the_same(in_mode, console, time_machine):
    for _hour in range(10):
        time_machine.shift(29 * MINUTE)
        in_mode.get(WORK)
    in_mode.post(BEGIN)
    time_machine.shift(7 * HOUR)
    assert in_mode.get(console).status_code == 200
    time_machine.shift(HOUR)
    assert ended(in_mode, console)


def test_mode_survives_another_key_and_what_is_written_to_the_session(in_mode, console, time_machine):
    session = in_mode.session
    session["kept"] = "x"
    session.save()
    Session.objects.update(must_renew=True)
    in_mode.get(WORK)
    time_machine.shift(2 * HOUR)
    assert in_mode.get(console).status_code == 200
    stale = in_mode.session
    stale["kept"] = "written late"
    stale.save()
    assert ended(in_mode, WORK)


def test_mode_is_ended_by_its_button_and_recorded(in_mode, console, time_machine):
    assert in_mode.post(END, {"kembali": "https://jahat.example/"}).url == "/kerja/sidang/"
    assert in_mode.post(END).status_code == 302
    assert "Mode sidang sampai" not in in_mode.get(console).content.decode()
    time_machine.shift(31 * MINUTE)
    assert ended(in_mode, console)
    deeds = list(Entry.objects.filter(action__contains="sitting_mode").values_list("action", flat=True))
    assert sorted(deeds) == ["account.begin_sitting_mode", "account.end_sitting_mode"]


def test_mode_ends_with_the_role(in_mode, console, sekretariat):
    Membership.objects.filter(user=sekretariat).delete()
    assert in_mode.get(console).status_code == 403


def test_device_in_mode_is_named_as_such(in_mode, sekretariat, time_machine):
    time_machine.shift(2 * HOUR)
    text = browser_of(sekretariat).get(reverse("account_sessions")).content.decode()
    assert "Mode sidang sampai pukul 16.00" in text


def test_page_that_asks_by_itself_is_no_use(sekretariat, time_machine):
    session = session_of(1)
    client = browser_of(sekretariat)
    part = reverse("meetings:console_part", args=[session.pk])
    for _look in range(2):
        time_machine.shift(16 * MINUTE)
        answer = client.get(part, {"sejak": "0"})
    assert answer.status_code == 302
    assert ended(client, WORK)


@pytest.mark.parametrize("role", ["pengusul", "perencana", "pimpinan"])
def test_nobody_else_begins_it(request, role, proven):
    client = browser_of(request.getfixturevalue(role))
    assert client.post(BEGIN).status_code == 403
    assert client.get(BEGIN).status_code in (403, 405)
