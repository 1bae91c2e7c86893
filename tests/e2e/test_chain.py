"""The main job: one usulan from a stakeholder's phone to the official PDF, by five people in the browser."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from jobs.worker import Worker
from notifications.models import Message
from proposals.models import Proposal
from renja.models import RenjaLine
from tests.e2e.browser import DESKTOP, PHONE, TABLET, assert_no_sideways_scroll
from tests.e2e.city import LINE_CODE, LINE_NAME, SIGNER, YEAR, City, build_city

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "Sambungan serat optik ke <b>Puskesmas</b> Teritip"
PROBLEM = 'Sambungan sering terputus sehingga rujukan tertunda. =HYPERLINK("x") {{ 7|add:7 }}'
ANSWER = "Diterima untuk tiga dari lima titik yang diusulkan."


@pytest.fixture
def city(db) -> City:
    return build_city()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def write_proposal(page: Page, city: City, look) -> str:
    """The four steps of a submission; returns the number that the person is shown."""
    look(page)
    page.get_by_label("Komunitas Digital Teritip").check()
    press(page, "Mulai menulis usulan")
    look(page)
    press(page, "Simpan dan lanjut")
    expect(page).to_have_title(re.compile("^Kesalahan:"))
    look(page)
    page.get_by_label("Judul usulan").fill(TITLE)
    page.get_by_label("Permasalahan").fill(PROBLEM)
    press(page, "Simpan dan lanjut")
    look(page)
    page.get_by_label("Yang diusulkan").fill("Penyambungan serat optik dari tiang terdekat ke lima titik.")
    page.locator("summary", has_text="Bila Anda tahu").click()
    page.get_by_label("Berapa banyak").fill("5")
    page.get_by_label("Satuannya").fill("Titik")
    page.get_by_label("Perkiraan biaya").fill("185.000.000")
    press(page, "Simpan dan lanjut")
    look(page)
    page.get_by_label("Kelurahan").first.select_option(label="Teritip")
    page.get_by_label("Siapa yang mendapat manfaat").fill("Pasien dan petugas puskesmas")
    page.get_by_label("Nomor telepon").fill("0812 0000 4417")
    press(page, "Simpan dan lanjut")
    look(page)
    press(page, "Simpan dan lanjut")
    look(page)
    expect(page.get_by_text(TITLE)).to_be_visible()
    press(page, "Kirim usulan")
    look(page)
    return re.search(rf"ASP-{YEAR}-\d{{4}}", page.inner_text("main")).group()


@pytest.fixture
def look(axe, picture):
    """What every page on the way must be: no wider than its window, axe clean; a picture of it is kept."""
    seen = []

    def at(page: Page) -> None:
        seen.append(page.url)
        assert_no_sideways_scroll(page)
        axe(page)
        picture(page, f"langkah-{len(seen):02d}")

    return at


def verify(page: Page, number: str, look) -> None:
    look(page)
    page.get_by_role("link", name=TITLE).click()
    look(page)
    expect(page.get_by_text("0812 0000 4417")).to_be_visible()
    page.get_by_label("Lengkap: masalah").check()
    page.get_by_label("Nyatakan terverifikasi").check()
    page.get_by_label("Urusan").select_option(label="Komunikasi dan Informatika")
    press(page, "Simpan")
    look(page)
    assert Proposal.objects.get(number=number).status == "verified"


def record_result(page: Page, number: str, look) -> None:
    look(page)
    page.get_by_role("link", name=TITLE).click()
    page.get_by_label("Diterima dengan perubahan").check()
    page.get_by_label("Volume disepakati").fill("3")
    page.get_by_label("Alasan", exact=False).last.fill("Pagu cukup untuk tiga titik.")
    page.get_by_label("Tanggapan resmi").fill(ANSWER)
    look(page)
    press(page, "Simpan hasil")
    look(page)
    assert Proposal.objects.get(number=number).status == "verified"


def publish(page: Page, number: str, look) -> None:
    look(page)
    expect(page.get_by_role("checkbox").first).to_be_checked()
    press(page, "Sahkan dan umumkan semua, kecuali yang dilepas")
    look(page)
    press(page, "Sahkan dan umumkan")
    look(page)
    assert Proposal.objects.get(number=number).status == "accepted_with_changes"


def put_into_plan(page: Page, number: str, look) -> None:
    """Begin the plan, find the sub kegiatan for the homeless proposal, link it, fill the line in."""
    look(page)
    press(page, f"Buat Renja {YEAR}")
    look(page)
    page.goto(f"/kerja/renja/{YEAR}/usulan/")
    look(page)
    page.get_by_role("link", name=re.compile(f"Tautkan ke sub kegiatan.*{number}")).click()
    page.get_by_role("link", name="Cari sub kegiatan").click()
    page.get_by_label("Cari kode atau kata").fill("jaringan intra")
    press(page, "Cari")
    look(page)
    page.get_by_role("button", name=re.compile("^Tambahkan")).click()
    look(page)
    expect(page.get_by_label("Bagian yang dipenuhi")).to_have_value("60")
    page.get_by_label("Bagian dari pagu").fill("111.000.000")
    press(page, "Simpan tautan")
    look(page)


def fill_line(page: Page, look) -> None:
    line = RenjaLine.objects.get(node__code=LINE_CODE)
    page.goto(f"/kerja/renja/{YEAR}/baris/{line.pk}/")
    page.get_by_label("Lokasi").fill("Balikpapan Timur")
    page.get_by_label("Kelompok sasaran").fill("Perangkat daerah")
    page.get_by_label("Pagu indikatif").fill("187.500.000")
    page.get_by_label("Sumber dana").fill("PAD")
    page.get_by_label("Prakiraan maju").fill("seratus juta")
    press(page, "Simpan baris")
    expect(page).to_have_title(re.compile("^Kesalahan:"))
    expect(page.get_by_label("Prakiraan maju")).to_have_value("seratus juta")
    look(page)
    page.get_by_label("Prakiraan maju").fill("206.250.000")
    page.locator('input[name$="-target"]').first.fill("3")
    press(page, "Simpan baris")
    look(page)
    assert RenjaLine.objects.get().pagu == 187_500_000


def show_plan(page: Page, look) -> None:
    """The plan is shown to the public, dated."""
    page.goto(f"/kerja/renja/{YEAR}/pengaturan/")
    look(page)
    page.get_by_label("Ditampilkan kepada publik").check()
    page.get_by_label("Tanggal dokumen").fill("2026-11-26")
    press(page, "Simpan pengaturan")
    look(page)


def download_pdf(page: Page, look) -> str:
    """The document as a job with progress; returns the text of the file that the person gets."""
    page.goto(f"/kerja/laporan/renja/{YEAR}/")
    look(page)
    press(page, "Unduh Renja (PDF)")
    look(page)
    Worker().run_once()
    expect(page.get_by_role("link", name="Unduh PDF")).to_be_visible()  # the page asks by itself
    look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh PDF").click()
    content = BytesIO(download.value.path().read_bytes())
    return " ".join("\n".join(sheet.extract_text() for sheet in PdfReader(content).pages).split())


def test_usulan_becomes_a_line_of_the_official_renja(open_page, city, look):
    number = write_proposal(open_page("/aspirasi/baru/", user=city.proposer, width=PHONE), city, look)
    verify(open_page("/kerja/verifikasi/", user=city.verifikator, width=DESKTOP), number, look)
    record_result(open_page("/kerja/hasil/", user=city.sekretariat, width=TABLET), number, look)
    waiting = open_page(f"/aspirasi/{number}/", width=PHONE)
    expect(waiting.get_by_text("Menunggu pengesahan hasil")).to_be_visible()
    assert ANSWER not in waiting.content()
    publish(open_page("/kerja/pengesahan/", user=city.pimpinan, width=PHONE), number, look)
    planner = open_page(f"/kerja/renja/{YEAR}/", user=city.perencana, width=DESKTOP)
    put_into_plan(planner, number, look)
    fill_line(planner, look)
    show_plan(planner, look)
    text = download_pdf(planner, look)
    for wanted in (number, LINE_CODE, LINE_NAME, "187.500.000", SIGNER, "Diterima dengan perubahan"):
        assert wanted in text, wanted
    assert TITLE in text
    public = open_page(f"/aspirasi/{number}/", width=PHONE)
    look(public)
    for wanted in (ANSWER, LINE_NAME, "Dimuat dalam Renja", "Riwayat usulan"):
        expect(public.get_by_text(wanted).first).to_be_visible()
    told = Message.objects.filter(to_user=city.proposer).values_list("subject", flat=True)
    assert any("hasil forum diumumkan" in subject for subject in told)


def test_usulan_is_sent_from_a_phone_without_scripts(open_page, city):
    page = open_page("/aspirasi/baru/", user=city.proposer, width=PHONE, javascript=False)
    number = write_proposal(page, city, assert_no_sideways_scroll)
    assert Proposal.objects.get().number == number
