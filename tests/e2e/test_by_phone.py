"""Without e-mail, from the first page to the verified proposal: by telephone number, a call, and the link of the receipt."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from proposals.models import Proposal
from tests.e2e.browser import PHONE, assert_no_sideways_scroll
from tests.e2e.city import build_city
from tests.factories.stakeholders import HostMembershipFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    assert_no_sideways_scroll(page)


def write(page: Page) -> None:
    page.get_by_label("Judul usulan").fill("Wi-Fi di pelabuhan rakyat")
    page.get_by_label("Permasalahan").fill("Nelayan tidak mendapat kabar cuaca.")
    press(page, "Simpan dan lanjut")
    page.get_by_label("Yang diusulkan").fill("Satu titik Wi-Fi di pelabuhan.")
    press(page, "Simpan dan lanjut")
    page.get_by_label("Usulan ini untuk seluruh kota").check()
    expect(page.get_by_label("Nomor telepon")).to_have_value("081234567890")
    press(page, "Simpan dan lanjut")
    press(page, "Simpan dan lanjut")
    press(page, "Kirim usulan")


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "plain"])
def test_citizen_without_mail_sends_is_called_and_follows_by_the_receipt(open_page, javascript):
    build_city()
    secretary = HostMembershipFactory().user
    page = open_page("/aspirasi/baru/", width=PHONE, javascript=javascript)
    page.get_by_role("link", name="Tulis dengan nomor telepon").click()
    page.get_by_label("Nama lengkap").fill("Ibu Siti")
    page.get_by_label("Nomor telepon").fill("12345")
    page.get_by_label("Saya sudah membaca").check()
    press(page, "Mulai menulis usulan")
    expect(page.get_by_label("Nama lengkap")).to_have_value("Ibu Siti")
    page.get_by_label("Nomor telepon").fill("+62 812-3456-7890")
    press(page, "Mulai menulis usulan")
    write(page)

    proposal = Proposal.objects.get()
    expect(page.get_by_text("Menunggu konfirmasi nomor")).to_be_visible()
    saving = page.get_by_role("link", name="Simpan ke WhatsApp").get_attribute("href")
    assert saving.startswith(f"https://wa.me/?text=Tanda+terima+usulan+{proposal.number}")
    receipt = urlsplit(page.url).path
    stranger = open_page("/aspirasi/", width=PHONE, javascript=javascript)
    expect(stranger.get_by_text("Wi-Fi di pelabuhan rakyat")).to_have_count(0)

    staff = open_page("/kerja/", user=secretary, width=PHONE, javascript=javascript)
    staff.get_by_role("link", name="Nomor menunggu konfirmasi").click()
    expect(staff.get_by_role("link", name="Telepon")).to_have_attribute("href", "tel:+6281234567890")
    press(staff, f"Nomor sudah dikonfirmasi {proposal.number}")
    expect(staff.get_by_text("Tidak ada nomor yang menunggu")).to_be_visible()

    stranger.reload()
    expect(stranger.get_by_text("Wi-Fi di pelabuhan rakyat")).to_have_count(1)
    later = open_page(receipt, width=PHONE, javascript=javascript)
    expect(later.get_by_text("Nomor telepon pengusul dikonfirmasi")).to_be_visible()
    later.get_by_role("link", name="Tarik usulan").click()
    later.get_by_label("Mengapa usulan ini ditarik?").fill("Sudah dibangun.")
    press(later, "Tarik usulan ini")
    expect(later.get_by_text("Ditarik pengusul").first).to_be_visible()
    proposal.refresh_from_db()
    assert proposal.status == "withdrawn"
