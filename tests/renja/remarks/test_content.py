"""What examiners read of a revision, and what they do not."""

from decimal import Decimal

import pytest

from renja.remarks.content import WHOLE, Examined
from renja.remarks.models import Place
from tests.factories.remarks import SECRET


@pytest.fixture
def examined(revision) -> Examined:
    return Examined(revision)


def test_rows_are_read_with_their_money(examined):
    rows = {row.code: row for row in examined.rows}
    line = rows["2.16.02.2.01.0014"]
    assert (line.pagu, line.forward, line.sources) == (Decimal(100_000_000), Decimal(110_000_000), ["PAD"])
    assert line.spot.label == "2.16.02.2.01.0014 Nama 2.16.02.2.01.0014"
    assert not rows["2.16"].shown_sums
    assert rows["2.16.02"].shown_sums
    assert (examined.pagu, examined.forward) == (Decimal(200_000_000), Decimal(220_000_000))


def test_withheld_line_is_its_code_its_money_and_the_reason(examined):
    row = examined.rows[-1]
    assert (row.withheld, row.shown_line, row.name, row.sources) == ("Rincian pengamanan", None, "", [])
    assert row.spot.label == "2.21.02.2.01.0002"
    assert SECRET not in row.spot.label


def test_parts_hold_their_texts_in_printed_order(examined):
    first = examined.parts[1]
    assert first.spot.label == "BAB I Pendahuluan"
    assert [inside.spot.label for inside in first.parts][:2] == ["1.1 Latar Belakang", "1.2 Landasan Hukum"]
    assert "partisipatif" in first.parts[0].html
    assert first.parts[1].html == ""


def test_number_of_remarks_stands_beside_what_they_are_about(revision):
    counts = {("naskah", "1.1"): 2, ("baris", "2.16.02.2.01.0014"): 1}
    examined = Examined(revision, counts)
    assert [spot.count for spot in examined.part_spots if spot.ref == "1.1"] == [2]
    assert examined.rows[2].spot.count == 1


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("umum:", Place.WHOLE),
        ("naskah:2", Place.PART),
        ("naskah:1.2", Place.PART),
        ("baris:2.16.02.2.01.0014", Place.LINE),
    ],
)
def test_place_is_found_by_its_value(examined, value, place):
    assert examined.find(value).place == place


@pytest.mark.parametrize("value", ["", "naskah:9.9", "baris:2.16.02.2.01.9999", "naskah:1.1;x"])
def test_other_values_are_no_place(examined, value):
    assert examined.find(value) is None


def test_anchors_lead_to_the_page_of_the_revision(examined):
    assert WHOLE.anchor == "naskah"
    assert examined.find("naskah:1.2").anchor == "bagian-1-2"
    assert examined.find("baris:2.16.02").anchor == "kode-2-16-02"


def test_proposals_are_told_by_their_states(examined):
    assert [one["state"] for one in examined.proposals] == ["Diterima", "Diterima"]
