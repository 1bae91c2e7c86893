"""Rows of tables that are typed by hand: kept, never overwritten unseen, ordered, copied from last year."""

import pytest

from audit.models import Entry
from renja.errors import PlanRefused, StaleEdit
from renja.models import TableRow
from renja.services import copy_last_year, move_row, save_rows, sort_rows
from renja.services.tables import MOST_ROWS, RowEdit
from renja.structure import structure_of
from renja.typed_tables import read_tables
from tests.factories.forums import ForumFactory
from tests.factories.renja import RenjaFactory, TableRowFactory, edition_2006, make_node

LABEL = "3.1"
VERBS = {
    "save": lambda renja, actor, label=LABEL: save_rows(
        renja, label, actor=actor, edits=[RowEdit({"tujuan": "A"})]
    ),
    "move": lambda renja, actor, label=LABEL: move_row(renja, label, 1, actor=actor, by=1),
    "sort": lambda renja, actor, label=LABEL: sort_rows(renja, label, actor=actor),
    "copy": lambda renja, actor, label=LABEL: copy_last_year(renja, label, actor=actor),
}
EACH_VERB = pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)


def goals(renja) -> list[str]:
    return [row.cells.get("tujuan", "") for row in renja.table_rows.filter(table=LABEL).order_by("order")]


@pytest.fixture
def three(renja):
    return [
        TableRowFactory(renja=renja, order=n, cells={"tujuan": text}) for n, text in enumerate("ABC", start=1)
    ]


def test_rows_are_added_at_the_end_in_order(renja, perencana, three):
    edits = [RowEdit({"tujuan": "D", "target": ""}), RowEdit({"tujuan": ""}), RowEdit({"tujuan": "E"})]
    assert save_rows(renja, LABEL, actor=perencana, edits=edits) == {"added": 2, "changed": 0, "removed": 0}
    assert goals(renja) == ["A", "B", "C", "D", "E"]
    assert TableRow.objects.get(order=4).cells == {"tujuan": "D"}
    entry = Entry.objects.get(action="renja.save_table")
    assert entry.data == {"table": LABEL, "added": 2, "changed": 0, "removed": 0}


def test_row_is_changed_and_keeps_what_another_edition_knows(renja, perencana):
    row = TableRowFactory(renja=renja, cells={"tujuan": "A", "lama": "tetap", "target": "1"})
    edit = RowEdit({"tujuan": "B", "target": ""}, id=row.pk, seen=1)
    assert save_rows(renja, LABEL, actor=perencana, edits=[edit])["changed"] == 1
    row.refresh_from_db()
    assert (row.cells, row.version) == ({"tujuan": "B", "lama": "tetap"}, 2)


def test_rows_that_are_not_named_stay(renja, perencana, three):
    edits = [RowEdit(id=three[1].pk, seen=1, is_removed=True)]
    assert save_rows(renja, LABEL, actor=perencana, edits=edits)["removed"] == 1
    assert goals(renja) == ["A", "C"]


def test_nothing_changed_leaves_no_trace(renja, perencana, three):
    edits = [RowEdit({"tujuan": "A"}, id=three[0].pk, seen=1), RowEdit({"tujuan": ""})]
    assert not any(save_rows(renja, LABEL, actor=perencana, edits=edits).values())
    assert not Entry.objects.filter(action="renja.save_table").exists()


@pytest.mark.parametrize("remove", [False, True])
def test_stale_row_overwrites_nothing(renja, perencana, three, remove):
    save_rows(renja, LABEL, actor=perencana, edits=[RowEdit({"tujuan": "Rekan"}, id=three[0].pk, seen=1)])
    mine = RowEdit({"tujuan": "Saya"}, id=three[0].pk, seen=1, is_removed=remove)
    with pytest.raises(StaleEdit, match="disimpan oleh ") as stale:
        save_rows(renja, LABEL, actor=perencana, edits=[mine, RowEdit({"tujuan": "Baru"})])
    assert [row.cells for row in stale.value.current] == [{"tujuan": "Rekan"}]
    assert goals(renja) == ["Rekan", "B", "C"]


def test_row_that_was_only_looked_at_is_no_conflict(renja, perencana, three):
    save_rows(renja, LABEL, actor=perencana, edits=[RowEdit({"tujuan": "Rekan"}, id=three[0].pk, seen=1)])
    mine = [
        RowEdit({"tujuan": "A"}, id=three[0].pk, seen=1, touched=False),
        RowEdit({"tujuan": "Saya"}, id=three[1].pk, seen=1),
    ]
    save_rows(renja, LABEL, actor=perencana, edits=mine)
    assert goals(renja) == ["Rekan", "Saya", "C"]


def test_row_that_somebody_removed_is_written_anew(renja, perencana, three):
    gone = three[0].pk
    three[0].delete()
    save_rows(renja, LABEL, actor=perencana, edits=[RowEdit({"tujuan": "Saya"}, id=gone, seen=1)])
    assert goals(renja) == ["B", "C", "Saya"]


def test_rows_of_another_table_are_out_of_reach(renja, perencana):
    other = TableRowFactory(renja=renja, table="T-C.31")
    edits = [RowEdit({"tujuan": "A"}, id=other.pk, seen=1), RowEdit(id=other.pk, seen=1, is_removed=True)]
    save_rows(renja, LABEL, actor=perencana, edits=edits)
    assert TableRow.objects.get(pk=other.pk).version == 1
    assert not move_row(renja, LABEL, other.pk, actor=perencana, by=1)


