"""Penetapan and Perubahan: what the head records with its paper, and what may be changed afterwards."""

import pytest

from audit.models import Entry
from core.uploads import UploadRefused
from renja.changes import read_changes
from renja.errors import PlanRefused
from renja.models import Renja, RenjaLine, Revision
from renja.services import (
    add_line,
    establish_plan,
    keep_paper,
    open_amendment,
    save_line,
    save_settings,
)
from renja.services.plans import settings_mark
from renja.services.revisions import scan_paper
from renja.stages import Stage
from tests.factories.forums import PhaseFactory
from tests.factories.renja import (
    RevisionPaperFactory,
    make_node,
)
from tests.renja.freezing import DAY, OTHERS, establish, freeze, scan


@pytest.fixture
def final(renja, line, perencana) -> Revision:
    """The rancangan akhir of a plan with one line."""
    return freeze(renja, perencana, "rancangan_akhir")


@pytest.fixture
def settled(renja, final, pimpinan) -> Revision:
    """The same plan, established."""
    return establish(renja, pimpinan, seen=final.number)


@pytest.mark.parametrize("role", [*OTHERS, "perencana"])
def test_only_the_head_establishes(renja, final, request, role):
    with pytest.raises(PlanRefused, match="dicatat oleh pimpinan"):
        establish(renja, request.getfixturevalue(role), seen=1)
    assert Revision.objects.get() == final


def test_head_does_not_establish_what_is_no_final_draft(renja, line, perencana, pimpinan):
    freeze(renja, perencana, "rancangan")
    with pytest.raises(PlanRefused, match="Berikutnya: Rancangan atau Rancangan akhir"):
        establish(renja, pimpinan, seen=1)


def test_planner_does_not_freeze_an_act(renja, final, perencana):
    with pytest.raises(PlanRefused, match="Penetapan dicatat pimpinan"):
        freeze(renja, perencana, "ditetapkan", seen=1)


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


def test_new_line_is_not_added_to_an_established_plan(renja, settled, perencana, forum):
    PhaseFactory(forum=forum)
    with pytest.raises(PlanRefused, match="sudah ditetapkan"):
        add_line(Renja.objects.get(), make_node("2.16.02.2.01.0099"), actor=perencana)


def test_paper_that_the_scanner_refuses_is_held(db, monkeypatch):
    paper = RevisionPaperFactory(scan="waiting")
    monkeypatch.setattr("core.quarantine.scanner", lambda: lambda opened: "Eicar")
    assert scan_paper() == 1
    paper.refresh_from_db()
    assert paper.is_held
    assert Entry.objects.filter(action="renja.hold_paper", data__finding="Eicar").exists()
