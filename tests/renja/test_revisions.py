"""Freezing a plan: what is kept, in which order, by whom, and that it never changes."""

import datetime
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from audit.models import Entry
from core.uploads import UploadRefused
from renja.changes import read_changes
from renja.errors import PlanRefused
from renja.models import Renja, RenjaLine, Revision, RevisionPaper
from renja.open_points import _finders, finds_open_points
from renja.revision_content import canonical, hash_of, read_content
from renja.services import (
    add_line,
    establish_plan,
    freeze_revision,
    keep_paper,
    open_amendment,
    save_line,
    save_settings,
)
from renja.services.plans import settings_mark
from renja.services.revisions import scan_paper
from renja.stages import Stage
from tests.corpus.pdfs import make_pdf
from tests.factories.forums import PhaseFactory
from tests.factories.renja import (
    ChapterFactory,
    FulfilmentFactory,
    FundingFactory,
    IndicatorFactory,
    LineFactory,
    RevisionFactory,
    RevisionPaperFactory,
    TableRowFactory,
    make_node,
)

PDF = make_pdf()
DAY = datetime.date(2027, 7, 20)
REASON = "Bahan forum sudah ditunggu"
OTHERS = ["sekretariat", "verifikator", "admin_user", "pengusul", "pemeriksa"]


