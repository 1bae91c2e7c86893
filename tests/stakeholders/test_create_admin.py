"""`manage.py create_admin`: the first admin of an installation, by a link that works once."""

import re

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from stakeholders.models import Kelurahan, Membership, Organization, Role
from tests.factories.accounts import UserFactory
from tests.factories.stakeholders import HostMembershipFactory, HostOrganizationFactory

pytestmark = pytest.mark.django_db
PASSWORD = "kalimat panjang untuk masuk"


@pytest.fixture
def run(capsys):
    """Run the command and return the link that it prints."""

    def call(*args) -> str:
        call_command("create_admin", *args)
        return re.search(r"http\S+", capsys.readouterr().out).group()

    return call


def path_of(link: str, settings) -> str:
    assert link.startswith(settings.PUBLIC_URL + "/akun/undangan/")
    return link.removeprefix(settings.PUBLIC_URL)


def set_password(client, path):
    return client.post(path, {"password1": PASSWORD, "password2": PASSWORD})


def test_makes_admin_host_and_places_and_prints_a_link(run, settings):
    path_of(run("Admin@Contoh.id", "--name", "Ibu Admin"), settings)
    membership = Membership.objects.get()
    assert (membership.user.email, membership.user.name) == ("admin@contoh.id", "Ibu Admin")
    assert (membership.role, membership.organization.is_host) == (Role.ADMIN, True)
    assert membership.user.emailaddress_set.get().verified
    assert membership.user.has_perm("stakeholders.manage_people")
    assert Kelurahan.objects.count() == 34
    assert Entry.objects.filter(action="membership.appoint_admin").count() == 1


def test_joins_the_host_that_is_there(run):
    host = HostOrganizationFactory()
    run("admin@contoh.id")
    assert Membership.objects.get().organization == host
    assert Organization.objects.count() == 1


def test_link_sets_a_password_and_signs_in_once(run, client, settings):
    path = path_of(run("admin@contoh.id"), settings)
    assert client.get(path).status_code == 200
    answer = set_password(client, path)
    assert (answer.status_code, answer.url) == (302, reverse("workspace"))
    user = User.objects.get()
    assert user.check_password(PASSWORD)
    client.logout()
    assert client.get(path).status_code == 410
    assert set_password(client, path).status_code == 410


def test_looking_at_the_link_does_not_use_it_up(run, client, settings):
    path = path_of(run("admin@contoh.id"), settings)
    assert [client.get(path).status_code for _n in range(3)] == [200, 200, 200]


def test_link_ends_after_a_day(run, client, settings):
    with time_machine.travel("2026-11-23 08:00+08:00", tick=False) as clock:
        path = path_of(run("admin@contoh.id"), settings)
        clock.shift(24 * 3600 + 1)
        assert client.get(path).status_code == 410


def test_changed_link_is_no_link(run, client, settings):
    path = path_of(run("admin@contoh.id"), settings)
    assert client.get(path[:-3] + "xx/").status_code == 410


def test_weak_password_is_refused_and_the_link_stays(run, client, settings):
    path = path_of(run("admin@contoh.id"), settings)
    answer = client.post(path, {"password1": "pendek", "password2": "pendek"})
    assert "terlalu pendek" in answer.content.decode()
    assert client.get(path).status_code == 200


def test_again_for_the_same_person_prints_a_new_link(run, client, settings):
    first = path_of(run("admin@contoh.id"), settings)
    set_password(client, first)
    client.logout()
    second = path_of(run("admin@contoh.id"), settings)
    assert client.get(second).status_code == 200
    assert (User.objects.count(), Membership.objects.count()) == (1, 1)


def test_address_that_was_never_proven_is_vouched_for(run):
    user = UserFactory(verified=False)
    run(user.email)
    assert user.emailaddress_set.get().verified


def test_ended_role_counts_again(run):
    membership = HostMembershipFactory(role=Role.ADMIN, valid_until="2020-12-31")
    run(membership.user.email)
    membership.refresh_from_db()
    assert membership.valid_until is None


@pytest.mark.parametrize("email", ["bukan-alamat", "", "a b@contoh.id"])
def test_what_is_no_address_is_refused_loudly(email):
    with pytest.raises(CommandError):
        call_command("create_admin", email)
    assert not User.objects.exists()


def test_closed_account_is_not_opened_in_passing():
    user = UserFactory(is_active=False)
    with pytest.raises(CommandError, match="dinonaktifkan"):
        call_command("create_admin", user.email)
    assert not Membership.objects.exists()
