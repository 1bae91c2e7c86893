"""A09: a lost second factor is removed by two admins, or by a command on the server; both stand in the record."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from notifications.models import Message
from renja_portal.workspace import waiting_for
from stakeholders import second_factor
from stakeholders.errors import ChangeRefused
from stakeholders.models import FactorRemoval, Role
from tests.factories.accounts import UserFactory
from tests.factories.stakeholders import HostMembershipFactory

pytestmark = pytest.mark.django_db
NAMES = ["factor_ask", "factor_confirm", "factor_drop"]
WAITS = "Penghapusan verifikasi dua langkah menunggu persetujuan"


def with_app(user):
    TOTP.activate(user, "A" * 32)
    return user


@pytest.fixture
def membership(db):
    found = HostMembershipFactory(role=Role.SEKRETARIAT, user__name="Pemilik")
    with_app(found.user)
    return found


@pytest.fixture
def second(db):
    return HostMembershipFactory(role=Role.ADMIN, user__name="Admin Kedua").user


def send(client, name, membership) -> str:
    path = reverse(f"stakeholders:{name}", args=[membership.pk])
    return client.post(path, follow=True).content.decode()


def page(client, membership) -> str:
    return client.get(reverse("stakeholders:person", args=[membership.pk])).content.decode()


def test_one_admin_asks_and_another_agrees(admin, admin_user, second, membership, logged_in):
    elsewhere = Client()
    elsewhere.force_login(membership.user)
    assert "Minta penghapusan" in page(admin, membership)
    text = send(admin, "factor_ask", membership)
    assert "Menunggu persetujuan admin lain" in text
    assert "Setujui dan hapus" not in text
    assert Authenticator.objects.exists()

    other = logged_in(second)
    assert f"{admin_user.name} memintanya pada" in page(other, membership)
    assert "Pemilik akun diberi tahu" in send(other, "factor_confirm", membership)
    assert not Authenticator.objects.exists()
    assert not FactorRemoval.objects.exists()
    assert not membership.user.sessions.exists()
    assert Entry.objects.get(action="account.ask_factor_removal").actor_id == admin_user.pk
    done = Entry.objects.get(action="account.remove_second_factor")
    assert (done.actor_id, done.data) == (second.pk, {"asked_by": admin_user.pk})


def test_owner_and_the_other_admins_are_written_to(admin, second, membership, logged_in):
    send(admin, "factor_ask", membership)
    assert Message.objects.get(kind="account.factor_removal_asked").to_user == membership.user
    waits = Message.objects.get(kind="account.factor_removal_waits")
    assert (waits.to_user, waits.url) == (second, reverse("stakeholders:person", args=[membership.pk]))
    send(logged_in(second), "factor_confirm", membership)
    assert Message.objects.get(kind="account.second_factor_removed").to_user == membership.user


def test_who_asked_cannot_agree(admin, admin_user, second, membership):
    send(admin, "factor_ask", membership)
    assert "harus admin lain" in send(admin, "factor_confirm", membership)
    assert Authenticator.objects.exists()


def test_owner_is_neither_of_the_two(second, admin_user):
    own = with_app(second).memberships.get()
    for verb in (second_factor.ask_factor_removal, second_factor.confirm_factor_removal):
        with pytest.raises(ChangeRefused, match="admin yang lain"):
            verb(own.user, actor=second)
    with pytest.raises(IntegrityError):
        FactorRemoval.objects.create(user=second, asked_by=second)


@pytest.mark.parametrize("who", ["asker", "other"])
def test_request_is_taken_back_or_refused(admin, second, membership, logged_in, who):
    send(admin, "factor_ask", membership)
    client = logged_in(second) if who == "other" else admin
    assert "ditutup" in send(client, "factor_drop", membership)
    assert "tidak berlaku lagi" in send(client, "factor_confirm", membership)
    assert Authenticator.objects.exists()
    assert Entry.objects.filter(action="account.drop_factor_removal").count() == 1


def test_request_counts_for_three_days(admin, admin_user, second, membership, time_machine):
    time_machine.move_to("2026-11-23 08:00+08:00", tick=False)
    second_factor.ask_factor_removal(membership.user, actor=admin_user)
    time_machine.shift(3 * 24 * 3600)
    with pytest.raises(ChangeRefused, match="tidak berlaku lagi"):
        second_factor.confirm_factor_removal(membership.user, actor=second)
    second_factor.ask_factor_removal(membership.user, actor=second)
    second_factor.confirm_factor_removal(membership.user, actor=admin_user)
    assert not Authenticator.objects.exists()


def test_request_of_who_is_admin_no_more_counts_no_more(admin_user, second, membership):
    second_factor.ask_factor_removal(membership.user, actor=admin_user)
    admin_user.memberships.update(role=Role.PERENCANA)
    with pytest.raises(ChangeRefused, match="bukan admin lagi"):
        second_factor.confirm_factor_removal(membership.user, actor=second)


def test_nothing_is_asked_twice_or_where_there_is_nothing(admin_user, second, membership):
    second_factor.ask_factor_removal(membership.user, actor=admin_user)
    with pytest.raises(ChangeRefused, match="sudah diminta"):
        second_factor.ask_factor_removal(membership.user, actor=second)
    with pytest.raises(ChangeRefused, match="tidak memiliki"):
        second_factor.ask_factor_removal(second, actor=admin_user)


def test_only_admin_reads_what_to_do(admin, membership):
    text = page(admin, membership)
    assert "Tunjuk dahulu admin kedua" in text
    assert "manage.py remove_second_factor" in text
    assert "Minta penghapusan" not in text


def test_it_waits_in_the_workspace_of_the_others(admin_user, second, membership):
    second_factor.ask_factor_removal(membership.user, actor=admin_user)
    assert WAITS not in [task.label for task in waiting_for(admin_user)]
    assert WAITS in [task.label for task in waiting_for(second)]


@pytest.mark.parametrize("person", ["pengusul", "sekretariat", "verifikator", "perencana", "pimpinan"])
@pytest.mark.parametrize("name", NAMES)
def test_for_admins_alone(request, logged_in, membership, person, name):
    client = logged_in(request.getfixturevalue(person))
    path = reverse(f"stakeholders:{name}", args=[membership.pk])
    assert client.post(path).status_code == 403
    assert client.get(path).status_code == 405


def test_verbs_ask_again(sekretariat, membership):
    for verb in (
        second_factor.ask_factor_removal,
        second_factor.confirm_factor_removal,
        second_factor.drop_factor_removal,
    ):
        with pytest.raises(ChangeRefused, match="Hanya admin"):
            verb(membership.user, actor=sekretariat)


# On the server


def test_command_removes_it_and_keeps_the_reason(membership, capsys):
    call_command(
        "remove_second_factor", membership.user.email.upper(), reason="Admin tunggal, bertemu langsung"
    )
    assert membership.user.email in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    entry = Entry.objects.get(action="account.remove_second_factor")
    assert (entry.actor, entry.reason, entry.data) == (
        None,
        "Admin tunggal, bertemu langsung",
        {"by": "server"},
    )
    assert Message.objects.get(kind="account.second_factor_removed").to_user == membership.user


@pytest.mark.parametrize(
    ("email", "reason", "why"),
    [
        ("tiada@contoh.id", "x", "No account"),
        ("ada@contoh.id", " ", "Say why"),
        ("ada@contoh.id", "x", "tidak memiliki"),
    ],
)
def test_command_says_why_it_removes_nothing(email, reason, why):
    UserFactory(email="ada@contoh.id")
    with pytest.raises(CommandError, match=why):
        call_command("remove_second_factor", email, reason=reason)
