"""Enough support for one day: with a script the reader is told beside the button."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import PHONE, assert_no_sideways_scroll
from tests.e2e.full_city import build_full_city
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "plain"])
def test_reader_is_told_that_the_days_limit_is_reached(open_page, complaints, settings, javascript):
    settings.DAILY_LIMITS = settings.DAILY_LIMITS | {"support": 1}
    town = build_full_city()
    page = open_page(
        f"/aspirasi/{town.proposals['homeless'].number}/",
        user=UserFactory(),
        width=PHONE,
        javascript=javascript,
    )
    complaints.expect("429")
    page.get_by_role("button", name="Dukung usulan ini").click()
    page.get_by_role("button", name="Batalkan dukungan").click()
    said = page.get_by_text("Batas sehari sudah tercapai: 1 dukungan.")
    expect(said).to_be_visible()
    assert_no_sideways_scroll(page)
    if javascript:
        page.get_by_role("button", name="Batalkan dukungan").click()
        page.wait_for_load_state("networkidle")
        expect(said).to_have_count(1)
