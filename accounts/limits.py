"""How long a session lasts: staff twelve hours, and half an hour without use; everybody else fourteen days."""

from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Session

STAFF = "stakeholders.work"
STAFF_LIFE, PUBLIC_LIFE = timedelta(hours=12), timedelta(days=14)
NOTED_EVERY = timedelta(minutes=1)


class Limits(NamedTuple):
    """From signing in at the most, and without any use at the most."""

    life: timedelta
    idle: timedelta | None = None


def limits_of(user) -> Limits:
    """By the roles of today: who was given one this minute is staff from now on."""
    if user.has_perm(STAFF):
        return Limits(STAFF_LIFE, timedelta(minutes=settings.STAFF_IDLE_MINUTES))
    return Limits(PUBLIC_LIFE)


def why_over(row: Session, limits: Limits) -> str:
    """The sentence that says why this session has ended; empty while it lasts."""
    now = timezone.now()
    if limits.idle and now - row.seen_at >= limits.idle:
        minutes = {"n": settings.STAFF_IDLE_MINUTES}
        return _("Sesi berakhir karena %(n)d menit tidak dipakai. Silakan masuk lagi.") % minutes
    if now - (row.signed_in_at or row.seen_at) < limits.life:
        return ""
    if limits.idle:
        return _("Sesi petugas berlaku paling lama 12 jam sejak masuk. Silakan masuk lagi.")
    return _("Sesi berlaku paling lama 14 hari sejak masuk. Silakan masuk lagi.")


def note_use(session) -> None:
    """Once a minute at most, and without writing what the session holds: another request may be writing that."""
    row, now = session.row, timezone.now()
    if row.must_renew:
        session.cycle_key()
    elif now - row.seen_at >= NOTED_EVERY:
        Session.objects.filter(pk=row.pk).update(seen_at=now)
