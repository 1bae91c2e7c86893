"""A08: passkeys, and every answer that must not be taken for one."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from tests.accounts.soft_passkey import PRESENT, PUBLIC_URL, SoftPasskey
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("mfa_list_webauthn"), reverse("mfa_add_webauthn")
SIGN_IN, LOGIN = reverse("mfa_login_webauthn"), reverse("account_login")
SECURITY, WORK, MINE = reverse("mfa_index"), reverse("workspace"), reverse("proposals:mine")
JSON = {"accept": "application/json"}
UNKNOWN = "Passkey tidak dikenali"


@pytest.fixture(autouse=True)
def _by_name(settings):
    settings.PUBLIC_URL = PUBLIC_URL
    settings.SECOND_FACTOR_REQUIRED = True


def sign_in(client, user):
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD})


def add(client, passkey, name="Ponsel saya", **lies):
    """The browser's answer to the task on the page, sent."""
    task = json.loads(client.get(ADD).context["task"])
    return client.post(ADD, {"name": name, "credential": json.dumps(passkey.make(task, **lies))})


def task_of(client) -> dict:
    return client.get(SIGN_IN, headers=JSON).json()


def enter(client, passkey, **lies):
    return client.post(SIGN_IN, {"credential": json.dumps(passkey.use(task_of(client), **lies))}, follow=True)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def user():
    return UserFactory(password=PASSWORD)


@pytest.fixture
def passkey(user):
    """Made by a browser that has just signed in, and used by others later."""
    client, made = Client(), SoftPasskey()
    sign_in(client, user)
    assert add(client, made).status_code == 302
    return made


# Adding


def test_passkey_is_added_recorded_told_and_brings_recovery_codes(client, user, letters):
    sign_in(client, user)
    before = client.session.session_key
    assert add(client, SoftPasskey()).url == reverse("mfa_view_recovery_codes")
    assert str(Authenticator.objects.get(type="webauthn")) == "Ponsel saya"
    assert client.session.session_key != before
    assert Entry.objects.filter(action="account.webauthn_added", actor=user.pk).count() == 1
    assert letters()[-1].subject == "Passkey ditambahkan"


def test_staff_go_on_to_their_work_after_adding_one(client, sekretariat):
    sekretariat.set_password(PASSWORD)
    sekretariat.save()
    sign_in(client, sekretariat)
    client.get(client.get(WORK).url)
    add(client, SoftPasskey())
    assert client.get(reverse("mfa_view_recovery_codes")).context["destination"] == WORK
    assert client.get(WORK).status_code == 200
    assert add(client, SoftPasskey(), name="Laptop").url == WORK


def test_empty_name_becomes_that_of_the_browser(client, user):
    sign_in(client, user)
    add(client, SoftPasskey(), name="")
    assert str(Authenticator.objects.get(type="webauthn")) == "Peramban tidak dikenal"


@pytest.mark.parametrize(
    "lies",
    [
        {"origin": "https://jahat.contoh.com"},
        {"origin": "https://anak.renja.contoh.go.id"},
        {"origin": "https://renja.contoh.go.id:8443"},
        {"origin": "http://renja.contoh.go.id"},
        {"host": "jahat.contoh.com"},
        {"flags": PRESENT},
        {"flags": 0},
    ],
    ids=str,
)
def test_a08_passkey_made_elsewhere_or_without_its_owner_is_not_added(client, user, lies):
    sign_in(client, user)
    assert UNKNOWN in add(client, SoftPasskey(), **lies).content.decode()
    assert not Authenticator.objects.exists()


def test_a08_answer_to_an_earlier_task_is_not_added(client, user):
    sign_in(client, user)
    old = json.loads(client.get(ADD).context["task"])
    client.get(ADD)
    answer = client.post(ADD, {"name": "x", "credential": json.dumps(SoftPasskey().make(old))})
    assert UNKNOWN in answer.content.decode()


