"""Bappeda examines a revision, the planner answers: from a paste out of Excel to the answer, also without scripts."""

import pytest

from renja.models import Remark
from tests.e2e.browser import DESKTOP, PHONE, assert_no_sideways_scroll
from tests.factories.remarks import ExaminationFactory, RevisionFactory
from tests.factories.renja import RenjaFactory
from tests.factories.stakeholders import HostFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PASTED = "Bab\tCatatan\n1.2\tUrutkan peraturan.\n2.16.02.2.01.0014\tJelaskan targetnya."


@pytest.mark.parametrize(
    ("width", "javascript"), [(PHONE, True), (DESKTOP, False)], ids=["phone", "without-scripts"]
)
def test_remarks_go_there_and_answers_come_back(open_page, pemeriksa, perencana, width, javascript):
    HostFactory()
    agency = pemeriksa.memberships.get().organization
    examination = ExaminationFactory(revision=RevisionFactory(renja=RenjaFactory()), organization=agency)
    path = f"/kerja/pemeriksaan/{examination.key}/"
    page = open_page("/kerja/pemeriksaan/", user=pemeriksa, width=width, javascript=javascript)
    page.get_by_role("link", name="Renja 2028").click()
    page.get_by_role("link", name="Tempel dari Excel").click()
    page.get_by_label("Tempel catatan").fill(PASTED)
    page.get_by_role("button", name="Periksa dahulu").click()
    assert_no_sideways_scroll(page)
    page.get_by_role("button", name="Simpan 2 catatan").click()
    page.get_by_role("button", name="Kirim catatan").click()
    page.get_by_text("Catatan dikirim kepada perangkat daerah").wait_for()
    other = open_page(path, user=perencana, width=width, javascript=javascript)
    other.get_by_role("link", name="Tindak lanjut 1").click()
    other.get_by_label("Selesai: perbaikan").check()
    other.get_by_label("Uraian").fill("Sudah diurutkan.")
    other.get_by_role("button", name="Simpan").click()
    other.get_by_role("button", name="Kabarkan kepada Bappeda").click()
    other.get_by_text("Tindak lanjut dikabarkan kepada Bappeda").wait_for()
    page.goto(path + "?tampil=selesai")
    assert page.get_by_text("Sudah diurutkan.").is_visible()
    assert [one.state for one in Remark.objects.order_by("number")] == ["selesai", "terbuka"]
