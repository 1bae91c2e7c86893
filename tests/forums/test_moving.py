"""What moves after people were told: a reason that everybody reads, one letter to whom it concerns, and only to them."""

import datetime

import pytest
from django.utils import timezone

from audit.models import Entry
from core.versions import StaleSave
from forums import services
from forums.errors import ForumRefused
from forums.models import Activity, Forum, Phase
from notifications.models import Message, State
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, ParticipantFactory, PhaseFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import OrganizationFactory
from tests.forums.conftest import address, moment

NOTE = "Gedung dipakai kegiatan lain."
DAY = datetime.date(2027, 2, 18)


@pytest.fixture
def dated(forum) -> Forum:
    Forum.objects.filter(pk=forum.pk).update(held_on=DAY, starts_at=datetime.time(8, 30), place="Balai Kota")
    forum.refresh_from_db()
    return forum


def invited(forum, **more):
    participant = ParticipantFactory(forum=forum, **more)
    participant.deliveries.create(means="surel")
    return participant


def addresses() -> set[str]:
    return set(Message.objects.values_list("to_email", flat=True))


# The day of the forum


@pytest.mark.parametrize(
    "values",
    [
        {"held_on": datetime.date(2027, 2, 25)},
        {"held_on": None},
        {"starts_at": datetime.time(13)},
        {"place": "Aula Dinas"},
    ],
    ids=["day", "no day", "hour", "place"],
)
def test_known_day_moves_only_with_a_new_reason(dated, sekretariat, values):
    for note in ("", dated.note):
        with pytest.raises(ForumRefused, match="Tulis alasan perubahan jadwal"):
            services.edit_forum(dated, actor=sekretariat, values=values | {"note": note}, version=1)
    services.edit_forum(dated, actor=sekretariat, values=values | {"note": NOTE}, version=1)
    entry = Entry.objects.get()
    assert (entry.action, entry.reason) == ("forum.move", NOTE)
    assert entry.data["before"]["place"] == "Balai Kota"
    assert Forum.objects.get().version == 2


def test_the_same_reason_does_not_count_for_the_next_move(dated, sekretariat):
    services.edit_forum(dated, actor=sekretariat, values={"place": "Aula", "note": NOTE}, version=1)
    with pytest.raises(ForumRefused):
        services.edit_forum(dated, actor=sekretariat, values={"place": "Gedung", "note": NOTE}, version=2)


def test_what_was_open_is_filled_without_a_reason(forum, sekretariat):
    services.edit_forum(forum, actor=sekretariat, values={"held_on": DAY, "place": "Balai Kota"}, version=1)
    assert Entry.objects.get().action == "forum.edit"


def test_day_that_nobody_knows_moves_freely(dated, sekretariat):
    Forum.objects.update(is_published=False)
    services.edit_forum(dated, actor=sekretariat, values={"place": "Aula"}, version=1)
    assert Entry.objects.get().action == "forum.edit"


def test_day_is_known_to_who_was_invited_before_the_forum_is_shown(dated, sekretariat):
    Forum.objects.update(is_published=False)
    invited(dated)
    with pytest.raises(ForumRefused):
        services.edit_forum(dated, actor=sekretariat, values={"place": "Aula"}, version=1)


def test_each_invited_organisation_is_told_once_what_was_and_what_is(dated, sekretariat):
    invited(dated, email="satu@contoh.id")
    invited(dated, organization__email="dua@contoh.id")
    ParticipantFactory(forum=dated, answer="hadir", answered_at=timezone.now(), email="tiga@contoh.id")
    ParticipantFactory(forum=dated, email="belum-diundang@contoh.id")
    invited(dated)
    invited(ForumFactory(plan_year=2029), email="lain@contoh.id")
    values = {"held_on": datetime.date(2027, 2, 25), "place": "Aula Dinas", "note": NOTE}
    services.edit_forum(dated, actor=sekretariat, values=values, version=1)
    assert addresses() == {"satu@contoh.id", "dua@contoh.id", "tiga@contoh.id"}
    letter = Message.objects.first()
    assert letter.subject == "Jadwal Forum Renja 2028 berubah"
    assert "Semula: Kamis, 18 Februari 2027 pukul 08.30 WITA, Balai Kota" in letter.body
    assert "Menjadi: Kamis, 25 Februari 2027 pukul 08.30 WITA, Aula Dinas" in letter.body
    assert NOTE in letter.body
    assert letter.url == "/forum/2028/"


def test_second_move_takes_the_place_of_a_letter_that_has_not_left(dated, sekretariat):
    invited(dated, email="satu@contoh.id")
    services.edit_forum(dated, actor=sekretariat, values={"place": "Aula", "note": "Pertama"}, version=1)
    services.edit_forum(dated, actor=sekretariat, values={"place": "Gedung", "note": "Kedua"}, version=2)
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [
        State.CANCELLED,
        State.PENDING,
    ]


def test_refused_move_writes_to_nobody(dated, sekretariat):
    invited(dated, email="satu@contoh.id")
    with pytest.raises(StaleSave):
        services.edit_forum(dated, actor=sekretariat, values={"place": "Aula", "note": NOTE}, version=7)
    assert not Message.objects.exists()


