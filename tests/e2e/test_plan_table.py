"""The planner's table in the browser: filled in by keys, saved cell by cell, on every screen."""

import pytest
from playwright.sync_api import expect

from forums.models import Activity
from renja.models import RenjaLine
from tests.e2e.browser import DESKTOP, PHONE, TABLET, assert_no_sideways_scroll
from tests.e2e.plan_table import PATH, SAVED, bar, build_plan, cell, go_to, line_of, state
from tests.factories.forums import PhaseFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_table_is_filled_in_by_keys(table):
    page = table()
    go_to(page, cell(page, 0, "pagu"))
    page.keyboard.press("ArrowDown")
    expect(cell(page, 1, "pagu")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("Teritip")
    page.keyboard.press("Tab")
    expect(cell(page, 1, "pagu").locator("textarea")).to_be_focused()
    page.keyboard.type("150000000")
    page.keyboard.press("Enter")
    expect(cell(page, 2, "pagu")).to_be_focused()
    expect(state(page)).to_have_text(SAVED)
    expect(cell(page, 1, "pagu")).to_have_text("150.000.000")
    expect(bar(page)).to_contain_text("Rp450.000.000")
    expect(bar(page)).to_contain_text("90% dari pagu indikatif Rp500.000.000 menurut SE Nomor 050")
    expect(page.locator("tr.program").first).to_contain_text("350.000.000")
    expect(page.locator("tfoot")).to_contain_text("450.000.000")
    saved = line_of(1)
    assert (saved.location, saved.pagu, saved.version) == ("Teritip", 150_000_000, 3)


def test_keys_walk_the_whole_table(table):
    page = table()
    go_to(page, cell(page, 1, "location"))
    for key, expected in {
        "Home": page.locator(f"#baris-{line_of(1).pk} > th"),
        "End": page.locator(f"#baris-{line_of(1).pk} > td").last,
        "Control+Home": page.locator(".worktable tbody tr").first.locator("th"),
        "Control+End": page.locator(".worktable tbody tr").last.locator("td").last,
    }.items():
        page.keyboard.press(key)
        expect(expected).to_be_focused()
    page.keyboard.press("PageUp")
    expect(page.locator(".worktable tbody tr").first.locator("td").last).to_be_focused()
    page.keyboard.press("PageDown")
    expect(page.locator(".worktable tbody tr").last.locator("td").last).to_be_focused()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.worktable')")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".worktable tbody tr").last.locator("td").last).to_be_focused()


def test_enter_and_f2_open_and_escape_gives_back(table):
    page = table()
    pagu = cell(page, 0, "pagu")
    go_to(page, pagu)
    for key in ("Enter", "F2"):
        page.keyboard.press(key)
        expect(pagu.locator("textarea")).to_have_value("100.000.000")
        page.keyboard.type("7")
        page.keyboard.press("Escape")
        expect(pagu).to_be_focused()
        expect(pagu).to_have_text("100.000.000")
    page.keyboard.press("Delete")
    expect(state(page)).to_have_text(SAVED)
    assert line_of(0).pagu is None
    page.keyboard.press("Shift+Tab")
    assert line_of(0).version == 2


def test_tab_goes_over_the_end_of_a_row_and_back(table):
    page = table()
    cell(page, 0, "note").click()
    page.keyboard.type("Prioritas")
    page.keyboard.press("Tab")
    expect(cell(page, 1, "text").locator("textarea")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(cell(page, 0, "note").locator("textarea")).to_be_focused()
    expect(state(page)).to_have_text(SAVED)
    assert line_of(0).note == "Prioritas"


def test_saved_cells_are_taken_back_and_done_again(table):
    page = table()
    cell(page, 0, "pagu").click()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    cell(page, 1, "note").click()
    page.keyboard.type("Baru")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Urungkan")).to_be_enabled()
    expect(state(page)).to_have_text(SAVED)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(cell(page, 0, "pagu")).to_be_focused()
    expect(page.get_by_role("button", name="Urungkan")).to_be_disabled()
    expect(cell(page, 0, "pagu")).to_have_text("100.000.000")
    expect(state(page)).to_have_text(SAVED)
    assert (line_of(0).pagu, line_of(1).note) == (100_000_000, "")
    page.keyboard.press("Control+y")
    page.get_by_role("button", name="Ulangi").click()
    expect(page.get_by_role("button", name="Ulangi")).to_be_disabled()
    expect(cell(page, 1, "note")).to_have_text("Baru")
    expect(state(page)).to_have_text(SAVED)
    assert (line_of(0).pagu, line_of(1).note) == (5, "Baru")


def test_official_wording_says_where_it_is_changed(table):
    node = line_of(0).node
    node.indikator = "Jumlah laporan"
    node.save()
    page = table()
    wording = cell(page, 0, "text")
    wording.click()
    expect(wording).to_be_focused()
    expect(wording.get_by_role("status")).to_contain_text("ubah melalui halaman barisnya")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".cell-note")).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(wording.get_by_role("status")).to_be_visible()
    page.keyboard.type("x")
    expect(page.locator("textarea")).to_have_count(0)


