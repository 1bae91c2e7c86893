"""One cell of the table at a time: what each holds, what is no conflict, what is refused."""

from decimal import Decimal

import pytest

from audit.models import Entry
from renja.errors import PlanRefused, StaleEdit
from renja.forms.cells import CellForm
from renja.models import Indicator, RenjaLine
from renja.services import change_cell, save_line
from tests.factories.renja import FulfilmentFactory, IndicatorFactory, LineFactory, make_node

OFFICIAL = {"indikator": "Jumlah dokumen hasil koordinasi", "satuan": "Dokumen"}


def typed(field: str, value: str, was: str = "", **rest) -> CellForm:
    form = CellForm({"field": field, "value": value, "was": was} | rest)
    assert form.is_valid(), form.problem
    return form


@pytest.fixture
def line(renja):
    return LineFactory(renja=renja)


@pytest.fixture
def change(perencana):
    """`change(line, "pagu", "5.000")`: as a planner who saw what is stored, or `seen=` and `was=`."""

    def do(line, field: str, value: str, *, seen: int | None = None, was: str = "", actor=None, **rest):
        form = typed(field, value, was, **rest)
        version = line.version if seen is None else seen
        return change_cell(line, actor=actor or perencana, seen=version, was=form.was, values=form.values)

    return do


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("location", "  Balikpapan   Timur ", "Balikpapan Timur"),
        ("pagu", "Rp1.250.000.000", Decimal(1_250_000_000)),
        ("pagu", "1250000000", Decimal(1_250_000_000)),
        ("pagu", "", None),
        ("forward_pagu", "12,5", Decimal("12.5")),
        ("source_of_funds", "DAU, PAD", "DAU, PAD"),
        ("target_group", "Pelajar", "Pelajar"),
        ("note", "Hasil forum", "Hasil forum"),
    ],
)
def test_cell_of_a_line_is_saved_and_told_by_its_name(line, change, field, value, stored):
    saved = change(line, field, value)
    line.refresh_from_db()
    assert (getattr(line, field), line.version, saved.version) == (stored, 2, 2)
    entry = Entry.objects.about(line).get()
    assert (entry.action, entry.changed) == ("renja.change_cell", [field])


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("text", "Jumlah titik", {"text": "Jumlah titik"}),
        ("target", "1.250,5", {"target": Decimal("1250.5"), "target_label": ""}),
        ("target", "BB", {"target": None, "target_label": "BB"}),
        ("target", "", {"target": None, "target_label": ""}),
        ("satuan", "Titik", {"satuan": "Titik"}),
        ("forward_target", "20", {"forward_target": Decimal(20)}),
    ],
)
def test_cell_of_the_first_indicator_is_saved(line, change, field, value, stored):
    first, second = IndicatorFactory.create_batch(2, line=line)
    change(line, field, value, indicator=str(first.pk))
    first.refresh_from_db()
    line.refresh_from_db()
    assert {name: getattr(first, name) for name in stored} == stored
    assert (line.version, Indicator.objects.get(pk=second.pk).text) == (2, second.text)
    assert set(Entry.objects.about(line).get().changed) <= set(stored)


def test_indicator_begins_with_its_wording_and_goes_when_nothing_is_left(line, change):
    change(line, "text", "Jumlah titik")
    assert line.indicators.get().text == "Jumlah titik"
    line.refresh_from_db()
    change(line, "text", "")
    assert not line.indicators.exists()


@pytest.mark.parametrize(("field", "value"), [("target", "12"), ("satuan", "Titik"), ("forward_target", "3")])
def test_target_without_indicator_is_refused(line, change, field, value):
    with pytest.raises(PlanRefused, match="memerlukan indikator"):
        change(line, field, value)
    assert not Indicator.objects.exists()


def test_wording_stays_while_a_target_hangs_on_it(line, change):
    IndicatorFactory(line=line)
    with pytest.raises(PlanRefused, match="memerlukan indikator"):
        change(line, "text", "")
    assert line.indicators.count() == 1


def test_official_wording_is_changed_on_the_page_of_the_line_alone(renja, change):
    line = LineFactory(renja=renja, node=make_node("2.16.02.2.01.0014", **OFFICIAL))
    row = IndicatorFactory(line=line, text=OFFICIAL["indikator"])
    with pytest.raises(PlanRefused, match="daftar kode resmi"):
        change(line, "text", "Lain")
    change(line, "target", "7")
    row.refresh_from_db()
    assert (row.text, row.target) == (OFFICIAL["indikator"], 7)


