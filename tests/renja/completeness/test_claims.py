"""Numbers that a text tells of the plan."""

from decimal import Decimal

import pytest

from renja.completeness.claims import sentences_of, told_amounts, told_counts
from urusan.models import Level

SUM = "Dinas merencanakan 5 (lima) program, 1.009 kegiatan, dan 31 (tiga puluh satu) subkegiatan."


def test_counts_of_a_sum_are_read():
    assert [(one.level, one.number) for one in told_counts(SUM)] == [
        (Level.PROGRAM, 5), (Level.KEGIATAN, 1009), (Level.SUB_KEGIATAN, 31),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["Ada 3 program prioritas nasional.", "Tabel 2.1 program", "Tahap 4, kegiatan lain.", "Lima program."],
    ids=["one-level", "number-of-a-table", "apart", "in-words"],
)
def test_other_numbers_are_no_sum(text):
    assert told_counts(text) == []


@pytest.mark.parametrize(
    ("text", "value", "fitting"),
    [
        ("Total pagu Rp13.014.757.537.", 13_014_757_537, 13_014_757_537),
        ("Pagu indikatif sebesar Rp 13,01 miliar", 13_010_000_000, 13_014_757_537),
        ("Jumlah anggaran Rp13 milyar", 13_000_000_000, 13_499_999_999),
        ("Seluruh dana Rp250 juta", 250_000_000, 250_400_000),
        ("Pagu Rp1.000,-", 1000, Decimal("1000.40")),
    ],
    ids=["exact", "two-decimals", "milyar", "juta", "dash"],
)
def test_amounts_are_read_with_how_exact_they_are_meant(text, value, fitting):
    [told] = told_amounts(text)
    assert told.value == value
    assert told.fits(Decimal(fitting))
    assert not told.fits(Decimal(fitting) * 2)


@pytest.mark.parametrize(
    "text", ["Biaya sewa Rp1.000.", "Total penduduk 746.804 jiwa."], ids=["no-sum", "no-money"]
)
def test_other_amounts_are_passed_over(text):
    assert told_amounts(text) == []


def test_amount_that_nobody_can_read_is_passed_over():
    assert told_amounts("Total pagu Rp1.2.3,4") == []


@pytest.mark.parametrize(
    ("sentence", "is_misspelled"),
    [
        ("Total pagu Rp1.000 (seribu rupiah)", False),
        ("Total pagu Rp1.000 (seratus rupiah)", True),
        ("Total pagu Rp2.000.000.000 (dua milyar rupiah)", False),
        ("Total pagu Rp1.000 (termasuk pajak)", False),
        ("Total pagu Rp1.000", False),
        ("Total pagu Rp1.000,50 (seribu rupiah lima puluh sen)", False),
    ],
    ids=["right", "wrong", "milyar", "other-words", "none", "sen"],
)
def test_words_are_compared_with_the_figure(sentence, is_misspelled):
    [told] = told_amounts(sentence)
    assert told.is_misspelled is is_misspelled


def test_words_of_counts_are_compared_as_well():
    assert [one.is_misspelled for one in told_counts("5 (enam) program dan 2 (dua) kegiatan")] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("sentence", "is_read"),
    [
        ("Renja memuat 5 program.", True),
        ("Tahun 2028 memuat 5 program.", True),
        ("Prakiraan tahun 2029 berjumlah Rp2.020.", True),
        ("Tahun 2026 memuat 5 program.", False),
        ("Realisasi 5 program.", False),
        ("Forum menerima 12 usulan.", False),
    ],
    ids=["no-year", "this-year", "next-year", "other-year", "realised", "proposals"],
)
def test_only_sentences_on_this_plan_are_read(sentence, is_read):
    assert bool(list(sentences_of(f"<p>{sentence}</p>", 2028))) is is_read
