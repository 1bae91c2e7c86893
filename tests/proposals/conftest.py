"""What tests of proposals start from."""

import datetime
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forums.models import Activity, Forum, Phase
from proposals.models import Proposal
from stakeholders.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import HostMembershipFactory, MembershipFactory, UnitFactory
from tests.factories.urusan import EditionFactory, NomenclatureFactory, UrusanFactory
from urusan.models import Nomenclature

HTMX = {"HTTP_HX_REQUEST": "true"}
INTERNET = "Penyediaan Akses Internet"


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


@pytest.fixture
def cast(forum, pengusul, verifikator) -> SimpleNamespace:
    """One person for every way of standing to a proposal of `organization` that `unit` handles."""
    organization = pengusul.memberships.get().organization
    unit = verifikator.memberships.get().units.get()
    people = {
        "stranger": UserFactory(),
        "owner": pengusul,
        "colleague": MembershipFactory(organization=organization).user,
        "verifikator": verifikator,
        "other verifikator": HostMembershipFactory(role=Role.VERIFIKATOR, units=[UnitFactory()]).user,
        "own verifikator": HostMembershipFactory(role=Role.VERIFIKATOR, units=[unit]).user,
        "own pimpinan": HostMembershipFactory(role=Role.PIMPINAN).user,
        **{
            role: HostMembershipFactory(role=role).user
            for role in ("sekretariat", "perencana", "pimpinan", "admin")
        },
    }
    for name in ("own verifikator", "own pimpinan"):
        MembershipFactory(user=people[name], organization=organization)
    return SimpleNamespace(forum=forum, people=people, organization=organization, unit=unit)


@pytest.fixture
def draft(forum, pengusul) -> Proposal:
    return ProposalFactory(forum=forum, proposer=pengusul, draft=True, title="", problem="", request="")


@pytest.fixture
def urusan(db):
    return UrusanFactory(name="Komunikasi dan Informatika")


@pytest.fixture
def node(urusan) -> Nomenclature:
    return make_node(urusan, "2.16.03.2.02.0040", INTERNET)


def make_node(urusan, code: str, name: str, slug: str = "edisi-uji") -> Nomenclature:
    node = NomenclatureFactory(code=code, name=name, edition=EditionFactory(slug=slug))
    Nomenclature.objects.filter(edition=node.edition, code=code[:4]).update(urusan=urusan)
    return node


def ask(client, draft, **typed):
    return client.post(reverse("proposals:draft_hints", args=[draft.key]), typed, **HTMX)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client
