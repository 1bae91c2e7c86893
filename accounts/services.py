"""What makes, opens and closes accounts, and ends their sessions."""

from allauth.account.models import EmailAddress
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import constant_time_compare

from accounts.models import User
from audit.services import record


@transaction.atomic
def open_account(email: str, *, name: str = "", actor=None, is_verified: bool = False) -> tuple[User, bool]:
    """The account of this address, made if there is none, and whether it is new.

    A new one has no password: its owner signs in by an e-mailed code, which also proves the address.
    `is_verified` says that somebody vouches for the address. Raises ValidationError for what is no address.
    """
    address = email.strip().lower()
    validate_email(address)
    found = User.objects.filter(email__iexact=address).first()
    user = found or User.objects.create_user(address, name=name)
    known, _made = EmailAddress.objects.get_or_create(
        user=user, email=address, defaults={"primary": True, "verified": is_verified}
    )
    if is_verified and not known.verified:
        known.set_verified()
    if found is None:
        record("account.open", user, actor=actor)
    return user, found is None


@transaction.atomic
def change_profile(user: User, *, name: str, phone: str) -> User:
    """Data diri: what the person is called, and a number to reach them."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    changed = [
        field for field, value in {"name": name, "phone": phone}.items() if getattr(locked, field) != value
    ]
    locked.name, locked.phone = name, phone
    locked.save(update_fields=["name", "phone"])
    record("account.change_profile", locked, actor=user, changed=changed)
    return locked


def end_sessions(user: User, *, keep: str | None = None) -> int:
    """Sign a person out of every browser, but for the session whose key is `keep`; how many there were."""
    return user.sessions.exclude(session_key=keep or "").delete()[0]


@transaction.atomic
def end_session(user: User, mark: str) -> bool:
    """Sign a person out of one browser of theirs; False where it is gone already."""
    found = next((row for row in user.sessions.all() if constant_time_compare(row.mark, mark)), None)
    if found is None:
        return False
    found.delete()
    record("account.end_session", user, actor=user)
    return True


@transaction.atomic
def end_other_sessions(user: User, *, keep: str) -> int:
    """Sign a person out everywhere but here; how many browsers that were."""
    count = end_sessions(user, keep=keep)
    if count:
        record("account.end_other_sessions", user, actor=user, data={"count": count})
    return count


def renew_sessions(user: User) -> None:
    """A role was granted: every browser of this person gets another session key with its next request."""
    user.sessions.update(must_renew=True)
