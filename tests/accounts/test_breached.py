"""A04: passwords that were lost before, and words that everybody tries first, are refused without asking anybody."""

import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.breached import BreachedValidator, is_breached, is_common
from tests.factories.accounts import UserFactory

LOST = [f"kata sandi yang pernah bocor nomor {number}" for number in range(500)]


@pytest.mark.parametrize(
    "password",
    [
        "manchesterunited", "ManchesterUnited", "manchesterunited2028!", "m4nch3st3run1t3d", "1qaz2wsx3edc4rfv",
        "passwordpassword", "sayangkusayangku", "aaaaaaaaaaaaaaa", "bismillahindonesia", "p@ssw0rdp@ssw0rd!!",
    ],
)  # fmt: skip
def test_a04_most_used_passwords_are_known_in_every_dress(password):
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "kuda benar baterai staples",
        "ß" * 15,
        "夏天的雨" * 4,
        "tiga angsa menyeberang jalan",
    ],
)
def test_a04_sentences_of_ones_own_are_taken(password):
    assert not is_common(password)


def test_a04_long_password_is_looked_at_in_no_time():
    """What is compared is bounded, whatever is typed."""
    assert not is_common("ab" * 500_000 + "c")


@pytest.fixture
def lost(tmp_path, settings):
    sums = sorted(hashlib.sha1(password.encode()).hexdigest().upper() for password in LOST)
    (tmp_path / "bocor.txt").write_text("".join(f"{one}:{number}\r\n" for number, one in enumerate(sums)))
    settings.BREACHED_PASSWORDS = str(tmp_path / "bocor.txt")


def test_a04_each_line_of_the_installations_list_is_found(lost):
    assert [password for password in LOST if not is_breached(password)] == []


def test_a04_what_the_list_does_not_hold_is_not_found(lost, settings, tmp_path):
    others = [f"kata sandi yang aman nomor {number}" for number in range(500)]
    assert [password for password in others if is_breached(password)] == []
    (tmp_path / "kosong.txt").write_text("")
    settings.BREACHED_PASSWORDS = str(tmp_path / "kosong.txt")
    assert not is_breached(LOST[0])


def test_a04_lost_password_is_refused_in_words(lost):
    with pytest.raises(ValidationError, match="pernah bocor"):
        BreachedValidator().validate(LOST[7])


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["Wulandari-renja-28", "diskominfo wulandari", "Puspitawulandari1"])
def test_a04_own_name_and_words_of_the_field_do_not_make_a_password(password):
    user = UserFactory(name="Puspita Wulandari", email="pw@contoh.id")
    with pytest.raises(ValidationError, match="mudah ditebak"):
        validate_password(password, user)
    validate_password("wulandari menanam tujuh pohon jati", user)
