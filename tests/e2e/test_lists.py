"""The secretariat's lists on a browser that runs no scripts: a file imported, two of its proposals forwarded, the letter."""

import pytest
from playwright.sync_api import Page, expect

from jobs.models import Job
from jobs.worker import Worker
from proposals.models import Proposal
from reports.models import ForwardingLetter
from stakeholders.models import Kelurahan
from tests.e2e.browser import PHONE, assert_no_sideways_scroll
from tests.e2e.full_city import build_full_city
from tests.e2e.full_city.frame import FullCity
from tests.factories.stakeholders import OrganizationFactory
from tests.proposals.lists import FIRST, raw_of, table

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(db) -> FullCity:
    return build_full_city()


def press(page: Page, name: str) -> None:
    """Press a button and look at what comes."""
    page.get_by_role("button", name=name, exact=True).click()
    assert_no_sideways_scroll(page)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_list_is_imported_and_forwarded(open_page, town, tmp_path):
    place = Kelurahan.objects.first().name
    OrganizationFactory(name="Dinas Pekerjaan Umum", kind="perangkat_daerah")
    roads = [
        [f"M-{n}", f"Perbaikan jalan rusak dan drainase {n}", FIRST[2], None, place.upper(), *FIRST[5:]]
        for n in (1, 2)
    ]
    file = tmp_path / "musrenbang.xlsx"
    file.write_bytes(raw_of(table(*roads)))
    page = open_page("/kerja/usulan/impor/", user=town.people["sekretariat"], width=PHONE, javascript=False)
    page.get_by_label("Musrenbang").check()
    page.get_by_label("Dasar").fill("Surat Bappeda Nomor 12")
    page.get_by_label("Berkas daftar usulan").set_input_files(file)
    for button in ("Baca berkas", "Periksa isinya", "Impor 2 usulan"):
        press(page, button)
    new = Proposal.objects.filter(external_number__in=["M-1", "M-2"])
    assert new.count() == 2

    page = open_page(
        "/kerja/usulan/teruskan/?q=drainase", user=town.people["verifikator"], width=PHONE, javascript=False
    )
    for proposal in new:
        page.get_by_label(proposal.number).check()
    for button in ("Pilih instansi tujuan", "Periksa sekali lagi", "Teruskan 2 usulan"):
        press(page, button)
    assert set(new.values_list("status", flat=True)) == {"forwarded"}
    page.get_by_role("link", name="Buat surat penerusan").click()
    page.get_by_role("link", name="Buat surat Dinas Pekerjaan Umum").click()
    press(page, "Buat surat untuk 2 usulan")
    Job.objects.exclude(kind="forwarding_letter").delete()
    Worker().run_once()
    page.reload()
    expect(page.get_by_role("link", name="Unduh PDF")).to_be_visible()
    assert set(ForwardingLetter.objects.latest("pk").proposals.all()) == set(new)