@pytest.mark.parametrize("is_patient", [True, False])
def test_line_is_added_by_words(table, is_patient):
    page = table()
    page.get_by_role("button", name="Program", exact=True).click()
    page.get_by_role("combobox", name="Tambah baris").press_sequentially("jaringan intra")
    if is_patient:
        expect(page.locator("#temuan").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    added = page.locator("tr.leaf", has_text="Penyelenggaraan Jaringan Intra")
    expect(added).to_be_visible()
    expect(page.locator(":focus")).to_have_attribute("class", "num")
    line = RenjaLine.objects.get(node__code="2.16.03.2.01.0009")
    expect(page.locator(f"#baris-{line.pk} > td:focus")).to_have_count(1)
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(state(page)).to_have_text(SAVED)
    line.refresh_from_db()
    assert (line.pagu, line.indicators.get().text) == (9, "Jumlah titik")
    expect(page.get_by_text("1 baris belum lengkap")).to_be_visible()


def test_line_that_is_there_already_is_found_by_its_code(table):
    page = table()
    field = page.get_by_role("combobox", name="Tambah baris")
    field.press_sequentially("2.16.02.2.01")
    expect(page.locator("#temuan").get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#temuan").get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(cell(page, 1, "pagu")).to_be_focused()
    assert RenjaLine.objects.count() == 4
    field.press_sequentially("2.16")
    expect(page.locator("#temuan").get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#temuan").get_by_role("option")).to_have_count(0)


def test_tree_folds_and_stays_folded(table):
    page = table()
    rows = page.locator(".worktable tbody tr:visible")
    expect(rows).to_have_count(10)
    page.get_by_role("button", name="Kegiatan", exact=True).click()
    expect(rows).to_have_count(6)
    page.get_by_role("button", name="Program", exact=True).click()
    expect(rows).to_have_count(3)
    page.get_by_role("button", name="Isi 2.16.02", exact=True).click()
    expect(rows).to_have_count(5)
    page.locator("tr.program th").last.focus()
    page.reload()
    expect(rows).to_have_count(5)
    page.get_by_role("button", name="Semua", exact=True).click()
    expect(rows).to_have_count(10)
    first = page.locator("tr.program th").first
    first.click()
    expect(rows).to_have_count(5)
    page.keyboard.press("Enter")
    expect(rows).to_have_count(10)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Isi 2.16.02", exact=True)).to_have_attribute(
        "aria-expanded", "false"
    )


def test_saved_form_comes_back_to_its_row(table):
    page = table()
    page.get_by_role("button", name="Program", exact=True).click()
    page.goto(f"{PATH}baris/{line_of(2).pk}/")
    page.get_by_label("Pagu indikatif").first.fill("7")
    page.get_by_role("button", name="Simpan baris").click()
    expect(cell(page, 2, "pagu")).to_be_in_viewport()
    expect(cell(page, 2, "pagu")).to_have_text("7")
    expect(cell(page, 2, "pagu")).to_have_attribute("tabindex", "0")


def test_locked_table_is_walked_but_not_written_in(open_page, perencana):
    PhaseFactory(forum=build_plan().forum, name="Penetapan", activities=[Activity.LOCK])
    page = open_page(PATH, user=perencana)
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-readonly", "true")
    expect(page.get_by_text("dikunci sejak")).to_be_visible()
    cell(page, 0, "pagu").click()
    expect(cell(page, 0, "pagu")).to_be_focused()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(grid.locator("textarea")).to_have_count(0)
    expect(page.get_by_role("button", name="Urungkan")).to_have_count(0)


def test_without_scripts_the_form_of_each_line_is_a_link_away(table):
    page = table(javascript=False)
    expect(page.get_by_role("button", name="Urungkan")).to_have_count(0)
    page.get_by_label("Tambah baris").fill("jaringan intra")
    page.get_by_role("button", name="Cari").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tambah baris")
    page.go_back()
    page.get_by_role("link", name="Nama 2.16.02.2.01.0001").click()
    page.get_by_label("Pagu indikatif").first.fill("7")
    page.get_by_role("button", name="Simpan baris").click()
    assert line_of(0).pagu == 7


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [PHONE, TABLET, DESKTOP])
def test_table_is_fit_for_every_screen(table, axe, picture, complaints, width, dark):
    complaints.expect("422")
    page = table(width=width, dark=dark)
    assert_no_sideways_scroll(page)
    axe(page)
    pagu = cell(page, 0, "pagu")
    pagu.click()
    page.keyboard.type("x")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(pagu.locator("textarea")).to_be_in_viewport()
    expect(bar(page)).to_be_in_viewport()
    assert_no_sideways_scroll(page)
    axe(page)
    picture(page, f"tabel-{'gelap' if dark else 'terang'}")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_head_and_first_column_stay_in_sight(table, width):
    page = table(width=width)
    go_to(page, cell(page, 0, "pagu"))
    page.evaluate("document.querySelector('.plan-tools').scrollIntoView()")
    page.keyboard.press("Control+End")
    last = page.locator(".worktable tbody tr").last
    expect(last.locator("td").last).to_be_focused()
    expect(last.locator("td").last).to_be_in_viewport(ratio=1)
    expect(last.locator("th")).to_be_in_viewport()
    expect(page.locator(".worktable thead th").last).to_be_in_viewport()
    expect(page.locator(".worktable tfoot th")).to_be_in_viewport()
