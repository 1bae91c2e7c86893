"""S01: a secret that can be guessed stops the start, and a key is changed without anybody being sent away."""

import os
import secrets
import string
import subprocess
import sys

import pytest
from django.conf import settings as site
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from renja_portal.settings.strength import checked_key, checked_password
from tests.factories.accounts import UserFactory


@pytest.mark.parametrize(
    "key",
    ["", "pendek", "x" * 80, "rahasia" * 10, "0123456789" * 6, "django-insecure-" + string.ascii_letters,
     "only-for-tests-" + "0" * 50],
)  # fmt: skip
def test_s01_weak_key_is_refused_and_not_repeated(key):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY") as refused:
        checked_key("SECRET_KEY", key)
    assert not key or key not in str(refused.value)


def test_s01_random_key_is_taken():
    for key in (secrets.token_urlsafe(64), secrets.token_hex(32), "only-for-tests-" + string.ascii_letters):
        assert checked_key("SECRET_KEY", key) == key


@pytest.mark.parametrize("password", ["postgres", "Password", "kecil", "forum_renja", "ADMIN"])
def test_s01_default_password_is_refused_and_not_repeated(password):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refused:
        checked_password("DATABASE_URL", password, beside=("forum_renja",))
    assert password not in str(refused.value)


def test_s01_own_password_and_none_at_all_are_taken():
    for password in ("", "kopi-susu-tanpa-gula"):
        assert checked_password("DATABASE_URL", password, beside=("renja",)) == password


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"SECRET_KEY_FALLBACKS": "a" * 60}, "SECRET_KEY_FALLBACKS"),
        ({"DATABASE_URL": "postgres://renja:renja@127.0.0.1/renja"}, "DATABASE_URL"),
        ({"EMAIL_URL": "smtp://noreply:password@127.0.0.1:25"}, "EMAIL_URL"),
        ({"BSRE_PASSWORD": "portal", "BSRE_USERNAME": "portal"}, "BSRE_PASSWORD"),
    ],
)
def test_s01_portal_does_not_start_with_it(changed, name):
    environment = os.environ | {
        "DEMO": "0", "DEBUG": "0", "DATABASE_URL": "postgres://renja:kopi-susu@127.0.0.1/renja",
        "SECRET_KEY": secrets.token_urlsafe(64), **changed,
    }  # fmt: skip
    command = [sys.executable, "-c", "import renja_portal.settings"]
    done = subprocess.run(command, cwd=site.BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"ImproperlyConfigured: {name}" in done.stderr


@pytest.mark.django_db
def test_s01_new_key_sends_nobody_away_while_the_earlier_one_is_named(client, settings):
    client.force_login(UserFactory())
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], secrets.token_urlsafe(64)
    assert client.get(reverse("my_data")).status_code == 200


@pytest.mark.django_db
def test_s01_earlier_key_that_is_named_no_more_opens_nothing(client, settings):
    client.force_login(UserFactory())
    settings.SECRET_KEY = secrets.token_urlsafe(64)
    assert client.get(reverse("my_data")).status_code == 302
