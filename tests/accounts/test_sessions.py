"""How long one stays signed in, who ends it, and what is said then."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Session, User
from accounts.tasks import clear_sessions
from stakeholders import people
from stakeholders.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import HostMembershipFactory, HostOrganizationFactory

pytestmark = pytest.mark.django_db
WORK = reverse("workspace")
MINE = reverse("proposals:mine")
LOGIN = reverse("account_login")
MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
IDLE = "Sesi berakhir karena 30 menit tidak dipakai"


@pytest.fixture(autouse=True)
def _morning(time_machine):
    time_machine.move_to("2026-11-23 08:00+08:00", tick=False)


def signed_in(user) -> Client:
    """A browser of this person, as another one beside the first."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def ended(client, path: str) -> bool:
    return client.get(path).headers.get("Location", "").startswith(LOGIN)


def said(client, path: str) -> str:
    """What is said on the page that one is led to."""
    return client.get(path, follow=True).content.decode()


# Limits


def test_a11_staff_are_out_after_half_an_hour_without_use_and_read_why(sekretariat, time_machine):
    client = signed_in(sekretariat)
    time_machine.shift(29 * MINUTE)
    assert client.get(WORK).status_code == 200
    time_machine.shift(29 * MINUTE)
    assert client.get(WORK).status_code == 200
    time_machine.shift(30 * MINUTE)
    answer = client.get(f"{WORK}?x=1", follow=True)
    assert answer.redirect_chain == [(f"{LOGIN}?next=/kerja/%3Fx%3D1", 302)]
    assert IDLE in answer.content.decode()
    assert not Session.objects.exists()
    assert IDLE not in client.get(LOGIN).content.decode()  # said once


def test_time_without_use_is_a_setting(sekretariat, settings, time_machine):
    settings.STAFF_IDLE_MINUTES = 10
    client = signed_in(sekretariat)
    time_machine.shift(10 * MINUTE)
    assert "karena 10 menit tidak dipakai" in said(client, WORK)


def test_a11_staff_are_out_after_twelve_hours_whatever_they_do(sekretariat, time_machine):
    client = signed_in(sekretariat)
    for _quarter in range(47):
        time_machine.shift(15 * MINUTE)
        assert client.get(WORK).status_code == 200
    time_machine.shift(15 * MINUTE)
    assert "paling lama 12 jam" in said(client, WORK)


def test_a11_everybody_else_is_out_after_fourteen_days(time_machine):
    client = signed_in(UserFactory())
    time_machine.shift(13 * DAY)
    assert client.get(MINE).status_code == 200
    session = client.session
    session["kept"] = "written late"  # a write does not prolong it
    session.save()
    time_machine.shift(DAY)
    assert "paling lama 14 hari" in said(client, MINE)


def test_sent_form_comes_back_to_its_page(sekretariat, time_machine):
    client = signed_in(sekretariat)
    time_machine.shift(31 * MINUTE)
    answer = client.post(reverse("proposals:record"), {"title": "Ketikan"})
    assert answer.url == f"{LOGIN}?next={reverse('proposals:record')}"
    assert IDLE in client.get(answer.url).content.decode()


