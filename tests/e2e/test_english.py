"""The switch in the footer: the public side in English and back, with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import PHONE, assert_no_sideways_scroll
from tests.e2e.full_city import build_full_city
from tests.e2e.full_city.frame import FullCity

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "plain"])
PAGES = (
    "/",
    "/aspirasi/",
    "/aspirasi/baru/",
    "/forum/2028/",
    "/renja/2028/",
    "/statistik/2028/",
    "/data/",
    "/bantuan/",
)


@pytest.fixture
def town(db) -> FullCity:
    return build_full_city()


def in_english(page: Page) -> Page:
    page.get_by_role("contentinfo").get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    return page


@BOTH
def test_a_reader_reads_and_writes_in_english_and_goes_back(open_page, town, javascript):
    page = in_english(
        open_page("/aspirasi/", user=town.people["pengusul"], width=PHONE, javascript=javascript)
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("Proposals")
    draft = town.proposals["own draft"]
    page.goto(re.sub(r"/aspirasi/.*", f"/aspirasi/draf/{draft.key}/masalah/", page.url))
    page.get_by_label("Title").fill("Wifi at the library")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    draft.refresh_from_db()
    assert draft.title == "Wifi at the library"
    page.get_by_role("contentinfo").get_by_role("link", name="Bahasa Indonesia").click()
    expect(page.locator("html")).to_have_attribute("lang", "id")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Apa yang Anda usulkan?")


def test_public_pages_fit_a_phone_in_english(open_page, axe, town):
    page = in_english(open_page("/", width=PHONE))
    numbers = [town.proposals[name].number for name in ("accepted", "merged", "deferred")]
    for path in (*PAGES, *(f"/aspirasi/{number}/" for number in numbers)):
        page.goto(re.sub(r"^(https?://[^/]+).*", rf"\1{path}", page.url))
        expect(page.locator("html")).to_have_attribute("lang", "en")
        assert_no_sideways_scroll(page)
    axe(page)
