"""CSV that spreadsheets read as text, never as formulas."""

import csv
from io import StringIO

import pytest

from core.csv_export import csv_lines, csv_response, safe_cell


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+62812",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "  =1+1",
        "=HYPERLINK(1)",
    ],
)
def test_formula_becomes_text(typed):
    assert safe_cell(typed) == f"'{typed}"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("Wi-Fi = cepat", "Wi-Fi = cepat"), (12, "12"), (None, ""), ("a\x00b", "ab"), ("", "")],
)
def test_other_cells_stay(given, kept):
    assert safe_cell(given) == kept


def test_lines_are_read_back_as_they_were():
    rows = [["a;b", 'kata "petik"', "baris\nbaru"], [1, None, "é"]]
    text = "".join(csv_lines(["x", "y", "z"], rows))
    assert text.startswith("\ufeff")
    read = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))
    assert read == [["x", "y", "z"], ["a;b", 'kata "petik"', "baris\nbaru"], ["1", "", "é"]]


def test_response_is_a_download_that_nobody_keeps():
    response = csv_response("daftar.csv", ["a"], [])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="daftar.csv"'
    assert response["Cache-Control"] == "private, no-store"
