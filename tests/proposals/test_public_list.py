"""The public list: search, filters, order, and whatever stands in the address."""

from decimal import Decimal

import pytest
from django.urls import reverse

from proposals.choices import Status
from proposals.querysets import search
from tests.factories.forums import ForumFactory
from tests.factories.proposals import (
    AttachmentFactory,
    EventFactory,
    OfficialAnswerFactory,
    ProposalFactory,
    SupportFactory,
)
from tests.factories.stakeholders import OrganizationFactory
from tests.factories.urusan import UrusanFactory
from tests.proposals.lines import answer_with_line

pytestmark = pytest.mark.django_db
LIST = reverse("proposals:list")


def numbers(client, **query) -> list[str]:
    return [p.number for p in client.get(LIST, query).context["page"]]


def test_list_shows_newest_first_with_count(client, forum):
    first, second = ProposalFactory.create_batch(2, forum=forum)
    page = client.get(LIST)
    assert [p.number for p in page.context["page"]] == [second.number, first.number]
    assert "2 usulan" in page.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "pelatihan",
        "melatih nelayan",
        "ASP-2028-0001",
        "0001",
        "1",
        "pelat",
        "2028-0001",
    ],
)
def test_search_finds_stems_beginnings_and_numbers(client, forum, query):
    found = ProposalFactory(
        forum=forum, title="Pelatihan digital", problem="Nelayan belum dilatih", request="-"
    )
    ProposalFactory(forum=forum, title="Titik Wi-Fi", problem="Sinyal lemah", request="-")
    assert numbers(client, q=query) == [found.number]


def test_filters_narrow_the_list(client, forum):
    organization = OrganizationFactory(kind="perguruan_tinggi")
    found = ProposalFactory(forum=forum, verified=True, organization=organization)
    ProposalFactory(forum=forum, urusan=UrusanFactory())
    ProposalFactory(forum__plan_year=2027, urusan=UrusanFactory())
    kecamatan = found.kelurahan.kecamatan.code
    for query in (
        {"status": "verified"},
        {"pengusul": "perguruan_tinggi"},
        {"urusan": found.urusan.slug},
        {"kecamatan": kecamatan},
    ):
        assert numbers(client, **query) == [found.number]
    assert len(numbers(client, tahun="2028")) == 2
    assert len(numbers(client, pengusul="warga")) == 2


def test_filter_in_plan_finds_what_a_line_names(client, forum):
    planned = ProposalFactory(forum=forum, accepted=True)
    child = ProposalFactory(forum=forum, status=Status.MERGED, parent=planned)
    ProposalFactory(forum=forum, accepted=True)
    answer_with_line(planned)
    assert set(numbers(client, status="in_plan")) == {planned.number, child.number}


@pytest.mark.parametrize("query", ["asp-2028-000", "ASP 2028", "2028-", "ASP-202"])
def test_search_finds_numbers_by_their_beginning(client, forum, query):
    found = ProposalFactory.create_batch(2, forum=forum)
    ProposalFactory(forum=ForumFactory(plan_year=2019))
    assert set(numbers(client, q=query)) == {row.number for row in found}


def test_order_by_support_and_number(client, forum):
    first, second, third = ProposalFactory.create_batch(3, forum=forum)
    SupportFactory(proposal=second)
    assert numbers(client, urut="dukungan")[0] == second.number
    assert numbers(client, urut="nomor") == [first.number, second.number, third.number]


def test_supporters_of_merged_proposals_count_once(client, forum):
    parent = ProposalFactory(forum=forum, verified=True)
    child = ProposalFactory(forum=forum, status=Status.MERGED, parent=parent)
    both = SupportFactory(proposal=parent).user
    SupportFactory(proposal=child, user=both)
    SupportFactory(proposal=child)
    rows = {p.number: p.support_count for p in client.get(LIST).context["page"]}
    assert rows[parent.number] == 2


GARBAGE = [
    "\x00",
    "a\x00b",
    "9" * 5000,
    "1e400",
    "-1",
    "NaN",
    "'; drop table",
    "%F0%9F%92%A9",
    "\ud7ff",
    "a:*|&!()",
]


@pytest.mark.parametrize("value", GARBAGE)
@pytest.mark.parametrize(
    "name", ["q", "urusan", "status", "kecamatan", "pengusul", "tahun", "urut", "page", "q[]"]
)
def test_garbage_in_the_address_is_no_error(client, forum, name, value):
    ProposalFactory(forum=forum)
    assert client.get(LIST, {name: value}).status_code == 200
    assert client.get(LIST, {name: [value, value]}).status_code == 200


def test_lone_surrogates_and_broken_bytes_are_no_error(client, forum):
    assert client.get(f"{LIST}?q=%ED%A0%80&page=%FF&tahun=%00").status_code == 200


