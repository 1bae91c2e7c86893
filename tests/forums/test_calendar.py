"""The day of a forum as a calendar file: for everybody who may see the forum, once its day is known."""

import datetime

import pytest
from django.urls import reverse

from forums.hijri import hijri_words, is_ramadan
from forums.models import Forum
from forums.workdays import day_warning
from tests.factories.forums import ProgrammeItemFactory

PATH = "/forum/2028/kalender.ics"


@pytest.fixture
def dated(forum) -> Forum:
    forum.held_on, forum.starts_at, forum.place = (
        datetime.date(2027, 2, 18),
        datetime.time(8, 30),
        "Balai Kota, Aula",
    )
    forum.save()
    return forum


def test_day_is_handed_to_everybody_as_a_calendar_file(client, dated):
    ProgrammeItemFactory(forum=dated, minutes=120)
    answer = client.get(PATH)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'filename="forum-renja-2028.ics"' in answer.headers["Content-Disposition"]
    text = answer.content.decode()
    for line in (
        "SUMMARY:Forum Perangkat Daerah\\, Renja 2028",
        "LOCATION:Balai Kota\\, Aula",
        "DTEND;TZID=Asia/Makassar:20270218T103000",
    ):
        assert f"{line}\r\n" in text


def test_moved_day_keeps_its_name_and_counts_up(client, dated):
    before = client.get(PATH).content.decode()
    Forum.objects.update(held_on=datetime.date(2027, 2, 25), version=4, note="Gedung dipakai.")
    after = client.get(PATH).content.decode()
    uid = next(line for line in before.splitlines() if line.startswith("UID:forum-renja-2028@"))
    assert uid in after
    assert "SEQUENCE:4\r\n" in after
    assert "Jadwal berubah: Gedung dipakai." in after


def test_day_is_linked_where_it_is_told(client, dated):
    for path in ("/", "/forum/2028/"):
        assert PATH in client.get(path).content.decode()
    Forum.objects.update(held_on=None)
    assert PATH not in client.get("/forum/2028/").content.decode()


def test_forum_without_day_has_no_calendar_file(client, forum):
    assert client.get(PATH).status_code == 404


def test_forum_that_is_not_shown_has_one_for_staff_alone(client, dated, sekretariat):
    Forum.objects.update(is_published=False)
    assert client.get(PATH).status_code == 404
    client.force_login(sekretariat)
    assert client.get(reverse("forums:calendar", args=[2028])).status_code == 200


# Days that are odd for a forum


@pytest.mark.parametrize(
    ("day", "words", "fasting"),
    [
        (datetime.date(2027, 2, 7), "Syakban 1448 H", False),
        (datetime.date(2027, 2, 8), "Ramadan 1448 H", True),
        (datetime.date(2027, 3, 10), "Syawal 1448 H", False),
        (datetime.date(1900, 1, 1), "", False),
        (datetime.date(2199, 1, 1), "", False),
    ],
)
def test_hijri_month_is_estimated(day, words, fasting):
    assert (hijri_words(day), is_ramadan(day)) == (words, fasting)


def test_fasting_month_is_said(db):
    words = "18 Februari 2027 diperkirakan jatuh pada bulan Ramadan 1448 H"
    assert words in day_warning(datetime.date(2027, 2, 18))
    both = day_warning(datetime.date(2027, 2, 20))
    assert "hari Sabtu. " in both
    assert "Ramadan 1448 H" in both
