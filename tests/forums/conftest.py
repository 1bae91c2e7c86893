"""What tests of forums start from."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.models import Forum
from tests.factories.forums import ForumFactory


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
