"""Reminders of due dates: on their days, to the bidang and the secretariat, once."""

import datetime

import pytest
from django.utils import timezone

from audit.models import Entry
from meetings import agreeing
from meetings.messages import people_of, remind_next
from meetings.models import Agreement
from meetings.reminders import first_reminder
from notifications.models import Message
from tests.factories.meetings import AgreementFactory
from tests.factories.stakeholders import UnitFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def days(number: int) -> datetime.timedelta:
    return datetime.timedelta(days=number)


@pytest.fixture
def due(forum, verifikator, sekretariat):
    """`due(5)`: an agreement of the verifikator's bidang, due in five days, with a reminder for today."""
    unit = verifikator.memberships.get().units.get()

    def make(in_days: int, **about) -> Agreement:
        return AgreementFactory(
            forum=forum, unit=unit, due_on=TODAY() + days(in_days), remind_on=TODAY(), **about
        )

    return make


@pytest.mark.parametrize(
    ("in_days", "first"), [(30, 16), (14, 0), (10, 7), (2, 3), (-1, 0), (-5, 9), (-15, None)]
)
def test_first_reminder_is_the_next_of_its_days(in_days, first):
    found = first_reminder(TODAY() + days(in_days))
    assert found == (None if first is None else TODAY() + days(first))


def test_without_a_due_date_nobody_is_reminded():
    assert first_reminder(None) is None


def test_bidang_and_secretariat_are_reminded_once(due, verifikator, sekretariat):
    row = due(14, responsible="Kepala Bidang Statistik")
    assert set(people_of(row)) == {verifikator, sekretariat}
    assert (remind_next(), remind_next()) == (1, 0)
    letters = Message.objects.order_by("pk")
    assert {letter.to_user for letter in letters} == {verifikator, sekretariat}
    assert letters[0].subject.startswith("Tenggat kesepakatan mendekat")
    assert "Kepala Bidang Statistik" in letters[0].body
    row.refresh_from_db()
    assert row.remind_on == row.due_on - days(3)
    assert Entry.objects.get().data == {"count": 2}


def test_same_day_written_twice_is_one_letter(due):
    row = due(14)
    remind_next()
    Agreement.objects.filter(pk=row.pk).update(remind_on=TODAY())
    remind_next()
    assert Message.objects.count() == 2


def test_what_is_late_is_told_so(due):
    due(-1)
    remind_next()
    assert all(letter.subject.startswith("Kesepakatan lewat tenggat") for letter in Message.objects.all())


def test_what_is_done_reminds_nobody(due):
    row = due(14, state="done")
    assert remind_next() == 1
    assert not Message.objects.exists()
    row.refresh_from_db()
    assert row.remind_on != TODAY()


def test_reminder_of_another_day_waits(due):
    row = due(30)
    Agreement.objects.filter(pk=row.pk).update(remind_on=TODAY() + days(1))
    assert remind_next() == 0


def test_other_bidang_is_left_alone(forum, verifikator, sekretariat):
    row = AgreementFactory(forum=forum, unit=UnitFactory(), due_on=TODAY())
    assert list(people_of(row)) == [sekretariat]
    row.unit = None
    assert list(people_of(row)) == [sekretariat]


def test_another_due_date_brings_other_reminders(due, sekretariat):
    row = due(1)
    later = TODAY() + days(40)
    changed = agreeing.change_agreement(row, actor=sekretariat, values={"due_on": later}, version=1)
    assert Agreement.objects.get().remind_on == changed.remind_on == later - days(14)
