"""The planner's table when something comes between: a slip of the hand, other people, a line that breaks, a session that ends."""

import re
from decimal import Decimal

import pytest
from django.conf import settings
from playwright.sync_api import expect

from renja.models import RenjaLine
from renja.services import change_cell
from tests.e2e.plan_table import CODES, PATH, SAVED, bar, cell, go_to, line_of, state

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_wrong_cell_stays_open_and_says_why(table, axe, complaints):
    complaints.expect("422")
    page = table()
    cell(page, 0, "pagu").click()
    page.keyboard.type("seratus juta")
    page.keyboard.press("Enter")
    field = cell(page, 0, "pagu").locator("textarea")
    expect(field).to_be_focused()
    expect(field).to_have_value("seratus juta")
    expect(field).to_have_accessible_description(re.compile("bukan angka yang dapat dibaca"))
    expect(page.get_by_role("alert")).to_contain_text("Tulis misalnya 1.250.000")
    expect(state(page)).to_have_text("1 isian perlu diperiksa.")
    axe(page)
    field.fill("100.000.005")
    page.keyboard.press("Enter")
    expect(state(page)).to_have_text(SAVED)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert line_of(0).pagu == 100_000_005


def test_wrong_cell_is_found_again(table, complaints):
    complaints.expect("422")
    page = table()
    cell(page, 3, "pagu").click()
    page.keyboard.type("x")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    go_to(page, cell(page, 0, "location"))
    page.get_by_role("button", name="Program", exact=True).click()
    page.get_by_role("link", name="Tunjukkan").click()
    expect(cell(page, 3, "pagu").locator("textarea")).to_be_focused()


def test_escape_forgets_what_was_wrong(table, complaints):
    complaints.expect("422")
    page = table()
    cell(page, 0, "target").click()
    page.keyboard.type("12 dokumen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.keyboard.press("Escape")
    expect(cell(page, 0, "target")).to_have_text("12")
    expect(state(page)).to_have_text("Setiap isian tersimpan sendiri.")


@pytest.mark.parametrize(
    ("button", "stored"), [("Pakai isian saya", 130_000_000), ("Pakai yang tersimpan", 120_000_000)]
)
def test_two_people_in_one_cell_choose(table, three_roles, axe, complaints, button, stored):
    complaints.expect("409")
    page = table()
    line = line_of(0)
    change_cell(line, actor=three_roles, seen=1, was=None, values={"pagu": Decimal(120_000_000)})
    cell(page, 0, "pagu").click()
    page.keyboard.type("130.000.000")
    page.keyboard.press("Enter")
    choice = page.get_by_role("group", name="Dua isian berbeda")
    expect(choice).to_contain_text("Tiga Peran menyimpan Rp120.000.000 pukul")
    expect(choice).to_contain_text("Anda mengetik Rp130.000.000.")
    assert line_of(0).pagu == 120_000_000
    axe(page)
    choice.get_by_role("button", name=button).press("Enter")
    expect(choice).to_have_count(0)
    expect(cell(page, 0, "pagu")).to_be_focused()
    expect(bar(page)).to_contain_text(f"Rp{stored // 10**6 + 300}")
    assert line_of(0).pagu == stored


def test_change_of_another_cell_meanwhile_is_taken_over(table, three_roles):
    page = table()
    change_cell(line_of(0), actor=three_roles, seen=1, was=None, values={"note": "Dari rekan"})
    cell(page, 0, "pagu").click()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(cell(page, 0, "note")).to_have_text("Dari rekan")
    assert (line_of(0).pagu, line_of(0).note, line_of(0).version) == (7, "Dari rekan", 3)


def test_line_that_is_gone_says_so(table, complaints):
    complaints.expect("404")
    page = table()
    field = cell(page, 0, "pagu")
    RenjaLine.objects.filter(node__code=CODES[0]).delete()
    field.click()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("tidak ada lagi dalam Renja")
    expect(field.locator("textarea")).to_have_value("7")


def test_lost_line_keeps_what_was_typed(table, complaints):
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    page = table()
    page.context.set_offline(True)
    cell(page, 0, "pagu").click()
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    page.keyboard.type("APBD")
    page.keyboard.press("Enter")
    expect(state(page)).to_contain_text("2 perubahan belum tersimpan. Sambungan terputus")
    expect(cell(page, 0, "pagu")).to_have_text("7")
    page.context.set_offline(False)
    expect(state(page)).to_have_text(SAVED)
    assert (line_of(0).pagu, line_of(0).source_of_funds) == (7, "APBD")


def test_leaving_with_unsaved_cells_warns(table, complaints):
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    page = table()
    page.context.set_offline(True)
    cell(page, 0, "pagu").click()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(state(page)).to_contain_text("1 perubahan belum tersimpan")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    page.context.set_offline(False)
    expect(state(page)).to_have_text(SAVED)


def test_text_comes_back_after_the_session_was_lost(table, sign_in, perencana):
    page = table()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    cell(page, 0, "pagu").click()
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    page.keyboard.type("Jangan hilang")
    expect(state(page)).to_contain_text("1 perubahan belum tersimpan. Sesi Anda berakhir")
    way = page.get_by_role("link", name="Masuk lagi")
    expect(way).to_have_attribute("href", re.compile("/akun/masuk/.*next=%2Fkerja%2Frenja%2F2028%2F"))
    page.goto(way.get_attribute("href"))
    sign_in(page, perencana)
    page.goto(PATH)
    expect(cell(page, 0, "source_of_funds").locator("input")).to_have_value("Jangan hilang")
    expect(cell(page, 0, "pagu")).to_have_text("7")
    expect(state(page)).to_have_text(SAVED)
    assert line_of(0).pagu == 7


def test_another_person_at_this_browser_does_not_send_it(table, sign_in, three_roles):
    page = table()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    cell(page, 0, "pagu").click()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(state(page)).to_contain_text("Sesi Anda berakhir")
    sign_in(page, three_roles)
    page.goto(PATH)
    expect(page.get_by_role("grid")).to_be_visible()
    expect(cell(page, 0, "pagu")).to_have_text("100.000.000")
    assert line_of(0).version == 1
