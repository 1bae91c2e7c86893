"""One-time links: whoever holds one sets the password of that account and is signed in. Printed by `create_admin`."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User
from accounts.services import end_sessions
from audit.services import record

SALT = "accounts.invitations"
LIFE_SECONDS = 24 * 3600


def invitation_url(user: User) -> str:
    """The full address, good for 24 hours and until the account is next signed in to or its password changes."""
    token = signing.dumps({"user": user.pk, "state": _state(user)}, salt=SALT)
    return settings.PUBLIC_URL + reverse("account_invitation", args=[token])


def invited_user(token: str) -> User | None:
    """Whom a link is for; None where it was used, is too old, was changed, or the account is closed."""
    try:
        held = signing.loads(token, salt=SALT, max_age=LIFE_SECONDS)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=held["user"], is_active=True).first()
    return user if user and constant_time_compare(held["state"], _state(user)) else None


@transaction.atomic
def accept_invitation(user: User, password: str) -> User:
    """Set the password that its owner chose. The link is void from now on."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user)
    record("account.accept_invitation", user, actor=user, changed=["password"])
    return user


def _state(user: User) -> str:
    """What the first use changes, so that there is no second one."""
    return salted_hmac(SALT, f"{user.pk} {user.email} {user.password} {user.last_login}").hexdigest()
