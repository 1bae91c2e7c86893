"""What tests of agreements and sessions start from."""

import pytest
from django.urls import reverse

from forums.models import Forum
from meetings import running, scoring
from meetings.models import AgendaItem, Sitting
from meetings.scoring import Typed
from tests.factories.forums import CriterionFactory, ForumFactory
from tests.factories.meetings import SittingFactory
from tests.factories.stakeholders import (
    HostMembershipFactory,
    KelurahanFactory,
)
from tests.meetings.sessions import session_of


@pytest.fixture
def forum(db) -> Forum:
    return ForumFactory(plan_year=2028)


def address(name: str, *args) -> str:
    return reverse(f"meetings:{name}", args=[2028, *args])


@pytest.fixture
def staff(client, forum, sekretariat):
    client.force_login(sekretariat)
    return client


@pytest.fixture
def unit(verifikator):
    return verifikator.memberships.get().units.get()


@pytest.fixture
def criteria(forum):
    return [CriterionFactory(forum=forum, weight=weight) for weight in (60, 40)]


@pytest.fixture
def sitting(forum) -> Sitting:
    return SittingFactory(forum=forum)


@pytest.fixture
def blind(forum) -> Sitting:
    return SittingFactory(forum=forum, is_blind=True)


@pytest.fixture
def colleague(db):
    return HostMembershipFactory(role="verifikator", user__name="Rekan").user


def typed(item: AgendaItem, criterion, value, seen: int = 0) -> Typed:
    return Typed(item.proposal_id, criterion.pk, value, seen)


def give(sitting: Sitting, actor, *marks: Typed):
    return scoring.save_marks(sitting, actor=actor, typed=marks)


@pytest.fixture
def session(sekretariat) -> Sitting:
    return running.open_sitting(session_of(3), actor=sekretariat)


@pytest.fixture
def secretary(client, sekretariat):
    client.force_login(sekretariat)
    return client


def at(name: str, session: Sitting, *args, query: str = "") -> str:
    return reverse(f"meetings:{name}", args=[session.pk, *args]) + query


def spoken(**changes) -> dict:
    return {
        "title": "Pelatihan keamanan siber", "problem": "Warga tertipu.", "request": "Pelatihan satu hari.",
        "contact_name": "Ibu Sari", "kelurahan": KelurahanFactory().pk, "volume": "6", "volume_unit": "kali",
        "submit_key": "6f1d6c1e-8a5e-4b0e-9d6c-0c5a3f1b2d4e",
    } | changes  # fmt: skip
