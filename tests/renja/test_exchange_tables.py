"""Typed tables as workbooks: the same way out and in for every table that an edition declares."""

from collections import Counter

import pytest

from core.headings import plain
from renja.errors import PlanRefused
from renja.exchange.services import apply_file, choose_removals, undo_file
from renja.exchange.table_columns import labels_of
from renja.models import TableRow
from renja.services import save_rows
from renja.services.tables import RowEdit
from renja.structure import editions, structure_of
from tests.factories.renja import TableRowFactory, make_node
from tests.renja.books import applied, change, changes, checked, errors, exported, kinds, sheet

pytestmark = pytest.mark.django_db
LABEL = "T-C.29"
ALL_TABLES = [
    pytest.param(edition.slug, table.label, id=f"{edition.slug}-{table.label}")
    for edition in editions()
    for table in edition.typed
]


@pytest.fixture
def table(renja):
    return structure_of(renja.structure).table(LABEL)


@pytest.fixture
def rows(renja):
    return [
        TableRowFactory(
            renja=renja, table=LABEL, order=1, node=make_node("2.16.02", name="Program Informasi"),
            cells={"uraian": "Program Informasi", "indikator": "Cakupan", "target_renstra": "80", "realisasi_lalu": "15.5"},
        ),
        TableRowFactory(renja=renja, table=LABEL, order=2, node=None, cells={"indikator": "Predikat", "target_renstra": "BB"}),
    ]  # fmt: skip


def cells_of(rows) -> list[dict]:
    return [TableRow.objects.get(pk=row.pk).cells for row in rows]


@pytest.mark.parametrize(("edition", "label"), ALL_TABLES)
def test_every_declared_table_has_headings_that_differ(edition, label):
    labels = labels_of(structure_of(edition).table(label), 2028)
    assert max(Counter(plain(str(words)) for words in labels.values()).values()) == 1


@pytest.mark.parametrize(("edition", "label"), ALL_TABLES)
def test_every_declared_table_comes_back_as_it_went_out(renja, perencana, edition, label):
    renja.structure = edition
    renja.save()
    table = structure_of(edition).table(label)
    cells = {
        column.key: {"number": "12.5", "percent": "99.25", "money": "1250000"}.get(
            column.kind, f"Isi {column.key}"
        )
        for column in table.typed_columns
        if column.kind != "code"
    }
    TableRowFactory(renja=renja, table=label, order=1, node=make_node("2.16.02"), cells=cells)
    TableRowFactory(renja=renja, table=label, order=2, node=None, cells=dict(list(cells.items())[:1]))
    file = checked(renja, perencana, exported(renja, table=table), table=label)
    assert (kinds(file), errors(file), file.report["missing"]) == (["same", "same"], [], [])


def test_changed_new_and_missing_rows_are_shown_and_done(renja, table, rows, perencana):
    book = change(exported(renja, table=table), 2, Target_Kinerja="85,5")
    book.active.delete_rows(3)
    book.active.append(["2.16.03", None, "Baru"])
    make_node("2.16.03", name="Program Aplikasi")
    file = checked(renja, perencana, book, table=LABEL)
    assert kinds(file) == ["changed", "new"]
    assert changes(file)[0] == ("Target Kinerja Capaian Program (Renstra PD)", "80", "85,5")
    assert [one["title"] for one in file.report["missing"]] == ["Predikat"]
    apply_file(file, actor=perencana)
    assert list(renja.table_rows.order_by("order").values_list("cells__indikator", "node__code")) == [
        ("Cakupan", "2.16.02"), ("Predikat", None), ("Baru", "2.16.03"),
    ]  # fmt: skip
    assert renja.table_rows.last().cells["uraian"] == "Program Aplikasi"
    assert cells_of(rows)[0]["target_renstra"] == "85.5"


