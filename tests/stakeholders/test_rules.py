"""Roles: what memberships give, from when until when, and what takes them away."""

import datetime

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from stakeholders.models import HOST_ROLES, Membership, Role
from stakeholders.rules import NOBODY, has_role, standing_of
from tests.factories.accounts import UserFactory
from tests.factories.stakeholders import (
    HostMembershipFactory,
    HostOrganizationFactory,
    MembershipFactory,
    OrganizationFactory,
    PlanningAgencyFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
PERSONS = {
    "pengusul": set(),
    "pemeriksa": set(),
    "sekretariat": {"stakeholders.work"},
    "verifikator": {"stakeholders.work"},
    "perencana": {"stakeholders.work"},
    "pimpinan": {"stakeholders.work"},
    "admin_user": {"stakeholders.work", "stakeholders.change_host", "stakeholders.manage_people"},
    "three_roles": {"stakeholders.work"},
}


def days(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


@pytest.mark.parametrize(("person", "granted"), PERSONS.items())
def test_permissions_of_each_role(request, person, granted):
    user = request.getfixturevalue(person)
    asked = ("stakeholders.work", "stakeholders.change_host", "stakeholders.manage_people")
    assert {name for name in asked if user.has_perm(name)} == granted


@pytest.mark.parametrize("user", [None, AnonymousUser()])
def test_strangers_are_nobody(user):
    assert standing_of(user) is NOBODY
    assert not rules.has_perm("stakeholders.work", user)


def test_memberships_add_up():
    unit, other = UnitFactory(), UnitFactory()
    user = HostMembershipFactory(role=Role.VERIFIKATOR, units=[unit]).user
    HostMembershipFactory(user=user, role=Role.SEKRETARIAT)
    community = MembershipFactory(user=user)
    # a bidang that stands at another role is none that one verifies for
    HostMembershipFactory(user=user, role=Role.PERENCANA, units=[other])
    standing = standing_of(user)
    assert standing.roles == {Role.VERIFIKATOR, Role.SEKRETARIAT, Role.PERENCANA, Role.ANGGOTA}
    assert standing.organization_ids == {HostOrganizationFactory().pk, community.organization_id}
    assert standing.unit_ids == {unit.pk}
    assert standing.is_host_staff


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [
        (-1, None, True),
        (0, None, True),
        (0, 0, True),
        (-9, 0, True),
        (-9, -1, False),
        (1, None, False),
        (1, 9, False),
    ],
)
def test_role_counts_from_its_first_to_its_last_day(start, end, counts):
    user = HostMembershipFactory(
        role=Role.ADMIN, valid_from=days(start), valid_until=None if end is None else days(end)
    ).user
    assert user.has_perm("stakeholders.work") is counts


def test_ended_role_takes_nothing_from_the_others():
    user = HostMembershipFactory(role=Role.ADMIN, valid_until=days(-1)).user
    HostMembershipFactory(user=user, role=Role.PERENCANA)
    assert standing_of(user).roles == {Role.PERENCANA}


def test_roles_in_an_inactive_organisation_do_not_count():
    organization = OrganizationFactory(is_active=False)
    assert standing_of(MembershipFactory(organization=organization).user).organization_ids == frozenset()


def test_deactivated_people_have_no_role(admin_user):
    admin_user.is_active = False
    assert standing_of(admin_user) is NOBODY
    assert not admin_user.has_perm("stakeholders.manage_people")


@pytest.mark.parametrize(
    ("names", "holds"), [([Role.ADMIN], True), ([Role.PIMPINAN], False), ([Role.PIMPINAN, Role.ADMIN], True)]
)
def test_has_role_asks_for_any_of_the_names(admin_user, names, holds):
    assert has_role(*names).test(admin_user) is holds


def test_roles_are_read_once_for_each_user_object(admin_user, django_assert_num_queries):
    user = type(admin_user).objects.get(pk=admin_user.pk)
    with django_assert_num_queries(1):
        for _time in range(3):
            standing_of(user)


@pytest.mark.parametrize("role", sorted(HOST_ROLES))
def test_staff_roles_are_for_the_host_alone(role):
    membership = Membership(user=UserFactory(), organization=OrganizationFactory(), role=role)
    with pytest.raises(Exception, match="penyelenggara"):
        membership.clean()


def test_examiners_come_from_the_planning_agency_alone():
    with pytest.raises(Exception, match="badan perencanaan"):
        Membership(user=UserFactory(), organization=HostOrganizationFactory(), role=Role.PEMERIKSA).clean()
    Membership(user=UserFactory(), organization=PlanningAgencyFactory(), role=Role.PEMERIKSA).clean()
