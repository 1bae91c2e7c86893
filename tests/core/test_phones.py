"""Telephone numbers as people in Indonesia write them."""

import pytest

from core.phones import international_number, national_number, readable_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0812 3456 7890", "081234567890"),
        ("0812-3456-7890", "081234567890"),
        ("+62 812 3456 7890", "081234567890"),
        ("6281234567890", "081234567890"),
        ("62 0812 3456 7890", "081234567890"),
        ("0062 812 3456 7890", "081234567890"),
        ("81234567890", "081234567890"),
        ("(0542) 123456", "0542123456"),
        ("0542 123456", "0542123456"),
        ("021-5551234", "0215551234"),
        ("+65 8123 4567", ""),
        ("0812 345", ""),
        ("0812 3456 7890 1234", ""),
        ("nomor saya 0812 3456 7890", ""),
        ("٠٨١٢٣٤٥٦٧٨٩٠", ""),
        ("", ""),
    ],
)
def test_number_is_read_however_it_is_written(written, number):
    assert national_number(written) == number


def test_number_for_calling_begins_with_the_country():
    assert (international_number("0812 3456 7890"), international_number("12")) == ("6281234567890", "")


@pytest.mark.parametrize(
    ("written", "read"),
    [("+62 812-3456-7890", "0812 3456 7890"), ("0542123456", "0542 1234 56"), ("di rumah", "di rumah")],
)
def test_number_is_shown_in_fours(written, read):
    assert readable_number(written) == read
