"""What people agree to before their personal data is used (UU 27/2022): who agreed to which text, and when.

Each version is a template under `templates/account/consent/`; a text that somebody agreed to is never changed, a new one
gets a new name here.
"""

from django.db import transaction
from django.http import HttpRequest

from accounts.models import Consent, User
from audit.services import record

VERSION = "2026-1"
BY_PHONE = (
    "2026-1-telepon"  # of those who have no account: `proposals.by_phone` keeps which text they agreed to
)
DUE = "consent_due"  # in the session: the text of today is still to be agreed to


def template_of(version: str) -> str:
    """The template that holds the text of this version."""
    return f"account/consent/{version}.html"


def has_agreed(user: User) -> bool:
    """Whether this person agreed to the text of today."""
    return user.consents.filter(version=VERSION).exists()


@transaction.atomic
def agree(user: User) -> Consent:
    """Note that somebody agreed to the text of today; twice is noted once."""
    consent, is_new = Consent.objects.get_or_create(user=user, version=VERSION)
    if is_new:
        record("account.consent", user, actor=user, data={"version": VERSION})
    return consent


def ask_when_due(request: HttpRequest, user: User) -> None:
    """After signing in: until the text of today is agreed to, `accounts.middleware` leads to it."""
    if not has_agreed(user):
        request.session[DUE] = True
