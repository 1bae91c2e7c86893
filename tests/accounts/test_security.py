"""Password, e-mail address and data of one's own; a fresh proof before anything that matters."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "sebuah kalimat lain untuk masuk"
SET = reverse("account_set_password")
CHANGE = reverse("account_change_password")
EMAIL = reverse("account_email")
CONFIRM = reverse("account_confirm_by_code")
PASSWORD_AGAIN = reverse("account_reauthenticate")
APP_AGAIN = reverse("mfa_reauthenticate")
ACTIVATE = reverse("mfa_activate_totp")
BOTH = {"password1": NEW, "password2": NEW}


# A fresh proof


@pytest.mark.parametrize("path", [SET, ACTIVATE])
def test_whoever_has_only_a_mailbox_confirms_by_a_fresh_code(client, path, mailed_code):
    client.force_login(UserFactory())
    answer = client.get(path)
    assert answer.url == f"{CONFIRM}?next={path.replace('/', '%2F')}"
    assert "Kirim kode ke" in client.get(answer.url).content.decode()
    assert client.post(answer.url, {"kirim": "1", "next": path}).url.startswith(CONFIRM)
    assert client.post(CONFIRM, {"code": mailed_code(), "next": path}).url == path
    assert client.get(path).status_code == 200


def test_new_address_waits_for_the_code_and_nothing_typed_is_lost(client, mailed_code, letters):
    client.force_login(UserFactory())
    answer = client.post(EMAIL, {"email": "baru@contoh.id", "action_add": "1"})
    assert answer.url.startswith(CONFIRM)
    client.post(CONFIRM, {"kirim": "1", "next": EMAIL})
    answer = client.post(CONFIRM, {"code": mailed_code(), "next": EMAIL})
    assert answer.url == reverse("account_email_verification_sent")
    assert letters()[-1].to == ["baru@contoh.id"]


def test_wrong_code_confirms_nothing_and_three_are_enough(client, mailed_code):
    client.force_login(UserFactory())
    client.post(CONFIRM, {"kirim": "1"})
    right = mailed_code()
    for _try in range(3):
        assert "tidak cocok" in client.post(CONFIRM, {"code": "0000-0000"}).content.decode()
    assert "Minta kode baru" in client.post(CONFIRM, {"code": right}).content.decode()
    assert client.get(SET).url.startswith(CONFIRM)


def test_code_confirms_once_and_for_a_quarter_of_an_hour(client, mailed_code, time_machine):
    time_machine.move_to("2026-11-23 08:00+08:00")
    client.force_login(UserFactory())
    client.post(CONFIRM, {"kirim": "1"})
    code = mailed_code()
    time_machine.shift(15 * 60 + 1)
    assert "tidak berlaku" in client.post(CONFIRM, {"code": code}).content.decode()


def test_codes_cannot_be_asked_for_without_end(client, letters):
    client.force_login(UserFactory())
    for _try in range(5):
        answer = client.post(CONFIRM, {"kirim": "1"}, follow=True)
    assert "Terlalu sering" in answer.content.decode()
    assert len(letters()) == 3


def test_proof_lasts_five_minutes(client, mailed_code, time_machine):
    time_machine.move_to("2026-11-23 08:00+08:00")
    client.post(reverse("account_login"), {"login": UserFactory().email})
    client.post(reverse("account_confirm_login_code"), {"code": mailed_code()})
    time_machine.shift(290)
    assert client.get(SET).status_code == 200
    time_machine.shift(20)
    assert client.get(SET).url.startswith(CONFIRM)


def test_whoever_has_a_password_confirms_by_it(client):
    user = UserFactory(password=PASSWORD)
    client.force_login(user)
    answer = client.get(ACTIVATE)
    assert answer.url.startswith(PASSWORD_AGAIN)
    assert client.get(CONFIRM).url == PASSWORD_AGAIN
    assert "tidak cocok" in client.post(answer.url, {"password": "bukan ini"}).content.decode()
    assert client.post(PASSWORD_AGAIN, {"password": PASSWORD, "next": ACTIVATE}).url == ACTIVATE
    assert client.get(ACTIVATE).status_code == 200


@pytest.mark.parametrize(
    "name", ["mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"]
)
def test_whoever_has_an_app_confirms_by_it(client, app_of, name):
    user = UserFactory()
    app = app_of(user)
    client.force_login(user)
    assert client.get(reverse(name)).url.startswith(APP_AGAIN)
    client.post(APP_AGAIN, {"code": app.code(), "next": reverse(name)})
    assert client.get(reverse(name)).status_code == 200


def test_confirming_by_a_password_that_one_does_not_have_leads_to_the_code(client):
    client.force_login(UserFactory())
    assert client.get(PASSWORD_AGAIN).url == CONFIRM


# Password


@pytest.fixture
def fresh(client, mailed_code):
    """A client that has just signed in by code, as a person without password."""
    user = UserFactory(email="siti@contoh.id")
    client.post(reverse("account_login"), {"login": user.email})
    client.post(reverse("account_confirm_login_code"), {"code": mailed_code()})
    return client


def test_set_password(fresh, letters):
    assert fresh.post(SET, BOTH).url == reverse("mfa_index")
    assert User.objects.get().check_password(NEW)
    assert fresh.get(reverse("mfa_index")).status_code == 200  # still signed in
    assert letters()[-1].subject == "Kata sandi Anda dibuat"
    assert Entry.objects.filter(action="account.password_set").count() == 1
    assert fresh.get(SET).url == CHANGE


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("pendek sekali", "terlalu pendek"),
        ("a" * 129, "terlalu panjang"),
        ("renja balikpapan dinas forum", "mudah ditebak"),
        ("MUSRENBANG-diskominfo-2028", "mudah ditebak"),
        ("siti@contoh.id1", "mirip"),
        ("123456789012345", "angka"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(fresh, password, why):
    answer = fresh.post(SET, {"password1": password, "password2": password})
    assert why in answer.content.decode()
    assert not User.objects.get().has_usable_password()


def test_two_different_passwords_are_refused(fresh):
    answer = fresh.post(SET, {"password1": NEW, "password2": NEW + "x"})
    assert list(answer.context["form"].errors) == ["password2"]


def test_twelve_characters_are_enough_beside_a_second_factor(client, app_of):
    user = UserFactory(password=PASSWORD)
    short = "kuda-laut-33"
    data = {"oldpassword": PASSWORD, "password1": short, "password2": short}
    client.force_login(user)
    assert "terlalu pendek" in client.post(CHANGE, data).content.decode()
    app_of(user)
    assert client.post(CHANGE, data).status_code == 302


def test_change_of_password_ends_all_other_sessions(client, letters):
    user = UserFactory(password=PASSWORD)
    other = Client()
    for visitor in (client, other):
        visitor.force_login(user)
    assert client.post(CHANGE, {"oldpassword": PASSWORD, **BOTH}).url == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200
    assert other.get(reverse("mfa_index")).status_code == 302
    assert "Kata sandi akun Anda sudah diubah" in letters()[-1].body


def test_change_of_password_needs_the_old_one(client):
    client.force_login(UserFactory(password=PASSWORD))
    answer = client.post(CHANGE, {"oldpassword": "bukan ini", **BOTH})
    assert list(answer.context["form"].errors) == ["oldpassword"]


def test_new_password_by_code(client, mailed_code, letters):
    user = UserFactory(password=PASSWORD)
    assert client.post(reverse("account_reset_password"), {"email": user.email}).url.endswith("/lupa/kode/")
    answer = client.post(reverse("account_confirm_password_reset_code"), {"code": mailed_code()})
    assert client.get(answer.url).status_code == 200
    assert client.post(answer.url, BOTH).url == reverse("proposals:mine")
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert letters()[-1].subject == "Kata sandi Anda diganti"
    assert client.get(answer.url).url == reverse("account_reset_password")  # once


# Address


def confirm_new_address(client, mailed_code):
    client.post(EMAIL, {"email": "Baru@Contoh.id", "action_add": "1"})
    return client.post(reverse("account_email_verification_sent"), {"code": mailed_code()})


def test_new_address_counts_once_it_is_proven(fresh, mailed_code, letters):
    fresh.post(EMAIL, {"email": "baru@contoh.id", "action_add": "1"})
    assert User.objects.get().email == "siti@contoh.id"
    assert "siti@contoh.id" in fresh.get(EMAIL).content.decode()
    assert confirm_new_address(fresh, mailed_code).url == EMAIL
    user = User.objects.get()
    assert (user.email, user.emailaddress_set.get().email) == ("baru@contoh.id", "baru@contoh.id")
    told = letters()[-1]
    assert (told.to, told.subject) == (["siti@contoh.id"], "Surel akun Anda diubah")
    assert Entry.objects.filter(action="account.email_changed").count() == 1


def test_address_of_somebody_else_is_not_taken_over_and_not_given_away(fresh, letters):
    UserFactory(email="ada@contoh.id")
    answer = fresh.post(EMAIL, {"email": "ada@contoh.id", "action_add": "1"})
    assert answer.url == reverse("account_email_verification_sent")
    assert User.objects.filter(email="siti@contoh.id").exists()


def test_only_address_cannot_be_removed(fresh):
    answer = fresh.post(EMAIL, {"email": "siti@contoh.id", "action_remove": "1"}, follow=True)
    assert "tidak dapat dihapus" in answer.content.decode()
    assert User.objects.get().email == "siti@contoh.id"


# Data diri


def test_profile_changes_name_and_phone(client):
    user = UserFactory()
    client.force_login(user)
    answer = client.post(reverse("account_profile"), {"name": " Siti\n Aminah ", "phone": "0812 3456 7890"})
    assert answer.status_code == 302
    user.refresh_from_db()
    assert (user.name, user.phone) == ("Siti Aminah", "0812 3456 7890")
    assert Entry.objects.get(action="account.change_profile").changed == ["name", "phone"]


@pytest.mark.parametrize(("field", "typed"), [("name", ""), ("phone", "nanti saja"), ("name", "x" * 121)])
def test_profile_says_what_is_wrong_and_keeps_it(client, field, typed):
    user = UserFactory()
    client.force_login(user)
    data = {"name": "Siti", "phone": "", field: typed}
    answer = client.post(reverse("account_profile"), data)
    assert list(answer.context["form"].errors) == [field]
    assert typed in answer.content.decode()
    user.refresh_from_db()
    assert user.name.startswith("Warga Contoh")


def test_profile_cannot_set_what_is_not_asked(client):
    user = UserFactory()
    client.force_login(user)
    client.post(
        reverse("account_profile"),
        {"name": "Siti", "email": "lain@contoh.id", "is_staff": "1", "is_active": ""},
    )
    user.refresh_from_db()
    assert (user.email, user.is_staff, user.is_active) == (user.email, False, True)
    assert user.email != "lain@contoh.id"
