"""Who comes is entered once, whatever is sent how often; who was expected is recognised; what was wrong is mended."""

import datetime
import threading
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from audit.models import Entry
from core.versions import StaleSave
from meetings import door
from meetings.arrivals import Arrival
from meetings.door import AlreadyHere, DoorRefused
from meetings.models import Attendance, TakenOut
from tests.factories.forums import DelegateFactory, ForumFactory, ParticipantFactory
from tests.factories.meetings import AttendanceFactory

STRANGERS = ["pengusul", "verifikator", "perencana", "pimpinan", "admin_user", "pemeriksa"]


@pytest.fixture
def bps(forum):
    return ParticipantFactory(
        forum=forum, organization__name="Badan Pusat Statistik", organization__short_name="BPS"
    )


@pytest.fixture
def rina(bps):
    return DelegateFactory(
        participant=bps, name="Dr. Rina Wulandari, M.Si.", position="Statistisi", gender="P", phone="0812"
    )


def walk_in(name="Budi Santoso", **more) -> Arrival:
    return Arrival(name=name, gender="L", means=Attendance.Means.WALK_IN, **more)


def test_delegate_is_entered_with_what_the_invitation_says(forum, rina, sekretariat):
    row = door.admit(forum, Arrival(delegate=rina), actor=sekretariat)
    stored = Attendance.objects.get(pk=row.pk)
    assert (stored.name, stored.position, stored.gender, stored.phone) == (
        rina.name,
        "Statistisi",
        "P",
        "0812",
    )
    assert (stored.organization_name, stored.participant, stored.recorded_by) == (
        "Badan Pusat Statistik", rina.participant, sekretariat,
    )  # fmt: skip
    entry = Entry.objects.get()
    assert (entry.action, entry.data) == ("attendance.add", {"means": "nama"})
    assert "Rina" not in entry.object_label


def test_delegate_comes_once_and_the_refusal_names_the_first(forum, rina, sekretariat):
    at = timezone.make_aware(datetime.datetime(2027, 2, 18, 8, 12))
    first = door.admit(forum, Arrival(delegate=rina, came_at=at), actor=sekretariat)
    with pytest.raises(AlreadyHere) as refused:
        door.admit(forum, Arrival(delegate=rina, is_other=True), actor=sekretariat)
    assert refused.value.first == first
    assert (
        "Rina Wulandari, M.Si. (Badan Pusat Statistik) sudah tercatat hadir pukul 08.12"
        in refused.value.message
    )


def test_same_name_is_refused_until_somebody_says_that_it_is_another(forum, sekretariat):
    door.admit(forum, walk_in("Siti Aminah"), actor=sekretariat)
    with pytest.raises(AlreadyHere):
        door.admit(forum, walk_in("Hj. SITI  AMINAH, S.Pd."), actor=sekretariat)
    door.admit(forum, walk_in("Hj. SITI  AMINAH, S.Pd.", is_other=True), actor=sekretariat)
    assert Attendance.objects.count() == 2


def test_what_is_sent_twice_counts_once(forum, rina, sekretariat):
    arrival = walk_in(nonce=uuid.uuid4())
    first = door.admit(forum, arrival, actor=sekretariat)
    assert door.admit(forum, arrival, actor=sekretariat) == first
    assert Entry.objects.count() == 1


def test_what_was_taken_out_does_not_come_back(forum, sekretariat):
    arrival = walk_in(nonce=uuid.uuid4())
    row = door.admit(forum, arrival, actor=sekretariat)
    door.take_out(row, actor=sekretariat, reason="Salah orang")
    with pytest.raises(DoorRefused, match="sudah dikeluarkan"):
        door.admit(forum, arrival, actor=sekretariat)
    assert not Attendance.objects.exists()
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.reason) == ("attendance.remove", "Salah orang")
    with pytest.raises(DoorRefused, match="sudah dikeluarkan"):
        door.take_out(row, actor=sekretariat, reason="Salah orang")


def test_delegate_who_was_taken_out_can_be_entered_anew(forum, rina, sekretariat):
    row = door.admit(forum, Arrival(delegate=rina), actor=sekretariat)
    door.take_out(row, actor=sekretariat, reason="Salah ketuk")
    assert door.admit(forum, Arrival(delegate=rina), actor=sekretariat).delegate == rina


@pytest.mark.parametrize(
    ("name", "organization", "is_recognised"),
    [
        ("rina wulandari", "bps", True),
        ("Rina Wulandari, S.E.", "", True),
        ("Rina Wulandari", "Statistik Kota", True),
        ("Rina Wulandari", "Dinas Kesehatan", False),
        ("Rina", "BPS", False),
    ],
)
def test_name_that_was_typed_is_recognised_where_it_is_the_only_one(
    forum, rina, sekretariat, name, organization, is_recognised
):
    ParticipantFactory(forum=forum, organization__name="Dinas Kesehatan")
    row = door.admit(forum, walk_in(name, organization_name=organization), actor=sekretariat)
    assert (row.delegate == rina) == is_recognised


