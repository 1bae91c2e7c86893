"""Filling in an official table: on a phone, at a desk, without scripts."""

import pytest

from renja.models import TableRow
from tests.e2e.browser import DESKTOP, PHONE, assert_no_sideways_scroll
from tests.factories.forums import PhaseFactory
from tests.factories.renja import ChapterFactory, RenjaFactory, TableRowFactory, make_node
from tests.factories.stakeholders import HostFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PATH = "/kerja/renja/2028/tabel/T-C.29/"


@pytest.fixture
def renja(db):
    HostFactory()
    renja = RenjaFactory()
    PhaseFactory(forum=renja.forum)
    for code, name in (("2.16.02", "PROGRAM INFORMASI PUBLIK"), ("2.16.03", "PROGRAM APLIKASI INFORMATIKA")):
        cells = {
            "uraian": name,
            "indikator": "Persentase layanan",
            "target_lalu": "20",
            "realisasi_lalu": "15.5",
        }
        TableRowFactory(renja=renja, table="T-C.29", node=make_node(code, name=name), cells=cells)
    ChapterFactory(renja=renja, key="1.1")
    ChapterFactory(renja=renja, key="1.2", is_ready=True)
    return renja


def names() -> list[str]:
    return [row.cells["uraian"] for row in TableRow.objects.order_by("order")]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_table_is_filled_in(open_page, axe, picture, perencana, renja, width):
    page = open_page(PATH, user=perencana, width=width)
    assert_no_sideways_scroll(page)
    axe(page)
    picture(page, "tabel-resmi")
    page.get_by_label("Kode, baris 3").fill("2.16.02")
    page.get_by_label("Target Renja PD Tahun 2026, baris 3").fill("1.250")
    page.get_by_label("Target Renja PD Tahun 2026, baris 3").press("Enter")  # saves; moves nothing
    page.get_by_text("1 ditambah, 0 diubah, 0 dihapus").wait_for()
    assert names() == ["PROGRAM INFORMASI PUBLIK", "PROGRAM APLIKASI INFORMATIKA", "PROGRAM INFORMASI PUBLIK"]
    page.get_by_role("button", name="Naikkan baris 2").click()
    page.wait_for_url("**#baris-*")
    assert names()[0] == "PROGRAM APLIKASI INFORMATIKA"
    assert page.get_by_text("Isian Anda yang belum tersimpan").count() == 0


def test_table_is_filled_in_without_scripts(open_page, perencana, renja):
    page = open_page(PATH, user=perencana, width=PHONE, javascript=False)
    page.get_by_label("Kode, baris 3").fill("9.99")
    page.get_by_role("button", name="Simpan tabel").last.click()
    assert page.get_by_text("tidak ada dalam daftar kode resmi").first.is_visible()
    page.get_by_label("Kode, baris 3").fill("2.16.03")
    page.get_by_role("button", name="Simpan tabel").last.click()
    assert len(names()) == 3


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/kerja/renja/2028/tabel/", "daftar-tabel"),
        ("/kerja/renja/2028/naskah/", "naskah"),
        ("/kerja/renja/2028/naskah/1.2/", "naskah-siap"),
        ("/kerja/renja/2028/pengaturan/", "pengaturan-renja"),
        ("/renja/2028/", "renja-tabel"),
    ],
)
def test_pages_of_the_document_are_fit_for_all(open_page, axe, picture, perencana, renja, width, path, name):
    page = open_page(path, user=perencana, width=width)
    for fold in page.locator("details.fold > summary").all():
        fold.click()
    assert_no_sideways_scroll(page)
    axe(page)
    picture(page, name)
