"""The full city for tests of what people type: built once for a module, each test's changes rolled back."""

import pytest
from django.db import transaction
from django.test import Client

from tests.e2e.addresses import samples_of
from tests.e2e.addresses.samples import Sample
from tests.e2e.full_city import build_full_city
from tests.e2e.full_city.frame import FullCity


@pytest.fixture(scope="module")
def built_town(django_db_setup, django_db_blocker) -> FullCity:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_full_city()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def samples(built_town, django_db_blocker) -> list[Sample]:
    """Every address of the city; what has to be made for some of them is made once."""
    with django_db_blocker.unblock():
        return samples_of(built_town)


@pytest.fixture
def town(built_town, db) -> FullCity:
    """The city, for one test."""
    return built_town


@pytest.fixture
def enter(town):
    """`enter("sekretariat")`: a client of somebody with that role; `enter("stranger")` of nobody."""

    def entered(role: str) -> Client:
        client = Client()
        if role in town.people:
            client.force_login(
                town.people[role], backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        return client

    return entered
