"""Staff are told before their session ends for want of use, can keep it, and read why where it has ended."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Session
from tests.e2e.browser import PHONE, assert_no_sideways_scroll
from tests.factories.stakeholders import HostFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
SOON, OVER = "Sesi Anda segera berakhir", "Sesi Anda sudah berakhir"


@pytest.fixture
def page(open_page, sekretariat) -> Page:
    """The workspace, with a clock that can be put forward."""
    HostFactory()
    found = open_page("/kerja/", user=sekretariat, width=PHONE)
    found.clock.install()
    found.reload()
    return found


def test_session_is_kept_when_asked_to(page, axe):
    page.clock.fast_forward("26:00")
    expect(page.get_by_text(SOON)).to_be_hidden()
    page.clock.fast_forward("02:00")
    expect(page.get_by_text(SOON)).to_be_visible()
    axe(page)
    assert_no_sideways_scroll(page)
    page.get_by_role("button", name="Tetap masuk").click()
    expect(page.get_by_text(SOON)).to_be_hidden()
    page.clock.fast_forward("26:00")
    expect(page.get_by_text(SOON)).to_be_hidden()


def test_session_that_has_ended_leads_to_signing_in_and_back(page, axe):
    page.clock.fast_forward("28:00")
    Session.objects.update(seen_at="2026-01-01T00:00Z")
    page.get_by_role("button", name="Tetap masuk").click()
    expect(page.get_by_text(OVER)).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Masuk lagi").click()
    page.wait_for_url("**/akun/masuk/?next=**")
    expect(page.get_by_text("karena 30 menit tidak dipakai")).to_be_visible()


def test_use_in_another_tab_counts(page):
    other = page.context.new_page()
    other.clock.install()
    other.goto("/kerja/")
    for one in (page, other):
        one.clock.fast_forward("20:00")
    other.reload()
    page.clock.fast_forward("09:00")
    expect(page.get_by_text(SOON)).to_be_hidden()


def test_public_pages_say_nothing_of_it(open_page, sekretariat):
    page = open_page("/", user=sekretariat)
    assert page.locator("[data-session-end]").count() == 0
