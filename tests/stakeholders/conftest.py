"""What tests of the settings start from."""

import time

import pytest

from accounts.adapter import CONFIRMED_AT
from tests.factories.stakeholders import OfficialFactory


@pytest.fixture
def logged_in(client):
    """`logged_in(user)`: the client, signed in as that person, who has just proved who they are."""

    def sign_in(user):
        client.force_login(user)
        session = client.session
        session[CONFIRMED_AT] = time.time()
        session.save()
        return client

    return sign_in


@pytest.fixture
def admin(logged_in, admin_user):
    """The client, signed in as an admin."""
    return logged_in(admin_user)


@pytest.fixture
def signer():
    """Who signs today."""
    return OfficialFactory(position="Kepala Dinas")