def test_text_of_a_draft_that_is_sent_too_late_comes_back(sekretariat, time_machine):
    client = signed_in(sekretariat)
    draft = ProposalFactory(draft=True, proposer=sekretariat)
    path = reverse("proposals:draft", args=[draft.key, "masalah"])
    time_machine.shift(31 * MINUTE)
    answer = client.post(path, {"title": "Ditulis terlambat", "problem": "Tidak hilang"})
    assert IDLE in client.get(answer.url).content.decode()
    client.force_login(sekretariat, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Ditulis terlambat" in client.get(path).content.decode()


def test_part_of_a_page_moves_the_whole_of_it(sekretariat, time_machine):
    client = signed_in(sekretariat)
    time_machine.shift(31 * MINUTE)
    answer = client.get(WORK, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"{LOGIN}?next=/kerja/")
    assert IDLE in client.get(answer["HX-Redirect"]).content.decode()


def test_public_page_is_shown_to_who_was_signed_in_and_says_it(sekretariat, time_machine):
    client = signed_in(sekretariat)
    time_machine.shift(31 * MINUTE)
    answer = client.get("/")
    assert answer.status_code == 200
    assert IDLE in answer.content.decode()


def test_use_is_noted_once_a_minute_and_what_the_session_holds_is_not_rewritten(sekretariat, time_machine):
    client = signed_in(sekretariat)
    client.get(WORK)
    start = Session.objects.get().seen_at
    for seconds, writes in ((30, 0), (30, 1), (30, 0)):
        time_machine.shift(seconds)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(WORK)
        told = [query["sql"] for query in seen if "UPDATE" in query["sql"]]
        assert len(told) == writes
        assert all("session_data" not in sql for sql in told)
    assert Session.objects.get().seen_at - start == datetime.timedelta(seconds=60)


def test_strangers_cost_no_look_at_sessions(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/robots.txt")


def test_expired_rows_are_cleared_away(time_machine):
    signed_in(UserFactory())
    assert clear_sessions() == 0
    time_machine.shift(15 * DAY)
    assert clear_sessions() == 1
    assert not Session.objects.exists()


# Roles and accounts that change meanwhile


def add_role(user, admin_user, role=Role.SEKRETARIAT):
    values = {"units": [], "position": "", "valid_from": timezone.localdate(), "valid_until": None}
    return people.add_member(
        user.email,
        name="X",
        organization=HostOrganizationFactory(),
        role=role,
        values=values,
        actor=admin_user,
    )


def test_role_that_is_granted_renews_the_session_and_brings_its_limits(admin_user, time_machine):
    user = UserFactory()
    client = signed_in(user)
    before = client.session.session_key
    time_machine.shift(25 * MINUTE)
    add_role(user, admin_user)
    assert client.get(WORK).status_code == 200
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()
    time_machine.shift(30 * MINUTE)
    assert IDLE in said(client, WORK)


def test_session_older_than_staff_may_have_ends_with_the_role(admin_user, time_machine):
    user = UserFactory()
    client = signed_in(user)
    time_machine.shift(13 * HOUR)
    add_role(user, admin_user)
    assert ended(client, WORK)


def test_mark_of_a_grant_survives_a_request_that_was_on_its_way(admin_user):
    user = UserFactory()
    session = signed_in(user).session
    session["kept"] = "text"
    add_role(user, admin_user)
    session.save()
    assert user.sessions.get().must_renew


def test_changed_role_renews_too_and_keeps_what_the_session_holds(admin_user):
    membership = HostMembershipFactory(role=Role.SEKRETARIAT)
    client = signed_in(membership.user)
    session = client.session
    session["kept"] = "text"
    session.save()
    people.change_member(membership, values={"role": Role.PERENCANA}, version=1, actor=admin_user)
    client.get(WORK)
    assert client.session.session_key != session.session_key
    assert client.session["kept"] == "text"


def test_a12_role_that_is_lost_counts_in_browsers_that_are_open(sekretariat, admin_user):
    first, second = signed_in(sekretariat), signed_in(sekretariat)
    people.end_membership(sekretariat.memberships.get(), actor=admin_user)
    assert {browser.get(WORK).status_code for browser in (first, second)} == {403}


def test_a12_closed_account_is_out_everywhere_at_once(sekretariat, admin_user):
    first, second = signed_in(sekretariat), signed_in(sekretariat)
    others = signed_in(admin_user)
    people.set_account_active(sekretariat, False, actor=admin_user)
    assert not sekretariat.sessions.exists()
    assert ended(first, WORK)
    answer = second.get(WORK, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith(LOGIN)
    assert "sudah diakhiri" in second.get(answer["HX-Redirect"]).content.decode()
    assert others.get(WORK).status_code == 200


def test_account_that_is_opened_again_signs_in_anew(sekretariat, admin_user):
    client = signed_in(sekretariat)
    people.set_account_active(sekretariat, False, actor=admin_user)
    people.set_account_active(sekretariat, True, actor=admin_user)
    assert ended(client, WORK)


def test_closed_in_the_database_alone_is_out_too(sekretariat):
    client = signed_in(sekretariat)
    User.objects.filter(pk=sekretariat.pk).update(is_active=False)
    assert ended(client, WORK)


def test_message_is_kept_for_the_page_that_follows(sekretariat, time_machine):
    client = signed_in(sekretariat)
    time_machine.shift(31 * MINUTE)
    answer = client.get(WORK)
    assert [str(text).startswith(IDLE) for text in get_messages(answer.wsgi_request)] == [True]