def test_adding_needs_a_fresh_proof(client, user):
    client.force_login(user)
    assert client.get(ADD).url.startswith(reverse("account_reauthenticate"))


def test_eleventh_passkey_is_refused(client, user):
    sign_in(client, user)
    for _number in range(10):
        add(client, SoftPasskey())
    assert "Paling banyak sepuluh" in add(client, SoftPasskey()).content.decode()


def test_a08_name_in_the_browser_is_bound_to_the_public_address_whatever_host_is_claimed(
    client, user, settings
):
    settings.ALLOWED_HOSTS = ["testserver", "jahat.contoh.com"]
    assert client.get(SIGN_IN, headers=JSON | {"host": "jahat.contoh.com"}).json()["publicKey"]["rpId"] == (
        "renja.contoh.go.id"
    )


# Signing in


def test_a08_passkey_alone_signs_in_and_counts_as_second_factor(client, sekretariat):
    sekretariat.set_password(PASSWORD)
    sekretariat.save()
    first, passkey = Client(), SoftPasskey()
    sign_in(first, sekretariat)
    add(first, passkey)
    client.get(LOGIN)
    answer = client.post(
        SIGN_IN, {"credential": json.dumps(passkey.use(task_of(client))), "next": f"{WORK}?x=1"}
    )
    assert answer.url == f"{WORK}?x=1"
    assert client.get(WORK).status_code == 200
    assert Authenticator.objects.get(type="webauthn").last_used_at


@pytest.mark.parametrize(
    "lies",
    [
        {"origin": "https://jahat.contoh.com"},
        {"origin": "https://anak.renja.contoh.go.id"},
        {"origin": "http://renja.contoh.go.id"},
        {"host": "jahat.contoh.com"},
        {"flags": PRESENT},
        {"owner": ""},
        {"owner": "OTk5OTk5"},
        {"owner": "YWJj"},
        {"owner": "/w"},
    ],
    ids=str,
)
def test_a08_answer_that_lies_signs_nobody_in(client, passkey, lies):
    assert UNKNOWN in enter(client, passkey, **lies).content.decode()
    assert not is_signed_in(client)


def test_a08_another_key_signs_nobody_in(client, passkey):
    thief = SoftPasskey()
    thief.id, thief.owner = passkey.id, passkey.owner
    assert UNKNOWN in enter(client, thief).content.decode()
    assert not is_signed_in(client)


def test_a08_answer_counts_once(client, passkey):
    answer = {"credential": json.dumps(passkey.use(task_of(client)))}
    client.post(SIGN_IN, answer)
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert UNKNOWN in client.post(SIGN_IN, answer, follow=True).content.decode()
    task_of(client)
    assert UNKNOWN in client.post(SIGN_IN, answer, follow=True).content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("counts", "goes"),
    [
        ([0, 0, 0], True),
        ([1, 2, 7], True),
        ([1, 1], False),
        ([5, 4], False),
        ([5, 0], False),
    ],
)
def test_a08_counter_may_only_go_up_where_there_is_one(passkey, user, counts, goes):
    for count in counts:
        client = Client()
        passkey.counter = count
        enter(client, passkey)
        last = is_signed_in(client)
    assert last is goes
    assert Entry.objects.filter(action="account.passkey_refused").exists() is not goes


def test_closed_account_stays_closed(client, passkey, user):
    user.is_active = False
    user.save()
    assert "dinonaktifkan" in enter(client, passkey).content.decode()
    assert not is_signed_in(client)


def test_a08_tries_are_limited(client, passkey):
    for _try in range(10):
        client.post(SIGN_IN, {"credential": "{}"})
    assert client.post(SIGN_IN, {"credential": "{}"}).status_code == 429


def test_address_of_the_script_leads_people_to_the_page(client):
    assert client.get(f"{SIGN_IN}?next=/kerja/").url == f"{LOGIN}?next=%2Fkerja%2F"
