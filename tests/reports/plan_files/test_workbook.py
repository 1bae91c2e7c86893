"""The official tables in Excel: what is summed there is what the database sums, and each sheet prints as its form."""

from decimal import Decimal

import pytest
from openpyxl import load_workbook

from reports.plan_files.workbook import number_in, renja_xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]


@pytest.fixture(scope="session")
def book(read):
    return load_workbook(renja_xlsx(read.report, code="ABCDEFGH23"))


@pytest.fixture
def plan(book):
    return book["Tabel T-C.33"]


def test_there_is_a_sheet_for_each_table(book, read):
    assert book.sheetnames == [f"Tabel {table.label}" for table in read.report.tables]


def test_amounts_are_numbers_that_sum_up_to_the_database(plan, read):
    rows = list(plan.iter_rows(min_row=plan.freeze_panes and 8, values_only=True))
    shown = {
        code.replace("2.16.01", "X.XX.01", 1) if code.startswith("2.16.01") else code: row
        for row in rows
        if (code := str(row[0] or ""))
    }
    leaves = [shown[code] for code in read.facts["codes"]]
    assert sum(Decimal(str(row[5])) for row in leaves) == read.facts["total"]["pagu"]
    assert sum(Decimal(str(row[9])) for row in leaves) == read.facts["total"]["forward"]
    assert Decimal(str(shown["TOTAL"][5])) == read.facts["total"]["pagu"]


def test_heads_are_merged_and_come_back_on_each_page(plan):
    assert plan.print_title_rows == "$5:$7"
    merged = {str(one) for one in plan.merged_cells.ranges}
    assert "A5:A6" in merged
    assert [plan.cell(7, place).value for place in (1, 10)] == ["(1)", "(10)"]


@pytest.mark.parametrize(("label", "orientation"), [("T-C.33", "landscape"), ("4.1", "portrait")])
def test_sheet_fits_the_width_of_a4(book, label, orientation):
    sheet = book[f"Tabel {label}"]
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth, setup.fitToHeight) == (9, orientation, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "Kode ABCDEFGH23" in sheet.oddFooter.left.text


def test_nothing_is_a_formula_and_nothing_withheld_is_told(book):
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.data_type in "sn"
            assert "RAHASIA" not in str(cell.value)


def test_one_table_alone(read):
    assert load_workbook(renja_xlsx(read.report, code="", only=["T-C.32"])).sheetnames == ["Tabel T-C.32"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.250.000", 1250000), ("15,5", Decimal("15.5")), ("BB", None), ("–", None), ("", None)],
)
def test_printed_number_is_read_again(text, value):
    assert number_in(text) == value
