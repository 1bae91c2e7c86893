"""A small plan in the planner's table, and the places of that table that journeys speak of."""

from playwright.sync_api import Locator, Page, expect

from forums.models import Ceiling
from renja.models import Renja, RenjaLine
from tests.factories.forums import PhaseFactory
from tests.factories.renja import IndicatorFactory, LineFactory, RenjaFactory, make_node
from tests.factories.stakeholders import HostFactory

PATH = "/kerja/renja/2028/"
CODES = ("2.16.02.2.01.0001", "2.16.02.2.01.0002", "2.16.02.2.02.0001", "2.16.03.2.01.0001")
SAVED = "Semua perubahan tersimpan."


def build_plan() -> Renja:
    """Two programs, three kegiatan, four lines of a hundred million each, and a code that can still be added."""
    HostFactory()
    renja = RenjaFactory()
    PhaseFactory(forum=renja.forum)
    Ceiling.objects.create(forum=renja.forum, amount=500_000_000, dated="2027-01-15", basis="SE Nomor 050")
    for code in CODES:
        IndicatorFactory(line=LineFactory(renja=renja, node=make_node(code)), text="Jumlah laporan")
    make_node("2.16.03.2.01.0009", name="Penyelenggaraan Jaringan Intra", indikator="Jumlah titik")
    return renja


def line_of(n: int) -> RenjaLine:
    return RenjaLine.objects.get(node__code=CODES[n])


def cell(page: Page, n: int, field: str) -> Locator:
    """The cell of a column in the row of the n-th line."""
    names = page.eval_on_selector_all(".worktable thead th", "heads => heads.map(h => h.dataset.field || '')")
    return page.locator(f"#baris-{line_of(n).pk} > *").nth(names.index(field))


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Jumlah dan penyimpanan")


def state(page: Page) -> Locator:
    return bar(page).get_by_role("status")


def go_to(page: Page, target: Locator) -> None:
    """The focus on a cell, without opening it."""
    target.click()
    page.keyboard.press("Escape")
    expect(target).to_be_focused()
