"""Pengguna dan peran: adding, changing, ending, and the accounts behind the roles."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from notifications.models import Message
from stakeholders.models import Membership, Role
from stakeholders.rules import standing_of
from tests.factories.accounts import UserFactory
from tests.factories.stakeholders import (
    HostMembershipFactory,
    HostOrganizationFactory,
    MembershipFactory,
    OrganizationFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("stakeholders:people")
ADD = reverse("stakeholders:person_new")


def address(name: str, membership: Membership) -> str:
    return reverse(f"stakeholders:{name}", args=[membership.pk])


def days(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


def filled(**changes) -> dict:
    return {
        "email": "baru@contoh.go.id",
        "name": "Orang Baru",
        "organization": HostOrganizationFactory().pk,
        "role": Role.SEKRETARIAT,
        "position": "",
        "valid_from": timezone.localdate().isoformat(),
        "valid_until": "",
    } | changes


def role_of(membership: Membership, **changes) -> dict:
    return {
        "role": membership.role,
        "position": membership.position,
        "valid_from": str(membership.valid_from),
        "valid_until": "",
        "version": membership.version,
    } | changes


# The list


def test_list_finds_people_by_name_address_and_organisation(admin):
    wanted = MembershipFactory(
        user__name="Rudi Hartawan", user__email="rh@contoh.id", organization__name="Komunitas Pesisir"
    )
    MembershipFactory()
    for words in ("hartawan", "RH@contoh", "pesisir"):
        assert list(admin.get(LIST, {"q": words}).context["page"]) == [wanted]
    assert "Tidak ada yang cocok" in admin.get(LIST, {"q": "tiada"}).content.decode()


def test_list_hides_what_is_over_until_asked(admin, admin_user):
    over = MembershipFactory(valid_until=days(-1))
    coming = MembershipFactory(valid_from=days(5))
    now = admin_user.memberships.get()
    assert set(admin.get(LIST).context["page"]) == {now, coming}
    assert set(admin.get(LIST, {"berlaku": "berakhir"}).context["page"]) == {over}
    assert set(admin.get(LIST, {"berlaku": "semua"}).context["page"]) == {now, coming, over}
    assert set(admin.get(LIST, {"peran": "admin"}).context["page"]) == {now}
    assert set(admin.get(LIST, {"peran": "raja"}).context["page"]) == {now, coming}


def test_search_as_you_type_gets_the_rows_alone(admin):
    text = admin.get(LIST, {"q": "a"}, headers={"HX-Request": "true"}).content.decode()
    assert text.strip().startswith('<div id="hasil"')
    assert "<html" not in text


def test_list_costs_the_same_for_one_and_three(admin, django_assert_max_num_queries):
    unit = UnitFactory()
    counts = []
    for more in (1, 2):
        for _row in range(more):
            HostMembershipFactory(role=Role.VERIFIKATOR, units=[unit])
        with django_assert_max_num_queries(12) as seen:
            admin.get(LIST)
        counts.append(len(seen))
    assert counts[0] == counts[1]


# Adding


def test_add_opens_an_account_and_writes_how_to_sign_in(admin, admin_user):
    assert admin.post(ADD, filled(email="Baru@Contoh.go.id")).url == LIST
    user = User.objects.get(email="baru@contoh.go.id")
    assert (user.name, user.has_usable_password()) == ("Orang Baru", False)
    assert user.memberships.get().role == Role.SEKRETARIAT
    letter = Message.objects.get(kind="membership.added")
    assert (letter.to_user, letter.url) == (user, reverse("account_login"))
    assert "baru@contoh.go.id" in letter.body
    assert Entry.objects.get(action="membership.add").actor_id == admin_user.pk


def test_add_finds_the_account_that_is_there(admin):
    user = UserFactory(name="Nama Asli")
    admin.post(ADD, filled(email=user.email.upper(), name="Nama Lain"))
    user.refresh_from_db()
    assert (user.name, user.memberships.count()) == ("Nama Asli", 1)


def test_second_role_adds_to_the_first(admin):
    admin.post(ADD, filled())
    admin.post(ADD, filled(role=Role.PERENCANA))
    assert standing_of(User.objects.get(email="baru@contoh.go.id")).roles == {
        Role.SEKRETARIAT,
        Role.PERENCANA,
    }
    assert Message.objects.filter(kind="membership.added").count() == 2


def test_role_that_is_held_is_not_given_twice(admin):
    admin.post(ADD, filled())
    text = admin.post(ADD, filled(position="Analis")).content.decode()
    assert "sudah memiliki peran ini" in text
    assert 'value="Analis"' in text
    assert Membership.objects.filter(role=Role.SEKRETARIAT).count() == 1


def test_role_that_ended_is_taken_up_again(admin):
    old = HostMembershipFactory(role=Role.SEKRETARIAT, valid_until=days(-30))
    admin.post(ADD, filled(email=old.user.email))
    old.refresh_from_db()
    assert (old.valid_from, old.valid_until) == (timezone.localdate(), None)


def test_verifikator_gets_bidang_and_others_get_none(admin):
    unit = UnitFactory()
    text = admin.post(ADD, filled(role=Role.VERIFIKATOR)).content.decode()
    assert "Pilih bidang" in text
    admin.post(ADD, filled(role=Role.VERIFIKATOR, units=[unit.pk]))
    admin.post(ADD, filled(role=Role.PERENCANA, units=[unit.pk]))
    assert list(Membership.objects.get(role=Role.VERIFIKATOR).units.all()) == [unit]
    assert not Membership.objects.get(role=Role.PERENCANA).units.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "bukan alamat"}, "email"),
        ({"email": ""}, "email"),
        ({"name": ""}, "name"),
        ({"organization": ""}, "organization"),
        ({"role": "raja"}, "role"),
        ({"valid_until": "2001-01-01"}, "valid_until"),
        ({"valid_from": "kemarin"}, "valid_from"),
    ],
)
def test_add_says_what_is_wrong_and_keeps_the_rest(admin, changes, field):
    answer = admin.post(ADD, filled(position="Analis", **changes))
    assert list(answer.context["form"].errors) == [field]
    assert 'value="Analis"' in answer.content.decode()
    assert not User.objects.filter(name="Orang Baru").exists()


@pytest.mark.parametrize("role", [Role.SEKRETARIAT, Role.ADMIN, Role.PEMERIKSA])
def test_staff_roles_are_not_given_in_other_organisations(admin, role):
    answer = admin.post(ADD, filled(role=role, organization=OrganizationFactory().pk))
    assert "role" in answer.context["form"].errors


# Changing and ending


def test_change_role_position_and_period(admin):
    membership = HostMembershipFactory(role=Role.SEKRETARIAT)
    data = role_of(membership, role=Role.PERENCANA, position="Perencana", valid_until=days(30).isoformat())
    assert admin.post(address("person", membership), data).url == LIST
    membership.refresh_from_db()
    assert (membership.role, membership.position, membership.valid_until) == (
        Role.PERENCANA,
        "Perencana",
        days(30),
    )
    entry = Entry.objects.get(action="membership.change")
    assert entry.changed == ["position", "role", "valid_until"]


def test_stale_change_overwrites_nothing_and_shows_both(admin):
    membership = HostMembershipFactory(position="Lama")
    data = role_of(membership, position="Ketikan saya")
    Membership.objects.filter(pk=membership.pk).update(position="Dari orang lain", version=2)
    answer = admin.post(address("person", membership), data)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Dari orang lain" in text
    assert "Ketikan saya" in text
    assert Membership.objects.get(pk=membership.pk).position == "Dari orang lain"
    assert admin.post(address("person", membership), data | {"version": "2"}).status_code == 302
    assert Membership.objects.get(pk=membership.pk).position == "Ketikan saya"


def test_role_held_twice_cannot_come_about_by_a_change(admin):
    membership = HostMembershipFactory(role=Role.SEKRETARIAT)
    other = HostMembershipFactory(user=membership.user, role=Role.PERENCANA)
    answer = admin.post(address("person", other), role_of(other, role=Role.SEKRETARIAT))
    assert answer.status_code == 200
    other.refresh_from_db()
    assert other.role == Role.PERENCANA


@pytest.mark.parametrize("start", [-100, 0, 5])
def test_ended_role_is_gone_with_the_next_request(admin, client, start):
    membership = HostMembershipFactory(role=Role.SEKRETARIAT, valid_from=days(start))
    admin.post(address("person_end", membership))
    membership.refresh_from_db()
    assert membership.is_over
    client.force_login(membership.user)
    assert client.get(reverse("workspace")).status_code == 403
    assert Entry.objects.filter(action="membership.end").count() == 1
