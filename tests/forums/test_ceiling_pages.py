"""The pages of ceilings: a dated series, corrected and deleted with care."""

import datetime

import pytest

from forums.models import Ceiling
from tests.factories.forums import CeilingFactory
from tests.forums.conftest import address, page
from urusan.seeding import create_editions


def ceiling(**changes) -> dict:
    return {
        "amount": "13.800.000.000",
        "source_of_funds": "",
        "dated": "2027-01-04",
        "basis": "SE Nomor 1",
        "version": 1,
    } | changes


def test_ceiling_is_added_and_read_back(staff):
    create_editions()
    assert "Belum ada pagu indikatif" in page(staff, "ceilings")
    assert staff.post(address("ceilings"), ceiling()).url == address("ceilings")
    text = page(staff, "ceilings")
    for words in ("Rp13.800.000.000", "4 Januari 2027", "SE Nomor 1", "Semua sumber", "Berlaku"):
        assert words in text
    assert '<option value="Pajak Daerah">' in text


def test_ceiling_that_was_replaced_says_so(staff, forum):
    CeilingFactory.create_batch(2, forum=forum)
    assert page(staff, "ceilings").count("Digantikan") == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount": "banyak"}, "bukan angka yang dapat dibaca"),
        ({"amount": "-5"}, "lebih besar"),
        ({"basis": ""}, "Isian ini wajib diisi."),
        ({"source_of_funds": "PAD"}, "terhitung dua kali"),
        ({}, "sumber dana dan tanggal ini sudah ada"),
    ],
)
def test_ceiling_is_refused_with_words_and_stays_typed(staff, forum, changes, words):
    CeilingFactory(forum=forum, dated=datetime.date(2027, 1, 4))
    text = staff.post(address("ceilings"), ceiling(**changes)).content.decode()
    assert words in text
    assert 'value="2027-01-04"' in text
    assert Ceiling.objects.count() == 1


def test_ceiling_is_corrected(staff, forum):
    row = CeilingFactory(forum=forum)
    assert 'value="13.800.000.000"' in page(staff, "ceiling", row.pk)
    assert staff.post(address("ceiling", row.pk), ceiling(amount="12.000")).url == address("ceilings")
    assert Ceiling.objects.get().amount == 12_000


def test_stale_ceiling_shows_both_texts(staff, forum):
    row = CeilingFactory(forum=forum)
    staff.post(address("ceiling", row.pk), ceiling(amount="11.000"))
    answer = staff.post(address("ceiling", row.pk), ceiling(amount="12.000"))
    assert answer.status_code == 409
    assert "11.000" in answer.content.decode()
    assert Ceiling.objects.get().amount == 11_000


def test_ceiling_is_deleted_after_a_question(staff, forum):
    row = CeilingFactory(forum=forum)
    assert "Hapus pagu ini?" in page(staff, "ceiling_delete", row.pk)
    assert Ceiling.objects.exists()
    assert staff.post(address("ceiling_delete", row.pk)).url == address("ceilings")
    assert not Ceiling.objects.exists()
