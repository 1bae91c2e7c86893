"""A verifikator scores: in the table, cell by cell; on a phone, one proposal at a time."""

import pytest
from playwright.sync_api import expect

from meetings.models import Mark, Sitting
from tests.e2e.browser import PHONE
from tests.e2e.city import YEAR, build_city
from tests.factories.forums import CriterionFactory
from tests.factories.meetings import AgendaItemFactory, SittingFactory
from urusan.models import Urusan

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def city():
    return build_city()


@pytest.fixture
def sitting(city) -> Sitting:
    sitting = SittingFactory(forum=city.forum, urusan=Urusan.objects.get())
    for name, weight in (("Urgensi", 60), ("Kesiapan", 40)):
        CriterionFactory(forum=city.forum, name=name, weight=weight)
    for cost in (600_000_000, 500_000_000):
        AgendaItemFactory(sitting=sitting, proposal__estimated_cost=cost)
    return sitting


def test_each_mark_is_saved_as_it_is_chosen(open_page, axe, city, sitting):
    page = open_page(f"/kerja/forum/{YEAR}/sidang/{sitting.pk}/penilaian/", user=city.verifikator)
    number = sitting.items.in_order()[1].proposal.number
    page.get_by_label(f"{number}, Urgensi").select_option("5")
    expect(page.get_by_text("Tersimpan")).to_be_visible()
    page.get_by_label(f"{number}, Kesiapan").select_option("2")
    expect(page.locator("output", has_text="76")).to_be_visible()
    first = page.get_by_role("region", name="Peringkat usulan").locator("tbody tr").first
    expect(first).to_contain_text(number)
    expect(page.get_by_text("Sampai di sini cukup dalam pagu indikatif Rp900.000.000")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_phone_scores_one_proposal_at_a_time(open_page, axe, city, sitting, javascript):
    here = f"/kerja/forum/{YEAR}/sidang/{sitting.pk}/penilaian/"
    page = open_page(here, user=city.verifikator, width=PHONE, javascript=javascript)
    items = list(sitting.items.in_order())
    page.get_by_role("link", name=items[0].proposal.title).click()
    for name in ("Urgensi", "Kesiapan"):
        page.get_by_role("group", name=name).get_by_label("4 · Baik").check()
    if javascript:
        axe(page)
    page.get_by_role("button", name="Simpan dan nilai berikutnya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(items[1].proposal.title)
    assert list(Mark.objects.values_list("value", flat=True)) == [4, 4]


def test_agenda_is_put_in_order_by_keyboard(open_page, axe, city, sitting):
    page = open_page(f"/kerja/forum/{YEAR}/sidang/{sitting.pk}/agenda/", user=city.sekretariat)
    first, second = (item.proposal.number for item in sitting.items.in_order())
    page.get_by_role("button", name=f"Turunkan {first}").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#agenda li").first).to_contain_text(second)
    axe(page)
