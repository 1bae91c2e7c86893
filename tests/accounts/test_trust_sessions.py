"""A11 to A13: session keys, lifetimes, ends, and a fresh proof before what matters. The details: test_sessions.py."""

import pytest
from django.conf import settings as site
from django.test import Client
from django.urls import reverse

from accounts.limits import PUBLIC_LIFE, STAFF_LIFE, limits_of
from accounts.models import User
from accounts.services import renew_sessions
from renja_portal import settings as portal
from stakeholders.models import Membership, Role
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.stakeholders import HostMembershipFactory, HostOrganizationFactory

pytestmark = pytest.mark.django_db
LOGIN, WORK = reverse("account_login"), reverse("workspace")
PASSWORD_AGAIN, APP_AGAIN = reverse("account_reauthenticate"), reverse("mfa_reauthenticate")
ADD = reverse("stakeholders:person_new")


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def key_of(client) -> str:
    return client.session.session_key


def visited() -> Client:
    """A browser that has a session already, perhaps one that somebody else put there."""
    client = Client()
    session = client.session
    session["left"] = "here"
    session.save()
    client.cookies[site.SESSION_COOKIE_NAME] = session.session_key
    return client


# A11


def test_a11_new_key_on_signing_in():
    client = visited()
    before = key_of(client)
    client.post(
        LOGIN, {"login": UserFactory(password=PASSWORD, email="a@contoh.id").email, "password": PASSWORD}
    )
    assert "_auth_user_id" in client.session
    assert key_of(client) != before


def test_a11_new_key_on_the_second_factor(sekretariat, app_of):
    app, client = app_of(with_password(sekretariat)), visited()
    client.post(LOGIN, {"login": sekretariat.email, "password": PASSWORD})
    before = key_of(client)
    client.post(reverse("mfa_authenticate"), {"code": app.code()})
    assert key_of(client) != before


def test_a11_new_key_on_the_second_factor_in_an_open_session(client, sekretariat, app_of, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(sekretariat)
    app, before = app_of(sekretariat), key_of(client)
    client.post(APP_AGAIN, {"code": app.code(), "next": WORK})
    assert key_of(client) != before
    assert client.get(WORK).status_code == 200


def test_a11_new_key_when_a_role_is_granted(client):
    user = UserFactory()
    client.force_login(user)
    before = key_of(client)
    renew_sessions(user)
    client.get("/")
    assert key_of(client) != before
    assert "_auth_user_id" in client.session


def test_a11_lifetimes(sekretariat):
    staff, public = limits_of(sekretariat), limits_of(UserFactory())
    assert (staff.life, staff.idle.total_seconds()) == (STAFF_LIFE, 30 * 60)
    assert (STAFF_LIFE.total_seconds(), PUBLIC_LIFE.total_seconds()) == (12 * 3600, site.SESSION_COOKIE_AGE)
    assert public == (PUBLIC_LIFE, None)
    assert portal.STAFF_IDLE_MINUTES == 30


# A12


@pytest.mark.parametrize("end", ["logout", "password", "deactivation", "by oneself"])
def test_a12_session_that_was_ended_opens_nothing_with_its_old_key(admin_user, end):
    user = UserFactory(password=PASSWORD)
    here, there = Client(), Client()
    for client in (here, there):
        client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    key = key_of(there)
    if end == "logout":
        there.post(reverse("account_logout"))
    if end == "password":
        new = "sebuah kalimat lain untuk masuk"
        here.post(
            reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
        )
    if end == "deactivation":
        membership = HostMembershipFactory(user=user, role=Role.PERENCANA)
        admin = confirmed(Client(), admin_user)
        admin.post(reverse("stakeholders:person_account", args=[membership.pk]))
    if end == "by oneself":
        here.post(reverse("account_sessions_end"))
    thief = Client()
    thief.cookies[site.SESSION_COOKIE_NAME] = key
    assert thief.get(reverse("account_profile")).url.startswith(LOGIN)
    assert not user.sessions.filter(pk=key).exists()


# A13


def confirmed(client, user) -> Client:
    """Signed in by password this minute."""
    with_password(user)
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    return client


def stale(client, user) -> Client:
    """Signed in, but without a proof of the last five minutes."""
    client.force_login(with_password(user))
    return client


def role(**changes) -> dict:
    return {
        "email": "baru@contoh.go.id", "name": "Orang Baru", "organization": HostOrganizationFactory().pk,
        "role": Role.ADMIN, "position": "", "valid_from": "2026-01-01", "valid_until": "",
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("account_email", {"email": "baru@contoh.id", "action_add": "1"}),
        ("mfa_activate_totp", {"code": "000000"}),
        ("mfa_add_webauthn", {}),
        ("mfa_generate_recovery_codes", {}),
    ],
)
def test_a13_own_account_asks_for_a_fresh_proof(client, name, data):
    user = UserFactory()
    assert stale(client, user).post(reverse(name), data).url.startswith(PASSWORD_AGAIN)


