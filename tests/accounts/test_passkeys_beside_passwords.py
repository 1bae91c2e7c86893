"""A08: passkeys beside a password, junk in their place, and the list of one's own."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.passkeys.checks import are_possible
from audit.models import Entry
from tests.accounts.soft_passkey import PRESENT, PUBLIC_URL, SoftPasskey
from tests.accounts.test_passkeys import (
    ADD,
    LIST,
    LOGIN,
    MINE,
    SECURITY,
    SIGN_IN,
    UNKNOWN,
    WORK,
    add,
    enter,
    is_signed_in,
    sign_in,
    task_of,
)
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SECOND, CONFIRM = reverse("mfa_authenticate"), reverse("mfa_reauthenticate_webauthn")


@pytest.fixture(autouse=True)
def _by_name(settings):
    settings.PUBLIC_URL = PUBLIC_URL
    settings.SECOND_FACTOR_REQUIRED = True


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


# As second factor


def test_password_alone_is_not_enough_beside_a_passkey(client, passkey, user):
    assert sign_in(client, user).url == SECOND
    page = client.get(SECOND)
    assert "Pakai kode cadangan" in page.content.decode()
    assert not is_signed_in(client)
    answer = passkey.use(json.loads(page.context["task"]), flags=PRESENT)
    assert client.post(SECOND, {"credential": json.dumps(answer)}).url == MINE
    assert is_signed_in(client)


def test_passkey_of_somebody_else_is_no_second_factor(client, passkey, user):
    other = UserFactory(password=PASSWORD)
    mine = Client()
    sign_in(mine, other)
    add(mine, theirs := SoftPasskey())
    sign_in(client, user)
    task = json.loads(client.get(SECOND).context["task"])
    answer = client.post(SECOND, {"credential": json.dumps(theirs.use(task))})
    assert UNKNOWN in answer.content.decode()
    assert not is_signed_in(client)


def test_recovery_code_works_where_the_passkey_is_lost(client, passkey, user):
    code = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]
    sign_in(client, user)
    assert client.post(SECOND, {"code": code}).url == MINE


def test_guessing_the_second_factor_by_passkeys_is_stopped(client, passkey, user):
    sign_in(client, user)
    for _try in range(6):
        task = json.loads(client.get(SECOND).context["task"])
        answer = client.post(SECOND, {"credential": json.dumps(passkey.use(task, host="x"))})
    assert "Terlalu banyak percobaan" in answer.content.decode()


def test_session_that_has_not_used_it_is_sent_to_the_passkey(client, sekretariat):
    sekretariat.set_password(PASSWORD)
    sekretariat.save()
    first, passkey = Client(), SoftPasskey()
    sign_in(client, sekretariat)
    sign_in(first, sekretariat)
    add(first, passkey)
    answer = client.get(WORK)
    assert answer.url == f"{CONFIRM}?next=%2Fkerja%2F"
    page = client.get(answer.url)
    assert "Pakai kode aplikasi atau kode cadangan" in page.content.decode()
    assert "Pakai kata sandi" not in page.content.decode()  # it would not be enough
    before = client.session.session_key
    wrong = passkey.use(json.loads(page.context["task"]), host="x")
    assert UNKNOWN in client.post(answer.url, {"credential": json.dumps(wrong)}, follow=True).content.decode()
    right = passkey.use(json.loads(client.get(answer.url).context["task"]))
    assert client.post(answer.url, {"credential": json.dumps(right), "next": WORK}).url == WORK
    assert client.get(WORK).status_code == 200
    assert client.session.session_key != before


# What enemies send


HOSTILE = [
    "", "{", "[]", "0", "null", '"x"', "{}", '{"rawId": 1}', '{"rawId": "x", "response": []}',
    '{"rawId": "x", "response": {"clientDataJSON": 1, "attestationObject": 2}}',
    '{"id":"x","rawId":"x","type":"public-key","response":{"clientDataJSON":"!","attestationObject":"!","authenticatorData":"!","signature":"!"}}',
    '{"id":"eA","rawId":"eA","type":"x","response":{"clientDataJSON":"e30","attestationObject":"oA","authenticatorData":"oA","signature":"oA"}}',
    '{"id":"eA","rawId":"eA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA","authenticatorData":"AAAA","signature":"oA","userHandle":"MQ"}}',
    '{"id":"eA","rawId":"eA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"/////w",'
    '"authenticatorData":"'
    + "A" * 60 + '","signature":""}}',
    '{"rawId":"x","response":{"clientDataJSON":"%s","attestationObject":"","authenticatorData":"","signature":""}}' % ("A" * 30_000),
    '{"rawId":"\\u0000","response":{"clientDataJSON":"\\ud800","attestationObject":"\\ud800","authenticatorData":"\\ud800","signature":"\\ud800"}}',
]  # fmt: skip


@pytest.mark.parametrize("sent", HOSTILE, ids=range(len(HOSTILE)))
def test_junk_is_refused_in_one_sentence(client, passkey, user, sent):
    task_of(client)
    assert client.post(SIGN_IN, {"credential": sent}).status_code == 302
    sign_in(client, user)
    client.get(SECOND)
    assert client.post(SECOND, {"credential": sent}).status_code == 200
    assert not is_signed_in(client)
    inside = Client()
    enter(inside, passkey)
    for path, status in ((CONFIRM, 302), (ADD, 200)):
        inside.get(path)
        assert inside.post(path, {"name": "x", "credential": sent}).status_code == status
    assert Authenticator.objects.filter(type="webauthn").count() == 1


# Those that one has


def test_passkey_is_renamed_and_removed_by_its_owner_alone(client, passkey, user):
    pk = Authenticator.objects.get(type="webauthn").pk
    stranger = Client()
    sign_in(stranger, UserFactory(password=PASSWORD))
    enter(client, passkey)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert stranger.get(reverse(name, args=[pk])).status_code == 404
        assert stranger.post(reverse(name, args=[pk]), {"name": "x"}).status_code == 404
        assert client.get(reverse(name, args=[pk])).status_code == 200
    assert (
        "Tuliskan nama"
        in client.post(reverse("mfa_edit_webauthn", args=[pk]), {"name": " "}).content.decode()
    )
    assert client.post(reverse("mfa_edit_webauthn", args=[pk]), {"name": "Laptop  dinas"}).url == LIST
    assert "Laptop dinas" in client.get(LIST).content.decode()
    assert client.post(reverse("mfa_remove_webauthn", args=[pk])).url == LIST
    assert not Authenticator.objects.exists()  # nor recovery codes
    assert Entry.objects.filter(action="account.webauthn_removed", actor=user.pk).count() == 1


def test_removing_needs_a_fresh_proof(client, passkey, user, time_machine):
    time_machine.move_to("2026-11-23 08:00+08:00", tick=False)
    enter(client, passkey)
    time_machine.shift(400)
    pk = Authenticator.objects.get(type="webauthn").pk
    assert client.post(reverse("mfa_remove_webauthn", args=[pk])).url.startswith("/akun/konfirmasi-ulang/")
    assert Authenticator.objects.filter(pk=pk).exists()


def test_list_costs_the_same_for_one_and_three(client, user, django_assert_max_num_queries):
    sign_in(client, user)
    counts = []
    for more in (1, 2):
        for _passkey in range(more):
            add(client, SoftPasskey())
        with django_assert_max_num_queries(12) as seen:
            client.get(LIST)
        counts.append(len(seen))
    assert counts[0] == counts[1]


# Where there can be none


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8000", False),
        ("https://[::1]", False),
        ("http://localhost:8000", True),
        (PUBLIC_URL, True),
    ],
)
def test_passkeys_need_a_name(settings, url, expected):
    settings.PUBLIC_URL = url
    assert are_possible() is expected


@pytest.mark.parametrize("possible", [True, False])
def test_pages_offer_passkeys_only_where_there_can_be_any(client, user, settings, possible):
    if not possible:
        settings.PUBLIC_URL = "http://127.0.0.1:8000"
    assert ("Masuk dengan passkey" in client.get(LOGIN).content.decode()) is possible
    sign_in(client, user)
    assert (ADD in client.get(SECURITY).content.decode()) is possible
    assert (ADD in client.get(reverse("account_second_factor")).content.decode()) is possible
    assert ("Buat passkey" in client.get(ADD).content.decode()) is possible


def test_security_page_counts_them(client, passkey):
    enter(client, passkey)
    text = client.get(SECURITY).content.decode()
    assert "1 passkey" in text
    assert LIST in text
