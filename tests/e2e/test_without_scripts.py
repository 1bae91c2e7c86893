"""The staff's side of the chain on a phone whose browser runs no scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from forums.models import Forum
from jobs.models import Job
from jobs.worker import Worker
from meetings.models import Agreement
from proposals.models import Decision, Proposal
from renja.models import Chapter, RenjaLine
from stakeholders.models import Host, Membership, Official, Organization, Unit
from tests.e2e.browser import PHONE, assert_no_sideways_scroll
from tests.e2e.full_city import build_full_city
from tests.e2e.full_city.frame import HIDDEN, FullCity
from tests.factories.stakeholders import UnitFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(db) -> FullCity:
    return build_full_city()


@pytest.fixture
def hold(open_page, town):
    """`hold("sekretariat", "/kerja/")`: the page on such a phone."""
    return lambda role, path: open_page(path, user=town.people[role], width=PHONE, javascript=False)


def press(page: Page, name: str) -> None:
    """Press a button and look at what comes."""
    page.get_by_role("button", name=name, exact=True).first.click()
    assert_no_sideways_scroll(page)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_usulan_is_verified(hold, town):
    proposal = town.proposals["of nobody"]
    page = hold("verifikator", "/kerja/verifikasi/")
    page.get_by_role("link", name=proposal.title).click()
    press(page, "Simpan")
    expect(page).to_have_title(re.compile("^Kesalahan:"))
    page.get_by_label("Nyatakan terverifikasi").check()
    page.get_by_label("Urusan").first.select_option(label="Komunikasi dan Informatika")
    press(page, "Simpan")
    assert Proposal.objects.get(pk=proposal.pk).status == "verified"


def test_usulan_is_sent_back_directed_and_withheld(hold, town):
    proposal = town.proposals["submitted"]
    page = hold("verifikator", f"/kerja/verifikasi/{proposal.number}/")
    page.get_by_label("Minta dilengkapi").check()
    page.get_by_label("Alasan").first.fill("Sebutkan jumlah pesertanya.")
    press(page, "Simpan dan buka berikutnya")
    assert Proposal.objects.get(pk=proposal.pk).status == "returned"
    late = town.proposals["late"]
    UnitFactory(name="Bidang Statistik")
    page = hold("sekretariat", f"/kerja/verifikasi/{late.number}/")
    page.locator("summary", has_text="Kecualikan dari publik").click()
    page.get_by_label("Alasan pengecualian").fill("Rincian persandian")
    press(page, "Kecualikan")
    page.locator("summary", has_text="Disposisikan ke bidang").click()
    page.get_by_label("Bidang yang menangani").select_option(label="Bidang Statistik")
    press(page, "Disposisikan")
    late.refresh_from_db()
    assert (late.withheld_reason, late.unit.name) == ("Rincian persandian", "Bidang Statistik")


def test_result_is_recorded_and_published(hold, town):
    proposal = town.proposals["verified"]
    page = hold("sekretariat", f"/kerja/hasil/{proposal.number}/")
    page.get_by_label("Diterima dengan perubahan").check()
    page.get_by_label("Volume disepakati").fill("120")
    page.get_by_label("Tanggapan resmi").fill("Usulan diterima untuk 120 orang.")
    press(page, "Simpan hasil")
    expect(page).to_have_title(re.compile("^Kesalahan:"))
    expect(page.get_by_label("Volume disepakati")).to_have_value("120")
    page.get_by_label("Alasan", exact=True).fill("Pagu cukup untuk 120 orang.")
    press(page, "Simpan hasil")
    result = Decision.objects.get(proposal=proposal)
    page = hold("pimpinan", "/kerja/pengesahan/")
    expect(page.locator(f"[value='{result.pk}-1']").first).to_be_checked()
    press(page, "Sahkan dan umumkan semua, kecuali yang dilepas")
    press(page, "Sahkan dan umumkan")
    published = Proposal.objects.get(pk=proposal.pk)
    assert (published.status, published.agreed_volume) == ("accepted_with_changes", 120)


def test_usulan_is_recorded_for_somebody(hold):
    page = hold("sekretariat", "/kerja/usulan/catat/")
    page.get_by_label("Surat", exact=True).check()
    page.get_by_label("Dasar").fill("Surat Nomor 12 tanggal 3 Februari 2027")
    page.get_by_label("Nama pengusul atau narahubung").fill("Budi")
    page.get_by_label("Judul usulan").fill("Pelatihan literasi digital")
    page.get_by_label("Permasalahan").fill("Banyak hoaks.")
    page.get_by_label("Yang diusulkan").fill("Pelatihan bagi pegiat.")
    page.get_by_label("Usulan ini untuk seluruh kota").check()
    page.locator("main form[method=post] button[type=submit]").last.click()
    assert_no_sideways_scroll(page)
    assert Proposal.objects.get(title="Pelatihan literasi digital").status == "submitted"


def test_plan_is_filled_in(hold, town):
    line = town.lines["empty"]
    page = hold("perencana", f"/kerja/renja/2028/baris/{line.pk}/")
    page.get_by_label("Pagu indikatif").fill("seratus juta")
    page.locator("textarea[name$='-text']").fill("Jumlah titik yang tersambung")
    press(page, "Simpan baris")
    expect(page.get_by_label("Pagu indikatif")).to_have_value("seratus juta")
    page.get_by_label("Pagu indikatif").fill("100.000.000")
    press(page, "Simpan baris")
    saved = RenjaLine.objects.get(pk=line.pk)
    assert (saved.pagu, saved.indicators.get().text) == (100_000_000, "Jumlah titik yang tersambung")
    page.goto(f"/kerja/renja/2028/usulan/{town.proposals['homeless'].number}/?baris={line.pk}")
    page.get_by_label("Bagian yang dipenuhi").fill("40")
    press(page, "Simpan tautan")
    assert saved.fulfilments.get().share == 40
    page.goto("/kerja/renja/2028/naskah/2.1/")
    page.get_by_label("Isi bagian ini").fill("Paragraf satu.\n\n- butir")
    press(page, "Simpan")
    assert Chapter.objects.get(renja=town.renja, key="2.1").html.startswith("<p>Paragraf satu.</p>")


def test_line_is_found_added_and_taken_out(hold, town):
    page = hold("perencana", "/kerja/renja/2028/baris/baru/")
    page.get_by_label("Cari kode atau kata").fill("jaringan intra")
    press(page, "Cari")
    page.get_by_role("button", name=re.compile("^Tambahkan")).click()
    assert_no_sideways_scroll(page)
    added = RenjaLine.objects.latest("pk")
    page.goto(f"/kerja/renja/2028/baris/{added.pk}/hapus/")
    page.locator("main form[method=post] button[type=submit]").last.click()
    assert not RenjaLine.objects.filter(pk=added.pk).exists()


def test_pdf_is_asked_for_and_the_page_looks_again_by_itself(hold, town):
    Job.objects.all().delete()
    page = hold("perencana", "/kerja/laporan/renja/2028/")
    press(page, "Unduh Renja (PDF)")
    expect(page.locator("main")).to_contain_text("Pekerjaan ini berjalan terus walaupun halaman ditutup.")
    assert page.get_by_role("link", name="Unduh PDF").count() == 0
    Worker().run_once()
    expect(page.get_by_role("link", name="Unduh PDF")).to_be_visible(timeout=15_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")


def test_forum_is_prepared(hold, town):
    page = hold("sekretariat", f"/kerja/forum/{HIDDEN}/fakta/")
    page.get_by_label("Tema").fill("Kota terhubung")
    page.get_by_label("Tanggal forum").fill("2028-02-17")
    page.locator("main form[method=post] button[type=submit]").last.click()
    assert_no_sideways_scroll(page)
    page.goto(f"/kerja/forum/{HIDDEN}/tahapan/")
    page.get_by_label("Tahapan").last.fill("Penjaringan aspirasi")
    page.get_by_label("Dibuka", exact=True).last.fill("2027-11-16T08:00")
    page.get_by_label("Ditutup").last.fill("2027-12-17T23:59")
    page.get_by_label("Menyampaikan usulan").last.check()
    press(page, "Simpan tahapan")
    page.goto(f"/kerja/forum/{HIDDEN}/pagu/")
    page.get_by_label("Pagu", exact=True).fill("13.800.000.000")
    page.get_by_label("Tanggal dasar").fill("2028-01-05")
    page.get_by_label("Dasar", exact=True).fill("SE Wali Kota Nomor 1")
    press(page, "Tambah pagu")
    page.goto(f"/kerja/forum/{HIDDEN}/peserta/")
    page.get_by_label("Instansi").select_option(label="Institut Teknologi Kalimantan")
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.goto(f"/kerja/forum/{HIDDEN}/")
    page.get_by_role("button", name=re.compile("^Tampilkan")).click()
    assert_no_sideways_scroll(page)
    forum = Forum.objects.get(plan_year=HIDDEN)
    assert (forum.theme, forum.is_published, forum.phases.count()) == ("Kota terhubung", True, 1)
    assert (forum.ceilings.total(), forum.participants.count()) == (13_800_000_000, 1)


def test_agreement_is_recorded_changed_and_removed(hold):
    page = hold("sekretariat", f"/kerja/forum/{HIDDEN}/kesepakatan/baru/")
    page.get_by_label("Urusan").select_option(label="Komunikasi dan Informatika")
    page.get_by_label("Kesepakatan", exact=True).fill("Mitra menyediakan tempat.")
    press(page, "Simpan kesepakatan")
    made = Agreement.objects.get(forum__plan_year=HIDDEN)
    page.goto(f"/kerja/forum/{HIDDEN}/kesepakatan/{made.pk}/ubah/")
    page.get_by_label("Sebutan mitra").fill("Pegiat literasi digital")
    press(page, "Simpan kesepakatan")
    made.refresh_from_db()
    assert made.partner_names == "Pegiat literasi digital"
    page.goto(f"/kerja/forum/{HIDDEN}/kesepakatan/{made.pk}/hapus/")
    press(page, "Hapus kesepakatan")
    assert not Agreement.objects.filter(pk=made.pk).exists()


def test_settings_are_kept(hold, town):
    page = hold("admin_user", "/kerja/pengaturan/instansi/")
    page.get_by_label("Daerah", exact=True).fill("Kota Contoh")
    press(page, "Simpan")
    page.goto("/kerja/pengaturan/bidang/baru/")
    page.get_by_label("Nama", exact=True).fill("Bidang Statistik")
    press(page, "Tambah bidang")
    page.goto("/kerja/pengaturan/pejabat/baru/")
    page.get_by_label("Nama dengan gelar").fill("Dra. Contoh, M.Si.")
    page.get_by_label("Jabatan").fill("Kepala Dinas")
    page.get_by_label("Mulai").fill("2027-01-02")
    press(page, "Tambah pejabat")
    page.goto("/kerja/pengaturan/pengguna/tambah/")
    page.get_by_label("Surel").fill("baru@contoh.id")
    page.get_by_label("Nama lengkap").fill("Orang Baru")
    page.get_by_label("Peran").select_option(label="Perencana")
    press(page, "Tambah dan kirim surel")
    page.goto("/kerja/pengaturan/peserta/baru/")
    page.get_by_label("Nama", exact=True).fill("Kampus Contoh")
    page.get_by_label("Jenis").select_option(label="Perguruan tinggi")
    press(page, "Tambah instansi")
    assert Host.objects.get().region == "Kota Contoh"
    assert Unit.objects.filter(name="Bidang Statistik").exists()
    assert Official.objects.filter(name="Dra. Contoh, M.Si.").exists()
    assert Membership.objects.filter(user__email="baru@contoh.id", role="perencana").exists()
    assert Organization.objects.filter(name="Kampus Contoh").exists()


def test_menus_open_without_scripts(hold):
    page = hold("sekretariat", "/kerja/")
    page.locator("details[data-menu] summary").nth(1).click()
    page.get_by_role("link", name="Kelola forum").last.click()
    assert "/kerja/forum/" in page.url
