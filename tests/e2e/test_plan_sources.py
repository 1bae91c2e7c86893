"""Several sources of funds in the planner's table, ceilings by source, indicators of programs: in the browser."""

import pytest
from playwright.sync_api import expect

from forums.models import Ceiling
from renja.models import RenjaLine
from tests.e2e.browser import DESKTOP, PHONE, assert_no_sideways_scroll
from tests.e2e.plan_table import SAVED, cell, go_to, line_of, state
from tests.factories.renja import FundingFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_money_of_several_sources_says_why_it_does_not_open_and_leads_on(table):
    page = table()
    FundingFactory(line=line_of(0), source="DAU")
    page.reload()
    pagu = cell(page, 0, "pagu")
    pagu.click()
    expect(pagu).to_contain_text("Baris ini memiliki beberapa sumber dana.")
    page.keyboard.type("5")
    expect(pagu.locator("textarea")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(cell(page, 0, "source_of_funds")).to_be_focused()
    cell(page, 0, "source_of_funds").get_by_role("link", name="2 sumber").click()
    expect(page.get_by_role("group", name="Sumber dana 2")).to_be_visible()
    page.get_by_role("group", name="Sumber dana lain").get_by_label("Sumber dana").fill("DAK")
    page.get_by_role("group", name="Sumber dana lain").get_by_label("Pagu indikatif (Rp)").fill("1.000.000")
    page.get_by_role("button", name="Simpan baris").click()
    expect(cell(page, 0, "pagu")).to_have_text("131.000.000")


def test_sums_by_source_follow_each_saved_cell(table):
    page = table()
    Ceiling.objects.update(source_of_funds="PAD", amount=400_000_000)
    page.reload()
    sources = page.get_by_role("region", name="Pagu menurut sumber dana")
    expect(sources).to_contain_text("dari Rp400.000.000 (15 Januari 2027), sisa Rp0")
    go_to(page, cell(page, 0, "pagu"))
    page.keyboard.type("130000000")
    page.keyboard.press("Enter")
    expect(state(page)).to_have_text(SAVED)
    expect(sources).to_contain_text("Melebihi pagu PAD Rp30.000.000")
    page.get_by_role("button", name="Urungkan").click()
    expect(sources).to_contain_text("sisa Rp0")


@pytest.mark.parametrize("javascript", [True, False])
def test_program_gets_its_indicators_in_one_click(table, javascript):
    page = table(javascript=javascript)
    page.locator("tr.program").first.get_by_role("button", name="Isi indikator program").click()
    page.get_by_role("group", name="Indikator baru").get_by_label("Indikator").first.fill("Indeks SPBE")
    page.get_by_role("button", name="Simpan baris").click()
    expect(page.locator("tr.program").first).to_contain_text("Indeks SPBE")
    assert RenjaLine.objects.get(node__level="program").indicators.get().text == "Indeks SPBE"


def test_button_in_a_row_is_reached_by_keys(table):
    page = table()
    program = page.locator("tr.program").first
    go_to(page, program.locator("td").nth(1))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Indikator baru")).to_be_visible()


def test_line_added_to_a_narrowed_table_is_shown_in_the_whole_one(table):
    page = table()
    page.goto(page.url + "?sumber=PAD")
    page.get_by_role("combobox", name="Tambah baris").fill("jaringan intra")
    page.locator("#temuan").get_by_role("option").first.click()
    expect(page.get_by_role("row", name="Penyelenggaraan Jaringan Intra")).to_be_visible()
    assert "sumber" not in page.url


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_pages_of_money_fit_every_screen(table, axe, picture, width):
    page = table(width=width)
    FundingFactory(line=line_of(0), source="DAU")
    RenjaLine.objects.filter(pk=line_of(0).pk).update(urgency=["iku", "forum"])
    for path, name in (
        ("/kerja/renja/2028/?asal=renstra", "plan-sources"),
        (f"/kerja/renja/2028/baris/{line_of(0).pk}/", "line-sources"),
        ("/kerja/renja/2028/prakiraan/?faktor=1,2", "estimate"),
    ):
        page.goto(page.url.split("/kerja/")[0] + path)
        assert_no_sideways_scroll(page)
        axe(page)
        picture(page, name)
