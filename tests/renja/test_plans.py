"""Beginning a plan and its settings."""

import datetime

import pytest
from django.urls import reverse

from audit.models import Entry
from renja.errors import PlanRefused, StaleEdit
from renja.models import Renja, Stage
from renja.services import create_plan, save_settings
from renja.services.plans import settings_mark
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.renja import (
    ChapterFactory,
    EditionFactory,
    RenjaFactory,
    TableRowFactory,
    edition_2006,
    make_node,
)
from tests.factories.urusan import UrusanFactory


def test_plan_takes_the_edition_of_its_year(forum, perencana):
    old, new = edition_2006(), EditionFactory()
    renja = create_plan(forum, actor=perencana)
    assert (renja.edition, renja.stage, renja.is_published) == (new, Stage.RANCANGAN_AWAL, False)
    earlier = ForumFactory(plan_year=2020)
    PhaseFactory(forum=earlier)
    assert create_plan(earlier, actor=perencana).edition == old
    assert Entry.objects.filter(action="renja.create").count() == 2


def test_plan_takes_the_bidang_that_the_host_carries_out(forum, perencana):
    make_node("2.16.02")
    node = make_node("2.20.02").parent
    node.urusan = UrusanFactory()
    node.save()
    assert create_plan(forum, actor=perencana).bidang_code == "2.20"


def test_plan_asked_twice_is_one(forum, perencana):
    EditionFactory()
    assert create_plan(forum, actor=perencana) == create_plan(forum, actor=perencana)
    assert Entry.objects.filter(action="renja.create").count() == 1


def test_plan_needs_an_edition(forum, perencana):
    with pytest.raises(PlanRefused, match="edisi nomenklatur untuk tahun rencana 2028"):
        create_plan(forum, actor=perencana)
    assert not Renja.objects.exists()


def test_plan_needs_the_window(forum, perencana, lock_plan):
    EditionFactory()
    lock_plan()
    with pytest.raises(PlanRefused, match="dikunci"):
        create_plan(forum, actor=perencana)


def save(renja, actor, **values):
    return save_settings(renja, actor=actor, seen=settings_mark(renja), **values)


def test_settings_are_saved_and_recorded(renja, perencana):
    day = datetime.date(2027, 6, 15)
    saved = save(renja, perencana, stage=Stage.RANCANGAN, dated=day, is_published=False)
    assert (saved.stage, saved.dated, saved.is_published, saved.bidang_code) == (
        "rancangan",
        day,
        False,
        "2.16",
    )
    entry = Entry.objects.about(renja).first()
    assert entry.changed == ["dated", "is_published", "stage"]


def test_unchanged_settings_leave_no_trace(renja, perencana):
    save(renja, perencana, stage=renja.stage)
    assert not Entry.objects.filter(action="renja.save_settings").exists()


def test_stale_settings_change_nothing(renja, perencana, three_roles):
    seen = settings_mark(renja)
    save(renja, three_roles, stage=Stage.RANCANGAN)
    with pytest.raises(StaleEdit, match="oleh Tiga Peran pada ") as stale:
        save_settings(renja, actor=perencana, seen=seen, stage=Stage.DITETAPKAN)
    assert stale.value.current.stage == Stage.RANCANGAN
    renja.refresh_from_db()
    assert renja.stage == Stage.RANCANGAN


def test_lock_lets_the_penetapan_be_recorded_and_nothing_else(renja, perencana, sekretariat, lock_plan):
    lock_plan()
    day = datetime.date(2027, 7, 20)
    assert save(renja, perencana, stage=Stage.DITETAPKAN, dated=day).stage == Stage.DITETAPKAN
    renja.refresh_from_db()
    with pytest.raises(PlanRefused, match="kode bidang urusan tidak dapat diubah"):
        save(renja, perencana, bidang_code="2.20")
    with pytest.raises(PlanRefused, match="Hanya perencana"):
        save(renja, sekretariat, stage=Stage.RANCANGAN)


def test_structure_is_chosen_and_nothing_is_lost(renja, perencana):
    ChapterFactory(renja=renja, key="2.4", html="<p>Review</p>")
    TableRowFactory(renja=renja, table="T-C.29")
    assert save(renja, perencana, structure="permendagri-14-2026").structure == "permendagri-14-2026"
    assert Entry.objects.about(renja).first().data == {"structure": "permendagri-14-2026"}
    renja.refresh_from_db()
    save(renja, perencana, structure="sipd-ri")
    assert renja.chapters.get().html == "<p>Review</p>"
    assert renja.table_rows.count() == 1


def test_structure_of_an_established_or_locked_plan_stays(renja, perencana, lock_plan):
    save(renja, perencana, stage=Stage.DITETAPKAN)
    renja.refresh_from_db()
    with pytest.raises(PlanRefused, match="sudah ditetapkan, sehingga susunannya"):
        save(renja, perencana, structure="sipd-ri")
    lock_plan()
    with pytest.raises(PlanRefused, match="dikunci: susunan"):
        save(renja, perencana, structure="sipd-ri")


def test_plan_takes_the_structure_of_the_last_one(forum, perencana):
    EditionFactory()
    RenjaFactory(forum=ForumFactory(plan_year=2025), structure="permendagri-14-2026")
    RenjaFactory(forum=ForumFactory(plan_year=2027), structure="sipd-ri")
    assert create_plan(forum, actor=perencana).structure == "sipd-ri"


def test_settings_need_the_window(renja, perencana, move_window):
    move_window(-30)
    with pytest.raises(PlanRefused, match="sudah ditutup"):
        save(renja, perencana, stage=Stage.RANCANGAN)


def test_texts_that_go_on_come_from_the_last_plan(forum, perencana, enter):
    older, last = (RenjaFactory(forum=ForumFactory(plan_year=year)) for year in (2025, 2027))
    ChapterFactory(renja=older, key="1.2", html="<p>Lama</p>")
    ChapterFactory(renja=last, key="1.2", html="<p>Undang-Undang</p>")
    ChapterFactory(renja=last, key="1.1", html="<p>Tahun itu saja</p>")
    ChapterFactory(renja=last, key="1.3", html="")
    answer = enter(perencana).post(reverse("renja:create", args=[2028]), follow=True)
    assert "Naskah bagian 1.2 disalin dari Renja sebelumnya." in answer.content.decode()
    renja = Renja.objects.get(forum=forum)
    assert list(renja.chapters.values_list("key", "html", "version")) == [("1.2", "<p>Undang-Undang</p>", 1)]
    assert Entry.objects.get(action="renja.create").data["taken_over"] == ["1.2"]
