"""What tests of the plan start from."""

import datetime

import pytest
from django.utils import timezone

from forums.models import Activity, Forum
from renja.models import Renja
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.renja import RenjaFactory


@pytest.fixture
def forum(db) -> Forum:
    """A forum whose windows, all but the lock, are open."""
    forum = ForumFactory()
    PhaseFactory(forum=forum)
    return forum


@pytest.fixture
def renja(forum) -> Renja:
    """Its published plan, still empty."""
    return RenjaFactory(forum=forum)


@pytest.fixture
def lock_plan(forum):
    """`lock_plan()`: from now on the plan is locked."""

    def lock():
        PhaseFactory(forum=forum, name="Penetapan", activities=[Activity.LOCK])

    return lock


@pytest.fixture
def move_window(forum):
    """`move_window(-20)`: all windows lie that many days earlier."""

    def move(days: int):
        shift = datetime.timedelta(days=days)
        for phase in forum.phases.all():
            phase.opens_at += shift
            phase.closes_at += shift
            phase.save()
        return timezone.now()

    return move


@pytest.fixture
def enter(client, settings):
    """`enter(user)`: the client, signed in; a second factor is not what these tests are about."""
    settings.SECOND_FACTOR_REQUIRED = False

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
