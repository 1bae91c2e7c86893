"""Rows of a printed sheet are as high as what stands in them."""

import pytest
from openpyxl import Workbook

from reports.plan_files.row_heights import RowHeights, lines_of


@pytest.fixture
def heights():
    sheet = Workbook().active
    for letter in "ABC":
        sheet.column_dimensions[letter].width = 20
    return RowHeights(sheet)


def test_text_takes_the_lines_that_its_words_need():
    assert lines_of("Kota", 20, 8) == 1
    assert lines_of("Penyusunan Dokumen Perencanaan Perangkat Daerah", 20, 8) == 3
    assert lines_of("satu\ndua\ntiga", 20, 8) == 3
    assert lines_of("", 20, 8) == 1


def test_bold_text_takes_no_fewer_lines():
    text = "Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah"
    assert lines_of(text, 20, 8, bold=True) >= lines_of(text, 20, 8)


def test_row_is_as_high_as_its_longest_cell(heights):
    heights.add(1, 1, "Kota", size=10)
    heights.add(1, 2, "Penyusunan Dokumen Perencanaan Perangkat Daerah", size=10)
    heights.add(2, 1, "Penyusunan Dokumen Perencanaan Perangkat Daerah", size=10, colspan=3)
    heights.apply()
    one, two = (heights.sheet.row_dimensions[row].height for row in (1, 2))
    assert one > 2 * two > 20


def test_text_over_two_rows_makes_the_last_of_them_higher(heights):
    heights.add(1, 1, "Kota", size=10)
    heights.add(2, 1, "Kota", size=10)
    heights.add(1, 2, "Penyusunan Dokumen Perencanaan Perangkat Daerah", size=10, rowspan=2)
    heights.apply()
    first, last = (heights.sheet.row_dimensions[row].height for row in (1, 2))
    assert last > first
    assert first + last >= lines_of("Penyusunan Dokumen Perencanaan Perangkat Daerah", 20, 10) * 12


def test_no_row_is_higher_than_the_format_allows(heights):
    heights.add(1, 1, "kata " * 2000, size=10)
    heights.apply()
    assert heights.sheet.row_dimensions[1].height == 409