def test_what_is_there_already_changes_nothing_whatever_the_version(line, change):
    assert change(line, "pagu", "100.000.000", seen=77, was="1").version == 1
    assert not Entry.objects.about(line).exists()


def test_change_of_another_cell_meanwhile_is_no_conflict(line, change, three_roles):
    IndicatorFactory(line=line)
    save_line(line, actor=three_roles, seen=1, values={"note": "Dari rekan"})
    saved = change(line, "pagu", "5", seen=1, was="100.000.000")
    assert (saved.pagu, saved.note, saved.version) == (5, "Dari rekan", 3)


def test_change_of_the_same_cell_meanwhile_overwrites_nothing(line, change, three_roles):
    change(line, "pagu", "7", actor=three_roles)
    with pytest.raises(StaleEdit, match="oleh Tiga Peran pada ") as stale:
        change(line, "pagu", "5", seen=1, was="100.000.000")
    line.refresh_from_db()
    assert (line.pagu, line.version, stale.value.current.pagu) == (7, 2, 7)


def test_target_of_an_indicator_that_gave_way_to_another_is_a_conflict(line, change, three_roles):
    first = IndicatorFactory(line=line)
    wanted = [{"text": "Baru", "target": 12, "target_label": "", "satuan": "Dokumen", "forward_target": None}]
    save_line(line, actor=three_roles, seen=1, values={}, indicators=wanted)
    with pytest.raises(StaleEdit):
        change(line, "target", "9", seen=1, was="12", indicator=str(first.pk))
    assert line.indicators.get().target == 12


@pytest.mark.parametrize("was", ["bukan angka", "9" * 60])
def test_unreadable_memory_counts_as_none(line, change, three_roles, was):
    change(line, "note", "x", actor=three_roles)
    with pytest.raises(StaleEdit):
        change(line, "pagu", "5", seen=1, was=was)
    assert change(line, "pagu", "5", seen=2, was=was).pagu == 5


def test_line_above_the_lowest_level_takes_no_money(renja, change):
    line = LineFactory(
        renja=renja, node=make_node("2.16.02"), pagu=None, forward_pagu=None, source_of_funds=""
    )
    for field in ("pagu", "forward_pagu", "source_of_funds"):
        with pytest.raises(PlanRefused, match="hanya diisi pada tingkat terbawah"):
            change(line, field, "5")
    assert change(line, "location", "Seluruh kota").location == "Seluruh kota"


def test_pagu_stays_above_what_proposals_were_promised(line, change):
    FulfilmentFactory(line=line, amount=Decimal(40))
    with pytest.raises(PlanRefused, match=r"tidak boleh kurang .* Rp40"):
        change(line, "pagu", "39")


@pytest.mark.parametrize(
    "role", ["sekretariat", "verifikator", "pimpinan", "admin_user", "pengusul", "pemeriksa"]
)
def test_only_planners_change_cells(line, change, request, role):
    with pytest.raises(PlanRefused, match="Hanya perencana"):
        change(line, "note", "x", actor=request.getfixturevalue(role))
    line.refresh_from_db()
    assert (line.note, line.version) == ("", 1)


def test_cells_of_a_locked_plan_stay_as_they_are(line, change, lock_plan):
    lock_plan()
    with pytest.raises(PlanRefused, match="dikunci"):
        change(line, "note", "x")


def test_cell_of_a_removed_line_is_refused(line, change):
    RenjaLine.objects.all().delete()
    with pytest.raises(PlanRefused, match="sudah dihapus"):
        change(line, "note", "x")


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("pagu", "seratus juta", "“seratus juta” bukan angka yang dapat dibaca"),
        ("pagu", "-5", "lebih besar"),
        ("location", "x" * 251, "paling banyak 250"),
        ("target", "12 dokumen", "bukan angka yang dapat dibaca"),
        ("target", "x" * 41, "paling banyak 40"),
        ("unit", "3", "tidak dapat diubah di tabel"),
        ("withheld_reason", "x", "tidak dapat diubah di tabel"),
        ("version", "9", "tidak dapat diubah di tabel"),
        ("", "", "tidak dapat diubah di tabel"),
    ],
)
def test_what_is_wrong_is_said_in_words(field, value, why):
    form = CellForm({"field": field, "value": value})
    assert not form.is_valid()
    assert why in form.problem
