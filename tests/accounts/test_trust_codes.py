"""A07, A10 of the checks of trust: each code counts once, soon, and where it was asked for."""

import re

import pytest
from django.conf import settings as site
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from accounts.models import User
from notifications.models import Message
from tests.accounts.test_trust_accounts import RESET, RESET_CODE, is_signed_in, try_password
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
RESET_DONE = reverse("account_complete_password_reset")
NEW = "sebuah kalimat lain untuk masuk"
BOTH = {"password1": NEW, "password2": NEW}


# A07 (replay over the whole time of validity, and the tolerance: test_second_factor.py)


def test_a07_code_counts_once_also_in_another_browser(sekretariat, app_of):
    app = app_of(sekretariat)
    sekretariat.set_password(PASSWORD)
    sekretariat.save()
    code, browsers = app.code(), []
    for _browser in range(2):
        client, _answer = try_password(sekretariat.email, password=PASSWORD)
        client.post(reverse("mfa_authenticate"), {"code": code})
        browsers.append(is_signed_in(client))
    assert browsers == [True, False]


def test_a07_code_lives_for_half_a_minute_with_one_step_to_each_side():
    assert (site.MFA_TOTP_TOLERANCE, getattr(site, "MFA_TOTP_PERIOD", 30)) == (1, 30)


# A10


def ask_reset(client, user, mailed_code) -> str:
    client.post(RESET, {"email": user.email})
    return mailed_code()


def test_a10_reset_code_counts_once(client, mailed_code):
    user = UserFactory(password=PASSWORD)
    code = ask_reset(client, user, mailed_code)
    client.post(RESET_CODE, {"code": code})
    assert client.post(RESET_DONE, BOTH).status_code == 302
    client.post(reverse("account_logout"))
    assert client.post(RESET_CODE, {"code": code}).url == RESET
    assert client.get(RESET_DONE).url == RESET


def test_a10_reset_code_lives_for_a_quarter_of_an_hour(client, mailed_code, time_machine):
    time_machine.move_to("2026-11-23 08:00+08:00")
    code = ask_reset(client, UserFactory(password=PASSWORD), mailed_code)
    time_machine.shift(15 * 60 + 1)
    client.post(RESET_CODE, {"code": code})
    assert client.get(RESET_DONE).url == RESET


def test_a10_reset_code_is_worth_nothing_in_another_browser(client, mailed_code):
    code = ask_reset(client, UserFactory(password=PASSWORD), mailed_code)
    assert Client().post(RESET_CODE, {"code": code}).url == RESET


@pytest.mark.parametrize(
    "change", [{"password": make_password(NEW)}, {"email": "baru@contoh.id"}], ids=["password", "email"]
)
@pytest.mark.parametrize("confirmed", [False, True])
def test_a10_reset_dies_when_password_or_address_change(client, mailed_code, change, confirmed):
    user = UserFactory(password=PASSWORD)
    code = ask_reset(client, user, mailed_code)
    if confirmed:
        client.post(RESET_CODE, {"code": code})
    User.objects.filter(pk=user.pk).update(**change)
    if not confirmed:
        assert client.post(RESET_CODE, {"code": code}).url == RESET
    assert client.post(RESET_DONE, BOTH).url == RESET
    user.refresh_from_db()
    assert not (change.get("email") and user.check_password(NEW))


def test_a10_letter_holds_a_code_and_no_link_that_opens_anything(client, letters):
    ask_reset(client, UserFactory(password=PASSWORD), lambda: "")
    paths = re.findall(rf"{re.escape(site.PUBLIC_URL)}(\S*)", letters()[-1].body)
    assert all(Client().get(path or "/").status_code == 200 for path in paths)
    assert Message.objects.latest("pk").is_private


def test_a10_three_wrong_codes_end_a_reset(client, mailed_code):
    code = ask_reset(client, UserFactory(password=PASSWORD), mailed_code)
    for _try in range(3):
        client.post(RESET_CODE, {"code": "0000-0000"})
    client.post(RESET_CODE, {"code": code})
    assert client.get(RESET_DONE).url == RESET
