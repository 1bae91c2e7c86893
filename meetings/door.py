"""Who comes to a forum: entered at the door or from the paper list; corrected, taken out, forgotten in part.

What a device sends twice counts once (`nonce`), also when it was taken out meanwhile.
"""

import datetime
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record, record_many
from core.errors import NotAllowed
from core.retrying import retried
from core.versions import take_over
from forums.models import Delegate, Forum
from meetings.arrivals import Arrival, Expected, Roll, row_of
from meetings.models import Attendance, TakenOut

KEEP_DOOR = "meetings.keep_door"
PHONE_LIFE = datetime.timedelta(days=90)  # after the day of the forum


class DoorRefused(NotAllowed):
    """Nobody was entered, and nothing was changed; the text says why."""


class AlreadyHere(DoorRefused):
    """Somebody of this name, or this very delegate, is entered already: `first`."""

    def __init__(self, first: Attendance) -> None:
        words = _("%(name)s (%(where)s) sudah tercatat hadir pukul %(at)s.")
        at = f"{timezone.localtime(first.came_at):%H.%M}"
        super().__init__(words % {"name": first.name, "where": first.where, "at": at})
        self.first = first


@dataclass(frozen=True)
class Entered:
    """What came of a list: how many were entered, and who was entered before."""

    count: int
    already: tuple[Attendance, ...]


def lock_forum(forum: Forum) -> Forum:
    """One after the other enters somebody: nobody is counted twice by two devices."""
    return Forum.objects.select_for_update(no_key=True).get(pk=forum.pk)


def _ask(forum: Forum, actor) -> None:
    if not actor.has_perm(KEEP_DOOR, forum):
        raise DoorRefused(_("Hanya sekretariat yang mencatat kehadiran."))


@retried(DoorRefused)
@transaction.atomic
def admit(forum: Forum, arrival: Arrival, *, actor) -> Attendance:
    """Enter somebody who came. Raises AlreadyHere; sent again, it gives what it gave the first time."""
    _ask(forum, actor)
    return admit_locked(lock_forum(forum), arrival, actor)


def admit_locked(forum: Forum, arrival: Arrival, actor) -> Attendance:
    """Part of a verb that holds the forum's lock. Raises AlreadyHere."""
    known = Attendance.objects.filter(nonce=arrival.nonce).first()
    if known:
        return known
    if TakenOut.objects.filter(nonce=arrival.nonce).exists():
        raise DoorRefused(_("Kehadiran ini sudah dikeluarkan dari daftar oleh petugas."))
    row = row_of(forum, arrival, Expected(forum), actor)
    first = Roll(forum).first_of(row, is_other=arrival.is_other)
    if first:
        raise AlreadyHere(first)
    row.save(force_insert=True)
    record("attendance.add", row, actor=actor, data={"means": row.means})
    return row


@retried(DoorRefused)
@transaction.atomic
def admit_all(forum: Forum, arrivals: list[Arrival], *, actor) -> Entered:
    """Enter several at once, as from the signed list; who is here already stays as they were. Sent again, it adds nobody."""
    _ask(forum, actor)
    locked = lock_forum(forum)
    expected, done = Expected(locked), _nonces_known(arrivals)
    new = [one for one in arrivals if one.nonce not in done]
    rows, already = _sorted_out([(row_of(locked, one, expected, actor), one) for one in new], Roll(locked))
    made = Attendance.objects.bulk_create(rows)
    record_many("attendance.add", made, actor=actor)
    return Entered(len(made), tuple(already))


def _nonces_known(arrivals: list[Arrival]) -> set[UUID]:
    """Of those that were entered before, also where they were taken out since."""
    nonces = [arrival.nonce for arrival in arrivals]
    found = (model.objects.filter(nonce__in=nonces) for model in (Attendance, TakenOut))
    return {nonce for rows in found for nonce in rows.values_list("nonce", flat=True)}


def _sorted_out(
    pairs: list[tuple[Attendance, Arrival]], roll: Roll
) -> tuple[list[Attendance], list[Attendance]]:
    """Who is new, and who was here before in the place of those who are not."""
    new, already = [], []
    for row, arrival in pairs:
        first = roll.first_of(row, is_other=arrival.is_other)
        if first:
            already.append(first)
        else:
            new.append(row)
            roll.note(row)
    return new, already


@retried(DoorRefused)
@transaction.atomic
def correct_attendance(
    attendance: Attendance, *, actor, values: dict[str, Any], reason: str, version: int | None = None
) -> Attendance:
    """Mend what was written down wrongly. Raises StaleSave when it was changed meanwhile."""
    _ask(attendance.forum, actor)
    locked = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    changed = take_over(locked, values, version=version)
    if changed:
        record("attendance.correct", locked, actor=actor, reason=reason, changed=changed)
    return locked


@retried(DoorRefused)
@transaction.atomic
def take_out(attendance: Attendance, *, actor, reason: str) -> None:
    """Somebody was not there after all; the record keeps that and why."""
    _ask(attendance.forum, actor)
    locked = lock_forum(attendance.forum)
    found = Attendance.objects.select_for_update(of=("self",)).filter(pk=attendance.pk).first()
    if found is None:
        raise DoorRefused(_("Kehadiran ini sudah dikeluarkan dari daftar."))
    TakenOut.objects.create(forum=locked, nonce=found.nonce)
    Attendance.objects.filter(pk=found.pk).delete()
    record("attendance.remove", found, actor=actor, reason=reason)


def forget_phones() -> int:
    """A chore: ninety days after a forum nobody needs the telephone numbers of those who came or were named."""
    before = timezone.localdate() - PHONE_LIFE
    held = Forum.objects.filter(held_on__lt=before)
    keys = set(
        Attendance.objects.with_phone().filter(forum__in=held).values_list("forum", flat=True).distinct()[:1]
    )
    named = Delegate.objects.exclude(phone="").filter(participant__forum__in=held)
    keys |= set(named.values_list("participant__forum", flat=True).distinct()[:1])
    return sum(_forget(Forum.objects.get(pk=key)) for key in keys)


@transaction.atomic
def _forget(forum: Forum) -> int:
    count = Attendance.objects.with_phone().filter(forum=forum).update(phone="")
    count += Delegate.objects.exclude(phone="").filter(participant__forum=forum).update(phone="")
    record("attendance.forget_phones", forum, data={"count": count}, changed=["phone"])
    return count
