"""What tests of agreements start from."""

import pytest
from django.urls import reverse

from forums.models import Forum
from tests.factories.forums import ForumFactory


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
