"""What strangers can neither find out nor forge while signing up and in."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.consent import VERSION
from accounts.models import User
from tests.accounts.test_signing_in import LOGIN, LOGIN_CODE, MINE, SIGNUP, ask_code, sign_up
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


# What strangers find out


def page_for(email: str, ask) -> tuple[int, str]:
    """Status and text of the answer, without what differs from request to request."""
    client = Client()
    answer = ask(client, email)
    if answer.status_code == 302:
        answer = client.get(answer.url)
    text = answer.content.decode().replace(email, "SUREL")
    return answer.status_code, "\n".join(line for line in text.splitlines() if "csrf" not in line)


@pytest.mark.parametrize(
    "ask",
    [
        ask_code,
        lambda client, email: sign_up(client, email=email),
        lambda client, email: client.post(LOGIN, {"login": email, "password": "bukan ini"}),
        lambda client, email: client.post(reverse("account_request_login_code"), {"email": email}),
        lambda client, email: client.post(reverse("account_reset_password"), {"email": email}),
    ],
    ids=["code", "sign up", "password", "code page", "reset"],
)
def test_a03_known_and_unknown_addresses_read_the_same(ask):
    UserFactory(email="ada@contoh.id", password=PASSWORD)
    assert page_for("ada@contoh.id", ask) == page_for("tiada@contoh.id", ask)


def test_a03_known_address_that_signs_up_gets_a_letter_instead(client, letters):
    UserFactory(email="ada@contoh.id")
    sign_up(client, email="ada@contoh.id")
    assert letters()[-1].subject == "Anda sudah mempunyai akun"
    assert User.objects.count() == 1


def test_unknown_address_is_told_how_to_sign_up(client, letters, settings):
    ask_code(client, "tiada@contoh.id")
    assert settings.PUBLIC_URL + SIGNUP in letters()[-1].body


# What strangers forge


def test_letters_name_the_portal_and_never_the_host_that_was_claimed(client, letters, settings):
    settings.ALLOWED_HOSTS = ["testserver", "jahat.contoh.com"]
    ask_code(client, "tiada@contoh.id")
    UserFactory(email="ada@contoh.id")
    for email in ("ada@contoh.id", "tiada2@contoh.id"):
        Client().post(
            SIGNUP, {"name": "A", "email": email, "consent": VERSION}, headers={"host": "jahat.contoh.com"}
        )
        Client().post(LOGIN, {"login": email, "kode": "1"}, headers={"host": "jahat.contoh.com"})
        Client().post(
            reverse("account_reset_password"), {"email": email}, headers={"host": "jahat.contoh.com"}
        )
    assert len(letters()) == 7
    assert all("jahat" not in f"{letter.subject} {letter.body}" for letter in letters())


def test_unknown_hosts_are_refused(client):
    assert client.get(LOGIN, headers={"host": "jahat.contoh.com"}).status_code == 400


@pytest.mark.parametrize(
    "target",
    [
        "https://jahat.contoh.com/",
        "//jahat.contoh.com/",
        "/\\jahat.contoh.com",
        "javascript:alert(1)",
        "http:///jahat.contoh.com",
        " https://jahat.contoh.com",
    ],
)
def test_next_never_leads_away(client, target, mailed_code):
    user = UserFactory(password=PASSWORD)
    answer = client.post(LOGIN, {"login": user.email, "password": PASSWORD, "next": target})
    assert answer.url == MINE
    client.logout()
    ask_code(client, user.email, next=target)
    assert client.post(LOGIN_CODE, {"code": mailed_code(), "next": target}).url == MINE
    assert client.post(reverse("account_logout"), {"next": target}).url == "/"


def test_next_leads_on_within_the_portal(client):
    user = UserFactory(password=PASSWORD)
    data = {"login": user.email, "password": PASSWORD, "next": "/aspirasi/?q=wifi"}
    assert client.post(LOGIN, data).url == "/aspirasi/?q=wifi"


def test_session_gets_a_new_key_on_signing_in(client):
    user = UserFactory(password=PASSWORD)
    client.get(LOGIN)
    session = client.session
    session["kept_text"] = {}
    session.save()
    before = session.session_key
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert client.session.session_key != before
