"""Signing up and in: by code, by password, with the second factor; who is closed out."""

import pytest
from django.urls import reverse

from accounts.consent import VERSION
from accounts.models import User
from audit.models import Entry
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOGIN = reverse("account_login")
SIGNUP = reverse("account_signup")
LOGIN_CODE = reverse("account_confirm_login_code")
SIGNUP_CODE = reverse("account_email_verification_sent")
MINE = reverse("proposals:mine")


def sign_up(client, name="Siti Aminah", email="siti@contoh.id", **more):
    return client.post(SIGNUP, {"name": name, "email": email, "consent": VERSION, **more})


def ask_code(client, email, **more):
    return client.post(LOGIN, {"login": email, "password": "", "kode": "1", **more})


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


# Signing up


def test_sign_up_by_name_email_and_code(client, mailed_code):
    assert sign_up(client, name="Siti  Aminah").url == SIGNUP_CODE
    user = User.objects.get()
    assert (user.name, user.email, user.has_usable_password()) == ("Siti Aminah", "siti@contoh.id", False)
    assert not is_signed_in(client)
    answer = client.post(SIGNUP_CODE, {"code": mailed_code()})
    assert answer.url == MINE
    assert is_signed_in(client)
    assert user.emailaddress_set.get().verified


def test_sign_up_goes_on_where_one_came_from(client, mailed_code):
    sign_up(client, next="/aspirasi/baru/")
    assert client.post(SIGNUP_CODE, {"code": mailed_code()}).url == "/aspirasi/baru/"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "", "email": "a@contoh.id"}, "name"),
        ({"name": "Siti", "email": ""}, "email"),
        ({"name": "Siti", "email": "bukan alamat"}, "email"),
        ({"name": "Siti", "email": "a@contoh.id", "consent": ""}, "consent"),
        ({"name": "Siti", "email": "a@contoh.id", "consent": "2020-1"}, "consent"),
    ],
)
def test_sign_up_says_what_is_missing_and_keeps_what_was_typed(client, typed, field):
    answer = client.post(SIGNUP, {"consent": VERSION} | typed)
    assert list(answer.context["form"].errors) == [field]
    text = answer.content.decode()
    assert "<title>Kesalahan:" in text
    assert all(f'value="{typed[name]}"' in text for name in ("name", "email") if typed[name])
    assert not User.objects.exists()


def test_robots_that_fill_in_everything_get_no_account_and_no_letter(client, letters):
    assert sign_up(client, website="https://jahat.contoh.com").url == SIGNUP_CODE
    assert not User.objects.exists()
    assert letters() == []


def test_sign_up_links_to_what_is_done_with_the_data(client):
    assert reverse("account_privacy") in client.get(SIGNUP).content.decode()
    assert "27 Tahun 2022" in client.get(reverse("account_privacy")).content.decode()


def test_wrong_code_three_times_ends_the_attempt(client, mailed_code):
    sign_up(client)
    right = mailed_code()
    for _try in range(2):
        assert "Kode tidak cocok" in client.post(SIGNUP_CODE, {"code": "0000-0000"}).content.decode()
    assert client.post(SIGNUP_CODE, {"code": "0000-0000"}).url == LOGIN
    client.post(SIGNUP_CODE, {"code": right})
    assert not is_signed_in(client)


def test_another_code_can_be_sent(client, mailed_code, time_machine):
    time_machine.move_to("2026-11-23 08:00+08:00")
    sign_up(client)
    first = mailed_code()
    time_machine.shift(20)
    client.post(SIGNUP_CODE, {"action": "resend"})
    second = mailed_code()
    assert first != second
    assert client.post(SIGNUP_CODE, {"code": second}).url == MINE


# Signing in


@pytest.mark.parametrize(
    "typed", [str, lambda code: code.replace("-", ""), lambda code: code.replace("-", " ")]
)
def test_sign_in_by_code(client, mailed_code, typed):
    user = UserFactory()
    assert ask_code(client, user.email.upper()).url == LOGIN_CODE
    assert client.post(LOGIN_CODE, {"code": typed(mailed_code())}).url == MINE
    assert is_signed_in(client)
    assert Entry.objects.get(action="account.sign_in").actor_id == user.pk