def test_row_that_is_ticked_goes_and_comes_back_in_its_place(renja, table, rows, perencana):
    before = list(TableRow.objects.order_by("order").values_list("pk", "order", "cells", "node"))
    book = change(exported(renja, table=table), 3, Indikator="Lain")
    book.active.delete_rows(2)
    book.active.append([None, None, "Baru"])
    file = checked(renja, perencana, book, table=LABEL)
    choose_removals(file, actor=perencana, shown=[rows[0].pk], wanted=[rows[0].pk])
    done = apply_file(file, actor=perencana)
    assert (done.new_count, done.changed_count, done.removed_count) == (1, 1, 1)
    assert list(TableRow.objects.order_by("order").values_list("cells__indikator", flat=True)) == [
        "Lain",
        "Baru",
    ]
    undo_file(done, actor=perencana)
    assert list(TableRow.objects.order_by("order").values_list("pk", "order", "cells", "node")) == before


def test_undo_names_the_rows_that_were_changed_since(renja, table, rows, perencana):
    done = applied(renja, perencana, change(exported(renja, table=table), 3, Indikator="Lain"), table=LABEL)
    row = TableRow.objects.get(pk=rows[1].pk)
    save_rows(
        renja, LABEL, actor=perencana, edits=[RowEdit({"indikator": "Lagi"}, None, row.pk, row.version)]
    )
    with pytest.raises(PlanRefused, match=r"1 baris sudah diubah atau dihapus sesudahnya \(baris 2\)"):
        undo_file(done, actor=perencana)


def test_row_changed_here_after_the_file_went_out_is_never_written_over(renja, table, rows, perencana):
    book = exported(renja, table=table)
    edit = RowEdit({"indikator": "Oleh orang lain"}, None, rows[1].pk, rows[1].version)
    save_rows(renja, LABEL, actor=perencana, edits=[edit])
    assert kinds(checked(renja, perencana, book, table=LABEL)) == ["same", "untouched"]
    file = checked(renja, perencana, change(book, 3, Target_Kinerja="A"), table=LABEL)
    assert kinds(file) == ["same", "wrong"]
    assert cells_of(rows)[1]["indikator"] == "Oleh orang lain"


def test_file_without_tags_knows_rows_by_their_code(renja, table, rows, perencana):
    head = ["Kode", "Indikator Kinerja Program (outcome)/Kegiatan (output)"]
    file = checked(
        renja, perencana, sheet(["2.16.02", "Cakupan baru"], [None, "Predikat"], head=head), table=LABEL
    )
    assert kinds(file) == ["changed", "same"]
    assert file.report["missing"] == []


@pytest.mark.parametrize(
    ("head", "value", "problem"),
    [
        ("Kode", "9.99.99", "kode “9.99.99” tidak ada dalam daftar kode resmi"),
        ("Target Kinerja Capaian Program (Renstra PD)", "12a3", "kolom C: “12a3” bukan angka"),
        ("Target Kinerja Capaian Program (Renstra PD)", "x" * 41, "kolom C: teks terlalu panjang"),
        ("Target Kinerja Capaian Program (Renstra PD)", "#N/A", "kolom C: sel berisi galat"),
    ],
)
def test_what_cannot_be_read_is_named(renja, table, rows, perencana, head, value, problem):
    heads = [
        "Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan",
        "Indikator Kinerja Program (outcome)/Kegiatan (output)",
        head,
    ]
    file = checked(renja, perencana, sheet(["A", "B", value], head=heads), table=LABEL)
    assert len(errors(file)) == 1
    assert problem in errors(file)[0]


def test_sums_and_column_numbers_are_no_rows(renja, table, perencana):
    heads = [
        "Kode", "Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan",
        "Indikator Kinerja Program (outcome)/Kegiatan (output)",
    ]  # fmt: skip
    rows = [["(1)", "(2)", "(3)"], heads, [None, "Jumlah", None], [None, None, "Cakupan"]]
    file = checked(renja, perencana, sheet(*rows, head=heads), table=LABEL)
    assert (kinds(file), len(file.report["skipped"])) == (["new"], 3)


def test_table_that_is_not_typed_takes_no_file(renja, perencana):
    with pytest.raises(PlanRefused, match="tidak diisi"):
        checked(renja, perencana, sheet(["a", "b"], head=["Kode", "Uraian"]), table="T-C.33")
