"""What tests of accounts start from: the codes that arrive by mail and those that an app shows."""

import re
import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.core.cache import cache

from notifications.outbox import send_due_messages

STEP = 30


@pytest.fixture(autouse=True)
def _fresh_limits(db):
    """No test is slowed down by the attempts of another."""
    cache.clear()


@pytest.fixture
def letters():
    """Send what waits in the outbox and return all letters so far, the newest last."""

    def sent() -> list[mail.EmailMessage]:
        send_due_messages()
        return mail.outbox

    return sent


@pytest.fixture
def mailed_code(letters):
    """The code in the newest letter."""

    def newest() -> str:
        return re.search(r"^\d{4}-\d{4}$", letters()[-1].body, re.MULTILINE).group()

    return newest


class App:
    """Somebody's authenticator app, with the recovery codes that came with it."""

    def __init__(self, user) -> None:
        self.secret = generate_totp_secret()
        TOTP.activate(user, self.secret)
        self.recovery_codes = RecoveryCodes.activate(user).get_unused_codes()

    def code(self, steps: int = 0) -> str:
        return code_of(self.secret, steps)


def code_of(secret: str, steps: int = 0) -> str:
    """What the app shows now (or that many steps of 30 seconds later)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // STEP + steps))


@pytest.fixture
def app_of():
    """`app_of(user)`: set up the second factor of that person."""
    return App
