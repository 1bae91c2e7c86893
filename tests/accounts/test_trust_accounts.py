"""A01–A06, A14 of the checks of trust: guessing, second doors, enumeration, passwords, default accounts.

A07 and A10 stand in test_trust_codes.py, A08 in test_passkeys.py, A09 in test_trust_recovery.py, A11 to A13 in test_trust_sessions.py.
"""

import re

import pytest
from django.conf import settings as site
from django.contrib.auth.hashers import identify_hasher, make_password
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.consent import VERSION
from accounts.models import User
from notifications.models import Message
from renja_portal import settings as portal
from tests.accounts import counting
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOGIN, SIGNUP = reverse("account_login"), reverse("account_signup")
RESET, RESET_CODE = reverse("account_reset_password"), reverse("account_confirm_password_reset_code")
CHANGE = reverse("account_change_password")


def try_password(email: str, *, password="bukan ini", address="10.0.0.1", client=None):
    client = client or Client(REMOTE_ADDR=address)
    return client, client.post(LOGIN, {"login": email, "password": password})


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


# A01


def test_a01_one_account_is_guarded_from_wherever_one_guesses():
    user = UserFactory(password=PASSWORD)
    for number in range(5):
        try_password(user.email, address=f"10.0.{number}.1")
    client, answer = try_password(user.email, password=PASSWORD, address="10.9.9.9")
    assert "Terlalu banyak percobaan" in answer.content.decode()
    assert not is_signed_in(client)


def test_a01_one_place_is_stopped_whichever_account_it_tries():
    for number in range(10):
        try_password(f"orang{number}@contoh.id")
    user = UserFactory(password=PASSWORD)
    _client, answer = try_password(user.email, password=PASSWORD)
    assert "Terlalu banyak percobaan" in answer.content.decode()
    client, answer = try_password(user.email, password=PASSWORD, address="10.0.0.2")
    assert is_signed_in(client)


def test_a01_counts_lie_in_the_database_and_are_shared_by_processes():
    """Another process has another cache object; it finds what this one counted."""
    assert portal.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    cache.set("count", [1, 2], 60)
    assert caches.create_connection("default").get("count") == [1, 2]
    user = UserFactory(password=PASSWORD)
    for _try in range(5):
        try_password(user.email)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache_entries WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] >= 1


def test_a01_counts_are_not_pushed_out_by_a_flood_of_others():
    user = UserFactory(password=PASSWORD)
    for _try in range(5):
        try_password(user.email)
    cache.set_many({f"flut{number}": number for number in range(400)})
    _client, answer = try_password(user.email, password=PASSWORD, address="10.0.0.2")
    assert "Terlalu banyak percobaan" in answer.content.decode()


def test_a01_claimed_addresses_do_not_help(settings):
    """Only the proxy's word counts, and without a proxy nobody's."""
    user = UserFactory(password=PASSWORD)
    for number in range(30):
        headers = {"x-forwarded-for": f"10.1.1.{number}"}
        Client(headers=headers).post(LOGIN, {"login": "", "password": ""})
    answer = Client(headers={"x-forwarded-for": "10.2.2.2"}).post(
        LOGIN, {"login": user.email, "password": PASSWORD}
    )
    assert answer.status_code == 429


# A02


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/", "/admin/password_change/", "/admin/jsi18n/"])
def test_a02_data_admin_has_no_door_of_its_own(client, admin_user, path):
    admin_user.set_password(PASSWORD)
    admin_user.save()
    for answer in (
        client.get(path),
        client.post(path, {"username": admin_user.email, "password": PASSWORD}),
    ):
        assert answer.status_code == 302
        assert answer.url.startswith(LOGIN)
    assert not is_signed_in(client)


def test_a02_signed_in_admin_finds_no_form_to_sign_in(client, admin_user):
    client.force_login(admin_user)
    answer = client.get("/admin/login/")
    assert answer.status_code == 302
    assert answer.url.startswith(LOGIN)


