"""The forms in the middle of signing in, and what a stranger typed before they signed in."""

import pytest

from accounts.consent import VERSION
from tests.accounts.conftest import App
from tests.factories.accounts import PASSWORD, UserFactory
from tests.renja_portal.hostile import CHOICES, MARKUP, TEXTS, PageReader, encoded

FORM_TYPE = "application/x-www-form-urlencoded"
TYPED = (*(text for text in TEXTS.values() if isinstance(text, str)), *CHOICES, "1234-5678", "", "٣٣٣٣٣٣")


def ask_for_login_code(client) -> tuple[str, tuple[str, ...]]:
    client.post("/akun/kode/", {"email": UserFactory().email})
    return "/akun/kode/konfirmasi/", ("code",)


def sign_up(client) -> tuple[str, tuple[str, ...]]:
    client.post("/akun/daftar/", {"name": MARKUP, "email": "siti@contoh.id", "consent": VERSION})
    return "/akun/surel/konfirmasi/", ("code", "action", "email")


def forget_the_password(client) -> tuple[str, tuple[str, ...]]:
    client.post("/akun/kata-sandi/lupa/", {"email": UserFactory(password=PASSWORD).email})
    return "/akun/kata-sandi/lupa/kode/", ("code", "action")


def enter_with_the_app(client) -> tuple[str, tuple[str, ...]]:
    user = UserFactory(password=PASSWORD)
    App(user)
    client.post("/akun/masuk/", {"login": user.email, "password": PASSWORD})
    return "/akun/keamanan/periksa/", ("code",)


def confirm_by_mail(client) -> tuple[str, tuple[str, ...]]:
    client.force_login(UserFactory())
    return "/akun/konfirmasi-ulang/kode/", ("code", "next", "kirim")


def confirm_by_password(client) -> tuple[str, tuple[str, ...]]:
    client.force_login(UserFactory(password=PASSWORD))
    return "/akun/konfirmasi-ulang/", ("password", "next")


def set_a_password(client) -> tuple[str, tuple[str, ...]]:
    client.force_login(UserFactory(password=PASSWORD))
    return "/akun/kata-sandi/ubah/", ("oldpassword", "password1", "password2")


BEGINNINGS = (
    ask_for_login_code, sign_up, forget_the_password, enter_with_the_app, confirm_by_mail, confirm_by_password,
    set_a_password,
)  # fmt: skip


@pytest.mark.parametrize("begin", BEGINNINGS, ids=lambda begin: begin.__name__)
def test_form_in_the_middle_takes_whatever_is_typed(client, db, begin):
    path, names = begin(client)
    faults = []
    for typed in TYPED:
        answer = client.post(path, encoded([(name, typed) for name in names]), content_type=FORM_TYPE)
        away = answer.get("Location", "").startswith(("http", "//"))
        alive = PageReader(answer.content.decode()).alive
        if answer.status_code not in (200, 302, 429) or away or alive:
            faults.append(f"{typed[:30]!r}: {answer.status_code} {answer.get('Location')} {alive}")
    assert not faults, "\n".join(faults)


def test_text_kept_for_a_stranger_comes_back_as_text(town, client):
    path = f"/aspirasi/draf/{town.proposals['own draft'].key}/masalah/"
    answer = client.post(path, {"title": MARKUP, "problem": MARKUP + "\x00", "lanjut": "1"})
    assert answer.status_code == 302
    client.force_login(town.people["pengusul"], backend="allauth.account.auth_backends.AuthenticationBackend")
    reader = PageReader(client.get(path).content.decode())
    assert "Tulisan Anda kami kembalikan." in reader.text
    assert (MARKUP in reader.text, reader.alive) == (True, [])