def test_two_delegates_of_one_name_are_not_guessed(forum, rina, sekretariat):
    DelegateFactory(participant__forum=forum, name="Rina Wulandari")
    assert door.admit(forum, walk_in("Rina Wulandari"), actor=sekretariat).delegate is None


def test_single_word_is_too_little_of_a_name_for_a_stranger(forum, bps, sekretariat):
    DelegateFactory(participant=bps, name="Budi")
    assert door.admit(forum, walk_in("Budi", organization_name="Warga"), actor=sekretariat).delegate is None


def test_one_more_of_an_invited_organisation_did_not_come_without_invitation(forum, bps, sekretariat):
    row = door.admit(forum, walk_in(organization_name="BPS"), actor=sekretariat)
    assert (row.participant, row.means, row.organization_name) == (bps, "nama", "Badan Pusat Statistik")
    stranger = door.admit(forum, walk_in("Orang Lain", organization_name="Warung Kopi"), actor=sekretariat)
    assert (stranger.participant, stranger.means, stranger.organization_name) == (
        None,
        "langsung",
        "Warung Kopi",
    )


def test_sheet_enters_all_at_once_and_says_who_was_here(forum, rina, sekretariat):
    AttendanceFactory(forum=forum, name="Budi Santoso")
    arrivals = [
        Arrival(delegate=rina),
        walk_in("Budi Santoso"),
        walk_in("Wati Lestari"),
        walk_in("Wati Lestari"),
    ]
    entered = door.admit_all(forum, arrivals, actor=sekretariat)
    assert (entered.count, [row.name for row in entered.already]) == (2, ["Budi Santoso", "Wati Lestari"])
    assert Entry.objects.filter(action="attendance.add").count() == 2
    again = door.admit_all(forum, arrivals[:1] + arrivals[2:3], actor=sekretariat)
    assert (again.count, again.already) == (0, ())


def test_sheet_does_not_bring_back_who_was_taken_out(forum, sekretariat):
    arrivals = [walk_in()]
    door.admit_all(forum, arrivals, actor=sekretariat)
    door.take_out(Attendance.objects.get(), actor=sekretariat, reason="Tidak hadir")
    assert door.admit_all(forum, arrivals, actor=sekretariat).count == 0


def test_correction_is_recorded_by_what_changed_without_names(forum, sekretariat):
    row = AttendanceFactory(forum=forum, name="Salah Eja")
    values = {"name": "Benar Eja", "gender": "P"}
    door.correct_attendance(row, actor=sekretariat, values=values, reason="Salah eja", version=1)
    door.correct_attendance(row, actor=sekretariat, values=values, reason="Salah eja", version=1)
    entry = Entry.objects.get()
    assert (entry.action, entry.changed, entry.reason) == (
        "attendance.correct",
        ["gender", "name"],
        "Salah eja",
    )
    with pytest.raises(StaleSave):
        door.correct_attendance(
            row, actor=sekretariat, values={"name": "Lain"}, reason="Salah eja", version=1
        )


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize(
    "verb",
    [
        lambda row, actor: door.admit(row.forum, walk_in(), actor=actor),
        lambda row, actor: door.admit_all(row.forum, [walk_in()], actor=actor),
        lambda row, actor: door.correct_attendance(row, actor=actor, values={"name": "Lain"}, reason="Salah"),
        lambda row, actor: door.take_out(row, actor=actor, reason="Salah"),
    ],
    ids=["admit", "admit_all", "correct", "take_out"],
)
def test_nobody_but_the_secretariat_keeps_the_door(request, forum, role, verb):
    row = AttendanceFactory(forum=forum)
    with pytest.raises(DoorRefused, match="Hanya sekretariat"):
        verb(row, request.getfixturevalue(role))
    assert Attendance.objects.get().name == row.name


@pytest.mark.django_db
def test_phone_numbers_are_forgotten_ninety_days_after_the_forum():
    today = timezone.localdate()
    old = ForumFactory(plan_year=2026, held_on=today - datetime.timedelta(days=91))
    young = ForumFactory(plan_year=2027, held_on=today - datetime.timedelta(days=90))
    for forum in (old, young):
        AttendanceFactory(forum=forum, phone="0812")
        DelegateFactory(participant__forum=forum, phone="0812")
    assert [door.forget_phones(), door.forget_phones()] == [2, 0]
    assert Attendance.objects.with_phone().get().forum == young
    assert Entry.objects.get().data == {"count": 2}


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_once_enter_one_person_once(forum, rina, sekretariat):
    outcomes, start = [], threading.Barrier(2)

    def tap():
        start.wait()
        try:
            outcomes.append(door.admit(forum, Arrival(delegate=rina), actor=sekretariat))
        except DoorRefused as refused:
            outcomes.append(refused)
        connection.close()

    threads = [threading.Thread(target=tap) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {type(outcome) for outcome in outcomes} == {Attendance, AlreadyHere}
    assert Attendance.objects.count() == 1


def test_mark_of_what_was_taken_out_holds_nothing_personal(forum, sekretariat):
    row = AttendanceFactory(forum=forum)
    door.take_out(row, actor=sekretariat, reason="Salah")
    assert str(TakenOut.objects.get()) == str(row.nonce)
