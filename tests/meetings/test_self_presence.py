"""Presensi mandiri: by the word of this minute, on the day alone, and without telling anything about anybody."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import DailyUse
from meetings import hours, screen_words
from meetings.models import Attendance
from tests.factories.forums import DelegateFactory, ForumFactory
from tests.factories.meetings import AttendanceFactory

NOW = timezone.make_aware(datetime.datetime(2027, 2, 18, 9, 0, 30))
CLOSED = "Presensi belum dibuka"


@pytest.fixture
def today(forum, settings):
    """The forum, held today, whatever the hour of the test."""
    settings.MIN_FILL_SECONDS = 0
    forum.held_on, forum.starts_at = timezone.localdate(), datetime.time(0, 0)
    forum.save()
    return forum


def address(forum, name="self_presence") -> str:
    return reverse(f"meetings:{name}", args=[screen_words.token_of(forum)])


def entered(client, forum, **changes):
    data = {
        "word": screen_words.word_at(forum), "name": "Budi Santoso", "organization_name": "", "gender": "L",
        "nonce": uuid.uuid4(),
    } | changes  # fmt: skip
    return client.post(address(forum), data)


# The word


@pytest.mark.parametrize(
    ("seconds", "is_accepted"), [(0, True), (29, True), (30, True), (149, True), (150, False), (-31, False)]
)
def test_word_counts_while_it_is_shown_and_two_minutes_more(forum, seconds, is_accepted):
    word = screen_words.word_at(forum, NOW)
    later = NOW + datetime.timedelta(seconds=seconds)
    assert screen_words.is_word_of_now(forum, word.lower().replace(" ", "-"), later) == is_accepted


def test_words_change_every_minute_and_differ_between_forums(forum):
    minutes = [NOW + datetime.timedelta(minutes=n) for n in range(30)]
    words = {screen_words.word_at(forum, at) for at in minutes}
    assert len(words) == 30
    assert screen_words.word_at(ForumFactory(plan_year=2027), NOW) not in words


# The hours


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ((18, 6, 29), False),
        ((18, 6, 30), True),
        ((18, 23, 59), True),
        ((19, 0, 0), False),
        ((17, 12, 0), False),
    ],
)
def test_door_for_oneself_is_open_on_the_day_alone(forum, moment, is_open):
    forum.held_on, forum.starts_at = datetime.date(2027, 2, 18), datetime.time(8, 30)
    day, hour, minute = moment
    at = timezone.make_aware(datetime.datetime(2027, 2, day, hour, minute))
    assert hours.is_open(forum, at) == is_open


def test_forum_without_a_day_has_no_hours(forum):
    assert (hours.opens_at(forum), hours.is_open(forum)) == (None, False)
    assert abs(hours.began_at(forum) - timezone.now()) < datetime.timedelta(minutes=1)


# The page


def test_somebody_enters_themselves_and_is_marked(client, today):
    answer = entered(client, today, is_online="on", organization_name="Komunitas Peta")
    assert answer.url == address(today, "self_presence_done")
    row = Attendance.objects.get()
    assert (row.means, row.is_online, row.recorded_by, row.organization_name) == (
        "mandiri",
        True,
        None,
        "Komunitas Peta",
    )
    text = client.get(answer.url).content.decode()
    assert "Kehadiran Anda tercatat" in text
    assert "Budi" not in text


def test_name_is_matched_with_who_was_invited_and_shown_to_nobody(client, today):
    delegate = DelegateFactory(participant__forum=today, name="Rina Wulandari, S.ST.")
    assert "Rina" not in client.get(address(today)).content.decode()
    entered(client, today, name="rina wulandari", gender="P")
    assert Attendance.objects.get().delegate == delegate


def test_sent_twice_it_is_one_person(client, today):
    nonce = uuid.uuid4()
    assert [entered(client, today, nonce=nonce).status_code for _n in range(2)] == [302, 302]
    assert Attendance.objects.count() == 1


def test_name_that_is_here_already_tells_neither_where_nor_when(client, today):
    AttendanceFactory(forum=today, name="Budi Santoso", organization_name="Kantor Rahasia")
    text = entered(client, today).content.decode()
    assert "Nama Budi Santoso sudah tercatat hadir" in text
    assert "Kantor Rahasia" not in text
    assert "pukul" not in text
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"word": "KAPAL 1"}, "tidak cocok atau sudah berganti"),
        ({"word": ""}, "Salin kata dan angka"),
        ({"name": ""}, "Tuliskan nama Anda"),
        ({"gender": ""}, "Pilih laki-laki atau perempuan"),
        ({"website": "http://x"}, "tidak dapat dikirim"),
    ],
)
def test_faulty_entry_is_refused_and_stays_typed(client, today, changes, words):
    text = entered(client, today, organization_name="Komunitas Peta", **changes).content.decode()
    assert words in text
    assert 'value="Komunitas Peta"' in text
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("days", "words"), [(1, CLOSED), (-1, "Presensi sudah ditutup"), (None, "belum ditetapkan")]
)
def test_page_says_why_it_is_closed_and_takes_nothing(client, today, days, words):
    today.held_on = timezone.localdate() + datetime.timedelta(days=days) if days else None
    today.save()
    assert words in client.get(address(today)).content.decode()
    entered(client, today)
    assert not Attendance.objects.exists()


def test_too_many_tries_from_one_network_end_for_today(client, today, settings):
    settings.DAILY_LIMITS = settings.DAILY_LIMITS | {"attend": 2}
    answers = [entered(client, today, word="SALAH 1").content.decode() for _n in range(3)]
    assert ["Terlalu banyak percobaan" in text for text in answers] == [False, False, True]
    assert set(DailyUse.objects.values_list("deed", flat=True)) == {"attend"}


@pytest.mark.parametrize("name", ["self_presence", "self_presence_done"])
def test_unknown_address_is_not_found(client, forum, name):
    assert client.get(reverse(f"meetings:{name}", args=["tidak-ada"])).status_code == 404


# The poster


def test_poster_shows_word_and_code(client, today, sekretariat):
    client.force_login(sekretariat)
    text = client.get(reverse("meetings:poster", args=[2028])).content.decode()
    assert screen_words.word_at(today) in text
    assert address(today) in text
    assert "Presensi mandiri dibuka" not in text


def test_poster_is_asked_for_its_word_alone(client, forum, sekretariat):
    client.force_login(sekretariat)
    text = client.get(
        reverse("meetings:poster", args=[2028]), headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in text
    assert "Tanggal forum belum diisi" in text
