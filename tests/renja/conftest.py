"""What tests of the plan start from."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.models import Activity, Forum
from renja.models import Renja
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import IndicatorFactory, LineFactory, RenjaFactory, make_node


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


@pytest.fixture
def line(renja):
    line = LineFactory(renja=renja, node=make_node("2.16.02.2.01.0014", name="Pengelolaan Konten"))
    IndicatorFactory(line=line)
    return line


@pytest.fixture
def proposal(forum):
    return ProposalFactory(forum=forum, accepted=True, volume=200, agreed_volume=120, volume_unit="orang")


@pytest.fixture
def address(line, proposal):
    """`address("line")`: of the plan with one line and one accepted proposal."""
    rest = {
        "line": [line.pk], "line_remove": [line.pk], "link": [proposal.number], "chapter": ["1.1"], "table": ["T-C.29"],
        "unlink": [line.pk, proposal.number],
    }  # fmt: skip
    return lambda name: reverse(f"renja:{name}", args=[2028, *rest.get(name, [])])
