"""The current plan that load_demo builds: official names, amounts within the ceilings, links, texts."""

from decimal import Decimal

import pytest
from django.db.models import Q, Sum

from demo.host import read_csv
from forums.models import Ceiling, Forum
from proposals.models import Proposal
from renja.completeness.checking import read_completeness
from renja.models import Examination, Indicator, RemarkStep, Renja, RenjaLine
from renja.structure import structure_of

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def forum() -> Forum:
    return Forum.objects.current()


@pytest.fixture
def renja(forum) -> Renja:
    return forum.renja


# --- The current plan ----------------------------------------------------------------------------------


def test_plan_is_in_its_own_edition(renja):
    assert renja.edition.slug == "sipd-pemutakhiran-2027"
    lines = renja.lines.select_related("node")
    assert lines.count() >= 40
    assert {line.node.edition_id for line in lines} == {renja.edition_id}
    assert {line.node.level for line in lines} == {"sub_kegiatan"}


def test_indicators_and_units_are_the_official_ones(renja):
    rows = Indicator.objects.filter(line__renja=renja).select_related("line__node")
    assert rows.count() == renja.lines.count()
    assert all((row.text, row.satuan) == (row.line.node.indikator, row.line.node.satuan) for row in rows)
    assert not rows.filter(Q(target__isnull=True) | Q(forward_target__isnull=True)).exists()


def test_amounts_come_from_published_plans_where_the_name_is_the_same(renja):
    published = {" ".join(row["sub_kegiatan"].split()): row["pagu_rp"] for row in read_csv("plan-rows.csv")}
    known = 0
    for line in renja.lines.select_related("node"):
        amount = published.get(" ".join(line.node.name.split()))
        if amount:
            known += 1
            assert (line.pagu, line.note) == (Decimal(amount), "Pagu rencana terbit 2025")
        else:
            assert line.note == "Pagu contoh"
    assert known >= 20


def test_plan_stays_within_its_ceilings(renja, forum):
    ceilings = {row.source_of_funds: row.amount for row in forum.ceilings.in_force()}
    sums = renja.lines.sums_by_source()
    assert {row["name"] for row in sums} == set(ceilings)
    assert all(row["pagu"] <= ceilings[row["name"]] for row in sums)
    assert Ceiling.objects.filter(forum=forum).count() > len(ceilings)


def test_a_line_has_two_sources_and_some_cannot_wait(renja):
    assert [line.source_of_funds for line in renja.lines.all() if line.fundings.count() > 1] == ["PAD, DAU"]
    assert renja.lines.exclude(urgency=[]).exists()


def test_accepted_proposals_are_linked_and_a_few_are_homeless(renja):
    now = Proposal.objects.filter(forum=renja.forum)
    accepted, homeless = now.accepted(), now.homeless().count()
    assert 0 < homeless < 4
    assert renja.lines.filter(fulfilments__isnull=False).count() >= 9
    assert accepted.count() - homeless == len(read_csv("tautan.csv"))
    for line in RenjaLine.objects.filter(fulfilments__isnull=False).distinct():
        assert line.fulfilments.aggregate(sum=Sum("amount"))["sum"] <= line.pagu


def test_only_what_the_story_leaves_open_is_missing(renja):
    gaps = {gap.label for gap in read_completeness(renja).gaps}
    assert gaps == {
        "Usulan diterima yang belum dimuat dalam Renja",
        "Baris asal forum yang tidak menjawab usulan",
        "Hasil usulan yang menunggu pengesahan",
        "Usulan tahun lalu yang belum ditentukan kelanjutannya",
        "Bagian naskah yang masih draf",
    }
    empty = read_completeness(Renja.objects.get(forum__plan_year=2020)).musts  # its source knows no figures
    assert [gap.label for gap in empty] == ["Tabel resmi yang belum diisi (dicetak “Nihil”)"]


def test_typed_tables_are_filled_in(renja):
    assert renja.table_rows.counts() == {"T-C.29": 13, "T-C.30": 5, "T-C.31": 3, "3.1": 5}
    first = renja.table_rows.filter(table="T-C.29").first()
    assert first.cells["uraian"] == first.node.name


@pytest.mark.parametrize("year", ["now", 2020])
def test_every_part_is_written_with_its_years(renja, year):
    plan = renja if year == "now" else Renja.objects.get(forum__plan_year=year)
    texts = dict(plan.chapters.values_list("key", "html"))
    assert set(texts) == {part.key for part in structure_of(plan.structure).writable()}
    assert not [key for key, html in texts.items() if "$" in html]
    assert str(plan.year) in texts["1.1"]


def test_bappeda_examined_a_revision_and_got_some_answers(renja):
    examination = Examination.objects.get(revision__renja=renja)
    assert list(examination.remarks.order_by("number").values_list("place", "state")) == [
        ("naskah", "selesai"), ("naskah", "ditindaklanjuti"), ("baris", "terbuka"), ("umum", "terbuka"),
    ]  # fmt: skip
    assert not RemarkStep.objects.filter(told_at=None).exists()
