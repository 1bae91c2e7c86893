"""The path of a forum: dates that the public knows move with a note, phases are saved together."""

import pytest

from audit.models import Entry
from core.versions import StaleSave
from forums import services
from forums.errors import ForumRefused
from forums.models import Forum, Phase
from tests.factories.forums import PhaseFactory
from tests.forums.conftest import moment
from tests.forums.test_services import CLOSES, OPENS, deeds, phase_values

# Phases


@pytest.fixture
def phase(forum) -> Phase:
    return PhaseFactory(forum=forum, **phase_values())


LATER = moment("2026-12-20T23:59")


def test_moved_date_of_a_public_phase_needs_a_note(phase, sekretariat):
    with pytest.raises(ForumRefused, match="Tulis alasan perubahan tanggal"):
        services.change_phase(phase, actor=sekretariat, values=phase_values(closes_at=LATER), version=1)
    assert Phase.objects.get().closes_at == CLOSES


def test_moved_date_with_its_note_is_kept_in_the_record(phase, sekretariat):
    values = phase_values(closes_at=LATER, note="Diperpanjang karena libur.")
    services.change_phase(phase, actor=sekretariat, values=values, version=1)
    entry = Entry.objects.get()
    assert (entry.action, entry.reason) == ("phase.move", "Diperpanjang karena libur.")
    assert entry.changed == ["closes_at", "note"]
    assert entry.data["before"]["closes_at"] == "2026-12-17T23:59:00+08:00"
    assert entry.data["after"]["closes_at"] == "2026-12-20T23:59:00+08:00"
    assert Phase.objects.get().note == "Diperpanjang karena libur."


def test_note_of_an_earlier_move_is_no_reason_for_the_next(forum, sekretariat):
    phase = PhaseFactory(forum=forum, **phase_values(note="Alasan lama"))
    values = phase_values(closes_at=LATER, note="Alasan lama")
    with pytest.raises(ForumRefused):
        services.change_phase(phase, actor=sekretariat, values=values, version=1)


def test_dates_that_the_public_does_not_know_move_without_a_note(phase, sekretariat):
    Forum.objects.update(is_published=False)
    services.change_phase(phase, actor=sekretariat, values=phase_values(closes_at=LATER), version=1)
    assert Phase.objects.get().closes_at == LATER
    assert Entry.objects.get().reason == ""


def test_other_changes_need_no_note(phase, sekretariat):
    services.change_phase(phase, actor=sekretariat, values=phase_values(name="Aspirasi"), version=1)
    assert deeds() == ["phase.change"]


def test_stale_phase_overwrites_nothing(phase, sekretariat):
    services.change_phase(phase, actor=sekretariat, values=phase_values(name="Pertama"), version=1)
    with pytest.raises(StaleSave):
        services.change_phase(phase, actor=sekretariat, values=phase_values(name="Kedua"), version=1)
    assert Phase.objects.get().name == "Pertama"


def test_phase_must_close_after_it_opens(forum, sekretariat):
    with pytest.raises(ForumRefused, match="Waktu tutup harus sesudah waktu buka"):
        services.add_phase(forum, actor=sekretariat, values=phase_values(closes_at=OPENS))


def test_path_follows_the_dates(forum, sekretariat):
    for name, opens in (
        ("Ketiga", "2027-03-01T00:00"),
        ("Pertama", "2026-11-01T00:00"),
        ("Kedua", "2027-01-01T00:00"),
    ):
        values = phase_values(name=name, opens_at=moment(opens), closes_at=moment("2027-04-01T00:00"))
        services.add_phase(forum, actor=sekretariat, values=values)
    assert list(forum.phases.values_list("order", "name")) == [(1, "Pertama"), (2, "Kedua"), (3, "Ketiga")]
    services.delete_phase(forum.phases.get(name="Pertama"), actor=sekretariat)
    assert list(forum.phases.values_list("order", "name")) == [(1, "Kedua"), (2, "Ketiga")]


def test_phase_that_is_gone_is_deleted_once(phase, sekretariat):
    services.delete_phase(phase, actor=sekretariat)
    services.delete_phase(Phase(pk=77, forum=phase.forum), actor=sekretariat)
    assert deeds() == ["phase.delete"]


def test_phases_of_a_page_are_saved_together_or_not_at_all(forum, phase, sekretariat):
    doomed = PhaseFactory(forum=forum, name="Hapus", opens_at=OPENS, closes_at=CLOSES)
    with pytest.raises(ForumRefused):
        services.save_phases(
            forum,
            actor=sekretariat,
            deleted=[doomed],
            changed=[(phase, phase_values(name="Aspirasi"), 1)],
            added=[phase_values(closes_at=OPENS)],
        )
    assert set(forum.phases.values_list("name", flat=True)) == {"Penjaringan", "Hapus"}
    services.save_phases(
        forum,
        actor=sekretariat,
        deleted=[doomed],
        changed=[(phase, phase_values(name="Aspirasi"), 1)],
        added=[phase_values(name="Verifikasi", opens_at=CLOSES, closes_at=LATER)],
    )
    assert list(forum.phases.values_list("name", flat=True)) == ["Aspirasi", "Verifikasi"]
    assert deeds() == ["phase.delete", "phase.change", "phase.add"]
