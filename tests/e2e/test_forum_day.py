"""A whole day of a forum, in five browsers: door, console, projector, public page, head; until the results are read by all."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import PHONE, assert_no_sideways_scroll
from tests.e2e.door_page import DOOR
from tests.e2e.forum_day import record as after
from tests.e2e.forum_day import room as during
from tests.e2e.forum_day.prepared import Day, build_day, follow, press

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def day(db) -> Day:
    return build_day()


@pytest.fixture
def look(axe, picture):
    """What every page on the way must be: no wider than its window, axe clean; a picture of it is kept."""
    seen = []

    def at(page: Page) -> None:
        seen.append(page.url)
        assert_no_sideways_scroll(page)
        axe(page)
        picture(page, f"hari-forum-{len(seen):02d}")

    return at


@pytest.fixture
def citizen(open_page, day) -> Page:
    return open_page(f"/aspirasi/{day.proposals[0].number}/", width=PHONE)


@pytest.fixture
def head(open_page, day, look) -> Page:
    """On a phone, and without anything to do until the evening."""
    page = open_page(after.APPROVAL, user=day.city.pimpinan, width=PHONE)
    expect(page.get_by_text("Tidak ada hasil yang menunggu pengesahan")).to_be_visible()
    look(page)
    return page


@pytest.fixture
def doorkeeper(open_page, day, complaints) -> Page:
    complaints.expect("ERR_INTERNET_DISCONNECTED|htmx:sendError|ERR_FAILED")
    return open_page(DOOR, user=day.colleague, width=PHONE)


@pytest.fixture
def secretary(open_page, day, look) -> Page:
    """In mode sidang."""
    page = open_page(day.console, user=day.city.sekretariat)
    press(page, "Mode sidang")
    expect(page.get_by_text("Mode sidang aktif di peramban ini.")).to_be_visible()
    look(page)
    return page


@pytest.fixture
def room(open_page, secretary, day, look) -> Page:
    """The projector, which has no account: the link is all that it needs."""
    follow(secretary, "Layar")
    press(secretary, "Buat tautan layar")
    look(secretary)
    link = secretary.get_by_role("link", name="/layar/").get_attribute("href") or ""
    page = open_page(
        urlsplit(link).path
    )  # it begins with the portal's own address, which is not that of the test
    expect(page.get_by_role("heading", name="Sidang segera dimulai")).to_be_visible()
    secretary.goto(day.console)
    return page


def test_day_of_a_forum(day, doorkeeper, secretary, room, citizen, head, complaints, sign_in, look):
    complaints.expect("409")
    during.guests_arrive(doorkeeper, day, look)
    doorkeeper.context.set_offline(True)
    during.begin(secretary, room, day)
    during.guests_arrive_without_a_line(doorkeeper)
    during.decide_undo_and_decide_again(secretary, room, day, look)
    during.line_comes_back(doorkeeper, room)
    during.decide_in_two_clicks(secretary, room, day)
    after.nothing_is_told(citizen, day)
    during.nobody_types_for_long(secretary, head, day)
    during.two_secretaries_decide_at_once(secretary, doorkeeper, day, look)
    during.somebody_speaks_out(secretary, room, day, look)
    during.end(secretary, room, look)
    after.record_is_complete(secretary, day, sign_in, look)
    after.record_becomes_final(secretary, day, look)
    after.record_is_signed_on_paper(secretary, day, look)
    after.nothing_is_told(citizen, day)
    after.record_can_be_verified(citizen, day, look, is_public=False)
    after.head_approves_all_but_one(head, day, sign_in, look)
    after.results_are_read_but_the_last(citizen, day, look)
    after.head_approves_the_rest(head)
    after.record_can_be_verified(citizen, day, look, is_public=True)
