"""The API: pages, filters and rows of each dataset; clear words where it cannot answer; open to other sites; read alone."""

import pytest

from reports.api.urls import ROOT
from reports.open_data.datasets import DATASETS
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory
from tests.factories.proposals import DecisionFactory, OfficialAnswerFactory, ProposalFactory
from tests.factories.renja import RenjaFactory
from tests.factories.stakeholders import KecamatanFactory, KelurahanFactory
from tests.factories.urusan import UrusanFactory
from tests.reports.open_data.test_datasets import fill

pytestmark = pytest.mark.django_db
USULAN = f"/{ROOT}usulan/"


@pytest.fixture
def forum():
    return ForumFactory(plan_year=2028, is_published=True)


def numbers(client, **asked) -> set[str]:
    answer = client.get(USULAN, asked)
    assert answer.status_code == 200, answer.content
    return {row["nomor"] for row in answer.json()["baris"]}


@pytest.mark.parametrize("slug", sorted(DATASETS))
def test_every_row_of_a_list_can_be_asked_for_alone(client, forum, slug):
    fill(forum, 2)
    listed = client.get(f"/{ROOT}{slug}/").json()
    assert listed["jumlah"] == len(listed["baris"]) == DATASETS[slug].rows().count()
    for row in listed["baris"]:
        assert client.get(f"/{ROOT}{slug}/{row[DATASETS[slug].key]}/").json() == row


@pytest.mark.parametrize("slug", sorted(DATASETS))
@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_for_any_number(client, forum, slug, count, django_assert_max_num_queries):
    fill(forum, count)
    with django_assert_max_num_queries(12):
        assert client.get(f"/{ROOT}{slug}/").status_code == 200


def test_pages_lead_from_one_to_the_next(client, forum):
    made = {ProposalFactory(forum=forum).number for _n in range(5)}
    address, seen = f"{USULAN}?per_halaman=2&tahun=2028", []
    while address:
        answer = client.get(address.removeprefix("http://127.0.0.1:8000")).json()
        seen += [row["nomor"] for row in answer["baris"]]
        assert (answer["jumlah"], answer["lebih"]) == (5, False)
        address = answer["berikutnya"]
    assert (len(seen), set(seen)) == (5, made)


def test_more_than_can_be_counted_is_said(client, forum, monkeypatch):
    monkeypatch.setattr("reports.api.operations.MOST", 2)
    ProposalFactory.create_batch(5, forum=forum)
    answer = client.get(USULAN, {"per_halaman": 2, "halaman": 2}).json()
    assert (answer["jumlah"], answer["lebih"], answer["berikutnya"][-10:]) == (2, True, "&halaman=3")
    last = client.get(USULAN, {"per_halaman": 2, "halaman": 3}).json()
    assert (len(last["baris"]), last["berikutnya"]) == (1, None)


def test_filters_find_what_fits(client, forum):
    place, urusan = (
        KelurahanFactory(kecamatan=KecamatanFactory(code="64.71.01")),
        UrusanFactory(slug="statistik"),
    )
    right = ProposalFactory(forum=forum, kelurahan=place, urusan=urusan, rejected=True)
    waits = DecisionFactory(proposal=ProposalFactory(forum=forum, verified=True)).proposal
    other = ProposalFactory(forum=ForumFactory(plan_year=2027, is_published=True))
    assert numbers(client, kecamatan="64.71.01") == {right.number}
    assert numbers(client, urusan="statistik") == {right.number}
    assert numbers(client, status="rejected") == {right.number}
    assert numbers(client, status="waiting") == {waits.number}
    assert numbers(client, tahun=2027) == {other.number}
    assert numbers(client, tahun=2027, status="rejected") == set()


@pytest.mark.parametrize(
    ("since", "is_found"),
    [
        ("2020-01-01", True),
        ("2020-01-01T08:00:00Z", True),
        ("2020-01-01T08:00:00-19:54", True),
        ("2099-01-01T00:00:00", False),
    ],
)
def test_what_changed_since_is_found(client, forum, since, is_found):
    ProposalFactory(forum=forum)
    assert bool(numbers(client, diubah_sejak=since)) == is_found


