"""Remarks from a spreadsheet: which column is which, and what each row is about."""

import pytest

from core.tables import TableRefused
from renja.remarks.content import Examined
from renja.remarks.models import LONGEST
from renja.remarks.pasting import MOST_ROWS, as_pasted, file_rows, match, pasted_rows, read_remarks
from tests.proposals.lists import raw_of, workbook


@pytest.fixture
def examined(revision) -> Examined:
    return Examined(revision)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2.16.02.2.01.0014", "2.16.02.2.01.0014 Nama 2.16.02.2.01.0014"),
        ("Kode 2.16.02.2.01.0014 Pengelolaan", "2.16.02.2.01.0014 Nama 2.16.02.2.01.0014"),
        ("Program 2.16.02", "2.16.02 Nama 2.16.02"),
        ("BAB I 1.2", "1.2 Landasan Hukum"),
        ("sub bab 2.5", "2.5 Penelaahan Usulan Program dan Kegiatan Masyarakat"),
        ("Bab 3", "BAB III Tujuan dan Sasaran Perangkat Daerah"),
        ("BAB IV", "BAB IV Rencana Kerja dan Pendanaan Perangkat Daerah"),
        ("Tabel T-C.33", "3.3 Program dan Kegiatan"),
        ("landasan hukum", "1.2 Landasan Hukum"),
        ("Penutup", "BAB V Penutup"),
        ("Halaman 12", ""),
        ("2.16.02.2.01.9999", ""),
        ("", ""),
    ],
)
def test_words_are_matched_with_the_revision(examined, text, label):
    assert match(text, examined).label == label


def test_columns_are_known_by_their_heading(examined):
    rows = pasted_rows(
        "No\tBab\tUraian\tCatatan Verifikasi\tTindak Lanjut\n1\t1.2\tLandasan\tUrutkan.\t\n2\t\t\tTambah tabel.\t"
    )
    assert [(one.place_text, one.text, one.spot.label) for one in read_remarks(rows, examined)] == [
        ("1.2 Landasan", "Urutkan.", "1.2 Landasan Hukum"), ("", "Tambah tabel.", ""),
    ]  # fmt: skip


def test_without_heading_the_longest_column_is_the_remark(examined):
    rows = pasted_rows("1.\tBab V\tKaidah pelaksanaan belum ada.\n2.\t1.1\tJelaskan keterkaitannya.")
    found = read_remarks(rows, examined)
    assert [one.place_text for one in found] == ["Bab V", "1.1"]
    assert [one.is_matched for one in found] == [True, True]


def test_lines_alone_are_remarks_on_the_whole(examined):
    found = read_remarks(pasted_rows("Perbaiki penomoran.\n\nLengkapi lampiran.\n"), examined)
    assert [(one.kept_text, one.is_matched) for one in found] == [
        ("Perbaiki penomoran.", True), ("Lengkapi lampiran.", True),
    ]  # fmt: skip


def test_place_that_is_not_found_goes_along_in_words(examined):
    [one] = read_remarks(pasted_rows("Hal. 12\tPerbaiki tabel."), examined)
    assert not one.is_matched
    assert one.kept_text == "(Hal. 12) Perbaiki tabel."


def test_cells_with_line_breaks_are_one_remark_and_survive_being_carried(examined):
    rows = pasted_rows('1.1\t"Baris satu\r\nbaris ""dua"""')
    assert rows == [["1.1", 'Baris satu\nbaris "dua"']]
    assert pasted_rows(as_pasted(rows)) == rows


def test_workbook_is_read_like_what_is_pasted(examined):
    raw = raw_of(workbook(("Catatan", [["Kode", "Catatan"], ["2.16.02.2.01.0014", "Target belum diisi."]])))
    [one] = read_remarks(file_rows(raw), examined)
    assert (one.spot.ref, one.text) == ("2.16.02.2.01.0014", "Target belum diisi.")


@pytest.mark.parametrize("text", ["", " \n\t\n"], ids=["nothing", "blank"])
def test_nothing_is_refused(text):
    with pytest.raises(TableRefused, match="Belum ada catatan"):
        pasted_rows(text)


def test_too_many_are_refused():
    with pytest.raises(TableRefused, match="Paling banyak 500"):
        pasted_rows("x\n" * (MOST_ROWS + 20))


def test_unreadable_paste_is_refused():
    with pytest.raises(TableRefused, match="Tempel sebagai teks"):
        pasted_rows("x" * 200_000)


def test_long_remark_is_named(examined):
    [one] = read_remarks(pasted_rows("x" * (LONGEST + 1)), examined)
    assert one.is_too_long
