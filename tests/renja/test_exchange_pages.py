"""The pages of Excel both ways: what they show, who may open them, and that nothing is lost on the way."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from renja.models import PlanFile
from tests.factories.renja import LineFactory, TableRowFactory, make_node
from tests.factories.stakeholders import UnitFactory
from tests.renja.books import change, checked, exported, sheet, upload
from tests.renja.pages import read

pytestmark = pytest.mark.django_db
CODE = "2.16.02.2.01.0014"


def at(name: str, *args) -> str:
    return reverse(f"renja:{name}", args=[2028, *args])


def send(client, book, purpose="baris", **more):
    return client.post(at("exchange"), {"purpose": purpose, "file": upload(book), **more}, follow=True)


def test_file_is_brought_in_shown_applied_and_taken_back(enter, perencana, line):
    client = enter(perencana)
    page = send(client, change(exported(line.renja), 4, Lokasi="Seluruh kota"))
    assert "Terapkan: 0 baru, 1 berubah, 0 dihapus" in read(page)
    assert "Balikpapan Utara, Karang Joang" in read(page)
    file = PlanFile.objects.get()
    page = client.post(at("file_apply", file.key), follow=True)
    assert "Berkas diterapkan: 0 baru, 1 diubah, 0 dihapus." in read(page)
    line.refresh_from_db()
    assert line.location == "Seluruh kota"
    page = client.post(at("file_undo", file.key), follow=True)
    assert "Impor diurungkan" in read(page)
    line.refresh_from_db()
    assert line.location == "Balikpapan Utara, Karang Joang"
    assert "Diurungkan" in read(client.get(at("exchange")))


def test_file_of_another_layout_asks_what_its_columns_mean(enter, perencana, line):
    client = enter(perencana)
    page = send(client, sheet([CODE, "Kota"], head=["Kode", "Wilayah"]))
    assert page.redirect_chain[-1][0].endswith("/kolom/")
    assert "Wilayah (misalnya Kota)" in page.content.decode()
    key = PlanFile.objects.get().key
    answer = client.post(at("file_columns", key), {"code": "", "location": "Wilayah"})
    assert "Pilih kolom untuk “Kode”" in read(answer)
    page = client.post(at("file_columns", key), {"code": "Kode", "location": "Wilayah"}, follow=True)
    assert "1 berubah" in read(page)


def test_file_for_a_table_that_the_plan_lost_leads_back(enter, perencana, renja):
    file = PlanFile.objects.create(
        renja=renja, table="2.7", original_name="a.xlsx", sha256="a", size=1, headings="b"
    )
    page = enter(perencana).get(at("file_columns", file.key), follow=True)
    assert "Tabel ini tidak diisi dalam susunan Renja ini." in read(page)


def test_wrong_rows_come_first_and_go_out_as_a_list(enter, perencana, line):
    client = enter(perencana)
    file = checked(line.renja, perencana, sheet([CODE, "lima"], head=["Kode", "Pagu"]))
    page = read(client.get(at("file", file.key)))
    assert "1 baris salah" in page
    assert "Baris 2, kolom B: “lima” bukan angka" in page
    assert "Terapkan:" not in page
    told = b"".join(client.get(at("file_differences", file.key)).streaming_content).decode()
    assert "“lima” bukan angka" in told


def test_missing_lines_are_ticked_on_their_own_tab(enter, perencana, line):
    other = LineFactory(renja=line.renja, node=make_node("2.16.02.2.01.0015"))
    client = enter(perencana)
    file = checked(line.renja, perencana, sheet([CODE, "Kota"], head=["Kode", "Lokasi"]))
    assert "2.16.02.2.01.0015" in read(client.get(at("file", file.key) + "?tampil=hilang"))
    page = client.post(at("file_removals", file.key), {"ada": [other.pk], "hapus": [other.pk]}, follow=True)
    assert "1 baris dipilih untuk dihapus" in read(page)
    assert "0 baru, 1 berubah, 1 dihapus" in read(page)
    page = client.post(at("file_removals", file.key), {"ada": [other.pk, "x"]}, follow=True)
    assert "0 baru, 1 berubah, 0 dihapus" in read(page)


def test_comparison_shows_no_button_that_writes(enter, perencana, line):
    page = send(enter(perencana), sheet([CODE, "Kota"], head=["Kode", "Lokasi"]), purpose="sipd")
    page = enter(perencana).post(
        at("file_columns", PlanFile.objects.get().key), {"code": "Kode", "location": "Lokasi"}, follow=True
    )
    assert "Perbandingan dengan SIPD" in read(page)
    assert "Terapkan:" not in read(page)


def test_what_is_refused_is_said_where_it_was_asked(enter, perencana, line, lock_plan):
    client = enter(perencana)
    assert "Pilih berkas XLSX atau CSV." in read(client.post(at("exchange"), {"purpose": "baris"}))
    assert "Judul kolom tidak ditemukan" in read(send(client, sheet(["a", "b"], head=None)))
    assert "tidak dapat diterima" in read(
        client.post(at("exchange"), {"purpose": "baris", "file": upload(b"x", "a.exe")})
    )
    file = checked(line.renja, perencana, sheet([CODE, "Kota"], head=["Kode", "Lokasi"]))
    lock_plan()
    assert "dikunci" in read(send(client, sheet([CODE, "Kota"], head=["Kode", "Lokasi"])))
    for name in ("file_apply", "file_removals", "file_undo", "file_drop"):
        assert "dikunci" in read(client.post(at(name, file.key), follow=True))
    answer = client.post(at("file_columns", file.key), {"code": "Kode"})
    assert "dikunci" in read(answer)


def test_file_is_thrown_away_without_a_trace_in_the_plan(enter, perencana, line):
    file = checked(line.renja, perencana, sheet([CODE, "Kota"], head=["Kode", "Lokasi"]))
    page = enter(perencana).post(at("file_drop", file.key), follow=True)
    assert "Renja tidak berubah" in read(page)
    assert not PlanFile.objects.exists()


def test_long_file_shows_how_far_the_worker_is(enter, perencana, line, monkeypatch):
    monkeypatch.setattr("renja.exchange.services.INLINE_ROWS", 0)
    page = send(enter(perencana), exported(line.renja))
    assert "Berkas ini panjang" in read(page)
    assert 'http-equiv="refresh"' in page.content.decode()


def test_lines_go_out_for_staff_whole_or_by_bidang(enter, verifikator, line):
    unit = UnitFactory()
    other = LineFactory(renja=line.renja, node=make_node("2.16.03.2.01.0001"), unit=unit)
    client = enter(verifikator)

    def codes(query=""):
        raw = b"".join(client.get(at("exchange_file") + query).streaming_content)
        return [row[0].value for row in load_workbook(BytesIO(raw)).active.iter_rows(min_row=2)]

    assert {CODE, other.node.code} < set(codes())
    assert codes(f"?bidang={unit.pk}") == ["2.16.03", "2.16.03.2.01", other.node.code]
    for wrong in ("?bidang=x", "?bidang=999999", "?bidang=" + "9" * 30):
        assert client.get(at("exchange_file") + wrong).status_code == 404


def test_typed_table_goes_out(enter, verifikator, renja):
    TableRowFactory(renja=renja, table="T-C.29", cells={"indikator": "Cakupan"}, node=None)
    client = enter(verifikator)
    raw = b"".join(client.get(at("table_file", "T-C.29")).streaming_content)
    assert "Cakupan" in [cell.value for cell in load_workbook(BytesIO(raw)).active[2]]
    assert client.get(at("table_file", "T-C.33")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_files_asks_the_same_whatever_its_length(
    enter, perencana, renja, django_assert_max_num_queries, rows
):
    for place in range(rows):
        PlanFile.objects.create(
            renja=renja,
            original_name=f"{place}.xlsx",
            sha256="a" * 64,
            size=1,
            headings="b",
            created_by=perencana,
        )
    client = enter(perencana)
    with django_assert_max_num_queries(12):
        assert client.get(at("exchange")).status_code == 200
