"""The secretariat at its telephone and its papers, by keyboard alone; each journey up to the state that it is about."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from notifications.models import Handover
from proposals.models import Proposal
from tests.e2e.browser import DESKTOP, PHONE
from tests.factories.proposals import EventFactory, ProposalFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def by_phone(town) -> Proposal:
    """Sent with a telephone number that nobody has called yet."""
    return ProposalFactory(forum=town.city.forum, kelurahan=town.city.kelurahan, by_phone=True)


def test_letter_is_recorded(sit_down):
    page, keys = sit_down("sekretariat", "/kerja/usulan/catat/", width=DESKTOP)
    keys.skip()
    keys.button("Catat usulan")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    keys.link("Dasar")
    expect(page.get_by_label("Dasar")).to_be_focused()
    keys.write("Surat Lurah Nomor 050/9")
    keys.go_to(page.get_by_label("Lisan dalam forum"), "Shift+Tab")
    keys.press("Space", "ArrowUp")
    expect(page.get_by_label("Surat", exact=True)).to_be_checked()
    keys.field("Nama pengusul", "Pak Harun")
    keys.field("Judul usulan", "Pelatihan statistik bagi kader")
    keys.field("Permasalahan", "Kader belum dapat membaca data.")
    keys.field("Yang diusulkan", "Dua hari pelatihan.")
    keys.go_to(page.get_by_label("Usulan ini untuk seluruh kota"))
    keys.press("Space")
    keys.button("Catat usulan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tanda terima usulan")
    keys.skip()
    keys.go_to(page.get_by_role("button", name="Cetak tanda terima"))
    entered = Proposal.objects.get(title="Pelatihan statistik bagi kader")
    assert (entered.status, entered.source, entered.contact_name) == ("submitted", "surat", "Pak Harun")


def test_number_is_confirmed(sit_down, by_phone):
    page, keys = sit_down("sekretariat", "/kerja/konfirmasi-nomor/", width=PHONE)
    keys.skip()
    keys.go_to(page.get_by_role("link", name=f"Telepon {by_phone.number}"))
    keys.go_to(page.locator("summary").filter(has_text="Baca usulannya"))
    keys.press("Enter")
    expect(page.get_by_text(by_phone.problem)).to_be_visible()
    keys.go_to(page.get_by_role("button", name="Nomor sudah dikonfirmasi"), "Shift+Tab")
    keys.press("Enter")
    expect(page.get_by_text(f"{by_phone.number} diumumkan")).to_be_visible()
    by_phone.refresh_from_db()
    assert by_phone.status == "submitted"


def test_lost_link_is_made_anew(sit_down, by_phone):
    old = by_phone.receipt_hash
    page, keys = sit_down("sekretariat", "/kerja/konfirmasi-nomor/", width=PHONE)
    keys.skip()
    keys.link("Ganti tautan tanda terima")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ganti tautan tanda terima")
    keys.skip()
    keys.button("Buat tautan baru")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    keys.link("Bagaimana Anda memastikan")
    keys.write("Ditelepon, menyebut judul usulan.")
    keys.button("Buat tautan baru")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tautan baru tanda terima")
    keys.skip()
    keys.go_to(page.get_by_role("link", name="Kirim ke WhatsApp pengusul"))
    by_phone.refresh_from_db()
    assert by_phone.receipt_hash not in (old, None)


def test_usulan_of_last_year_is_let_go(sit_down, town):
    last = town.proposals["own reserve"].forum
    paper = ProposalFactory(forum=last, deferred=True, proposer=None, contact_email="", source="surat")
    page, keys = sit_down("sekretariat", "/kerja/usulan/tahun-lalu/", width=PHONE)
    keys.skip()
    keys.link(f"Tidak dilanjutkan {paper.number}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tidak dilanjutkan")
    keys.skip()
    keys.button("Simpan, tidak dilanjutkan")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    keys.link("Mengapa usulan ini tidak dilanjutkan?")
    keys.write("Sudah dikerjakan kelurahan.")
    keys.button("Simpan, tidak dilanjutkan")
    expect(page.get_by_text(f"{paper.number} tidak dilanjutkan")).to_be_visible()
    assert not Proposal.objects.left_over_before(town.city.forum).undecided().filter(pk=paper.pk).exists()


def test_news_is_told_in_person(sit_down, town):
    paper = ProposalFactory(
        forum=town.city.forum, verified=True, proposer=None, contact_email="", source="lisan"
    )
    EventFactory(proposal=paper, step="verify", at=timezone.now() - datetime.timedelta(hours=1))
    page, keys = sit_down("sekretariat", "/kerja/belum-tersampaikan/", width=PHONE)
    keys.skip()
    keys.go_to(page.locator("summary").filter(has_text=paper.number))
    keys.press("Enter")
    keys.go_to(page.get_by_role("button", name=f"Catat {paper.number}"))
    keys.press("Space")
    expect(page.get_by_text(f"{paper.number} tercatat sudah disampaikan.")).to_be_visible()
    assert Handover.objects.filter(about=f"proposal:{paper.pk}").exists()
