"""The journeys by keyboard alone: everything can be reached, everything can be pressed, and one sees where one is."""

import re

import pytest
from playwright.sync_api import expect

from proposals.models import Decision, Proposal
from renja.models import RenjaLine
from tests.e2e.browser import DESKTOP, PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_usulan_is_written_and_sent(sit_down, width):
    page, keys = sit_down("pengusul", "/aspirasi/baru/", width=width)
    keys.skip()
    keys.go_to(page.get_by_label("Saya, sebagai warga"))
    keys.press("ArrowDown")
    expect(page.get_by_label("Komunitas Digital Teritip")).to_be_checked()
    keys.button("Mulai menulis usulan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Apa masalahnya?")
    keys.skip()
    keys.button("Simpan dan lanjut")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    keys.link("Judul usulan")
    expect(page.get_by_label("Judul usulan")).to_be_focused()
    keys.write("Sambungan serat optik ke puskesmas")
    keys.field("Permasalahan", "Sambungan sering terputus.")
    keys.button("Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Apa yang Anda usulkan?")
    keys.field("Yang diusulkan", "Penyambungan dari tiang terdekat.")
    keys.go_to(page.locator("summary", has_text="Bila Anda tahu"))
    keys.press("Enter", "Enter")  # the urusan is answered already, so it stood open
    keys.field("Berapa banyak", "5")
    keys.go_to(page.get_by_label("Yang diusulkan"), "Shift+Tab")
    keys.button("Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Di mana dan untuk siapa?")
    keys.go_to(page.get_by_label("Kelurahan").first)
    page.keyboard.type("Terit")
    keys.field("Nama kontak", "Siti")
    keys.field("Nomor telepon", "0812 0000 4417")
    keys.button("Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada foto atau dokumen pendukung?")
    keys.button("Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa sebelum dikirim")
    keys.button("Kirim usulan", "Space")
    expect(page.locator("main")).to_contain_text(re.compile(r"ASP-2028-\d{4}"))
    sent = Proposal.objects.get(title="Sambungan serat optik ke puskesmas")
    assert (sent.status, sent.kelurahan.name, sent.volume) == ("submitted", "Teritip", 5)


def test_usulan_is_verified(sit_down, town):
    proposal = town.proposals["of nobody"]
    page, keys = sit_down("verifikator", "/kerja/verifikasi/")
    keys.skip()
    keys.link(proposal.title)
    expect(page.get_by_role("heading", level=1)).to_have_text(proposal.title)
    keys.skip()
    keys.button("Simpan")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    keys.link("Putusan")
    expect(page.get_by_label("Nyatakan terverifikasi")).to_be_focused()
    keys.go_to(page.get_by_label("Lengkap: masalah"), "Shift+Tab")
    keys.press("Space")
    keys.go_to(page.get_by_label("Nyatakan terverifikasi"))
    keys.press("Space")
    keys.go_to(page.get_by_label("Urusan").first)
    page.keyboard.type("Komunikasi")
    keys.button("Simpan")
    expect(page).to_have_url(re.compile("/kerja/verifikasi/(#.*)?$"))
    proposal.refresh_from_db()
    assert (proposal.status, proposal.urusan.name) == ("verified", "Komunikasi dan Informatika")


def test_result_is_recorded(sit_down, town):
    proposal = town.proposals["verified"]
    page, keys = sit_down("sekretariat", "/kerja/hasil/")
    keys.skip()
    keys.link(proposal.title)
    expect(page.get_by_role("heading", level=1)).to_have_text(proposal.title)
    keys.skip()
    keys.go_to(page.get_by_label("Diterima", exact=True))
    keys.press("Space", "ArrowDown")
    expect(page.get_by_label("Diterima dengan perubahan")).to_be_checked()
    keys.field("Volume disepakati", "120")
    keys.field("Tanggapan resmi", "Usulan diterima untuk 120 orang.")
    keys.button("Simpan hasil")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    keys.link("Alasan –")
    keys.write("Pagu cukup untuk 120 orang.")
    keys.button("Simpan hasil")
    expect(page).to_have_url(re.compile("/kerja/hasil/(#.*)?$"))
    result = Decision.objects.get(proposal=proposal)
    assert (result.outcome, result.agreed_volume, result.state) == ("accepted_with_changes", 120, "pending")


def test_result_is_published(sit_down, town):
    page, keys = sit_down("pimpinan", "/kerja/pengesahan/")
    keys.skip()
    keys.button("Sahkan dan umumkan semua, kecuali yang dilepas")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sahkan dan umumkan 1 hasil?")
    keys.skip()
    keys.button("Sahkan dan umumkan")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 hasil disahkan dan diumumkan")
    assert Proposal.objects.get(pk=town.proposals["pending"].pk).status == "accepted"


def test_line_of_the_plan_is_filled_in(sit_down, town):
    line = town.lines["empty"]
    page, keys = sit_down("perencana", f"/kerja/renja/2028/baris/{line.pk}/")
    keys.skip()
    keys.field("Pagu indikatif", "seratus juta")
    keys.field("Sumber dana", "PAD")
    keys.field("Lokasi", "Balikpapan Timur")
    keys.field("Kelompok sasaran", "Pelajar")
    keys.go_to(page.locator("textarea[name$='-text']"))
    keys.write("Jumlah titik yang tersambung")
    keys.button("Simpan baris")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    keys.link("Pagu indikatif")
    expect(page.get_by_label("Pagu indikatif")).to_be_focused()
    keys.write("100.000.000")
    keys.button("Simpan baris")
    expect(page).to_have_url(re.compile("/kerja/renja/2028/"))
    saved = RenjaLine.objects.get(pk=line.pk)
    assert (saved.pagu, saved.indicators.get().text) == (100_000_000, "Jumlah titik yang tersambung")


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize(("width", "which"), [(PHONE, "work"), (PHONE, "account"), (DESKTOP, "account")])
def test_menu_opens_and_closes(sit_down, width, which, key):
    page, keys = sit_down("sekretariat", "/kerja/", width=width)
    menu = page.locator("details[data-menu]").nth(1 if which == "work" else 0)
    summary = menu.locator("summary")
    keys.go_to(summary)
    keys.press(key)
    expect(menu).to_have_attribute("open", "")
    keys.go_to(menu.get_by_role("link").nth(1))
    keys.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()
    keys.press(key)
    keys.go_to(menu.get_by_role("link").first)
    keys.press("Enter")
    page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


PLACES = [
    (None, "/", DESKTOP),
    (None, "/", PHONE),
    (None, "/aspirasi/", PHONE),
    (None, "/forum/2028/", DESKTOP),
    (None, "/renja/2028/", DESKTOP),
    ("pengusul", "/aspirasi/saya/", PHONE),
    ("sekretariat", "/kerja/", PHONE),
    ("sekretariat", "/kerja/verifikasi/", DESKTOP),
    ("sekretariat", "/kerja/forum/2028/tahapan/", DESKTOP),
    ("sekretariat", "/kerja/usulan/catat/", DESKTOP),
    ("perencana", "/kerja/renja/2028/", DESKTOP),
    ("perencana", "/kerja/renja/2028/", PHONE),
    ("perencana", "/kerja/renja/2028/naskah/1.1/", DESKTOP),
    ("admin_user", "/kerja/pengaturan/pengguna/", DESKTOP),
]


@pytest.mark.parametrize(("role", "path", "width"), PLACES)
def test_every_stop_of_a_page_is_seen(sit_down, role, path, width):
    _page, keys = sit_down(role, path, width=width)
    assert len(keys.walk_through()) > 5
