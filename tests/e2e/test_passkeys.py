"""Passkeys with the browser's own virtual authenticator: add one, use it as second factor and to sign in, remove it."""

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page

from accounts.models import User
from accounts.sessions import SessionStore
from audit.models import Entry
from stakeholders.models import Role
from tests.accounts.conftest import App
from tests.e2e.browser import PHONE, assert_no_sideways_scroll
from tests.e2e.passkey_device import Device
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.stakeholders import HostFactory, HostMembershipFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _as_in_production(settings, live_server):
    """Staff need a second factor; people type the address that the browser of the test opens."""
    settings.SECOND_FACTOR_REQUIRED = True
    settings.PUBLIC_URL = live_server.url
    HostFactory()


@pytest.fixture
def user() -> User:
    return HostMembershipFactory(role=Role.SEKRETARIAT, user=UserFactory(password=PASSWORD, name="Rani")).user


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def sign_in_by_password(page: Page, user: User) -> None:
    page.goto("/akun/masuk/")
    page.get_by_label("Surel").fill(user.email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    press(page, "Masuk")


def add_passkey(page: Page, name: str = "Ponsel saya") -> None:
    page.goto("/akun/keamanan/passkey/tambah/")
    page.get_by_label("Nama passkey").fill(name)
    press(page, "Buat passkey")
    page.wait_for_url("**/kode-cadangan/")


def sign_out(page: Page) -> None:
    page.goto("/akun/keluar/")
    page.locator("main").get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/")


def test_passkey_from_the_first_day_to_the_last(open_page, user, axe):
    page = open_page("/kerja/", width=PHONE)
    device = Device(page)
    sign_in_by_password(page, user)
    page.goto("/kerja/")
    page.get_by_role("link", name="Buat passkey").click()
    assert page.get_by_label("Nama passkey").input_value() == "Chrome di Linux"
    axe(page)
    assert_no_sideways_scroll(page)
    page.get_by_label("Nama passkey").fill("Ponsel saya")
    press(page, "Buat passkey")
    page.wait_for_url("**/kode-cadangan/")
    page.get_by_role("link", name="Sudah saya simpan, lanjutkan").click()
    page.wait_for_url("**/kerja/")

    sign_out(page)
    sign_in_by_password(page, user)
    page.wait_for_url("**/periksa/")
    axe(page)
    press(page, "Pakai passkey")
    page.wait_for_url("**/kerja/")

    sign_out(page)
    page.goto("/akun/masuk/?next=/kerja/%3Fx%3D1")
    axe(page)
    press(page, "Masuk dengan passkey")
    page.wait_for_url("**/kerja/?x=1")
    assert device.passkeys()[0]["signCount"] == 3

    page.goto("/akun/keamanan/passkey/")
    axe(page)
    page.get_by_role("link", name="Ganti nama").click()
    page.get_by_label("Nama passkey").fill("Ponsel lama")
    press(page, "Simpan")
    page.get_by_role("link", name="Hapus Ponsel lama").click()
    axe(page)
    press(page, "Hapus")
    page.get_by_text("Belum ada passkey").wait_for()
    assert not Authenticator.objects.exists()
    page.goto("/kerja/")
    page.wait_for_url("**/keamanan/petugas/**")


def test_session_that_has_not_used_it_yet_confirms_by_passkey(open_page, user, axe):
    page = open_page("/")
    Device(page)
    sign_in_by_password(page, user)
    add_passkey(page)
    session = SessionStore(user.sessions.get().session_key)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = []
    session.save()
    page.goto("/kerja/?x=1")
    page.wait_for_url("**/passkey/periksa/**")
    axe(page)
    press(page, "Pakai passkey")
    page.wait_for_url("**/kerja/?x=1")
    assert user.sessions.get().session_key != session.session_key


def test_cancelled_passkey_says_so_and_can_be_tried_again(open_page, user, axe):
    page = open_page("/")
    device = Device(page)
    sign_in_by_password(page, user)
    add_passkey(page)
    sign_out(page)
    page.goto("/akun/masuk/")
    device.set(isUserVerified=False)
    press(page, "Masuk dengan passkey")
    page.get_by_text("Passkey tidak jadi dipakai").wait_for()
    axe(page)
    device.set(isUserVerified=True)
    press(page, "Masuk dengan passkey")
    page.wait_for_url("**/kerja/")


def test_copied_passkey_is_refused_and_recorded(open_page, user):
    page = open_page("/")
    device = Device(page)
    sign_in_by_password(page, user)
    add_passkey(page)
    for _time in range(2):
        sign_out(page)
        page.goto("/akun/masuk/")
        press(page, "Masuk dengan passkey")
        page.wait_for_url("**/kerja/")
    device.turn_back()
    sign_out(page)
    page.goto("/akun/masuk/")
    press(page, "Masuk dengan passkey")
    page.get_by_text("Passkey tidak dikenali").wait_for()
    assert page.url.endswith("/akun/masuk/")
    assert Entry.objects.filter(action="account.passkey_refused").count() == 1


def test_app_and_passkey_stand_beside_each_other(open_page, user, axe):
    page = open_page("/")
    Device(page)
    sign_in_by_password(page, user)
    add_passkey(page)
    app = App(user)
    for step in (lambda: press(page, "Pakai passkey"), lambda: write_code(page, app)):
        sign_out(page)
        sign_in_by_password(page, user)
        page.wait_for_url("**/periksa/")
        axe(page)
        step()
        page.wait_for_url("**/kerja/")


def write_code(page: Page, app: App) -> None:
    page.get_by_label("Kode").fill(app.code())
    press(page, "Masuk")


def test_without_scripts_the_other_ways_are_there(open_page, user):
    page = open_page("/akun/masuk/", javascript=False)
    assert not page.get_by_role("button", name="Masuk dengan passkey").is_visible()
    sign_in_by_password(page, user)
    page.goto("/akun/keamanan/passkey/tambah/")
    assert page.get_by_text("JavaScript dimatikan").is_visible()
