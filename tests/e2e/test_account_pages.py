"""The pages in the middle of signing up, signing in and confirming: walked through in the browser, each looked at."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.urls import resolve
from playwright.sync_api import Page

from accounts.adapter import CONFIRMED_AT
from accounts.models import Session, User
from accounts.sessions import SessionStore
from notifications.models import Message
from tests.accounts.conftest import App, code_of
from tests.e2e.addresses.samples import IN_THE_MIDDLE
from tests.e2e.browser import PHONE
from tests.e2e.passkey_device import Device
from tests.e2e.walking import Walk
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.stakeholders import HostFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def mailed_code() -> str:
    return re.search(r"^\d{4}-\d{4}$", Message.objects.latest("pk").body, re.MULTILINE).group()


def write_code(page: Page, button: str = "Lanjutkan") -> None:
    page.get_by_label("Kode dari surel").fill(mailed_code())
    press(page, button)


def sign_in_by_code(page: Page, email: str) -> None:
    page.goto("/akun/kode/")
    page.get_by_label("Surel").fill(email)
    page.locator("main button[type=submit]").first.click()


def sign_in_by_password(page: Page, user: User) -> None:
    page.goto("/akun/masuk/")
    page.get_by_label("Surel").fill(user.email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    press(page, "Masuk")


def forget_confirmation() -> None:
    """As if the last proof of who they are were minutes ago."""
    for row in Session.objects.all():
        session = SessionStore(row.session_key)
        session[CONFIRMED_AT] = 0
        session[AUTHENTICATION_METHODS_SESSION_KEY] = []
        session.save()


def with_password(**fields) -> User:
    return UserFactory(password=PASSWORD, **fields)


def sign_up(page: Page, look: Callable) -> None:
    page.goto("/akun/daftar/")
    page.get_by_label("Nama lengkap").fill("Siti Contoh")
    page.get_by_label("Surel").fill("siti@contoh.id")
    page.get_by_label("Saya sudah membaca").check()
    page.locator("main button[type=submit]").first.click()
    look(page, "account_email_verification_sent")


def enter_by_code(page: Page, look: Callable) -> None:
    sign_in_by_code(page, UserFactory().email)
    look(page, "account_confirm_login_code")


def forget_the_password(page: Page, look: Callable) -> None:
    page.goto("/akun/kata-sandi/lupa/")
    page.get_by_label("Surel").fill(with_password().email)
    page.locator("main button[type=submit]").first.click()
    look(page, "account_confirm_password_reset_code")
    page.get_by_label("Kode dari surel").fill(mailed_code())
    page.locator("main button[type=submit]").first.click()
    look(page, "account_complete_password_reset")


def confirm_by_mail(page: Page, look: Callable) -> None:
    """Who has nothing but a mailbox, some minutes after signing in."""
    user = UserFactory()
    sign_in_by_code(page, user.email)
    page.get_by_label("Kode dari surel").fill(mailed_code())
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/")
    forget_confirmation()
    page.goto("/akun/kata-sandi/buat/")
    look(page, "account_confirm_by_code")
    page.get_by_role("button", name=re.compile("^Kirim kode")).click()
    look(page, "account_confirm_by_code")


def confirm_by_password(page: Page, look: Callable) -> None:
    sign_in_by_password(page, with_password())
    page.wait_for_url("**/")
    forget_confirmation()
    page.goto("/akun/keamanan/aplikasi/aktifkan/")
    look(page, "account_reauthenticate")


def set_up_the_app(page: Page, look: Callable) -> None:
    sign_in_by_password(page, with_password())
    page.wait_for_url("**/")
    page.goto("/akun/keamanan/aplikasi/aktifkan/")
    look(page, "mfa_activate_totp")
    secret = page.locator("span.code").text_content()
    page.get_by_label("Kode dari aplikasi").fill(code_of(secret))
    press(page, "Aktifkan")
    look(page, "mfa_view_recovery_codes")
    download = page.context.request.get("/akun/keamanan/kode-cadangan/unduh/")
    assert (download.status, download.headers["content-type"]) == (200, "text/plain")
    page.goto("/akun/keamanan/kode-cadangan/buat/")
    look(page, "mfa_generate_recovery_codes")


def enter_with_the_app(page: Page, look: Callable) -> None:
    user = with_password()
    app = App(user)
    sign_in_by_password(page, user)
    look(page, "mfa_authenticate")
    page.get_by_label("Kode").fill(app.code())
    press(page, "Masuk")
    page.wait_for_url("**/")
    forget_confirmation()
    page.goto("/akun/keamanan/aplikasi/matikan/")
    look(page, "account_reauthenticate")
    page.locator("main form a").click()
    look(page, "mfa_reauthenticate")
    page.get_by_label("Kode").fill(app.code(1))
    page.locator("main button[type=submit]").first.click()
    look(page, "mfa_deactivate_totp")


def keep_passkeys(page: Page, look: Callable) -> None:
    user = with_password()
    Device(page)
    sign_in_by_password(page, user)
    page.wait_for_url("**/")
    page.goto("/akun/keamanan/passkey/tambah/")
    look(page, "mfa_add_webauthn")
    press(page, "Buat passkey")
    look(page, "mfa_view_recovery_codes")
    for button, name in (("Ganti nama", "mfa_edit_webauthn"), ("Hapus", "mfa_remove_webauthn")):
        page.goto("/akun/keamanan/passkey/")
        page.get_by_role("link", name=button).click()
        look(page, name)
    forget_confirmation()
    page.goto("/akun/keamanan/passkey/tambah/")
    page.get_by_role("link", name="Pakai passkey").click()
    look(page, "mfa_reauthenticate_webauthn")
    page.context.clear_cookies()
    sign_in_by_password(page, user)
    look(page, "mfa_authenticate")


FLOWS = {
    sign_up: {"account_email_verification_sent"},
    enter_by_code: {"account_confirm_login_code"},
    forget_the_password: {"account_confirm_password_reset_code", "account_complete_password_reset"},
    confirm_by_mail: {"account_confirm_by_code"},
    confirm_by_password: {"account_reauthenticate"},
    set_up_the_app: {"mfa_activate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"},
    enter_with_the_app: {
        "mfa_authenticate",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_deactivate_totp",
    },
}
FLOWS[keep_passkeys] = {
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_authenticate",
}
NO_PAGES = {"mfa_download_recovery_codes", "mfa_login_webauthn"}


def test_no_page_in_the_middle_is_missed():
    assert set().union(NO_PAGES, *FLOWS.values()) == IN_THE_MIDDLE


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.__name__)
def test_pages_in_the_middle_fit_and_read_well(open_page, db, flow, settings, live_server):
    settings.PUBLIC_URL = live_server.url
    HostFactory()
    seen, faults, read = set(), [], set()

    def look(page: Page, name: str) -> None:
        page.wait_for_url(lambda address: resolve(urlsplit(address).path).url_name == name)
        seen.add(name)
        faults.extend(f"{name}: {fault}" for fault in Walk(page, read).faults_here())

    flow(open_page("/", width=PHONE), look)
    assert not faults, "\n".join(faults)
    assert seen == FLOWS[flow]
