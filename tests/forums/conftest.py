"""What tests of forums start from."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from forums.models import Forum, Participant
from tests.factories.forums import ForumFactory, ParticipantFactory

HEADS = ["Instansi", "Jenis", "Sebagai", "Ditujukan kepada", "Nomor WhatsApp", "Surel"]

DAY = datetime.timedelta(days=1)


@pytest.fixture
def forum(db) -> Forum:
    """The published forum of 2028, without phases."""
    return ForumFactory(plan_year=2028)


@pytest.fixture
def logged_in(client):
    """`logged_in(user)`: the client, signed in as that person."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def moment(text: str) -> datetime.datetime:
    """`2026-11-16T08:00` in the city's time."""
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def address(name: str, *args) -> str:
    return reverse(f"forums:{name}", args=[2028, *args])


@pytest.fixture
def staff(logged_in, sekretariat, forum):
    """The client, signed in as the secretariat; the forum of 2028 is there."""
    return logged_in(sekretariat)


def page(client, name: str, *args) -> str:
    answer = client.get(address(name, *args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def coming(forum):
    """The forum, eleven days from now."""
    forum.held_on, forum.place = timezone.localdate() + 11 * DAY, "Balai Kota"
    forum.save()
    return forum


def invited(forum, **more) -> Participant:
    return ParticipantFactory(forum=forum, **{"email": "bappeda@kota.example", **more})


def workbook(*rows: list, title: bool = True, head: list[str] | None = None) -> bytes:
    book = Workbook()
    if title:
        book.active.append(["DAFTAR UNDANGAN FORUM"])
        book.active.append([])
    for row in [head or HEADS, *rows]:
        book.active.append(row)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()
