"""Lists of musrenbang and pokir as files: read as they come, and what is wrong named by its cell."""

import datetime

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from core.tables import TableRefused
from core.uploads import UploadRefused
from proposals.importing.entering import enter_batch
from proposals.importing.services import begin_import, choose_columns, order_entering
from proposals.models import ImportBatch, Proposal
from proposals.workflow import StepRefused
from stakeholders.places import create_places
from tests.proposals.lists import FIRST, HEAD, SECOND, checked, errors, kinds, table, upload, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(db) -> None:
    create_places()


def test_list_of_an_office_is_read_as_it_comes(forum, sekretariat):
    """Titles above, a heading of two rows, merged cells, the numbers of columns, parts, sums, misspelt places."""
    rows = [
        ["DAFTAR USULAN MUSRENBANG KECAMATAN TAHUN 2027"],
        ["KOTA BALIKPAPAN"],
        [],
        ["ID Usulan", "Usulan Kegiatan", "Lokasi", None, None, "Target", None, "Pagu (Rp)"],
        [None, None, "Kecamatan", "Kelurahan", "RT", "Volume", "Satuan", None],
        [1, 2, 3, 4, 5, 6, 7, 8],
        ["KECAMATAN BALIKPAPAN TENGAH"],
        ["M-1", "Titik Wi-Fi", "Balikpapan Tengah", "Kel. Gn Sari Ilir", "RT 04", "2", "titik", "25.000.000"],
        ["M-2", "CCTV  pasar", None, "GUNUNGSARI ILIR", None, "3 unit", None, "Rp 1,250,000"],
        ["JUMLAH", None, None, None, None, None, None, "=H8+H9"],
        [],
        ["M-3", "Pelatihan", "Kec. Bpn Utara", "Muara  Rapak", None, None, None, "25 juta"],
    ]
    merged = ["A1:H1", "A2:H2", "A4:A5", "B4:B5", "C4:E4", "F4:G4", "H4:H5", "A7:H7", "C8:C9", "A10:G10"]
    batch = order_entering(
        checked(forum, sekretariat, workbook(("Tengah", rows), merged={"Tengah": merged})), actor=sekretariat
    )
    first, second, third = Proposal.objects.order_by("number")
    assert [row.kelurahan.name for row in (first, second, third)] == [
        "Gunung Sari Ilir",
        "Gunung Sari Ilir",
        "Muara Rapak",
    ]
    assert (first.rt, first.volume, first.volume_unit, first.estimated_cost) == (
        "RT 04",
        2,
        "titik",
        25_000_000,
    )
    assert (second.title, second.volume, second.volume_unit, second.estimated_cost) == (
        "CCTV pasar",
        3,
        "unit",
        1_250_000,
    )
    assert (third.volume, third.estimated_cost) == (None, 25_000_000)
    assert batch.new_count == 3


def test_rows_that_are_no_proposals_are_named(forum, sekretariat):
    batch = checked(
        forum,
        sekretariat,
        table(["BAGIAN A"], FIRST, ["Sub Total", None, None, None, None, None, None, None, 5], HEAD),
    )
    assert [(row["row"], row["text"]) for row in batch.report["skipped"]] == [
        (2, "BAGIAN A"),
        (4, "Sub Total"),
        (5, "ID Usulan"),
    ]


def test_sheets_of_kecamatan_are_read_together_and_others_left_alone(forum, sekretariat):
    other_order = [HEAD[::-1], SECOND[::-1]]
    book = workbook(("Tengah", [HEAD, FIRST]), ("Kota", other_order), ("Catatan", [["Diolah Bappeda"]]))
    batch = checked(forum, sekretariat, book)
    assert kinds(batch) == ["new", "new"]
    assert [row["sheet"] for row in batch.report["rows"]] == ["Tengah", "Kota"]