def test_table_has_an_end(renja, perencana):
    with pytest.raises(PlanRefused, match="paling banyak 300 baris"):
        save_rows(renja, LABEL, actor=perencana, edits=[RowEdit({"tujuan": "A"})] * (MOST_ROWS + 1))
    assert not TableRow.objects.exists()


@pytest.mark.parametrize(
    ("row", "by", "after"),
    [(0, 1, "BAC"), (2, -1, "ACB"), (0, -1, "ABC"), (2, 1, "ABC")],
)
def test_row_changes_places_with_its_neighbour(renja, perencana, three, row, by, after):
    moved = move_row(renja, LABEL, three[row].pk, actor=perencana, by=by)
    assert "".join(goals(renja)) == after
    assert moved == (after != "ABC") == Entry.objects.filter(action="renja.move_table_row").exists()


def test_rows_follow_their_codes(renja, perencana):
    codes = ["2.16.03", None, "X.XX.01", "2.16.02.2.01.0014"]
    for order, code in enumerate(codes, start=1):
        node = make_node(code, edition=renja.edition) if code else None
        TableRowFactory(renja=renja, table="T-C.29", order=order, node=node, cells={"uraian": str(order)})
    assert sort_rows(renja, "T-C.29", actor=perencana)
    rows = renja.table_rows.filter(table="T-C.29").order_by("order")
    assert [row.cells["uraian"] for row in rows] == [
        "3",
        "4",
        "1",
        "2",
    ]  # one without a code stays behind its row
    assert not sort_rows(renja, "T-C.29", actor=perencana)


@pytest.fixture
def last_year(db):
    """The plan of 2027 with a row of its evaluation."""
    earlier = RenjaFactory(forum=ForumFactory(plan_year=2027), edition=edition_2006())
    node = make_node("1.25.15", edition=earlier.edition)
    cells = {
        "uraian": "Pembinaan Media", "target_renstra": "100", "realisasi_sampai": "40", "target_lalu": "20",
        "realisasi_lalu": "15.5", "target_berjalan": "22",
    }  # fmt: skip
    TableRowFactory(renja=earlier, table="T-C.29", node=node, cells=cells)
    TableRowFactory(renja=earlier, table="T-C.29", cells={"indikator": "Predikat", "realisasi_lalu": "BB"})
    return earlier


def test_last_years_rows_begin_this_years_table(renja, perencana, last_year):
    own = make_node("1.25.15", edition=renja.edition)
    assert copy_last_year(renja, "T-C.29", actor=perencana) == 2
    first, second = renja.table_rows.filter(table="T-C.29")
    assert first.node == own
    assert first.cells == {
        "uraian": "Pembinaan Media", "target_renstra": "100", "realisasi_sampai": "55.5", "target_lalu": "22",
    }  # fmt: skip
    assert second.cells == {"indikator": "Predikat", "realisasi_sampai": "BB"}
    assert Entry.objects.get(action="renja.copy_table").data == {"table": "T-C.29", "from": 2027, "rows": 2}


def test_code_that_the_new_edition_does_not_know_is_kept(renja, perencana, last_year):
    copy_last_year(renja, "T-C.29", actor=perencana)
    assert renja.table_rows.first().node.edition == last_year.edition


def test_copying_needs_an_empty_table_and_something_to_copy(renja, perencana, last_year):
    with pytest.raises(PlanRefused, match=r"Tabel T-C\.30 Renja 2027 tidak berisi"):
        copy_last_year(renja, "T-C.30", actor=perencana)
    copy_last_year(renja, "T-C.29", actor=perencana)
    with pytest.raises(PlanRefused, match="sudah berisi"):
        copy_last_year(renja, "T-C.29", actor=perencana)


@EACH_VERB
@pytest.mark.parametrize("label", ["T-C.33", "T-C.32", "2.7", "", "../x"])
def test_only_typed_tables_of_the_edition_are_filled_in(renja, perencana, verb, label):
    with pytest.raises(PlanRefused, match="tidak diisi dalam susunan"):
        verb(renja, perencana, label)


@EACH_VERB
@pytest.mark.parametrize("role", ["sekretariat", "verifikator", "pimpinan", "admin_user", "pengusul"])
def test_only_planners_change_tables(renja, request, verb, role):
    with pytest.raises(PlanRefused, match="Hanya perencana"):
        verb(renja, request.getfixturevalue(role))


@EACH_VERB
def test_tables_of_a_locked_plan_stay(renja, perencana, lock_plan, verb):
    lock_plan()
    with pytest.raises(PlanRefused, match="dikunci"):
        verb(renja, perencana)


def test_all_tables_are_read_in_one_query(renja, django_assert_num_queries):
    TableRowFactory(
        renja=renja,
        table="T-C.29",
        node=make_node("X.XX.01", edition=renja.edition),
        cells={"target_lalu": "1250.5"},
    )
    TableRowFactory(renja=renja, table="T-C.31", cells={"pagu_rkpd": "1250000"})
    structure = structure_of(renja.structure)
    with django_assert_num_queries(1):
        read = read_tables(renja, structure.typed)
    assert set(read) == {"T-C.29", "T-C.30", "T-C.31", "3.1"}
    assert read["T-C.29"][0].texts[0] == "2.16.01"
    assert "1.250,5" in read["T-C.29"][0].texts
    assert read["T-C.29"][0].level == "program"
    assert read["T-C.31"][0].texts[5] == "1.250.000"
    assert read["3.1"] == ()
