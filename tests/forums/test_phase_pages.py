"""The page of phases: all saved together, moved dates told to everybody, nothing typed lost."""

import pytest
from django.utils import timezone

from forums.models import Activity, Forum, Phase
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.forums.conftest import address, moment, page


def phase_data(*phases: Phase, added: dict | None = None, **changes) -> dict:
    """The page of phases as a browser sends it; `changes` are for the first phase."""
    data = {"tahap-TOTAL_FORMS": len(phases) + 1, "tahap-INITIAL_FORMS": len(phases)}
    for number, phase in enumerate(phases):
        row = {
            "id": phase.pk,
            "version": phase.version,
            "name": phase.name,
            "opens_at": f"{timezone.localtime(phase.opens_at):%Y-%m-%dT%H:%M}",
            "closes_at": f"{timezone.localtime(phase.closes_at):%Y-%m-%dT%H:%M}",
            "activities": phase.activities,
            "note": phase.note,
        }
        row |= changes if number == 0 else {}
        data |= {f"tahap-{number}-{name}": value for name, value in row.items()}
    return data | {f"tahap-{len(phases)}-{name}": value for name, value in (added or {}).items()}


@pytest.fixture
def phase(forum) -> Phase:
    return PhaseFactory(
        forum=forum,
        activities=[Activity.SUBMIT],
        opens_at=moment("2026-11-16T00:00:30"),
        closes_at=moment("2026-12-17T23:59:59.5"),
    )


def test_unchanged_phases_stay_to_the_second(staff, phase):
    assert staff.post(address("phases"), phase_data(phase)).status_code == 302
    stored = Phase.objects.get()
    assert (stored.opens_at, stored.closes_at, stored.version) == (phase.opens_at, phase.closes_at, 1)


def test_moved_public_phase_asks_for_a_reason(staff, phase):
    answer = staff.post(address("phases"), phase_data(phase, closes_at="2026-12-20T23:59"))
    assert "Tulis alasan perubahan tanggal ini; semua orang membacanya." in answer.content.decode()
    assert Phase.objects.get().closes_at == phase.closes_at


def test_moved_public_phase_is_told_to_everybody(staff, phase):
    data = phase_data(phase, closes_at="2026-12-20T23:59", note="Diperpanjang karena libur.")
    assert staff.post(address("phases"), data).url == address("phases")
    assert "Diperpanjang karena libur." in staff.get("/forum/2028/").content.decode()


def test_phase_that_nobody_knows_moves_freely(staff, phase):
    Forum.objects.update(is_published=False)
    assert "Alasan tanggalnya digeser" not in page(staff, "phases")
    staff.post(address("phases"), phase_data(phase, closes_at="2026-12-20T23:59"))
    assert Phase.objects.get().closes_at == moment("2026-12-20T23:59")


def test_phase_is_added_and_another_one_deleted(staff, phase):
    added = {
        "name": "Verifikasi",
        "opens_at": "2026-12-18T00:00",
        "closes_at": "2027-01-29T23:59",
        "activities": ["verify"],
    }
    staff.post(address("phases"), phase_data(phase, added=added, DELETE="on"))
    stored = Phase.objects.get()
    assert (stored.name, stored.activities, stored.opens_at) == (
        "Verifikasi",
        ["verify"],
        moment("2026-12-18T00:00"),
    )


def test_phase_that_closes_before_it_opens_is_refused(staff, phase):
    answer = staff.post(address("phases"), phase_data(phase, closes_at="2026-11-15T23:59"))
    text = answer.content.decode()
    assert "Waktu tutup harus sesudah waktu buka." in text
    assert 'value="2026-11-15T23:59"' in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"opens_at": "kapan-kapan"}, "Isi dengan tanggal dan jam, misalnya 17-12-2026 23.59."),
        ({"name": ""}, "Isian ini wajib diisi."),
        ({"activities": ["mencuri"]}, "mencuri"),
    ],
)
def test_unreadable_phase_is_refused_with_words(staff, phase, changes, words):
    answer = staff.post(address("phases"), phase_data(phase, **changes))
    assert words in answer.content.decode()
    assert Phase.objects.get().version == 1


def test_stale_phase_shows_both_texts(staff, phase):
    data = phase_data(phase, name="Nama saya")
    staff.post(address("phases"), phase_data(phase, name="Nama orang lain"))
    answer = staff.post(address("phases"), data)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Nama orang lain" in text
    assert 'value="Nama saya"' in text
    assert Phase.objects.get().name == "Nama orang lain"


def test_phase_that_somebody_deleted_is_named(staff, phase):
    data = phase_data(phase, name="Nama saya")
    phase.delete()
    text = staff.post(address("phases"), data).content.decode()
    assert "Tahap ini sudah dihapus orang lain. Muat ulang halaman ini." in text


def test_phases_of_another_forum_stay_as_they_are(staff):
    other = PhaseFactory(forum=ForumFactory(plan_year=2027))
    staff.post(address("phases"), phase_data(other, name="Diubah"))
    assert Phase.objects.get().name == other.name
