"""Tables as editions declare them: heads that fit their columns, formulas that can be computed."""

from decimal import Decimal

import pytest

from renja.declared_tables import Formula, decimal_of, filled
from renja.forms.tables import field_for
from renja.structure import editions, structure_of

TABLES = {f"{edition.slug} {table.label}": table for edition in editions() for table in edition.tables}
EACH = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
WORDS = {"office": "Diskominfo", "region": "Kota", "leaf": "Sub kegiatan"}


@EACH
def test_head_covers_every_column_exactly(table):
    filled_in = set()
    for level, row in enumerate(table.head(2028, WORDS)):
        at = 0
        for cell in row:
            while (level, at) in filled_in:
                at += 1
            places = {(level + y, at + x) for y in range(cell.rowspan) for x in range(cell.colspan)}
            assert not places & filled_in
            filled_in |= places
    assert filled_in == {(y, x) for y in range(table.depth) for x in range(len(table.columns))}


@EACH
def test_columns_are_declared_well(table):
    keys = [column.key for column in table.columns]
    assert len(keys) == len(set(keys))
    assert sum(column.width for column in table.columns) == 100
    assert {column.align for column in table.columns} <= {"left", "center", "right"}
    assert set(table.total) <= set(keys)
    for place, column in enumerate(table.columns):
        assert column.is_typed != bool(column.formula)
        if column.formula:
            assert set(column.formula.of) <= set(keys[:place])
            assert (
                len(column.formula.of)
                == {"row": 0, "ratio": 2, "sum": len(column.formula.of)}[column.formula.how]
            )
        assert not column.names or column.names in keys


@EACH
def test_rows_that_are_carried_come_from_columns_that_exist(table):
    keys = {column.key for column in table.columns}
    assert set(table.carries) <= {column.key for column in table.typed_columns if column.kind != "code"}
    assert {key for sources in table.carries.values() for key in sources} <= keys


@EACH
def test_every_typed_column_has_a_field(table):
    assert table.rows in ("typed", "proposals", "plan", "programs", "sources")
    if table.is_typed:
        assert all(field_for(column) for column in table.typed_columns)
        assert {column.kind for column in table.columns} <= {
            "text",
            "code",
            "number",
            "percent",
            "money",
            "computed",
        }


def test_evaluation_table_has_the_head_of_its_form():
    table = structure_of("permendagri-86-2017").table("T-C.29")
    first, second = table.head(2028, WORDS)
    assert [(cell.text, cell.colspan) for cell in first if cell.colspan > 1] == [
        ("Target dan Realisasi Kinerja Program dan Kegiatan Tahun Lalu (2026)", 3),
        ("Perkiraan Realisasi Capaian Target Renstra PD s/d Tahun Berjalan", 2),
    ]
    assert [cell.text for cell in second][:3] == [
        "Target Renja PD Tahun 2026", "Realisasi Renja PD Tahun 2026", "Tingkat Realisasi (%)",
    ]  # fmt: skip
    assert table.numbers == tuple(f"({n})" for n in range(1, 12))


@pytest.mark.parametrize(
    ("label", "columns", "wide"),
    [
        ("T-C.29", 11, True),
        ("T-C.30", 13, True),
        ("T-C.31", 12, True),
        ("T-C.32", 6, False),
        ("T-C.33", 10, True),
    ],
)
def test_tables_of_86_2017_have_their_columns(label, columns, wide):
    table = structure_of("permendagri-86-2017").table(label)
    assert (len(table.columns), table.is_wide) == (columns, wide)


def test_evaluation_is_computed_as_the_form_says():
    table = structure_of("permendagri-86-2017").table("T-C.29")
    cells = {
        "target_renstra": "100", "realisasi_sampai": "40", "target_lalu": "20", "realisasi_lalu": "15", "target_berjalan": "20",
    }  # fmt: skip
    full = table.completed(cells, 1)
    assert (full["tingkat_lalu"], full["realisasi_berjalan"], full["tingkat_renstra"]) == ("75", "75", "75")


@pytest.mark.parametrize(
    ("formula", "cells", "result"),
    [
        (Formula("row"), {}, "7"),
        (Formula("ratio", ("a", "b")), {"a": "1", "b": "3"}, "33.33"),
        (Formula("ratio", ("a", "b")), {"a": "2", "b": "3"}, "66.67"),
        (Formula("ratio", ("a", "b")), {"a": "1", "b": "0"}, ""),
        (Formula("ratio", ("a", "b")), {"a": "BB", "b": "3"}, ""),
        (Formula("ratio", ("a", "b")), {}, ""),
        (Formula("sum", ("a", "b")), {"a": "1.5", "b": "2.5"}, "4"),
        (Formula("sum", ("a", "b")), {"b": "100"}, "100"),
        (Formula("sum", ("a", "b")), {"a": "BB"}, ""),
    ],
)
def test_formulas_say_nothing_rather_than_something_wrong(formula, cells, result):
    assert formula.result(cells, 7) == result


@pytest.mark.parametrize("text", ["", "BB", "1.2.3", "1e5", "٣", "NaN", "-", "1."])
def test_what_is_no_number_is_none(text):
    assert decimal_of(text) is None


def test_stored_number_is_read():
    assert decimal_of("-12.50") == Decimal("-12.5")


def test_years_and_names_are_filled_in():
    assert filled("{office}: {n-3}, {n}, {n+1} {unknown}", 2028, WORDS) == "Diskominfo: 2025, 2028, 2029"