def test_sheet_that_is_not_chosen_is_not_read(forum, sekretariat):
    book = workbook(("A", [HEAD, FIRST]), ("B", [HEAD, SECOND]))
    batch = begin_import(
        forum, actor=sekretariat, file=upload(book), source="pokir", source_basis="S 1", urusan=None
    )
    batch = choose_columns(batch, actor=sekretariat, columns=batch.columns, sheets=["B"])
    assert [row["origin"] for row in batch.report["rows"]] == ["M-2"]


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffDAFTAR USULAN, TAHUN 2027\nID Usulan;Usulan;Kelurahan\nM-1;Wi-Fi, CCTV;Karang Jati\n",
        "ID Usulan,Usulan,Kelurahan\nM-1,\"Wi-Fi, CCTV\",Karang Jati\n",
        "ID Usulan\tUsulan\tKelurahan\r\nM-1\tWi-Fi, CCTV\tKarang Jati\r\n",
        "sep=;\nID Usulan;Usulan;Kelurahan\nM-1;Wi-Fi, CCTV;Karang Jati\n",
    ],
    ids=["title and bom", "comma", "tab", "named"],
)  # fmt: skip
def test_csv_is_read_whatever_its_separator(forum, sekretariat, content):
    batch = checked(forum, sekretariat, content.encode(), name="daftar.csv")
    assert [(row["kind"], row["title"]) for row in batch.report["rows"]] == [("new", "Wi-Fi, CCTV")]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"PK\x03\x04 bukan", "a.xlsx", "tidak dapat diterima"),
        (b"\xff\xfea", "a.csv", "UTF-8"),
        (b"", "a.csv", "kosong"),
        (b"x", "a.xls", "XLSX, atau CSV|XLSX atau CSV"),
        (b"a;b\n1;2\n", "a.csv", "Judul kolom tidak ditemukan"),
        (b'ID Usulan;Usulan\n1;"a\n', "a.csv", "tanda petik"),
        (b" \n", "a.csv", "satu baris pun"),
    ],
    ids=["damaged", "encoding", "empty", "kind", "no heading", "quotes", "blank"],
)
def test_file_that_cannot_be_read_says_why(forum, sekretariat, content, name, words):
    with pytest.raises((UploadRefused, TableRefused), match=words):
        checked(forum, sekretariat, content, name=name)
    assert not ImportBatch.objects.exists()


def test_too_many_rows_are_refused(forum, sekretariat):
    lines = "\n".join(f"M-{n};Wi-Fi" for n in range(5_100))
    with pytest.raises(TableRefused, match=r"5\.000 baris"):
        checked(forum, sekretariat, f"ID Usulan;Usulan\n{lines}".encode(), name="a.csv")


# What is wrong, and where


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({4: "Gunung Sari Hilir"}, "Baris 2, kolom E: kelurahan “Gunung Sari Hilir” tidak dikenal; maksud Anda “Gunung Sari Ilir”?"),
        ({4: "Zzz"}, "Baris 2, kolom E: kelurahan “Zzz” tidak dikenal."),
        ({3: "Balikpapan Utara"}, "ada di Balikpapan Tengah, bukan di Balikpapan Utara"),
        ({3: "Samarinda"}, "Baris 2, kolom D: kecamatan “Samarinda” tidak dikenal"),
        ({4: None}, "kelurahan kosong"),
        ({0: None}, "Baris 2, kolom A: nomor asal kosong."),
        ({1: None}, "Baris 2, kolom B: judul usulan kosong."),
        ({6: "banyak"}, "Baris 2, kolom G: “banyak” bukan angka"),
        ({6: datetime.date(2027, 2, 1)}, "Baris 2, kolom G: “1 Februari 2027” bukan angka"),
        ({8: -5}, "Baris 2, kolom I: angka tidak boleh di bawah nol."),
        ({8: 1e30}, "Baris 2, kolom I: angka terlalu besar."),
        ({8: "=A1*2"}, "Baris 2, kolom I: rumus tanpa hasil"),
        ({4: "#REF!"}, "Baris 2, kolom E: sel berisi galat “#REF!”."),
        ({7: "x" * 61}, "Baris 2, kolom H: teks terlalu panjang: 61 huruf, paling banyak 60."),
        ({2: "NIK 6471011203850001"}, "NIK terlihat pada “Permasalahan”"),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value[:45],
)  # fmt: skip
def test_wrong_cell_is_named(forum, sekretariat, change, words):
    row = [change.get(place, cell) for place, cell in enumerate(FIRST)]
    batch = checked(forum, sekretariat, table(row, SECOND))
    assert kinds(batch) == ["wrong", "new"]
    assert words in " ".join(errors(batch))


def test_date_of_the_other_calendar_is_no_volume(forum, sekretariat):
    book = table([*FIRST[:6], datetime.date(2027, 2, 1), *FIRST[7:]])
    book.epoch = CALENDAR_MAC_1904
    assert "1 Februari 2027" in errors(checked(forum, sekretariat, book))[0]


def test_number_that_stands_twice_is_wrong_with_its_place(forum, sekretariat):
    book = workbook(("A", [HEAD, FIRST]), ("B", [HEAD, ["M-1", *SECOND[1:]]]))
    assert "lembar “A” baris 2" in errors(checked(forum, sekretariat, book))[0]


def test_list_with_a_wrong_row_is_entered_not_at_all(forum, sekretariat):
    batch = checked(forum, sekretariat, table(FIRST, ["M-2", *SECOND[1:4], "Zzz", *SECOND[5:]]))
    with pytest.raises(StepRefused, match="baris yang salah"):
        enter_batch(batch, actor=sekretariat)
    assert not Proposal.objects.exists()
