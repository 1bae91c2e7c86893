"""The declared parts of the document: one truth for editor, completeness and print."""

import pytest

from renja.structure import editions, structure_of

STRUCTURE = structure_of("permendagri-86-2017")


def test_structure_has_five_chapters_in_order():
    assert [part.number for part in STRUCTURE.chapters] == ["BAB I", "BAB II", "BAB III", "BAB IV", "BAB V"]
    assert [part.key for part in STRUCTURE.chapters] == ["1", "2", "3", "4", "5"]


def test_writable_parts_are_those_with_nothing_below():
    keys = [part.key for part in STRUCTURE.writable()]
    assert keys == [
        "kata-pengantar", "1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3", "4", "5",
    ]  # fmt: skip


def test_every_writable_part_says_what_belongs_there():
    assert [part.key for part in STRUCTURE.writable() if not part.about] == []


def test_official_tables_stand_after_their_parts():
    assert {part.key: part.tables for part in STRUCTURE.writable() if part.tables} == {
        "2.1": ("T-C.29",), "2.2": ("T-C.30",), "2.4": ("T-C.31",), "2.5": ("T-C.32",), "3.2": ("3.1",),
        "3.3": ("T-C.33",), "4": ("4.1", "4.2"),
    }  # fmt: skip


def test_find_knows_writable_parts_alone():
    assert STRUCTURE.find("1.1").label == "1.1 Latar Belakang"
    assert STRUCTURE.find("1") is None
    assert STRUCTURE.find("../../etc") is None


def test_unknown_edition_is_loud():
    with pytest.raises(FileNotFoundError):
        structure_of("tidak-ada")


def test_editions_are_offered_with_the_verified_ones_first():
    told = [(one.slug, one.is_verified) for one in editions()]
    assert told == [("permendagri-86-2017", True), ("sipd-ri", True), ("permendagri-14-2026", False)]
    assert all(one.name and one.basis for one in editions())


def test_sipd_ri_has_the_same_parts_and_a_matrix_of_17_columns():
    sipd = structure_of("sipd-ri")
    assert [part.key for part in sipd.writable()] == [part.key for part in STRUCTURE.writable()]
    assert sipd.find("4").tables == ("4.1", "4.2", "4.3")
    assert sipd.find("3.3").tables == ("T-C.33",)
    assert len(sipd.table("4.3").columns) == 17


def test_six_chapters_of_2026_keep_the_texts_that_they_share():
    newer = structure_of("permendagri-14-2026")
    assert [part.number for part in newer.chapters][-2:] == ["BAB V", "BAB VI"]
    assert newer.find("3.2").number == "3.1"  # tujuan dan sasaran, whatever its number
    assert newer.find("5").label == "BAB VI Penutup"
    assert {part.key for part in STRUCTURE.writable()} - {part.key for part in newer.writable()} == {
        "2.1", "2.2", "2.4", "3.1", "3.3",
    }  # fmt: skip
    assert newer.main_table.label == "4.1"
    assert len(newer.main_table.columns) == 18


@pytest.mark.parametrize("edition", editions(), ids=lambda one: one.slug)
def test_every_edition_is_whole(edition):
    keys = [part.key for part in edition.writable()]
    placed = [table.label for _part, table in edition.placed()]
    assert len(keys) == len(set(keys))
    assert all(part.about for part in edition.writable())
    assert sorted(placed) == sorted({table.label for table in edition.tables})  # each once, none forgotten
    assert "proposals" in {table.rows for table in edition.tables}
