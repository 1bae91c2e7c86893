"""Tables from CSV and XLSX: rows with their numbers, values as they are, and refusals that say what to do."""

import datetime
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from core import tables, zip_check
from core.tables import TableRefused, as_text, read_table
from tests.corpus.packages import make_docx


def xlsx(rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def with_part(raw: bytes, name: str, content: bytes) -> bytes:
    target = BytesIO(raw)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def why(raw: bytes) -> str:
    with pytest.raises(TableRefused) as refused:
        read_table(raw)
    return refused.value.message


def test_rows_keep_the_number_that_a_spreadsheet_shows():
    found = read_table(b'Kode,Nama\n1,"dua\nbaris"\n\n , \n3,tiga\n')
    assert found.columns == ("kode", "nama")
    assert [(row.number, row.text("kode"), row.text("nama")) for row in found.rows] == [
        (2, "1", "dua\nbaris"),
        (5, "3", "tiga"),
    ]


def test_sheet_keeps_the_kind_of_each_value():
    day = datetime.datetime(2026, 11, 23)
    row = read_table(xlsx([["a", "b", "c", "d", None], [1, 2.5, day, " teks "]])).rows[0]
    assert row.cells == {"a": 1, "b": 2.5, "c": day, "d": " teks "}
    assert row.text("d") == "teks"
    assert row.text("tidak ada") == ""


def test_sheet_rows_after_a_gap_keep_their_number():
    assert [row.number for row in read_table(xlsx([["a"], [], [None], ["x"]])).rows] == [4]


def test_surplus_cells_are_marked():
    rows = read_table(b"a;b\n1;2;\n1;2;3\n").rows
    assert [row.has_surplus for row in rows] == [False, True]


@pytest.mark.parametrize(
    ("cell", "text"), [(None, ""), (2.0, "2"), (2.16, "2.16"), (7, "7"), ("  a\r\nb ", "a\nb")]
)
def test_cell_as_text(cell, text):
    assert as_text(cell) == text


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "Berkas kosong"),
        (b"\n1,2\n", "Baris pertama kosong"),
        (b"kode,Kode\n", "Kolom kode tertulis lebih dari sekali"),
        (b"kode\n\xe9\n", "bukan CSV dengan pengodean UTF-8"),
        ("kode\n".encode("utf-16"), "bukan CSV dengan pengodean UTF-8"),
        (b"kode\n\x00\n", "bukan CSV atau XLSX"),
        (b'kode,nama\n1,"tidak ditutup\n', "CSV tidak dapat dibaca di sekitar baris 2"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 100, "XLS lama atau berkata sandi"),
        (b"PK\x03\x04 rusak", "berkas rusak atau tidak utuh"),
        (make_docx(), "Berkas XLSX rusak"),
        (with_part(xlsx([["a"]]), "x.xml", b'<!DOCTYPE a [<!ENTITY b "c">]>'), "bagian yang tidak diterima"),
    ],
)
def test_unreadable_file_is_refused_with_a_remedy(raw, words):
    assert words in why(raw)


def test_too_much_is_refused(monkeypatch):
    assert "10 MB" in why(b"a" * (tables.MAX_BYTES + 1))
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    assert "lebih dari 3 baris" in why(b"a\n" * 5)
    monkeypatch.setattr(zip_check, "MAX_UNPACKED", 1000)
    assert "terlalu besar" in why(xlsx([["a"]]))
