"""What people do about themselves and their own, by keyboard alone: what came back, their files, data and letters."""

import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from accounts.models import User
from notifications.models import Preference
from notifications.preferences import unsubscribe_path
from proposals.models import Proposal
from tests.e2e.browser import PHONE
from tests.factories.notifications import MessageFactory
from tests.factories.proposals import EventFactory, ProposalFactory
from tests.proposals.phone import receipt_of

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_returned_usulan_is_completed_by_the_receipt(sit_down, town):
    back = ProposalFactory(
        forum=town.city.forum, kelurahan=town.city.kelurahan, by_phone=True, status="returned"
    )
    EventFactory(proposal=back, step="return", title="Dikembalikan", reason="Sebutkan jumlahnya.")
    page, keys = sit_down(None, receipt_of(back), width=PHONE)
    keys.skip()
    keys.link("Lengkapi dan kirim kembali")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lengkapi dan kirim kembali")
    keys.skip()
    keys.link("Ubah Yang diusulkan")
    expect(page.get_by_text("Sebutkan jumlahnya.")).to_be_visible()
    keys.skip()
    keys.field("Yang diusulkan", "Dua titik Wi-Fi.")
    keys.button("Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lengkapi dan kirim kembali")
    keys.button("Kirim kembali")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tanda terima usulan")
    back.refresh_from_db()
    assert (back.status, back.request) == ("submitted", "Dua titik Wi-Fi.")


def test_cover_letter_goes_with_the_button_that_leads_on(sit_down, town):
    draft = town.proposals["own draft"]
    page, keys = sit_down("pengusul", f"/aspirasi/draf/{draft.key}/lampiran/", width=PHONE)
    keys.skip()
    keys.go_to(page.get_by_label("Surat pengantar"))
    page.keyboard.type("foto")
    keys.button("Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa sebelum dikirim")
    letter = draft.attachments.get()
    assert (letter.is_cover_letter, letter.is_public) == (True, False)


def test_data_is_corrected_and_taken_along(sit_down, town):
    page, keys = sit_down("pengusul", "/akun/data-saya/", width=PHONE)
    keys.skip()
    keys.link("Perbaiki nama dan telepon")
    expect(page.get_by_role("heading", level=1)).to_have_text("Data diri")
    keys.skip()
    keys.field("Nama lengkap", "Siti Contoh Baru")
    keys.button("Simpan")
    expect(page.get_by_text("Data diri Anda sudah disimpan.")).to_be_visible()
    page, keys = sit_down("pengusul", "/akun/data-saya/", width=PHONE)
    keys.skip()
    keys.go_to(page.get_by_role("button", name="Unduh data saya"))
    with page.expect_download() as loading:
        keys.press("Enter")
    held = json.loads(ZipFile(io.BytesIO(Path(loading.value.path()).read_bytes())).read("data-saya.json"))
    assert held["akun"]["nama"] == "Siti Contoh Baru"
    assert {"judul", "masalah", "telepon_kontak"} <= set(held["usulan"][0]["isi"])


def test_account_is_erased_and_the_usulan_stays(sit_down, town):
    person, sent = town.people["pengusul"], town.proposals["own submitted"]
    page, keys = sit_down("pengusul", "/akun/data-saya/", width=PHONE)
    keys.skip()
    keys.link("Hapus akun saya")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hapus akun")
    keys.skip()
    keys.button("Hapus akun saya")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    keys.link("Saya mengerti")
    keys.press("Space")
    keys.button("Hapus akun saya")
    expect(page.get_by_role("link", name="Ke beranda")).to_be_visible()
    assert not User.objects.filter(pk=person.pk).exists()
    assert Proposal.objects.values_list("proposer", "contact_name").get(pk=sent.pk) == (None, "")


def test_letters_are_chosen(sit_down, town):
    page, keys = sit_down("pengusul", "/akun/pesan/", width=PHONE)
    keys.skip()
    keys.link("Atur pemberitahuan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pemberitahuan")
    keys.skip()
    keys.go_to(page.get_by_label("Semua:"))
    keys.press("ArrowDown")
    expect(page.get_by_label("Hanya yang penting:")).to_be_checked()
    keys.button("Simpan pilihan")
    expect(page.get_by_text("Pilihan surel disimpan.")).to_be_visible()
    assert Preference.objects.get(user=town.people["pengusul"]).wants == "important"


def test_letters_are_stopped_from_a_letter_without_signing_in(sit_down, town):
    letter = MessageFactory(to_user=town.people["pengusul"], delivery="at_once")
    page, keys = sit_down(None, unsubscribe_path(letter), width=PHONE)
    keys.skip()
    keys.button("Berhenti menerima")
    expect(page.get_by_role("heading", level=1)).to_have_text("Surel dihentikan")
    assert Preference.objects.get(user=town.people["pengusul"]).wants == "nothing"
