"""Workbooks as offices and other systems make them: read as they come, and what is wrong named by its cell."""

import pytest

from core.tables import TableRefused
from core.uploads import UploadRefused
from renja.exchange.services import begin_file, choose_columns
from renja.models import PlanFile
from tests.factories.renja import FundingFactory, IndicatorFactory, LineFactory, make_node
from tests.factories.stakeholders import UnitFactory
from tests.renja.books import HEAD, changes, checked, errors, kinds, sheet, upload

pytestmark = pytest.mark.django_db
CODE = "2.16.02.2.01.0014"
SIPD = [
    ["RENJA DINAS KOMUNIKASI DAN INFORMATIKA"],
    ["TAHUN ANGGARAN 2028 KOTA BALIKPAPAN"],
    [],
    ["No", "Kode", "Urusan/ Bidang Urusan/ Program/ Kegiatan/ Sub Kegiatan", "Indikator Program/ Kegiatan/ Sub Kegiatan",
     "Target Akhir Periode Renstra Opd", "Realisasi Capaian Renja Opd Tahun 2026", "Prakiraan Capaian Target Renja Opd Tahun 2027",
     "Capaian Kinerja Dan Kerangka Pendanaan", None, None, None, None, None, "Kelompok Sasaran",
     "Prakiraan Maju Rencana Tahun 2029", None, "Perangkat Daerah Penanggung Jawab"],
    [None] * 7 + ["Target 2028", "Pagu Indikatif (Rp)", "Lokasi", "Sumber Dana", "Prioritas", None, None, "Target", "Pagu Indikatif (Rp)"],
    [None] * 11 + ["Nasional", "Daerah"],
    list(range(1, 18)),
]  # fmt: skip
MERGED = (
    "A1:Q1",
    "H4:M4",
    "O4:P4",
    "L5:M5",
    *(f"{c}4:{c}6" for c in "ABCDEFGNQ"),
    *(f"{c}5:{c}6" for c in "HIJKOP"),
)


@pytest.fixture
def full(renja, line):
    line.indicators.all().delete()
    IndicatorFactory(line=line, text="Jumlah konten", target=12, satuan="Konten", forward_target=14)
    return line


def sipd_row(
    code=CODE, name="Pengelolaan Konten", text="Jumlah konten", target="12 Konten", pagu="100.000.000", **more
):
    place, source = more.get("place", "Balikpapan Utara, Karang Joang"), more.get("source", "PAD")
    return [
        None, code, name, text, None, None, None, target, pagu, place, source, None, None, "Masyarakat kota", "14 Konten",
        more.get("forward", "110.000.000"), "Dinas Komunikasi dan Informatika",
    ]  # fmt: skip


def test_export_of_sipd_ri_is_read_by_guess(renja, full, perencana):
    """Titles, a heading of three rows with merged cells, numbers of columns, sums of the levels above, units in the cell."""
    rows = [
        sipd_row("2", "URUSAN PEMERINTAHAN WAJIB", None, None, "100.000.000"),
        sipd_row("2.16.02", "PROGRAM", None, None, "100.000.000"),
        sipd_row(),
        ["Jumlah", None, None, None, None, None, None, None, "100.000.000"],
    ]
    rows[1][9:] = [None] * 8
    book = sheet(*SIPD, *rows, head=None, merged=MERGED)
    file = checked(renja, perencana, book, is_comparison=True)
    assert file.columns == {
        "code": "Kode", "name": SIPD[3][2], "text": SIPD[3][3],
        "target": "Capaian Kinerja Dan Kerangka Pendanaan / Target 2028",
        "amount": "Capaian Kinerja Dan Kerangka Pendanaan / Pagu Indikatif (Rp)",
        "location": "Capaian Kinerja Dan Kerangka Pendanaan / Lokasi", "source": "Capaian Kinerja Dan Kerangka Pendanaan / Sumber Dana",
        "target_group": "Kelompok Sasaran", "forward_target": "Prakiraan Maju Rencana Tahun 2029 / Target",
        "forward": "Prakiraan Maju Rencana Tahun 2029 / Pagu Indikatif (Rp)",
    }  # fmt: skip
    assert (kinds(file), errors(file)) == (["same"], [])


