"""Chips, map and downloads of the public list: exactly what is asked for, nothing that is not public."""

import csv
import datetime
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from proposals import export
from proposals.city_map import city_map
from proposals.models import Proposal
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import KecamatanFactory, KelurahanFactory

pytestmark = pytest.mark.django_db
LIST = reverse("proposals:list")
CSV, EXCEL = reverse("proposals:export_csv"), reverse("proposals:export_excel")


@pytest.fixture
def barat(db):
    return KecamatanFactory(code="64.71.02", name="Balikpapan Barat")


@pytest.fixture
def timur(db):
    return KecamatanFactory(code="64.71.01", name="Balikpapan Timur")


def in_kecamatan(kecamatan, **facts) -> Proposal:
    return ProposalFactory(kelurahan=KelurahanFactory(kecamatan=kecamatan), **facts)


def csv_rows(client, **query) -> list[dict]:
    content = b"".join(client.get(CSV, query).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def excel_rows(client, **query) -> list[tuple]:
    content = b"".join(client.get(EXCEL, query).streaming_content)
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_chips_name_what_narrows_and_take_it_off(client, forum, barat):
    page = client.get(LIST, {"q": "wifi", "kecamatan": barat.code, "urut": "nomor", "page": "2"})
    chips = {chip.value: chip.query for chip in page.context["filters"].chips}
    assert chips == {
        "wifi": "kecamatan=64.71.02&urut=nomor",
        "Balikpapan Barat": "q=wifi&urut=nomor",
    }


def test_list_without_filters_has_no_chips(client, forum):
    page = client.get(LIST)
    assert page.context["filters"].chips == []
    assert 'class="chips"' not in page.content.decode()


def test_map_counts_what_is_narrowed(client, forum, barat, timur):
    in_kecamatan(barat, forum=forum, title="Wifi di dermaga")
    in_kecamatan(barat, forum=forum, title="Pelatihan data")
    in_kecamatan(timur, forum=forum, title="Wifi di pasar")
    ProposalFactory(forum=forum, title="Wifi seluruh kota", kelurahan=None, is_citywide=True)
    drawn = client.get(LIST, {"q": "wifi", "tampilan": "peta"}).context["map"]
    counts = {area.name: area.count for area in drawn.areas if area.count}
    assert (counts, drawn.elsewhere, drawn.total) == ({"Balikpapan Barat": 1, "Balikpapan Timur": 1}, 1, 3)
    assert {area.query for area in drawn.drawn} == {"q=wifi&kecamatan=64.71.02", "q=wifi&kecamatan=64.71.01"}


def test_map_never_tells_where_a_withheld_proposal_comes_from(forum, barat):
    in_kecamatan(barat, forum=forum, withheld_reason="Memuat data pribadi")
    drawn = city_map(Proposal.objects.submitted(), str)
    assert ([area.count for area in drawn.areas], drawn.elsewhere) == ([0], 1)


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        (["Balikpapan Barat", "Balikpapan Timur"], ["Barat", "Timur"]),
        (["Balikpapan Barat", "Sepaku"], ["Balikpapan Barat", "Sepaku"]),
        (["Balikpapan Barat"], ["Balikpapan Barat"]),
    ],
    ids=["one city", "two names", "one alone"],
)
def test_map_leaves_out_the_word_that_all_begin_with(db, names, labels):
    for name in names:
        KecamatanFactory(name=name)
    assert sorted(area.label for area in city_map(Proposal.objects.all(), str).areas) == labels


def test_place_without_a_shape_stands_in_the_list_alone(client, forum):
    in_kecamatan(KecamatanFactory(code="99.01.01", name="Kecamatan Baru"), forum=forum)
    page = client.get(LIST, {"tampilan": "peta"})
    assert page.context["map"].drawn == []
    assert "Kecamatan Baru" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("query", [{}, {"tampilan": "peta"}])
