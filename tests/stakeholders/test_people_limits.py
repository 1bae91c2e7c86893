"""Pengguna dan peran: what even an admin does not do, and what nobody else may."""

import pytest
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from stakeholders import people
from stakeholders.errors import ChangeRefused
from stakeholders.models import Membership, Role
from tests.factories.stakeholders import HostMembershipFactory, MembershipFactory
from tests.stakeholders.test_people import LIST, address, days, role_of

pytestmark = pytest.mark.django_db


# An admin is always left


@pytest.mark.parametrize(
    "change",
    [{"role": Role.PERENCANA}, {"valid_until": days(9).isoformat()}, {"valid_from": days(1).isoformat()}],
)
def test_own_admin_role_is_not_changed_by_oneself(admin, admin_user, change):
    HostMembershipFactory(role=Role.ADMIN)
    own = admin_user.memberships.get()
    text = admin.post(address("person", own), role_of(own, **change)).content.decode()
    assert "hanya dapat diakhiri oleh admin yang lain" in text
    assert Membership.objects.get(pk=own.pk).version == 1


def test_own_admin_role_is_not_ended_by_oneself(admin, admin_user):
    HostMembershipFactory(role=Role.ADMIN)
    text = admin.post(address("person_end", admin_user.memberships.get()), follow=True).content.decode()
    assert "hanya dapat diakhiri oleh admin yang lain" in text
    assert not admin_user.memberships.get().is_over


def test_position_of_an_admin_can_be_changed_by_oneself(admin, admin_user):
    own = admin_user.memberships.get()
    assert admin.post(address("person", own), role_of(own, position="Pengelola")).status_code == 302


def test_admin_role_of_another_can_be_ended(admin):
    other = HostMembershipFactory(role=Role.ADMIN)
    admin.post(address("person_end", other))
    other.refresh_from_db()
    assert other.is_over


def test_last_admin_without_an_end_stays():
    leaving = HostMembershipFactory(role=Role.ADMIN, valid_until=days(10)).user
    last = HostMembershipFactory(role=Role.ADMIN)
    with pytest.raises(ChangeRefused, match="Tunjuk dahulu"):
        people.end_membership(last, actor=leaving)
    with pytest.raises(ChangeRefused, match="Tunjuk dahulu"):
        people.set_account_active(last.user, False, actor=leaving)
    assert Membership.objects.lasting_admins().get() == last


# Accounts


def test_account_is_closed_and_opened_again(admin, client):
    membership = HostMembershipFactory(role=Role.SEKRETARIAT)
    admin.post(address("person_account", membership))
    assert not User.objects.get(pk=membership.user_id).is_active
    assert "Akun dinonaktifkan" in admin.get(LIST).content.decode()
    admin.post(address("person_account", membership), {"aktifkan": "1"})
    assert User.objects.get(pk=membership.user_id).is_active
    entries = Entry.objects.filter(object_type="accounts.user").order_by("id")
    assert [entry.action for entry in entries] == ["account.close", "account.reopen"]


def test_own_account_is_left_to_others(admin, admin_user):
    HostMembershipFactory(role=Role.ADMIN)
    own = admin_user.memberships.get()
    text = admin.post(address("person_account", own), follow=True).content.decode()
    assert "diatur oleh admin yang lain" in text
    admin_user.refresh_from_db()
    assert admin_user.is_active


# Who may


PAGES = [
    ("people", False),
    ("person_new", False),
    ("person", True),
    ("organizations", False),
    ("organization_new", False),
]
ACTIONS = ["person_end", "person_account"]


@pytest.mark.parametrize(
    "person", ["pengusul", "sekretariat", "verifikator", "perencana", "pimpinan", "pemeriksa"]
)
def test_people_are_for_admins_alone(request, logged_in, person):
    membership = HostMembershipFactory()
    visitor = logged_in(request.getfixturevalue(person))
    for name, is_one in PAGES:
        path = address(name, membership) if is_one else reverse(f"stakeholders:{name}")
        assert visitor.get(path).status_code == 403
    for name in ACTIONS:
        assert visitor.post(address(name, membership)).status_code == 403


@pytest.mark.parametrize("name", ACTIONS)
def test_nothing_is_done_by_a_link(admin, name):
    assert admin.get(address(name, HostMembershipFactory())).status_code == 405


def test_verbs_ask_again(sekretariat):
    membership = HostMembershipFactory(role=Role.PERENCANA)
    values = {"units": [], "position": "", "valid_from": days(0), "valid_until": None}
    who = {"name": "X", "organization": membership.organization, "role": Role.ADMIN}
    for verb in (
        lambda: people.add_member("x@contoh.id", **who, values=values, actor=sekretariat),
        lambda: people.change_member(membership, values={}, version=1, actor=sekretariat),
        lambda: people.end_membership(membership, actor=sekretariat),
        lambda: people.set_account_active(membership.user, False, actor=sekretariat),
    ):
        with pytest.raises(ChangeRefused, match="Hanya admin"):
            verb()
    assert not User.objects.filter(email="x@contoh.id").exists()


def test_verbs_keep_roles_where_they_belong(admin_user):
    member = MembershipFactory()
    with pytest.raises(ChangeRefused, match="penyelenggara"):
        people.change_member(member, values={"role": Role.ADMIN}, version=1, actor=admin_user)
    member.refresh_from_db()
    assert (member.role, member.version) == (Role.ANGGOTA, 1)
