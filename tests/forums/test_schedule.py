"""The path of a forum's year: what is past, open and coming, and the phases that a new forum begins with."""

import datetime
import itertools

import pytest
from django.utils import timezone

from forums import schedule
from forums.models import Activity, Phase
from forums.workdays import day_warning
from tests.factories.forums import ForumFactory, PhaseFactory

pytestmark = pytest.mark.django_db


def phase(forum, name, start, end, *activities) -> Phase:
    now = timezone.now()
    return PhaseFactory(
        forum=forum,
        name=name,
        activities=list(activities),
        opens_at=now + datetime.timedelta(days=start),
        closes_at=now + datetime.timedelta(days=end),
    )


def test_stations_tell_done_now_and_next():
    forum = ForumFactory(plan_year=2028)
    rows = [phase(forum, "A", -9, -2), phase(forum, "B", -1, 1), phase(forum, "C", 2, 3)]
    assert [(s.name, s.state) for s in schedule.stations(rows)] == [
        ("A", "done"),
        ("B", "now"),
        ("C", "next"),
    ]


def test_the_window_of_today_is_the_one_that_takes_proposals():
    forum = ForumFactory(plan_year=2028)
    rows = [
        phase(forum, "Verifikasi", -1, 2, Activity.VERIFY),
        phase(forum, "Penjaringan", -1, 5, Activity.SUBMIT),
    ]
    assert schedule.window_of_today(rows).name == "Penjaringan"
    assert schedule.window_of_today([phase(forum, "Nanti", 2, 3)]).is_open is False
    assert schedule.window_of_today([phase(forum, "Lewat", -3, -2)]) is None


@pytest.mark.parametrize(
    ("opens", "closes", "text"),
    [
        ("2026-11-16", "2026-12-18", "16 Nov – 17 Des 2026"),
        ("2026-12-18", "2027-01-30", "18 Des 2026 – 29 Jan 2027"),
        ("2027-02-18", "2027-02-19", "18 Feb 2027"),
    ],
)
def test_day_range_names_first_and_last_day(opens, closes, text):
    opens, closes = (timezone.make_aware(datetime.datetime.fromisoformat(day)) for day in (opens, closes))
    assert schedule.day_range(opens, closes) == text


@pytest.mark.parametrize(
    ("day", "warning"),
    [
        (None, ""),
        (datetime.date(2027, 3, 18), ""),
        (datetime.date(2027, 3, 20), "20 Maret 2027 jatuh pada hari Sabtu."),
        (datetime.date(2027, 3, 21), "21 Maret 2027 jatuh pada hari Minggu."),
        (
            datetime.date(2027, 8, 17),
            "17 Agustus 2027 adalah hari libur: Hari Kemerdekaan Republik Indonesia.",
        ),
    ],
)
def test_weekend_and_holiday_are_said(day, warning):
    assert day_warning(day) == warning


def test_usual_year_opens_everything_once_in_the_order_of_the_law():
    phases = schedule.usual_phases(2028)
    assert [p.name for p in phases] == [
        "Persiapan",
        "Penjaringan aspirasi",
        "Verifikasi",
        "Forum",
        "Penyempurnaan",
        "Verifikasi Bappeda",
        "Penetapan",
    ]
    assert {activity for p in phases for activity in p.activities} == set(Activity.values)
    assert [schedule.day_range(p.opens_at, p.closes_at) for p in phases][:2] == [
        "1 Nov – 15 Nov 2026",
        "16 Nov – 17 Des 2026",
    ]
    assert all(a.closes_at < b.opens_at for a, b in itertools.pairwise(phases))
    assert Activity.LOCK in phases[-1].activities


def test_phases_of_another_year_keep_day_and_hour_and_lose_their_notes():
    forum = ForumFactory(plan_year=2029)
    opens = timezone.make_aware(datetime.datetime(2028, 2, 29, 8, 0))
    PhaseFactory(forum=forum, name="Forum", note="Digeser", opens_at=opens, closes_at=opens.replace(hour=16))
    (copied,) = schedule.shifted_phases(forum, 2030)
    assert timezone.localtime(copied.opens_at).isoformat() == "2029-02-28T08:00:00+08:00"
    assert timezone.localtime(copied.closes_at).isoformat() == "2029-02-28T16:00:00+08:00"
    assert (copied.name, copied.note, copied.pk) == ("Forum", "", None)
