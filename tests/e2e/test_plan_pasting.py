"""A block from a spreadsheet, pasted into the planner's table: cell by cell saved, and taken back as one."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.plan_table import SAVED, cell, go_to, line_of, state

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def paste(page: Page, text: str) -> None:
    """What the browser does at Ctrl+V with this text on the clipboard."""
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def says(place: Locator, words: str) -> None:
    expect(place.get_by_role("status")).to_have_text(words)


def test_block_fills_the_next_lines_and_is_taken_back_as_one(table):
    page = table()
    place = cell(page, 0, "location")
    go_to(page, place)
    paste(page, 'Teritip\tRp 1.500.000\r\n"Lamaru, ""Pantai"""\t2,500,000.00\r\nManggar\t3000000\r\n')
    says(place, "6 sel ditempel.")
    expect(state(page)).to_have_text(SAVED)
    saved = [(line_of(n).location, line_of(n).pagu) for n in range(3)]
    assert saved == [("Teritip", 1_500_000), ('Lamaru, "Pantai"', 2_500_000), ("Manggar", 3_000_000)]
    page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name="Urungkan")).to_be_disabled()
    expect(state(page)).to_have_text(SAVED)
    assert {line_of(n).pagu for n in range(4)} == {100_000_000}
    page.keyboard.press("Control+y")
    expect(cell(page, 2, "pagu")).to_have_text("3.000.000")
    expect(state(page)).to_have_text(SAVED)
    assert line_of(0).pagu == 1_500_000


def test_what_does_not_fit_is_told(table):
    page = table()
    place = cell(page, 3, "pagu")
    go_to(page, place)
    paste(page, "7\n5")
    says(place, "1 sel ditempel. 1 tidak muat dalam tabel.")
    expect(state(page)).to_have_text(SAVED)
    assert line_of(3).pagu == 7


def test_wrong_cell_of_a_block_stays_open(table, complaints):
    complaints.expect("422")
    page = table()
    place = cell(page, 2, "pagu")
    go_to(page, place)
    paste(page, "banyak\n5")
    expect(place.locator("textarea")).to_have_value("banyak")
    expect(place.get_by_role("alert")).to_contain_text("bukan angka yang dapat dibaca")
    expect(state(page)).to_have_text("1 isian perlu diperiksa.")
    assert (line_of(2).pagu, line_of(3).pagu) == (100_000_000, 5)


def test_too_large_a_block_is_refused(table):
    page = table()
    place = cell(page, 0, "note")
    go_to(page, place)
    paste(page, "a\n" * 501)
    says(place, "Paling banyak 500 sel sekali tempel; ini 501. Untuk sebanyak itu pakai Excel.")
    assert line_of(0).note == ""


def test_lines_of_text_in_an_open_cell_are_no_block(table):
    page = table()
    place = cell(page, 0, "note")
    place.click()
    expect(place.locator("textarea")).to_be_focused()
    paste(page, "satu\ndua")
    expect(page.locator(".cell-note")).to_have_count(0)
    paste(page, "satu\tdua")
    says(place, "1 sel ditempel. 1 dilewati karena tidak diubah di sini.")
    expect(state(page)).to_have_text(SAVED)
    assert line_of(0).note == "satu"
