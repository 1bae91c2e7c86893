"""Freezing a plan: what is kept, in which order, by whom, and that it never changes."""

import json

import pytest
from django.db import IntegrityError, connection, transaction

from audit.models import Entry
from renja.errors import PlanRefused
from renja.models import Renja, Revision, RevisionPaper
from renja.open_points import _finders, finds_open_points
from renja.revision_content import canonical, hash_of, read_content
from renja.stages import Stage
from tests.factories.renja import (
    ChapterFactory,
    FulfilmentFactory,
    FundingFactory,
    IndicatorFactory,
    LineFactory,
    RevisionFactory,
    RevisionPaperFactory,
    TableRowFactory,
)
from tests.renja.freezing import DAY, OTHERS, freeze


def test_freeze_keeps_the_whole_plan(renja, line, proposal, perencana):
    FulfilmentFactory(line=line, proposal=proposal, share=60)
    FundingFactory(line=line, source="DAK", amount=30_000_000, order=2)
    ChapterFactory(renja=renja, key="1.2")
    TableRowFactory(renja=renja, cells={"tujuan": "Layanan merata"})
    made = freeze(renja, perencana, number="050/12", dated=DAY, note="Bahan forum")
    made.refresh_from_db()
    content = made.content
    row = next(row for row in content["rows"] if row["line"])
    assert (row["code"], row["name"], row["pagu"]) == ("2.16.02.2.01.0014", "Pengelolaan Konten", "130000000")
    assert row["line"]["answers"] == [{"proposal": proposal.number, "share": "60", "amount": None}]
    assert [one["source"] for one in row["line"]["fundings"]] == ["PAD", "DAK"]
    assert row["line"]["indicators"][0]["target"] == "12"
    assert content["chapters"] == [
        {
            "key": "1.2",
            "label": "1.2 Landasan Hukum",
            "html": "<p>Rencana kerja disusun secara partisipatif.</p>",
        }
    ]
    assert "Layanan merata" in content["tables"][0]["rows"][0]["texts"]
    assert content["proposals"][0]["agreed_volume"] == "120"
    assert content["pagu"] == "130000000"
    assert (made.number, made.stage, made.frozen_by, made.note) == (1, "rancangan", perencana, "Bahan forum")
    assert hash_of(content) == made.content_hash
    renja.refresh_from_db()
    assert renja.stage == Stage.RANCANGAN


def test_freeze_is_recorded_with_its_hash_and_reason(renja, line, perencana):
    made = freeze(renja, perencana, reason="Menunggu data mitra")
    entry = Entry.objects.about(made).get()
    assert (entry.action, entry.reason, entry.actor) == ("renja.freeze", "Menunggu data mitra", perencana)
    assert entry.data["sha256"] == made.content_hash


def test_content_survives_the_database_and_reads_the_same_twice(renja, line):
    content = read_content(renja)
    assert json.loads(canonical(content)) == content
    assert canonical(read_content(renja)) == canonical(content)


def test_content_holds_nothing_of_a_withheld_proposal_but_number_state_and_reason(renja, proposal):
    proposal.withheld_reason = "Rincian persandian"
    proposal.save()
    assert read_content(renja)["proposals"] == [
        {"number": proposal.number, "status": "accepted", "withheld_reason": "Rincian persandian"}
    ]


def test_reading_asks_as_much_for_three_lines_as_for_one(
    renja, line, proposal, django_assert_num_queries, django_assert_max_num_queries
):
    FulfilmentFactory(line=line, proposal=proposal)
    with django_assert_max_num_queries(20) as one:
        read_content(Renja.objects.select_related("forum", "edition").get())
    for _n in range(2):
        IndicatorFactory(line=LineFactory(renja=renja))
        ChapterFactory(renja=renja, key=f"1.{_n + 2}")
        TableRowFactory(renja=renja)
    with django_assert_num_queries(len(one)):
        read_content(Renja.objects.select_related("forum", "edition").get())


@pytest.mark.parametrize("table", ["renja_revision", "renja_revisionpaper"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET key = gen_random_uuid()", "DELETE FROM {}"])
def test_database_refuses_to_change_what_is_frozen(db, table, deed):
    RevisionPaperFactory()
    with (
        pytest.raises(IntegrityError, match="frozen revisions never change"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table))
    assert Revision.objects.count() == RevisionPaper.objects.count() == 1


def test_account_that_froze_may_be_erased(renja, perencana):
    RevisionPaperFactory(
        revision=RevisionFactory(renja=renja, settled=True, frozen_by=perencana), uploaded_by=perencana
    )
    Revision.objects.update(frozen_by=None)
    RevisionPaper.objects.update(uploaded_by=None, scan="held")
    assert Revision.objects.get().frozen_by is None


@pytest.mark.parametrize("role", [*OTHERS, "pimpinan"])
def test_only_planners_freeze(renja, line, request, role):
    with pytest.raises(PlanRefused, match="Hanya perencana yang dapat membekukan"):
        freeze(renja, request.getfixturevalue(role))
    assert not Revision.objects.exists()


@pytest.mark.parametrize("stage", ["rancangan_awal", "rancangan", "rancangan_akhir"])
def test_first_revision_is_any_draft(renja, line, perencana, stage):
    assert freeze(renja, perencana, stage).stage == stage


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("rancangan", "rancangan_awal"),
        ("rancangan_awal", "rancangan_akhir"),
        ("rancangan_akhir", "perubahan"),
    ],
)
def test_order_of_the_stages_is_kept(renja, line, perencana, before, after):
    freeze(renja, perencana, before)
    LineFactory(renja=renja)
    with pytest.raises(
        PlanRefused, match=r"Urutannya rancangan awal, rancangan, rancangan akhir, penetapan. Berikutnya"
    ):
        freeze(renja, perencana, after, seen=1)
    assert Revision.objects.count() == 1


def test_unchanged_plan_is_not_frozen_again_at_the_same_stage(renja, line, perencana):
    freeze(renja, perencana, "rancangan")
    with pytest.raises(PlanRefused, match="masih sama dengan Revisi 1, rancangan"):
        freeze(renja, perencana, "rancangan", seen=1)
    assert freeze(renja, perencana, "rancangan_akhir", seen=1).number == 2


def test_form_sent_twice_is_one_revision(renja, line, perencana):
    assert freeze(renja, perencana, note="Sama") == freeze(renja, perencana, note="Sama")
    assert Entry.objects.filter(action="renja.freeze").count() == 1


def test_second_planner_reads_who_was_quicker(renja, line, perencana, three_roles):
    freeze(renja, three_roles, note="A")
    with pytest.raises(PlanRefused, match="Revisi 1, rancangan dibekukan oleh Tiga Peran pada "):
        freeze(renja, perencana, note="B")
    assert Revision.objects.get().note == "A"


def test_open_points_ask_for_a_reason(renja, line, perencana):
    points = finds_open_points(lambda plan: ["Bab V masih kosong"])
    try:
        with pytest.raises(
            PlanRefused,
            match=r"belum selesai: Bagian naskah .*; Bab V masih kosong. Lengkapi, atau tulis alasan",
        ):
            freeze(renja, perencana, reason="")
        assert (
            freeze(renja, perencana, reason="Diminta Bappeda hari ini").reason == "Diminta Bappeda hari ini"
        )
    finally:
        _finders.remove(points)