def test_withheld_is_not_found_by_place_or_urusan(client, forum):
    ProposalFactory(
        forum=forum, withheld=True, kelurahan__kecamatan__code="64.71.01", urusan__slug="statistik"
    )
    assert (numbers(client, kecamatan="64.71.01"), numbers(client, urusan="statistik")) == (set(), set())
    assert len(numbers(client)) == 1


def test_results_are_narrowed_by_outcome(client, forum):
    OfficialAnswerFactory(proposal=ProposalFactory(forum=forum, accepted=True), decision__outcome="accepted")
    found = client.get(f"/{ROOT}hasil/", {"status": "accepted"}).json()["baris"]
    assert len(found) == 1
    assert client.get(f"/{ROOT}hasil/", {"status": "rejected"}).json()["baris"] == []


def test_lines_are_narrowed_by_the_urusan_of_their_code(client, forum):
    fill(forum, renja=RenjaFactory(forum=forum))
    line = DATASETS["baris-renja"].rows().get()
    bidang = line.node.lineage[1]
    type(line.node).objects.filter(pk=bidang).update(urusan=UrusanFactory(slug="statistik", name="Statistik"))
    (row,) = client.get(f"/{ROOT}baris-renja/", {"urusan": "statistik"}).json()["baris"]
    assert row["urusan"] == "Statistik"
    assert client.get(f"/{ROOT}baris-renja/", {"urusan": "lain"}).json()["baris"] == []


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        ({"tahun": "1"}, "tahun", "Paling kecil 2000."),
        ({"per_halaman": "101"}, "per_halaman", "Paling besar 100."),
        ({"halaman": "dua"}, "halaman", "Tulis bilangan bulat."),
        ({"status": "rahasia"}, "status", "Pilih salah satu: submitted,"),
        ({"kecamatan": "'; DROP"}, "kecamatan", "Tulisannya tidak sesuai"),
        ({"urusan": "a\x00b"}, "urusan", "Tulisannya tidak sesuai"),
        ({"diubah_sejak": "kemarin"}, "diubah_sejak", "ISO 8601"),
        ({"diubah_sejak": "2027-02-30"}, "diubah_sejak", "ISO 8601"),
        ({"diubah_sejak": "0001-01-01"}, "diubah_sejak", "ISO 8601"),
        ({"tahn": "2028"}, "tahn", "tidak dikenal"),
        ({"tahun": ["2027", "2028"]}, "tahun", "lebih dari sekali"),
    ],
    ids=["year", "size", "page", "status", "place", "nul", "word", "no day", "year 1", "unknown", "twice"],
)  # fmt: skip
def test_what_cannot_be_read_is_said_field_by_field(client, db, asked, field, words):
    answer = client.get(USULAN, asked)
    assert answer.status_code == 400
    assert words in answer.json()["isian"][field]
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "place",
    ["usulan/ASP-2028-9999/", "usulan/x/", "forum/1/", "hasil/99999999999999999999/", "apa", "hasil/1"],
)
def test_what_is_not_there_is_said_as_json(client, db, place):
    answer = client.get(f"/{ROOT}{place}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
    assert "/data/api/" in answer.json()["pesan"]


def test_schema_is_there_for_programs(client, db):
    answer = client.get(f"/{ROOT}openapi.json")
    assert (answer.json()["openapi"][:2], answer["Access-Control-Allow-Origin"]) == ("3.", "*")


def test_answer_is_sent_again_only_when_something_happened(client, forum):
    answer = client.get(USULAN)
    assert answer["Cache-Control"] == "public, max-age=60"
    again = client.get(USULAN, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])


def test_signed_in_people_get_the_same_and_nobody_keeps_it(client, forum):
    ProposalFactory(forum=forum, draft=True)
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(USULAN)
    assert (answer.json()["jumlah"], answer["Cache-Control"]) == (0, "private, no-store")


def test_head_answers_like_get_and_everything_else_is_refused(client, forum):
    head = client.head(USULAN)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", client.get(USULAN)["ETag"])
    for method in (client.post, client.put, client.patch, client.delete, client.options):
        answer = method(USULAN)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_too_many_requests_are_told_when_to_go_on(client, forum, settings):
    settings.RATE_LIMITS = {"api": 2, "download": 1}
    assert [client.get(USULAN).status_code for _n in range(2)] == [200, 200]
    answer = client.get(USULAN)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert "Paling banyak 2 permintaan" in answer.json()["pesan"]
