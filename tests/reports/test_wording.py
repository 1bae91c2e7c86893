from decimal import Decimal

import pytest

from renja.models import Stage
from reports.wording import amount_in_words, grouped_nip, plan_sentence, proposals_sentence, stage_mark

COUNTS = {"program": 5, "kegiatan": 9, "sub_kegiatan": 31}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("196509161993031002", "19650916 199303 1 002"),
        ("19650916 199303 1 002", "19650916 199303 1 002"),
        ("12345", "12345"),
        ("", ""),
        ("NIP belum ada", "NIP belum ada"),
    ],
)
def test_nip_is_grouped_8_6_1_3(typed, shown):
    assert grouped_nip(typed) == shown


def test_amount_is_spelled_out():
    assert amount_in_words(Decimal("12500000")) == "Rp12.500.000 (dua belas juta lima ratus ribu rupiah)"
    assert amount_in_words(Decimal("1000.5")) == "Rp1.000,50 (seribu rupiah lima puluh sen)"


def test_plan_sentence_counts_programmes_kegiatan_and_sub_kegiatan():
    text = plan_sentence(
        office="Diskominfo",
        year=2028,
        counts=COUNTS,
        pagu=Decimal(13_014_757_537),
        forward=Decimal(0),
    )
    assert text == (
        "Pada tahun 2028, Diskominfo merencanakan 5 (lima) program yang terdiri atas 9 (sembilan) kegiatan dan "
        "31 (tiga puluh satu) sub kegiatan dengan total pagu indikatif sebesar Rp13.014.757.537 (tiga belas miliar "
        "empat belas juta tujuh ratus lima puluh tujuh ribu lima ratus tiga puluh tujuh rupiah)."
    )


def test_plan_without_lines_says_so():
    text = plan_sentence(office="Diskominfo", year=2028, counts={}, pagu=Decimal(0), forward=Decimal(0))
    assert text == "Renja Diskominfo Tahun 2028 belum memuat program dan kegiatan."


def test_proposals_sentence_counts_by_outcome():
    text = proposals_sentence(year=2028, total=5, by_outcome=[("Diterima", 3), ("Cadangan", 2)], withdrawn=1)
    assert text == (
        "Untuk Renja Tahun 2028 diterima 5 (lima) usulan dari para pemangku kepentingan: 3 diterima dan 2 cadangan. "
        "1 (satu) usulan ditarik oleh pengusulnya dan tidak dimuat dalam tabel."
    )


@pytest.mark.parametrize(
    ("stage", "mark"),
    [
        (Stage.RANCANGAN_AWAL, "RANCANGAN AWAL"),
        (Stage.RANCANGAN, "RANCANGAN"),
        (Stage.RANCANGAN_AKHIR, "RANCANGAN AKHIR"),
        (Stage.DITETAPKAN, ""),
    ],
)
def test_drafts_carry_a_mark(stage, mark):
    assert stage_mark(stage) == mark
