"""What everybody reads of who came: counts of which none is so small that a person can be meant."""

import datetime

import pytest
from django.utils import timezone

from forums.presence_counts import presence_of
from tests.factories.forums import ForumFactory, ParticipantFactory
from tests.factories.meetings import AttendanceFactory

pytestmark = pytest.mark.django_db
YESTERDAY = datetime.date(2026, 2, 18)


def came(forum, kind, count) -> None:
    participant = ParticipantFactory(forum=forum, organization__kind=kind) if kind else None
    AttendanceFactory.create_batch(count, forum=forum, participant=participant)


def test_few_of_a_kind_are_told_with_the_others():
    forum = ForumFactory(held_on=YESTERDAY)
    for kind, count in (("perangkat_daerah", 6), ("dprd", 4), ("komunitas", 5), ("lainnya", 1), (None, 2)):
        came(forum, kind, count)
    counts = presence_of(forum)
    assert counts.total == 18
    assert counts.rows == [
        ("Perangkat daerah", 6),
        ("Komunitas dan organisasi masyarakat", 5),
        ("Lainnya", 7),
    ]


def test_others_are_never_so_few_that_a_person_can_be_meant():
    forum = ForumFactory(held_on=YESTERDAY)
    for kind, count in (("perangkat_daerah", 10), ("komunitas", 6), ("dprd", 1)):
        came(forum, kind, count)
    assert presence_of(forum).rows == [("Perangkat daerah", 10), ("Lainnya", 7)]


def test_one_among_many_of_a_kind_is_not_told_apart():
    forum = ForumFactory(held_on=YESTERDAY)
    came(forum, "perangkat_daerah", 10)
    came(forum, "dprd", 1)
    counts = presence_of(forum)
    assert (counts.total, counts.rows) == (11, [])


@pytest.mark.parametrize(("count", "kind"), [(7, "komunitas"), (2, "komunitas"), (2, None)])
def test_one_row_alone_says_nothing_more_than_the_total(count, kind):
    forum = ForumFactory(held_on=YESTERDAY)
    came(forum, kind, count)
    counts = presence_of(forum)
    assert (counts.total, counts.rows) == (count, [])


@pytest.mark.parametrize("days", [0, 1, None])
def test_nothing_is_told_before_the_day_is_over(days):
    day = timezone.localdate() + datetime.timedelta(days=days) if days is not None else None
    forum = ForumFactory(held_on=day)
    came(forum, "komunitas", 9)
    assert presence_of(forum) is None


def test_public_page_tells_counts_and_no_names(client):
    forum = ForumFactory(held_on=YESTERDAY)
    assert "Kehadiran" not in client.get("/forum/2028/").content.decode()
    AttendanceFactory(forum=forum, name="Nama Rahasia", phone="081200004417")
    AttendanceFactory(forum=ForumFactory(plan_year=2029))
    text = client.get("/forum/2028/?x=1").content.decode()
    assert "1 orang tercatat hadir" in text
    assert "Nama Rahasia" not in text
