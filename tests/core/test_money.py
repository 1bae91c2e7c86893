from contextlib import suppress
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from core.money import number, parse_number, rupiah, rupiah_in_words, rupiah_short, spelled_out

AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0"),
        (Decimal("-0.00"), "0"),
        (1250000, "1.250.000"),
        (Decimal("1250000.00"), "1.250.000"),
        (Decimal("1250000.50"), "1.250.000,5"),
        (Decimal("-87.25"), "-87,25"),
        (Decimal("1E+3"), "1.000"),
        (0.1, "0,1"),
    ],
)
def test_number_is_written_the_indonesian_way(amount, text):
    assert number(amount) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (1250000, "Rp1.250.000"),
        (Decimal("1250000.5"), "Rp1.250.000,50"),
        (Decimal("0.005"), "Rp0,01"),
        (Decimal("999.999"), "Rp1.000"),
        (-500, "-Rp500"),
        (0, "Rp0"),
    ],
)
def test_rupiah_shows_sen_only_when_there_are_any(amount, text):
    assert rupiah(amount) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (6_234_000_000, "Rp6,2 miliar"),
        (13_000_000, "Rp13 juta"),
        (950_000_000, "Rp950 juta"),
        (999_960_000, "Rp1 miliar"),
        (999_940_000, "Rp999,9 juta"),
        (1_000_000_000_000, "Rp1 triliun"),
        (5_000_000_000_000_000, "Rp5.000 triliun"),
        (999_999, "Rp999.999"),
        (-2_500_000, "-Rp2,5 juta"),
    ],
)
def test_rupiah_short_names_the_scale(amount, text):
    assert rupiah_short(amount) == text


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.250.000,50", "1250000.50"),
        ("1,250,000.50", "1250000.50"),
        ("1,250,000", "1250000"),
        ("1,250.5", "1250.5"),
        ("1.250", "1250"),
        ("1,250", "1.250"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0.125", "0.125"),
        ("1250000", "1250000"),
        ("Rp 1.250.000,-", "1250000"),
        ("rp1.250.000", "1250000"),
        ("Rp. 5.000", "5000"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("-Rp500", "-500"),
        ("Rp-500", "-500"),
        ("  7 ", "7"),
        (12, "12"),
        (1.125, "1.125"),
        (Decimal("3.5"), "3.5"),
    ],
)
def test_parse_number_reads_both_styles(typed, value):
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Rp",
        "dua",
        "1.25.000",
        "1,25,000",
        "1 2",
        "1e9",
        "NaN",
        "Infinity",
        "--5",
        "1.250.000,5,0",
        "٣",
        "9" * 41,
        float("nan"),
        float("inf"),
        True,
        None,
        "12;5",
        "=1+1",
        "\x00",
    ],
)
def test_parse_number_refuses_what_it_cannot_read(typed):
    with pytest.raises(ValueError, match=r"bukan angka yang dapat dibaca\. Tulis misalnya"):
        parse_number(typed)


@given(AMOUNTS)
def test_parse_number_reads_back_what_number_writes(amount):
    assert parse_number(number(amount)) == amount


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15))
def test_parse_number_reads_back_what_rupiah_writes(amount):
    assert parse_number(rupiah(amount)) == amount


@given(st.text(max_size=60))
def test_parse_number_never_breaks_on_any_text(text):
    with suppress(ValueError):
        assert parse_number(text).is_finite()


def test_spelled_out_is_terbilang():
    assert spelled_out(13_014_000_000) == "tiga belas miliar empat belas juta"
    assert spelled_out(0) == "nol"
    assert spelled_out(1100) == "seribu seratus"


def test_rupiah_in_words_names_sen_and_speaks_the_readers_language():
    assert rupiah_in_words(Decimal("12500000")) == "dua belas juta lima ratus ribu rupiah"
    assert rupiah_in_words(Decimal("1.50")) == "satu rupiah lima puluh sen"
    with override("en"):
        assert rupiah_in_words(1100) == "one thousand, one hundred rupiah"
