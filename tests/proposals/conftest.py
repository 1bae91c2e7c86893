"""What tests of proposals start from."""

import datetime

import pytest
from django.utils import timezone

from forums.models import Activity, Forum, Phase
from tests.factories.forums import ForumFactory


@pytest.fixture
def forum(db) -> Forum:
    """A forum whose windows, all but the lock, opened yesterday and close in ten days."""
    forum = ForumFactory(plan_year=2028)
    forum.phases.all().delete()
    now = timezone.now()
    Phase.objects.create(
        forum=forum,
        name="Penjaringan aspirasi",
        activities=[a.value for a in Activity if a != Activity.LOCK],
        opens_at=now - datetime.timedelta(days=1),
        closes_at=now + datetime.timedelta(days=10),
    )
    return forum


@pytest.fixture
def logged_in(client):
    """`logged_in(user)`: the client, signed in as that person."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
