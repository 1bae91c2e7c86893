"""Reading the plan, and what it serves and covers: on a phone, at a desk, in the dark, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import DESKTOP, PHONE, assert_no_sideways_scroll

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (DESKTOP, False), (PHONE, True)])
def test_tree_opens_and_is_fit_for_all(open_page, axe, picture, town, width, dark):
    page = open_page("/renja/2028/", width=width, dark=dark)
    picture(page, f"renja-tertutup-{dark}")
    for fold in page.locator("details.fold > summary").all():
        fold.click()
    assert_no_sideways_scroll(page)
    axe(page)
    picture(page, f"renja-terbuka-{dark}")


def test_search_narrows_the_tree_while_typing(open_page, town):
    page = open_page("/renja/2028/")
    page.get_by_label("Cari kata, kode, atau nomor usulan").press_sequentially("lanjutan")
    told = page.get_by_role("status").filter(has_text="baris memuat")
    expect(told).to_contain_text(re.compile(r"1 dari \d+ baris memuat “lanjutan”\."))
    expect(page).to_have_url("/renja/2028/?q=lanjutan")
    line = page.locator("article.plan-line")
    expect(line).to_have_count(1)
    expect(line).to_be_visible()
    line.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(town.lines["full"].node.name)


def test_search_works_without_scripts(open_page, town):
    page = open_page("/renja/2028/", width=PHONE, javascript=False)
    page.get_by_label("Cari kata, kode, atau nomor usulan").fill(town.lines["withheld"].code)
    page.get_by_role("button", name="Cari").click()
    expect(page.locator("article.plan-line")).to_have_count(1)
    expect(page.locator("article.plan-line")).to_contain_text("Rincian persandian")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("which", ["full", "withheld", "program"])
def test_page_of_a_line_is_fit_for_all(open_page, axe, picture, town, width, which):
    page = open_page(f"/renja/2028/{town.lines[which].code}/", width=width)
    assert_no_sideways_scroll(page)
    axe(page)
    picture(page, f"baris-{which}")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize(
    "path", ["cakupan", "asal-forum", "keselarasan", "keselarasan/ubah", "keselarasan/aim", "usulan"]
)
def test_pages_of_planners_are_fit_for_all(open_page, axe, picture, town, width, path):
    aim = town.renja.aims.get(kind="sasaran")
    page = open_page(
        f"/kerja/renja/2028/{path.replace('aim', str(aim.pk))}/", user=town.people["perencana"], width=width
    )
    assert_no_sideways_scroll(page)
    axe(page)
    picture(page, path.replace("/", "-"))
