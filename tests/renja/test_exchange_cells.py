"""Cells that say something else than they hold: percents, dates, hidden rows, numbers in more than one writing."""

from datetime import date

import pytest

from core.amounts import read_quantity, read_volume
from tests.factories.renja import IndicatorFactory
from tests.renja.books import HEAD, applied, checked, errors, kinds, sheet

pytestmark = pytest.mark.django_db
CODE = "2.16.02.2.01.0014"


def shown_as(book, form: str, *cells: str):
    for cell in cells:
        book.active[cell].number_format = form
    return book


@pytest.mark.parametrize(
    ("form", "value", "target"),
    [("0%", 0.85, 85), ("0.00%", 0.125, 12.5), ('0.0" %"', 85, 85), ("0%", -0.07, -7), ("0%", 1, 100)],
)
def test_percent_is_read_as_it_is_shown(renja, line, perencana, form, value, target):
    book = sheet([CODE, None, "Persentase", value, None, None, None])
    applied(renja, perencana, shown_as(book, form, "D2"))
    indicator = line.indicators.get()
    assert (indicator.target, indicator.satuan) == (target, "" if '"' in form else "%")


def test_percent_keeps_the_unit_that_stands_beside_it(renja, line, perencana):
    applied(renja, perencana, shown_as(sheet([CODE, None, "Tingkat", 0.5, "Persen", None, None]), "0%", "D2"))
    assert (line.indicators.get().target, line.indicators.get().satuan) == (50, "Persen")


@pytest.mark.parametrize(
    ("form", "value", "problem"),
    [
        ("0%", 0.85, "Baris 2, kolom G: “85%” bukan angka"),
        ("d mmmm yyyy", date(2028, 5, 3), "Baris 2, kolom G: “3 Mei 2028” bukan angka"),
        ("d mmmm yyyy", 46_000, "Baris 2, kolom G: “9 Desember 2025” bukan angka"),
        ("General", "#SPILL!", "Baris 2, kolom G: sel berisi galat “#SPILL!”"),
    ],
    ids=["percent", "date", "number shown as date", "error value"],
)
def test_what_is_no_money_is_named_by_its_cell(renja, line, perencana, form, value, problem):
    book = shown_as(sheet([CODE, None, None, None, None, "PAD", value]), form, "G2")
    found = errors(checked(renja, perencana, book))
    assert len(found) == 1
    assert found[0].startswith(problem)


def test_hidden_row_is_read_and_told(renja, line, perencana):
    book = sheet([CODE, "Seluruh kota"], head=HEAD[:2])
    book.active.row_dimensions[2].hidden = True
    file = checked(renja, perencana, book)
    assert kinds(file) == ["changed"]
    assert file.report["rows"][0]["notes"] == ["Baris 2 tersembunyi di Excel; tetap dibaca."]


def test_thousands_that_may_be_decimals_are_told(renja, line, perencana):
    IndicatorFactory(line=line, text="Jumlah pembaca", target=1)
    rows = [[CODE, None, "Jumlah pembaca", "12,500 orang", None], [CODE, None, "Indeks", "0,125", None]]
    file = checked(renja, perencana, sheet(*rows, head=HEAD[:5]))
    assert file.report["rows"][0]["notes"] == [
        "Baris 2, kolom D: “12,500 orang” dibaca 12.500. Bila maksudnya pecahan, tulis sebagai angka di Excel."
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0,125", "0.125"), ("12,5", "12.5"), ("1,250,000", "1250000"), ("1.250.000", "1250000"), ("-5%", "-5"), ("3,45 indeks", "3.45"),
    ],
)  # fmt: skip
def test_measures_are_read_in_both_writings(cell, value):
    assert f"{read_quantity(cell)[0].normalize():f}" == value


def test_volume_below_zero_is_refused_with_its_unit():
    with pytest.raises(ValueError, match="tidak boleh di bawah nol"):
        read_volume("-3 unit")


def test_csv_parted_by_bars_is_read(renja, line, perencana):
    file = checked(renja, perencana, f"Kode|Lokasi\n{CODE}|Seluruh kota\n".encode(), name="a.csv")
    assert kinds(file) == ["changed"]
