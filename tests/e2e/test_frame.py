"""The frame that every page stands in: it fits the screen, can be read by everyone, and breaks no rule of its own."""

import pytest

from tests.e2e.browser import DESKTOP, PHONE, TABLET, assert_no_sideways_scroll
from tests.factories.forums import ForumFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [PHONE, TABLET, DESKTOP])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_home_fits_reads_well_and_breaks_no_rule(open_page, axe, picture, width, dark):
    ForumFactory()
    page = open_page("/", width=width, dark=dark)
    assert page.locator("h1").count() == 1
    assert_no_sideways_scroll(page)
    axe(page)
    picture(page, "beranda")


def test_home_works_without_scripts(open_page):
    page = open_page("/", width=PHONE, javascript=False)
    page.get_by_role("link", name="Lacak usulan").first.click()
    assert page.url.endswith("/aspirasi/")


def test_complaints_are_heard(open_page, complaints):
    complaints.expect("Content Security Policy|violates")
    page = open_page("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    page.wait_for_timeout(200)
    assert complaints.found
    assert complaints.unexpected() == []


def test_staff_enter_with_their_session(open_page, sekretariat):
    page = open_page("/kerja/", user=sekretariat)
    assert page.url.endswith("/kerja/")