def test_sign_in_by_code_proves_the_address_of_an_account_that_staff_opened(client, mailed_code):
    user = UserFactory(verified=False)
    ask_code(client, user.email)
    client.post(LOGIN_CODE, {"code": mailed_code()})
    assert is_signed_in(client)
    assert user.emailaddress_set.get().verified


def test_empty_password_also_means_a_code(client, letters):
    user = UserFactory(password=PASSWORD)
    assert client.post(LOGIN, {"login": user.email, "password": ""}).url == LOGIN_CODE
    assert letters()[-1].to == [user.email]


def test_code_button_wins_over_a_password_that_the_browser_filled_in(client):
    user = UserFactory(password=PASSWORD)
    assert ask_code(client, user.email, password="apa saja").url == LOGIN_CODE


def test_code_page_of_its_own(client, mailed_code):
    user = UserFactory()
    assert client.post(reverse("account_request_login_code"), {"email": user.email}).url == LOGIN_CODE
    assert client.post(LOGIN_CODE, {"code": mailed_code()}).url == MINE


def test_code_is_void_after_fifteen_minutes(client, mailed_code, time_machine):
    time_machine.move_to("2026-11-23 08:00+08:00")
    ask_code(client, UserFactory().email)
    code = mailed_code()
    time_machine.shift(15 * 60 + 1)
    client.post(LOGIN_CODE, {"code": code})
    assert not is_signed_in(client)


def test_sign_in_by_password(client):
    user = UserFactory(password=PASSWORD)
    assert client.post(LOGIN, {"login": user.email, "password": PASSWORD}).url == MINE
    assert is_signed_in(client)


def test_wrong_password_says_how_to_go_on(client):
    user = UserFactory(password=PASSWORD)
    text = client.post(LOGIN, {"login": user.email, "password": "bukan ini"}).content.decode()
    assert "tidak cocok" in text
    assert f'value="{user.email}"' in text
    assert not is_signed_in(client)


def test_sixth_wrong_password_must_wait(client):
    user = UserFactory(password=PASSWORD)
    for _try in range(5):
        client.post(LOGIN, {"login": user.email, "password": "bukan ini"})
    answer = client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert "Terlalu banyak percobaan" in answer.content.decode()
    assert not is_signed_in(client)


def test_thirty_attempts_a_minute_from_one_place_are_the_most(client):
    for _try in range(30):
        client.post(LOGIN, {"login": "", "password": ""})
    answer = client.post(LOGIN, {"login": "", "password": ""})
    assert answer.status_code == 429
    assert "Terlalu banyak percobaan" in answer.content.decode()


def test_staff_begin_with_their_work(client, sekretariat, mailed_code):
    ask_code(client, sekretariat.email)
    assert client.post(LOGIN_CODE, {"code": mailed_code()}).url == reverse("workspace")


def test_signing_out_ends_the_session(client):
    client.force_login(UserFactory())
    assert "Keluar dari akun?" in client.get(reverse("account_logout")).content.decode()
    assert client.post(reverse("account_logout")).url == "/"
    assert not is_signed_in(client)


# Who is closed out


def test_deactivated_people_are_out_at_once(client):
    user = UserFactory()
    client.force_login(user)
    assert client.get(MINE).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(MINE).url.startswith(LOGIN)


def test_deactivated_people_do_not_come_in_by_password(client):
    user = UserFactory(password=PASSWORD, is_active=False)
    answer = client.post(LOGIN, {"login": user.email, "password": PASSWORD}, follow=True)
    assert "dinonaktifkan" in answer.content.decode()
    assert not is_signed_in(client)


def test_deactivated_people_get_no_code(client, letters):
    user = UserFactory(is_active=False)
    ask_code(client, user.email)
    assert "belum terdaftar" in letters()[-1].body


def test_answers_are_pages_for_scripts_too(client):
    answer = client.post(LOGIN, {"login": "x"}, headers={"accept": "application/json"})
    assert answer["Content-Type"].startswith("text/html")