def facts(**changes) -> dict:
    data = {
        "theme": "",
        "held_on": "2027-02-18",
        "starts_at": "08:30",
        "place": "Balai Kota",
        "note": "",
        "summary": "",
    }
    return data | {"version": 1} | changes


def test_page_asks_for_the_reason_and_keeps_what_was_typed(staff, dated):
    text = staff.post(address("edit"), facts(place="Aula Dinas")).content.decode()
    assert "Tulis alasan perubahan jadwal ini; semua orang membacanya." in text
    assert 'value="Aula Dinas"' in text
    assert Forum.objects.get().place == "Balai Kota"


def test_page_says_how_many_were_told_and_everybody_reads_why(staff, client, dated):
    invited(dated, email="satu@contoh.id")
    invited(dated)
    answer = staff.post(address("edit"), facts(place="Aula Dinas", note=NOTE), follow=True)
    assert "dikirim kepada 1 dari 2 instansi yang diundang" in answer.content.decode()
    assert NOTE in client.get("/forum/2028/").content.decode()


def test_page_of_a_forum_that_nobody_knows_asks_for_no_reason(staff, dated):
    Forum.objects.update(is_published=False)
    assert "Alasan perubahan jadwal" not in staff.get(address("edit")).content.decode()
    assert staff.post(address("edit"), facts(place="Aula Dinas")).status_code == 302


# Windows


@pytest.fixture
def phase(forum) -> Phase:
    return PhaseFactory(
        forum=forum, name="Penjaringan", activities=[Activity.SUBMIT],
        opens_at=moment("2026-11-16T00:00"), closes_at=moment("2026-12-17T23:59"),
    )  # fmt: skip


def moved(phase: Phase, closes: str = "2026-12-20T23:59", note: str = NOTE) -> dict:
    return {
        "name": phase.name, "activities": phase.activities, "opens_at": phase.opens_at, "closes_at": moment(closes),
        "note": note,
    }  # fmt: skip


def test_who_brought_something_is_told_once_of_a_moved_window(forum, phase, sekretariat):
    proposer = UserFactory()
    ProposalFactory(forum=forum, proposer=proposer)
    ProposalFactory(draft=True, forum=forum, proposer=proposer)
    ProposalFactory(forum=forum, proposer=None, contact_email="kertas@contoh.id")
    ProposalFactory(
        forum=forum,
        proposer=None,
        contact_email="",
        organization=OrganizationFactory(email="lembaga@contoh.id"),
    )
    ProposalFactory(forum=forum, status="withdrawn")
    ProposalFactory(forum=forum, proposer__is_active=False)
    ProposalFactory(forum=ForumFactory(plan_year=2027))
    services.change_phase(phase, actor=sekretariat, values=moved(phase), version=1)
    assert addresses() == {proposer.email, "kertas@contoh.id", "lembaga@contoh.id"}
    letter = Message.objects.get(to_user=proposer)
    assert "Penjaringan: semula 16 Nov – 17 Des 2026, menjadi 16 Nov – 20 Des 2026." in letter.body
    assert NOTE in letter.body


def test_windows_that_move_together_are_one_letter(forum, phase, sekretariat):
    other = PhaseFactory(
        forum=forum,
        name="Verifikasi",
        activities=[Activity.VERIFY],
        opens_at=phase.opens_at,
        closes_at=phase.closes_at,
    )
    ProposalFactory(forum=forum)
    services.save_phases(forum, actor=sekretariat, changed=[(one, moved(one), 1) for one in (phase, other)])
    body = Message.objects.get().body
    assert "Penjaringan: semula" in body
    assert "Verifikasi: semula" in body
    assert list(Entry.objects.values_list("action", flat=True)) == ["phase.move", "phase.move"]


def test_another_hour_of_the_same_day_is_told_by_its_hours(forum, phase, sekretariat):
    ProposalFactory(forum=forum)
    services.change_phase(phase, actor=sekretariat, values=moved(phase, "2026-12-17T16:00"), version=1)
    assert "pukul 16.00 WITA" in Message.objects.get().body


def test_window_of_staff_alone_is_told_to_nobody(forum, phase, sekretariat):
    Phase.objects.update(activities=[Activity.EDIT_PLAN])
    phase.refresh_from_db()
    ProposalFactory(forum=forum)
    services.change_phase(phase, actor=sekretariat, values=moved(phase), version=1)
    assert not Message.objects.exists()


def test_window_that_the_public_does_not_know_is_told_to_nobody(forum, phase, sekretariat):
    Forum.objects.update(is_published=False)
    ProposalFactory(draft=True, forum=forum)
    services.change_phase(phase, actor=sekretariat, values=moved(phase, note=""), version=1)
    assert not Message.objects.exists()


def test_many_proposers_cost_as_much_as_few(forum, phase, sekretariat, django_assert_max_num_queries):
    costs = []
    assert sekretariat.has_perm("forums.manage")
    for version in (1, 2):
        ProposalFactory.create_batch(version, forum=forum)
        values = moved(phase, f"2026-12-2{version}T23:59", f"Alasan {version}")
        with django_assert_max_num_queries(15) as seen:
            services.change_phase(phase, actor=sekretariat, values=values, version=version)
        costs.append(len(seen))
    assert costs[0] == costs[1]