def test_a13_new_password_asks_for_the_old_one(client):
    stale(client, UserFactory())
    answer = client.post(reverse("account_change_password"), {"password1": PASSWORD, "password2": PASSWORD})
    assert "oldpassword" in answer.context["form"].errors


def test_a13_granting_a_role_asks_for_a_fresh_proof_and_loses_nothing(client, admin_user):
    answer = stale(client, admin_user).post(ADD, role())
    assert answer.url == f"{PASSWORD_AGAIN}?next={ADD.replace('/', '%2F')}"
    assert not User.objects.filter(email="baru@contoh.go.id").exists()
    assert client.post(PASSWORD_AGAIN, {"password": PASSWORD, "next": ADD}).url == reverse(
        "stakeholders:people"
    )
    assert Membership.objects.get(user__email="baru@contoh.go.id").role == Role.ADMIN


def test_a13_form_that_comes_back_after_the_proof_goes_to_its_own_address(client, admin_user):
    """Somebody else was quicker meanwhile: both texts, in a form that can be sent."""
    membership = HostMembershipFactory(role=Role.SEKRETARIAT)
    path = reverse("stakeholders:person", args=[membership.pk])
    data = {
        "role": Role.PERENCANA,
        "position": "X",
        "valid_from": "2026-01-01",
        "valid_until": "",
        "version": 1,
    }
    stale(client, admin_user).post(path, data)
    Membership.objects.filter(pk=membership.pk).update(version=2, position="Y")
    answer = client.post(PASSWORD_AGAIN, {"password": PASSWORD, "next": path})
    assert answer.status_code == 409
    assert f'action="{path}"' in answer.content.decode()


@pytest.mark.parametrize("name", ["person_account", "factor_ask", "factor_confirm", "factor_drop"])
def test_a13_power_over_accounts_asks_for_a_fresh_proof(client, admin_user, name):
    membership = HostMembershipFactory(role=Role.SEKRETARIAT)
    path = reverse(f"stakeholders:{name}", args=[membership.pk])
    assert stale(client, admin_user).post(path).url.startswith(PASSWORD_AGAIN)
    membership.user.refresh_from_db()
    assert membership.user.is_active


def test_a13_recent_proof_is_enough(client, admin_user):
    assert confirmed(client, admin_user).post(ADD, role()).url == reverse("stakeholders:people")


def test_a13_wrong_form_is_answered_before_a_proof_is_asked_for(client, admin_user):
    answer = stale(client, admin_user).post(ADD, role(email="bukan alamat"))
    assert list(answer.context["form"].errors) == ["email"]


def test_a13_where_nothing_real_is_kept_no_proof_is_asked_for(client, admin_user, settings):
    settings.DEMO = True
    assert stale(client, admin_user).post(ADD, role()).url == reverse("stakeholders:people")