def test_a02_data_admin_demands_the_second_factor(client, admin_user, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(admin_user)
    assert client.get("/admin/").url.startswith(reverse("account_second_factor"))


# A03 (same text and status: test_strangers.py)


ASKS = {
    "password": lambda client, email: client.post(LOGIN, {"login": email, "password": "bukan ini"}),
    "code": lambda client, email: client.post(LOGIN, {"login": email, "kode": "1"}),
    "sign up": lambda client, email: client.post(SIGNUP, {"name": "A", "email": email, "consent": VERSION}),
    "code page": lambda client, email: client.post(reverse("account_request_login_code"), {"email": email}),
    "reset": lambda client, email: client.post(RESET, {"email": email}),
}


def work_behind(ask, email: str) -> tuple[int, int, int]:
    """Password hashes, letters and queries behind an answer."""
    cache.clear()
    counting.asked.clear()
    client, letters = Client(), Message.objects.count()
    client.get(LOGIN)
    with CaptureQueriesContext(connection) as seen:
        ask(client, email)
    return len(counting.asked), Message.objects.count() - letters, len(seen)


@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS)
def test_a03_known_and_unknown_addresses_cost_the_same_work(settings, ask):
    """Medians measured with Argon2 on one machine lie within 17 % of each other; this is why."""
    settings.PASSWORD_HASHERS = ["tests.accounts.counting.CountingHasher"]
    known = UserFactory(password=PASSWORD).email
    without = UserFactory().email
    rows = [work_behind(ask, email) for email in (known, without, "tiada@contoh.id")]
    assert len({(hashes, letters) for hashes, letters, _queries in rows}) == 1
    queries = [count for _hashes, _letters, count in rows]
    assert max(queries) - min(queries) <= 3


# A04


@pytest.mark.parametrize(
    "password", ["ß" * 15, "  kata berspasi  ", "夏天的雨" * 4, "x" * 64 + "é" * 64, "🙂" * 15]
)
def test_a04_every_character_counts_and_spaces_and_letters_of_all_scripts_may_be_used(client, password):
    user = UserFactory(password=PASSWORD)
    client.force_login(user)
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert client.post(CHANGE, data).status_code == 302
    assert is_signed_in(try_password(user.email, password=password)[0])
    assert not is_signed_in(try_password(user.email, password=password[:-1])[0])


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("empat belas hu", "terlalu pendek"),
        ("x" * 129, "terlalu panjang"),
        ("balikpapan-renja-2028", "mudah ditebak"),
        ("siti.rahma@contoh", "mirip"),
    ],
)
def test_a04_short_long_and_likely_passwords_are_refused(client, password, why):
    client.force_login(UserFactory(password=PASSWORD, name="Siti Rahma", email="siti.rahma@contoh.id"))
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert why in client.post(CHANGE, data).content.decode()


def test_a04_fields_take_pasted_passwords_and_password_managers(client):
    text = client.get(LOGIN).content.decode()
    field = re.search(r"<input[^>]*type=\"password\"[^>]*>", text).group()
    assert 'autocomplete="current-password"' in field
    assert "onpaste" not in text
    assert "maxlength" not in field


# A05


def test_a05_passwords_are_kept_by_argon2id(settings):
    settings.PASSWORD_HASHERS = portal.PASSWORD_HASHERS
    assert make_password(PASSWORD).startswith("argon2$argon2id$")


def test_a05_older_hash_is_replaced_on_signing_in(settings):
    settings.PASSWORD_HASHERS = portal.PASSWORD_HASHERS
    user = UserFactory()
    user.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    user.save()
    client, _answer = try_password(user.email, password=PASSWORD)
    assert is_signed_in(client)
    user.refresh_from_db()
    assert identify_hasher(user.password).algorithm == "argon2"
    assert user.check_password(PASSWORD)


# A06 (every staff address: test_second_factor.py, tests/renja_portal/test_policy.py)


def test_a06_second_factor_is_demanded_wherever_anything_real_is_kept():
    assert portal.SECOND_FACTOR_REQUIRED is True
    assert portal.DEMO is False


# A14


def test_a14_fresh_installation_has_no_account():
    assert not User.objects.exists()
    call_command("setup_reference")
    assert not User.objects.exists()


def test_a14_first_admin_gets_a_link_and_no_password(capsys):
    call_command("create_admin", "kepala@contoh.go.id")
    assert not User.objects.get().has_usable_password()
    out = capsys.readouterr().out
    assert "/akun/undangan/" in out
    assert "password" not in out.lower()


def test_a14_database_and_mail_have_no_default_password():
    sources = (site.BASE_DIR / "renja_portal" / "settings").glob("*.py")
    source = "".join(one.read_text() for one in sources)
    assert 'env.db("DATABASE_URL")' in source
    assert not re.search(r"default=[\"'][^\"']*://[^\"'/]*:[^\"'/@]+@", source)
    assert portal.EMAIL_HOST_PASSWORD in (None, "")
