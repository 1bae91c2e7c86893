"""The declared parts of the document: one truth for editor, completeness and print."""

import pytest

from renja.structure import structure_of

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
        "2.5": ("T-C.32",), "3.3": ("T-C.33",), "4": ("rekapitulasi",),
    }  # fmt: skip


def test_find_knows_writable_parts_alone():
    assert STRUCTURE.find("1.1").label == "1.1 Latar Belakang"
    assert STRUCTURE.find("1") is None
    assert STRUCTURE.find("../../etc") is None


def test_unknown_edition_is_loud():
    with pytest.raises(FileNotFoundError):
        structure_of("tidak-ada")
