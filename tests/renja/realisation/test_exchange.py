"""Realisation as a workbook: out, changed, in again as a whole, and taken back."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from core.excel_export import write_workbook
from renja.errors import PlanRefused
from renja.exchange.realisation_columns import quarter_of
from renja.exchange.realisation_writing import realisation_book
from renja.exchange.services import apply_file, undo_file
from renja.exchanged import REALISATION
from renja.models import Realisation
from tests.factories.renja import RealisationFactory
from tests.renja.books import change, changes, checked, errors, kinds, sheet
from tests.renja.realisation.conftest import YEAR

pytestmark = pytest.mark.django_db
HEAD = ["Kode", "Triwulan", "Fisik s.d. triwulan (%)", "Capaian s.d. triwulan", "Keuangan triwulan (Rp)"]
CODE = "2.16.02.2.01.0014"


def out(done) -> Workbook:
    book = realisation_book(done)
    with write_workbook(book.title, book.head, book.rows, **book.layout) as file:
        return load_workbook(BytesIO(file.read()))


def take(done, actor, *rows):
    return checked(done, actor, sheet(*rows, head=HEAD), table=REALISATION)


def test_what_goes_out_comes_in_without_a_change(done, line, perencana):
    RealisationFactory(line=line, quarter=1, note="Lancar")
    file = checked(done, perencana, out(done), table=REALISATION)
    assert file.is_checked
    assert kinds(file) == ["same"] * 4


def test_file_is_applied_and_taken_back(done, line, perencana):
    RealisationFactory(line=line, quarter=1)
    book = change(change(out(done), 2, Fisik=30), 3, Keuangan=15_000_000, Capaian="BB")
    file = checked(done, perencana, book, table=REALISATION)
    assert kinds(file) == ["changed", "new", "same", "same"]
    assert ("Fisik s.d. triwulan (%)", "25", "30") in changes(file)
    apply_file(file, actor=perencana)
    rows = dict(Realisation.objects.values_list("quarter", "physical"))
    assert rows == {1: 30, 2: None}
    assert Realisation.objects.get(quarter=2).achieved == "BB"
    undo_file(file, actor=perencana)
    row = Realisation.objects.get()
    assert (row.quarter, row.physical, row.output, row.spent) == (1, 25, 3, 20_000_000)


def test_undo_is_refused_where_somebody_went_on(done, line, perencana):
    file = apply_file(take(done, perencana, [CODE, "II", 50, 6, 1000]), actor=perencana)
    Realisation.objects.update(version=7)
    with pytest.raises(PlanRefused, match="sudah diubah sesudahnya"):
        undo_file(file, actor=perencana)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["9.99.99.9.99.9999", "I", 1, 1, 1], "tidak dimuat"),
        ([CODE, "V", 1, 1, 1], "tulis I, II, III, atau IV"),
        ([CODE, "I", 130, 1, 1], "antara 0 dan 100"),
        ([CODE, "I", "banyak", 1, 1], "bukan angka"),
        ([CODE, "I", 10, 1, "=1+"], "Baris 2"),
    ],
    ids=["code", "quarter", "percent", "word", "money"],
)
def test_what_is_wrong_is_named_and_nothing_is_written(done, line, perencana, row, says):
    file = take(done, perencana, row, [CODE, "III", 50, 6, 1000])
    assert any(says in error for error in errors(file)), errors(file)
    with pytest.raises(PlanRefused):
        apply_file(file, actor=perencana)
    assert not Realisation.objects.exists()


def test_same_quarter_twice_and_one_to_come_are_wrong(done, line, perencana, time_machine):
    time_machine.move_to("2025-05-02 09:00+08:00", tick=False)
    file = take(done, perencana, [CODE, "I", 10, 1, 1], [CODE, "1", 20, 1, 1], [CODE, "IV", 10, 1, 1])
    assert kinds(file) == ["new", "wrong", "wrong"]
    assert "Triwulan IV 2025 belum dimulai" in errors(file)[1]


def test_change_on_both_sides_is_wrong_and_here_alone_is_left(done, line, perencana):
    RealisationFactory(line=line, quarter=1)
    RealisationFactory(line=line, quarter=2)
    book = change(out(done), 2, Fisik=99)
    Realisation.objects.update(physical=50, version=2)
    file = checked(done, perencana, book, table=REALISATION)
    assert kinds(file)[:2] == ["wrong", "untouched"]


def test_only_planners_upload(done, line, verifikator):
    with pytest.raises(PlanRefused, match="Hanya perencana"):
        take(done, verifikator, [CODE, "I", 1, 1, 1])


def test_page_offers_and_takes_it(enter, done, line, perencana):
    client = enter(perencana)
    assert client.get(f"/kerja/renja/{YEAR}/realisasi/unduh/").status_code == 200
    assert (
        'value="realisasi" selected'
        in client.get(f"/kerja/renja/{YEAR}/excel/?untuk=realisasi").content.decode()
    )


@pytest.mark.parametrize(
    ("text", "quarter"),
    [("Triwulan II", 2), ("TW 3", 3), ("iv", 4), ("1", 1), ("V", None), ("", None), ("0", None)],
)
def test_quarter_is_read_as_people_write_it(text, quarter):
    assert quarter_of(text) == quarter
