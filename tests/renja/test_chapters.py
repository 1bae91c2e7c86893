"""The text of the parts: kept clean, versioned, never overwritten unseen."""

import pytest

from audit.models import Entry
from renja.errors import PlanRefused, StaleEdit
from renja.models import Chapter
from renja.services import save_chapter
from renja.services.chapters import LONGEST
from tests.factories.renja import ChapterFactory


def save(renja, actor, text, *, key="1.1", seen=0, **more):
    return save_chapter(renja, key, actor=actor, seen=seen, text=text, **more)


def test_first_text_begins_at_version_one(renja, perencana):
    chapter = save(renja, perencana, "Paragraf.<script>alert(1)</script>")
    assert (chapter.key, chapter.html, chapter.version) == ("1.1", "<p>Paragraf.</p>", 1)
    entry = Entry.objects.about(chapter).get()
    assert (entry.action, entry.data) == ("renja.save_chapter", {"key": "1.1", "version": 1})


def test_same_text_keeps_its_version(renja, perencana):
    first = save(renja, perencana, "Paragraf.")
    assert save(renja, perencana, first.html, seen=1).version == 1
    assert Entry.objects.filter(action="renja.save_chapter").count() == 1


def test_text_can_be_emptied(renja, perencana):
    ChapterFactory(renja=renja)
    assert save(renja, perencana, "<p> </p>", seen=1).html == ""


@pytest.mark.parametrize("seen", [0, 1, 3, -1])
def test_stale_text_overwrites_nothing(renja, perencana, seen):
    chapter = ChapterFactory(renja=renja, html="<p>Tersimpan</p>", version=2)
    with pytest.raises(StaleEdit, match="oleh orang lain") as stale:
        save(renja, perencana, "Teks saya", seen=seen)
    assert stale.value.current.html == "<p>Tersimpan</p>"
    chapter.refresh_from_db()
    assert (chapter.html, chapter.version) == ("<p>Tersimpan</p>", 2)


def test_refused_first_text_leaves_no_empty_part(renja, perencana):
    with pytest.raises(StaleEdit):
        save(renja, perencana, "Teks", seen=4)
    assert not Chapter.objects.exists()


@pytest.mark.parametrize("key", ["1", "9.9", "", "../x"])
def test_undeclared_part_is_refused(renja, perencana, key):
    with pytest.raises(PlanRefused, match="tidak ada dalam susunan"):
        save(renja, perencana, "Teks", key=key)


def test_endless_text_is_refused(renja, perencana):
    with pytest.raises(PlanRefused, match="terlalu panjang"):
        save(renja, perencana, "a" * (LONGEST + 1))


@pytest.mark.parametrize(
    "role", ["sekretariat", "verifikator", "pimpinan", "admin_user", "pengusul", "pemeriksa"]
)
def test_only_planners_write(renja, request, role):
    with pytest.raises(PlanRefused, match="Hanya perencana"):
        save(renja, request.getfixturevalue(role), "Teks")


def test_text_of_a_locked_plan_stays(renja, perencana, lock_plan):
    lock_plan()
    with pytest.raises(PlanRefused, match="dikunci"):
        save(renja, perencana, "Teks")


def test_text_is_ready_until_it_changes(renja, perencana):
    first = save(renja, perencana, "Teks.", ready=True)
    assert first.is_ready
    assert Entry.objects.about(first).first().data == {"key": "1.1", "version": 1, "ready": True}
    assert save(renja, perencana, first.html, seen=1).is_ready
    changed = save(renja, perencana, "Teks lain.", seen=1)
    assert (changed.is_ready, changed.version) == (False, 2)


def test_unchanged_text_becomes_ready_and_a_draft_again(renja, perencana):
    ChapterFactory(renja=renja, html="<p>Teks.</p>")
    assert save(renja, perencana, "<p>Teks.</p>", seen=1, ready=True).version == 2
    assert not save(renja, perencana, "<p>Teks.</p>", seen=2, ready=False).is_ready


def test_stale_mark_overwrites_nothing(renja, perencana):
    ChapterFactory(renja=renja, html="<p>Teks.</p>", version=2)
    with pytest.raises(StaleEdit):
        save(renja, perencana, "<p>Teks.</p>", seen=1, ready=True)
    assert not Chapter.objects.get().is_ready


def test_empty_text_is_never_ready(renja, perencana):
    with pytest.raises(PlanRefused, match="kosong tidak dapat ditandai siap"):
        save(renja, perencana, " ", ready=True)
    assert not Chapter.objects.exists()
