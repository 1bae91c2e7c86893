"""What tests of the settings start from."""

import pytest


@pytest.fixture
def logged_in(client):
    """`logged_in(user)`: the client, signed in as that person."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def admin(logged_in, admin_user):
    """The client, signed in as an admin."""
    return logged_in(admin_user)
