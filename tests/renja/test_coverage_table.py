"""How much of what was asked reached the plan: by urusan, kecamatan and group, and the pages that show it."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from renja.coverage_table import as_table, narrowing, read_parts, total_of
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import FulfilmentFactory, LineFactory
from tests.factories.stakeholders import KelurahanFactory, OrganizationFactory
from tests.factories.urusan import UrusanFactory
from tests.renja.pages import read

PAGE = reverse("renja:coverage", args=[2028])
LIST = reverse("renja:homeless", args=[2028])
ORPHANS = reverse("renja:orphans", args=[2028])


@pytest.fixture
def asked(renja):
    """Four proposals of two urusan: one in the plan, one accepted, one submitted, one accepted of a university for all."""
    line = LineFactory(renja=renja)
    urusan = UrusanFactory(name="Statistik", slug="statistik")
    here = {"forum": renja.forum, "urusan": urusan, "kelurahan": KelurahanFactory(), "organization": None}
    campus = OrganizationFactory(kind="perguruan_tinggi")
    made = {
        "planned": ProposalFactory(**here, accepted=True, estimated_cost=100),
        "homeless": ProposalFactory(**here, accepted=True, estimated_cost=50),
        "submitted": ProposalFactory(**here, estimated_cost=7),
        "citywide": ProposalFactory(
            **here | {"urusan": None, "organization": campus},
            is_citywide=True,
            accepted=True,
            estimated_cost=None,
        ),
    }
    FulfilmentFactory(line=line, proposal=made["planned"], amount=Decimal(60))
    FulfilmentFactory(line=line, proposal=made["citywide"])
    ProposalFactory(**here, status="draft")
    return made


def counted(renja) -> dict[str, dict[str, tuple]]:
    return {
        part.slug: {
            row.query: (row.asked, row.asked_cost, row.accepted, row.accepted_cost, row.planned, row.planned_cost, row.unpriced)
            for row in part.rows
        }
        for part in read_parts(renja.forum)
    }  # fmt: skip


def test_numbers_and_rupiah_by_group(renja, asked):
    code = asked["planned"].kelurahan.kecamatan.code
    most, rest = (3, 157, 2, 150, 1, 60, 0), (1, 0, 1, 0, 1, 0, 1)
    assert counted(renja) == {
        "urusan": {"urusan=statistik": most, "urusan=tanpa": rest},
        "kecamatan": {f"kecamatan={code}": most, "kecamatan=tanpa": rest},
        "pengusul": {"pengusul=warga": most, "pengusul=perguruan_tinggi": rest},
    }
    total = total_of(read_parts(renja.forum)[0])
    assert (total.asked, total.accepted, total.planned, total.homeless) == (4, 3, 2, 1)
    assert (total.asked_cost, total.planned_cost, total.unpriced) == (157, 60, 1)


def test_what_several_lines_answer_counts_once(renja, asked):
    FulfilmentFactory(line=LineFactory(renja=renja), proposal=asked["planned"], share=40, amount=Decimal(5))
    assert counted(renja)["urusan"]["urusan=statistik"] == (3, 157, 2, 150, 1, 65, 0)


def test_each_number_is_the_length_of_its_list(enter, renja, perencana, asked):
    visitor = enter(perencana)
    for part in read_parts(renja.forum):
        for row in part.rows:
            for shown, number in (
                ("masuk", row.asked), ("semua", row.accepted), ("sudah", row.planned), ("belum", row.homeless),
            ):  # fmt: skip
                answer = visitor.get(f"{LIST}?tampil={shown}&{row.query}")
                assert answer.context["page"].paginator.count == number, (shown, row)


def test_address_that_names_no_group_narrows_nothing(renja, asked):
    condition, told = narrowing({"urusan": "tidak-ada", "kecamatan": "\x00", "pengusul": "' OR 1"})
    assert not told
    assert renja.forum.proposals.filter(condition).count() == 5
    assert narrowing({"kecamatan": "tanpa"})[1][0]["label"] == "Seluruh kota"


def test_page_leads_to_the_lists(enter, renja, perencana, asked):
    answer = enter(perencana).get(PAGE)
    page, source = read(answer), answer.content.decode()
    for words in (
        "Menurut urusan",
        "Statistik",
        "Seluruh kota",
        "66,7% 40% rupiah",
        "1 usulan yang dimuat belum mempunyai bagian pagu.",
    ):
        assert words in page
    assert f"{LIST}?tampil=belum&amp;urusan=statistik" in source


def test_list_of_all_that_came_offers_no_link_for_what_is_not_accepted(enter, renja, perencana, asked):
    source = enter(perencana).get(f"{LIST}?tampil=masuk").content.decode()
    assert asked["submitted"].title in source
    assert reverse("renja:link", args=[2028, asked["submitted"].number]) not in source
    assert reverse("renja:link", args=[2028, asked["homeless"].number]) in source


def test_empty_group_says_so(enter, renja, perencana, asked):
    page = read(enter(perencana).get(f"{LIST}?pengusul=dprd"))
    assert "Tidak ada usulan pada kelompok ini" in page


def test_table_is_downloaded(enter, renja, perencana, asked):
    visitor = enter(perencana)
    parts = read_parts(renja.forum)
    head, rows = as_table(total_of(parts[0]), parts)
    lines = (
        visitor.get(reverse("renja:coverage_file", args=[2028, "csv"]))
        .getvalue()
        .decode("utf-8-sig")
        .splitlines()
    )
    assert lines[0] == ",".join(head)
    assert len(lines) == len(rows) + 1
    assert lines[-1].startswith(",Jumlah,4,157")
    answer = visitor.get(reverse("renja:coverage_file", args=[2028, "xlsx"]))
    sheet = load_workbook(BytesIO(answer.getvalue())).active
    assert [cell.value for cell in sheet[2]][1:4] == ["Statistik", 3, 157]
    assert visitor.get(reverse("renja:coverage_file", args=[2028, "pdf"])).status_code == 404


@pytest.mark.parametrize("address", [PAGE, ORPHANS, reverse("renja:coverage_file", args=[2028, "csv"])])
def test_all_host_staff_and_nobody_else_read_it(
    enter, renja, sekretariat, pengusul, pemeriksa, client, address
):
    assert client.get(address).status_code == 302
    assert enter(sekretariat).get(address).status_code == 200
    for other in (pengusul, pemeriksa):
        assert enter(other).get(address).status_code == 403


def test_orphans_are_lines_of_the_forum_without_accepted_proposals(enter, renja, perencana, sekretariat):
    orphan = LineFactory(renja=renja, origin="forum")
    LineFactory(renja=renja)
    FulfilmentFactory(line=LineFactory(renja=renja, origin="forum"))
    later = FulfilmentFactory(line=LineFactory(renja=renja, origin="forum"))
    later.proposal.status = "deferred"
    later.proposal.save()
    assert set(renja.lines.orphans()) == {orphan, later.line}
    source = enter(perencana).get(ORPHANS).content.decode()
    assert f"{LIST}?baris={orphan.pk}" in source
    assert "2 baris" in read(enter(perencana).get(PAGE))
    assert f"{LIST}?baris=" not in enter(sekretariat).get(ORPHANS).content.decode()
    renja.lines.update(origin="renstra")
    assert "menjawab usulan yang diterima" in read(enter(perencana).get(ORPHANS))


@pytest.mark.parametrize("address", [PAGE, ORPHANS])
def test_pages_ask_as_much_for_three_rows_as_for_one(
    enter, renja, perencana, django_assert_max_num_queries, address
):
    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            assert visitor.get(address).status_code == 200
        return len(queries)

    def add():
        ProposalFactory(
            forum=renja.forum, accepted=True, urusan=UrusanFactory(), kelurahan=KelurahanFactory()
        )
        LineFactory(renja=renja, origin="forum")

    visitor = enter(perencana)
    add()
    asked()
    one = asked()
    add()
    add()
    assert asked() == one


def test_link_says_how_much_was_agreed(enter, address, perencana):
    assert "Disepakati 120 dari 200 orang, yaitu 60%" in read(enter(perencana).get(address("link")))
