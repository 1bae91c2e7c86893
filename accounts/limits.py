"""How long a session lasts: staff twelve hours, and half an hour without use; everybody else fourteen days.

In mode sidang (`accounts.sitting_mode`) the pages of a running session do not ask for use; opening them is none either, once
the half hour is over, so that everything else stays closed then.
"""

import re
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Session

STAFF = "stakeholders.work"
STAFF_LIFE, PUBLIC_LIFE = timedelta(hours=12), timedelta(days=14)
NOTED_EVERY = timedelta(minutes=1)
SITTING_PAGES = re.compile(r"/kerja/(sidang/|forum/\d+/pintu/)")  # console, paper, projector's link; the door


class Limits(NamedTuple):
    """From signing in at the most, and without any use at the most."""

    life: timedelta
    idle: timedelta | None = None


def limits_of(user) -> Limits:
    """By the roles of today: who was given one this minute is staff from now on."""
    if user.has_perm(STAFF):
        return Limits(STAFF_LIFE, timedelta(minutes=settings.STAFF_IDLE_MINUTES))
    return Limits(PUBLIC_LIFE)


def why_over(row: Session, limits: Limits, path: str = "") -> str:
    """The sentence that says why this session has ended for this page; empty while it lasts."""
    now = timezone.now()
    if is_unused(row, limits) and not keeps_open(row, path):
        minutes = {"n": settings.STAFF_IDLE_MINUTES}
        return _("Sesi berakhir karena %(n)d menit tidak dipakai. Silakan masuk lagi.") % minutes
    if now - (row.signed_in_at or row.seen_at) < limits.life:
        return ""
    if limits.idle:
        return _("Sesi petugas berlaku paling lama 12 jam sejak masuk. Silakan masuk lagi.")
    return _("Sesi berlaku paling lama 14 hari sejak masuk. Silakan masuk lagi.")


def is_unused(row: Session, limits: Limits) -> bool:
    """For longer than the limit."""
    return limits.idle is not None and timezone.now() - row.seen_at >= limits.idle


def keeps_open(row: Session, path: str) -> bool:
    """This page belongs to a session that is held now, in a browser that was put into mode sidang."""
    return row.is_in_sitting_mode and SITTING_PAGES.match(path) is not None


def note_use(session, limits: Limits) -> None:
    """Once a minute at most, and without writing what the session holds: another request may be writing that."""
    row, now = session.row, timezone.now()
    if row.must_renew:
        session.cycle_key()
    elif now - row.seen_at >= NOTED_EVERY and not is_unused(row, limits):
        Session.objects.filter(pk=row.pk).update(seen_at=now)