def test_code_over_several_columns_is_put_together(renja, full, perencana):
    """As SIMDA and the older layouts print it."""
    head = ["Kode", None, None, None, "Uraian", "Pagu"]
    rows = [["2.16", "02", "2.01", None, "Kegiatan", 9], ["2.16", "02", "2.01", "0014", "Konten", "5"]]
    file = checked(renja, perencana, sheet(*rows, head=head, merged=("A1:D1",)))
    assert kinds(file) == ["changed"]
    assert changes(file)[0][2] == "PAD: Rp5 (maju Rp110.000.000)"


def test_merged_cells_say_the_same_for_each_row(renja, full, perencana):
    rows = [
        [CODE, "Kota", "Jumlah konten", 12, "Konten", "PAD", 7],
        [None, None, "Jumlah pembaca", 9, "Orang", None, None],
    ]
    file = checked(renja, perencana, sheet(*rows, merged=("A2:A3", "B2:B3", "F2:F3", "G2:G3")))
    assert kinds(file) == ["changed"]
    assert (
        "Pendanaan",
        "PAD: Rp100.000.000 (maju Rp110.000.000)",
        "PAD: Rp7 (maju Rp110.000.000)",
    ) in changes(file)
    assert "dihitung sekali" in file.report["rows"][0]["notes"][0]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (1_250_000, "1.250.000"), (1250000.5, "1.250.000,50"), ("1.250.000", "1.250.000"), ("1,250,000", "1.250.000"),
        ("1,250,000.50", "1.250.000,50"), ("Rp 1.250.000,-", "1.250.000"), ("1,25 juta", "1.250.000"), (" 1250000 ", "1.250.000"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_they_are_written(renja, full, perencana, cell, amount):
    file = checked(renja, perencana, sheet([CODE, cell], head=["Kode", "Pagu"]))
    assert changes(file)[0][2] == f"PAD: Rp{amount} (maju Rp110.000.000)"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (f"\ufeffKode;Lokasi\r\n{CODE};Seluruh kota\r\n".encode(), "a.csv"),
        (f"Kode\tLokasi\n{CODE}\tSeluruh kota\n".encode(), "a.csv"),
        (f"sep=,\nKode,Lokasi\n{CODE},Seluruh kota\n".encode(), "a.csv"),
    ],
    ids=["semicolon with BOM", "tab", "named"],
)
def test_csv_of_whatever_separator_is_read(renja, full, perencana, raw, name):
    file = checked(renja, perencana, raw, name=name)
    assert changes(file) == [("Lokasi", "Balikpapan Utara, Karang Joang", "Seluruh kota")]


def test_formula_without_result_and_error_value_are_named_by_their_cell(renja, full, perencana):
    rows = [[CODE, "Kota", "I", "=1+1", "x", "PAD", "#REF!"]]
    assert errors(checked(renja, perencana, sheet(*rows))) == [
        "Baris 2, kolom D: rumus tanpa hasil; buka dan simpan berkasnya dengan Excel, atau ganti dengan nilainya.",
        "Baris 2, kolom G: sel berisi galat “#REF!”.",
    ]


@pytest.mark.parametrize(
    ("head", "row", "problem"),
    [
        (["Kode", "Asal"], [CODE, "Bulan"], "kolom B: asal “Bulan” tidak dikenal"),
        (["Kode", "Urgensi"], [CODE, "SPM, Hebat"], "kolom B: urgensi “Hebat” tidak dikenal"),
        (["Kode", "Bidang"], [CODE, "Entah"], "kolom B: bidang “Entah” tidak dikenal"),
        (
            ["Kode", "Lokasi"],
            [CODE, "x" * 251],
            "kolom B: teks terlalu panjang: 251 huruf, paling banyak 250.",
        ),
        (["Kode", "Pagu"], [CODE, -5], "kolom B: angka tidak boleh di bawah nol."),
        (["Kode", "Pagu"], [CODE, 10**17], "kolom B: angka terlalu besar."),
        (
            ["Kode", "Pagu"],
            ["2.16.02.2.01.9999", 5],
            "kode 2.16.02.2.01.9999 tidak ada dalam edisi nomenklatur",
        ),
        (
            ["Kode", "Indikator", "Target", "Target bukan angka"],
            [CODE, "I", 3, "BB"],
            "kolom D: isi salah satu",
        ),
        (["Kode", "Indikator", "Satuan"], [CODE, "", "Dokumen"], "memerlukan indikator"),
    ],
)
def test_what_cannot_be_read_is_named(renja, full, perencana, head, row, problem):
    found = errors(checked(renja, perencana, sheet(row, head=head)))
    assert len(found) == 1
    assert problem in found[0]