def scan(name="keputusan.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def freeze(renja, actor, stage="rancangan", *, seen=0, reason=REASON, **facts) -> Revision:
    """These plans are never complete, so a reason goes along."""
    return freeze_revision(renja, actor=actor, stage=stage, seen=seen, reason=reason, **facts)


def establish(renja, actor, *, seen, **changes) -> Revision:
    facts = {"instrument": "kepkada", "number": "188.45/120/2027", "dated": DAY, "reason": REASON} | changes
    return establish_plan(renja, scan(), actor=actor, seen=seen, **facts)


@pytest.fixture
def final(renja, line, perencana) -> Revision:
    """The rancangan akhir of a plan with one line."""
    return freeze(renja, perencana, "rancangan_akhir")


@pytest.fixture
def settled(renja, final, pimpinan) -> Revision:
    """The same plan, established."""
    return establish(renja, pimpinan, seen=final.number)


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


@pytest.mark.parametrize("role", [*OTHERS, "perencana"])
def test_only_the_head_establishes(renja, final, request, role):
    with pytest.raises(PlanRefused, match="dicatat oleh pimpinan"):
        establish(renja, request.getfixturevalue(role), seen=1)
    assert Revision.objects.get() == final


def test_planner_does_not_freeze_an_act(renja, final, perencana):
    with pytest.raises(PlanRefused, match="Penetapan dicatat pimpinan"):
        freeze(renja, perencana, "ditetapkan", seen=1)


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


def test_head_does_not_establish_what_is_no_final_draft(renja, line, perencana, pimpinan):
    freeze(renja, perencana, "rancangan")
    with pytest.raises(PlanRefused, match="Berikutnya: Rancangan atau Rancangan akhir"):
        establish(renja, pimpinan, seen=1)


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


# --- Penetapan and Perubahan -------------------------------------------------------------------------


def test_act_is_kept_with_its_document(renja, settled, pimpinan):
    assert (settled.stage, settled.get_instrument_display(), settled.document_number, settled.dated) == (
        "ditetapkan", "Keputusan Kepala Daerah", "188.45/120/2027", DAY,
    )  # fmt: skip
    paper = settled.papers.get()
    assert (paper.original_name, paper.uploaded_by, paper.is_clean) == ("keputusan.pdf", pimpinan, True)
    entry = Entry.objects.about(settled).get()
    assert (entry.action, entry.data["file"]) == ("renja.establish", paper.sha256)
    renja.refresh_from_db()
    assert renja.stage == Stage.DITETAPKAN


def test_bad_document_leaves_nothing(renja, final, pimpinan):
    with pytest.raises(UploadRefused, match="bukan PDF"):
        establish_plan(
            renja, scan(content=b"teks"), actor=pimpinan, seen=1, instrument="kepkada", number="1", dated=DAY
        )
    assert Revision.objects.get() == final


def test_better_scan_is_added_by_the_head(settled, final, pimpinan, perencana):
    keep_paper(settled, scan("pindaian-ulang.pdf"), actor=pimpinan)
    assert [one.original_name for one in settled.papers.all()] == ["pindaian-ulang.pdf", "keputusan.pdf"]
    with pytest.raises(PlanRefused, match="disimpan oleh pimpinan"):
        keep_paper(settled, scan(), actor=perencana)
    with pytest.raises(PlanRefused, match="hanya penetapan yang disertai dokumen"):
        keep_paper(final, scan(), actor=pimpinan)


def test_established_plan_rests(renja, line, settled, perencana):
    renja.refresh_from_db()
    with pytest.raises(PlanRefused, match=r"sudah ditetapkan. Untuk mengubahnya, buka Perubahan Renja"):
        save_line(line, actor=perencana, seen=1, values={"note": "Terlambat"})
    with pytest.raises(PlanRefused, match=r"sudah ditetapkan. Buka dahulu Perubahan"):
        freeze(renja, perencana, "rancangan_akhir", seen=2)


def test_change_goes_on_beside_the_forum_of_next_year(
    renja, line, settled, perencana, pimpinan, move_window, lock_plan
):
    move_window(-400)
    lock_plan()
    open_amendment(renja, actor=perencana)
    line = RenjaLine.objects.get()
    save_line(line, actor=perencana, seen=1, values={"note": "Pergeseran APBD"})
    with pytest.raises(PlanRefused, match="Berikutnya: Rancangan perubahan"):
        establish(renja, pimpinan, seen=2)
    draft = freeze(renja, perencana, "perubahan", seen=2)
    done = establish(renja, pimpinan, seen=3, instrument="perkada")
    assert [draft.stage, done.stage] == ["perubahan", "perubahan_ditetapkan"]
    assert read_changes(settled.content, done.content).changed == 1
    assert open_amendment(renja, actor=perencana).stage == Stage.PERUBAHAN


def test_change_is_opened_once_and_only_of_what_is_established(renja, settled, perencana):
    open_amendment(renja, actor=perencana)
    open_amendment(renja, actor=perencana)
    assert Entry.objects.filter(action="renja.open_amendment").count() == 1


@pytest.mark.parametrize("role", [*OTHERS, "pimpinan"])
def test_only_planners_open_a_change(renja, settled, request, role):
    with pytest.raises(PlanRefused, match="Hanya perencana"):
        open_amendment(renja, actor=request.getfixturevalue(role))


def test_draft_is_no_plan_to_change(renja, final, perencana):
    with pytest.raises(PlanRefused, match="dibuka setelah Renja ditetapkan"):
        open_amendment(renja, actor=perencana)


def test_stage_of_a_frozen_plan_follows_its_revisions(renja, final, perencana):
    renja.refresh_from_db()
    with pytest.raises(PlanRefused, match="mengikuti revisinya"):
        save_settings(renja, actor=perencana, seen=settings_mark(renja), stage=Stage.RANCANGAN_AWAL)


def test_established_plan_can_still_be_hidden(renja, settled, perencana):
    renja.refresh_from_db()
    save_settings(renja, actor=perencana, seen=settings_mark(renja), is_published=False)
    with pytest.raises(PlanRefused, match="susunannya dan kode bidang urusan"):
        save_settings(
            Renja.objects.get(), actor=perencana, seen=settings_mark(Renja.objects.get()), structure="sipd-ri"
        )


def test_paper_that_the_scanner_refuses_is_held(db, monkeypatch):
    paper = RevisionPaperFactory(scan="waiting")
    monkeypatch.setattr("core.quarantine.scanner", lambda: lambda opened: "Eicar")
    assert scan_paper() == 1
    paper.refresh_from_db()
    assert paper.is_held
    assert Entry.objects.filter(action="renja.hold_paper", data__finding="Eicar").exists()


def test_new_line_is_not_added_to_an_established_plan(renja, settled, perencana, forum):
    PhaseFactory(forum=forum)
    with pytest.raises(PlanRefused, match="sudah ditetapkan"):
        add_line(Renja.objects.get(), make_node("2.16.02.2.01.0099"), actor=perencana)