def test_list_and_map_ask_the_same_for_any_number(
    client, forum, barat, query, count, django_assert_max_num_queries
):
    for _n in range(count):
        in_kecamatan(barat, forum=forum)
    with django_assert_max_num_queries(9):
        client.get(LIST, query)


def test_downloads_hold_exactly_what_is_filtered_in_its_order(client, forum, barat, timur):
    second = in_kecamatan(barat, forum=forum, title="Wifi di dermaga")
    first = in_kecamatan(barat, forum=forum, title="Wifi di pasar")
    in_kecamatan(timur, forum=forum)
    asked = {"kecamatan": barat.code, "tampilan": "peta"}
    assert [row["Nomor"] for row in csv_rows(client, **asked)] == [first.number, second.number]
    head, *rows = excel_rows(client, **asked)
    assert list(head) == export.headings()
    assert [row[0] for row in rows] == [first.number, second.number]


def test_drafts_and_contacts_are_in_no_download(client, forum):
    ProposalFactory(forum=forum, draft=True, title="Draf rahasia")
    ProposalFactory(
        forum=forum, contact_name="Siti", contact_phone="0812-0000-1111", landmark="Rumah pagar biru"
    )
    told = str(csv_rows(client)) + str(excel_rows(client))
    assert not [secret for secret in ("Draf rahasia", "Siti", "0812", "pagar biru") if secret in told]


def test_withheld_proposal_tells_only_that_and_why(client, forum, barat):
    in_kecamatan(
        barat,
        forum=forum,
        title="Judul tertutup",
        problem="Isi tertutup",
        withheld_reason="Memuat data pribadi",
    )
    (row,) = csv_rows(client)
    assert (row["Judul usulan"], row["Alasan dikecualikan"]) == (
        "Informasi dikecualikan",
        "Memuat data pribadi",
    )
    assert {
        row[name] for name in ("Permasalahan", "Yang diusulkan", "Pengusul", "Kecamatan", "Kelurahan")
    } == {""}
    assert "tertutup" not in str(excel_rows(client))


def test_excel_keeps_numbers_days_and_text_that_begins_like_a_formula(client):
    forum = ForumFactory(plan_year=2028)
    ProposalFactory(forum=forum, title="=HYPERLINK(1)", volume=200, submitted_at="2027-01-05T03:00:00Z")
    content = b"".join(client.get(EXCEL).streaming_content)
    head, row = load_workbook(io.BytesIO(content)).active.iter_rows()
    cells = {name.value: cell for name, cell in zip(head, row, strict=True)}
    assert (cells["Judul usulan"].value, cells["Judul usulan"].data_type) == ("=HYPERLINK(1)", "s")
    assert (cells["Volume diusulkan"].value, cells["Tahun rencana"].value) == (200, 2028)
    assert cells["Diajukan"].value == datetime.datetime(2027, 1, 5, 11)  # by the city's own clock
    assert csv_rows(client)[0]["Judul usulan"] == "'=HYPERLINK(1)"


def test_more_than_excel_holds_is_offered_as_csv(client, forum, monkeypatch):
    monkeypatch.setattr("proposals.views.exports.MOST_IN_EXCEL", 1)
    ProposalFactory.create_batch(2, forum=forum)
    page = client.get(EXCEL, {"urut": "nomor"})
    assert page.status_code == 422
    assert f'href="{CSV}?urut=nomor"' in page.content.decode()


def test_more_than_a_list_hands_out_is_open_data(client, forum, monkeypatch):
    monkeypatch.setattr("proposals.views.exports.MOST_IN_CSV", 1)
    ProposalFactory.create_batch(2, forum=forum)
    page = client.get(CSV)
    assert page.status_code == 422
    assert 'href="/data/"' in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_download_asks_the_same_for_any_number(client, forum, count, django_assert_max_num_queries):
    ProposalFactory.create_batch(count, forum=forum)
    csv_rows(client)  # what is counted by address and kept for a minute is there
    with django_assert_max_num_queries(5):  # two of them for one's turn
        csv_rows(client)