def test_lines_of_one_code_may_not_contradict_each_other(renja, full, perencana):
    make_node("2.16.02.2.01.0015")
    rows = [
        [CODE, "Utara", "A", 1, "x", "PAD", 1],
        [CODE, "Barat", "B", 1, "x", "pad", 2],
        ["2.16.02.2.01.14", "Utara"],
    ]
    found = errors(checked(renja, perencana, sheet(*rows)))
    assert found[0].startswith("Baris 3, kolom B: “Lokasi” berbeda")
    assert found[1] == "Baris 4: kode 2.16.02.2.01.0014 sudah ditulis lain pada baris 2."
    found = errors(checked(renja, perencana, sheet(rows[0], [CODE, None, *rows[1][2:]])))
    assert found == [
        "Baris 2: sumber dana “PAD” tertulis lebih dari sekali.",
        "Baris 2: sumber dana “pad” tertulis lebih dari sekali.",
    ]


def test_tags_and_origins_are_read_by_their_names(renja, full, perencana):
    unit = UnitFactory(name="Bidang Statistik", short_name="Statistik")
    row = [CODE, "pokir dprd", "psn; SPM\nrenstra k/l", "STATISTIK"]
    file = checked(renja, perencana, sheet(row, head=["Kode", "Asal", "Urgensi", "Bidang"]))
    assert changes(file) == [
        ("Asal", "Renstra", "Pokir DPRD"), ("Urgensi", "–", "SPM, Renstra K/L, PSN"), ("Bidang penanggung jawab", "–", str(unit)),
    ]  # fmt: skip


def test_money_above_the_lowest_level_is_told_and_not_read(renja, full, perencana):
    LineFactory(renja=renja, node=make_node("2.16.02"), pagu=None, forward_pagu=None, source_of_funds="")
    file = checked(renja, perencana, sheet(["2.16.02", 9], head=["Kode", "Pagu"]))
    assert kinds(file) == ["same"]
    assert "dihitung" in file.report["rows"][0]["notes"][0]


def test_columns_are_remembered_for_the_same_headings(renja, full, perencana):
    """Also where none of them is known: the row above the first code names the columns."""
    book = sheet(["Daftar"], ["Kode", "Wilayah", "Daerah"], [CODE, "ABT", "x"], head=None)
    file = begin_file(renja, actor=perencana, file=upload(book))
    assert (file.is_checked, file.columns) == (False, {"code": "Kode"})
    choose_columns(file, actor=perencana, columns={"code": "Kode", "location": "Wilayah"})
    again = begin_file(
        renja, actor=perencana, file=upload(sheet([CODE, "b", "c"], head=["Daerah", "Kode", "Wilayah"]))
    )
    assert again.columns == {"code": "Kode", "location": "Wilayah"}


@pytest.mark.parametrize(
    ("raw", "name", "refusal", "words"),
    [
        (b"<html>", "a.xlsx", UploadRefused, "a.xlsx"),
        (b"a,b\n1,2\n", "a.csv", TableRefused, "Judul kolom tidak ditemukan"),
        (b"PK\x03\x04", "a.xlsm", UploadRefused, "XLSX"),
    ],
)
def test_file_that_is_no_table_of_the_plan_is_refused(renja, perencana, raw, name, refusal, words):
    with pytest.raises(refusal, match=words):
        begin_file(renja, actor=perencana, file=upload(raw, name))
    assert not PlanFile.objects.exists()


def test_file_with_many_rows_is_read_by_the_worker(renja, full, perencana, monkeypatch):
    monkeypatch.setattr("renja.exchange.services.INLINE_ROWS", 0)
    file = begin_file(renja, actor=perencana, file=upload(sheet([CODE, "a"] + [None] * 5, head=HEAD)))
    file = choose_columns(file, actor=perencana, columns=file.columns)
    assert (file.is_checked, file.waits, file.job.kind) == (False, True, "plan_file_check")


def test_further_sources_of_a_line_are_kept_with_their_forward_estimate(renja, full, perencana):
    FundingFactory(line=full, source="DAU", amount=1, forward=2)
    head = ["Kode", "Sumber dana", "Pagu"]
    file = checked(renja, perencana, sheet([CODE, "DAU", 5], head=head))
    assert changes(file)[0][1:] == (
        "PAD: Rp100.000.000 (maju Rp110.000.000); DAU: Rp1 (maju Rp2)",
        "DAU: Rp5 (maju Rp2)",
    )