@pytest.mark.parametrize("path", ["%00", "ASP-2028-%00", "ASP-2028-0001%00", "asp", "ASP-2028-99999999"])
def test_garbage_as_number_is_not_found(client, db, path):
    assert client.get(f"/aspirasi/{path}/").status_code == 404


def test_pages_hold_twenty(client, forum):
    ProposalFactory.create_batch(21, forum=forum)
    assert len(numbers(client)) == 20
    assert len(numbers(client, page=2)) == 1
    assert len(numbers(client, page=99)) == 1


def test_htmx_gets_only_the_rows(client, forum):
    ProposalFactory(forum=forum)
    answer = client.get(LIST, headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<div id="hasil"')
    assert "HX-Request" in answer["Vary"]


def test_empty_list_says_what_will_be_here(client, forum):
    assert "Belum ada usulan" in client.get(LIST).content.decode()
    assert "Tidak ada usulan yang cocok" in client.get(LIST, {"q": "xyz"}).content.decode()


@pytest.mark.parametrize("address", ["proposals:list", "proposals:mine"])
def test_lists_ask_as_much_for_three_rows_as_for_one(
    logged_in, forum, pengusul, django_assert_max_num_queries, address
):
    def make():
        parent = ProposalFactory(forum=forum, proposer=pengusul, accepted=True)
        answer_with_line(parent, code=f"2.16.{parent.pk}")
        for status in (Status.MERGED, Status.VERIFIED, Status.FORWARDED, Status.DEFERRED, Status.SUBMITTED):
            extra = {"parent": parent} if status == Status.MERGED else {}
            ProposalFactory(
                forum=forum,
                proposer=pengusul,
                status=status,
                urusan=parent.urusan,
                from_organization=True,
                **extra,
            )

    visitor = logged_in(pengusul)

    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            assert visitor.get(reverse(address)).status_code == 200
        return len(queries)

    make()
    make_more(forum, pengusul)
    one = asked()
    make_more(forum, pengusul)
    assert asked() == one


def make_more(forum, pengusul) -> None:
    for status in Status.values:
        ProposalFactory(forum=forum, proposer=pengusul, status=status, from_organization=True)


def test_detail_shows_answer_line_and_history(client, forum):
    proposal = ProposalFactory(forum=forum, accepted_with_changes=True, volume=200, volume_unit="orang")
    proposal.agreed_volume = Decimal(120)
    proposal.save()
    answer_with_line(proposal, name="Sosialisasi Informasi")
    page = client.get(reverse("proposals:detail", args=[proposal.number])).content.decode()
    for words in (
        "Diterima dengan perubahan", "Dimuat dalam Renja", "200 orang", "120 orang", "Sosialisasi Informasi",
        "Memenuhi 60%", "Rp84.000.000 dari pagu Rp412.500.000", "Renja adalah rencana.", "Selanjutnya: penetapan",
    ):  # fmt: skip
        assert words in page


def test_detail_keeps_a_withheld_line_closed(client, forum):
    proposal = ProposalFactory(forum=forum, accepted=True)
    answer_with_line(proposal, name="Nama rahasia", withheld_reason="Dikecualikan.")
    page = client.get(reverse("proposals:detail", args=[proposal.number])).content.decode()
    assert "Nama rahasia" not in page
    assert "Dikecualikan." in page


def test_search_form_puts_no_token_into_addresses(client, forum):
    assert "csrfmiddlewaretoken" not in client.get(LIST).content.decode()


def test_detail_asks_as_much_with_more_rows(client, forum, django_assert_max_num_queries):
    proposal = ProposalFactory(forum=forum, accepted=True)
    address = reverse("proposals:detail", args=[proposal.number])

    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            client.get(address)
        return len(queries)

    def add(n: int) -> None:
        OfficialAnswerFactory(proposal=proposal)
        AttachmentFactory(proposal=proposal)
        EventFactory(proposal=proposal)
        ProposalFactory(forum=forum, status=Status.MERGED, parent=proposal)
        answer_with_line(proposal, code=f"2.16.{n}")

    add(1)
    one = asked()
    add(2)
    add(3)
    assert asked() == one


def test_very_many_results_are_shown_newest_first(client, forum, monkeypatch):
    """The rank says little among so many, and putting them in its order takes long."""
    ProposalFactory.create_batch(3, forum=forum, title="Wi-Fi", problem="-", request="-")
    best = ProposalFactory(forum=forum, title="Internet", problem="internet", request="internet desa")
    later = ProposalFactory(forum=forum, title="Balai", problem="Belum ada internet", request="-")
    assert numbers(client, q="internet") == [best.number, later.number]
    monkeypatch.setattr(search, "RANKED", 1)
    assert numbers(client, q="internet") == [later.number, best.number]
