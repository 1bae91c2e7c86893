"""Minta tanggapan: who is written to about a draft, once each, and what the participants say behind their links."""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from core.dates import long_date
from forums.models import Forum, Participant
from forums.readiness import where
from meetings.minutes_writing import MinutesRefused, open_minutes
from meetings.models import Minutes
from notifications.models import Delivery, Message, State
from notifications.services import notify
from stakeholders.models import HOST_ROLES, Membership

KIND = "minutes.remarks"
LOST = (State.FAILED, State.BOUNCED, State.CANCELLED)
PATHS = {Minutes.Kind.BERITA_ACARA: "berita-acara/", Minutes.Kind.NOTULEN: "notulen/"}


@dataclass(frozen=True)
class Addressee:
    """Somebody who is written to, an account or an address, and where they read the draft."""

    to: User | str
    path: str

    @property
    def email(self) -> str:
        return (self.to if isinstance(self.to, str) else self.to.email).lower()


@dataclass(frozen=True)
class Audience:
    """Whom a draft reaches, each address once, and which invited organisations have neither account nor address."""

    addressees: tuple[Addressee, ...]
    unreached: tuple[str, ...]


@dataclass(frozen=True)
class Reach:
    """What became of the letters: how many were written, to whom one was lost, whom none could be written to."""

    letters: int
    lost: tuple[str, ...] = field(default=())
    unreached: tuple[str, ...] = field(default=())


def audience_of(minutes: Minutes, *, but: User | None = None) -> Audience:
    """Colleagues of the host, then of each invited organisation its people with an account and its own address."""
    found: dict[str, Addressee] = {}
    for one in _colleagues(minutes):
        found.setdefault(one.email, one)
    unreached = []
    for participant, people in _invited(minutes.forum):
        theirs = [Addressee(to, path_of(participant, minutes.kind)) for to in people]
        for one in theirs:
            found.setdefault(one.email, one)
        if not theirs:
            unreached.append(participant.organization.name)
    if but:
        found.pop(but.email.lower(), None)
    return Audience(tuple(found.values()), tuple(unreached))


def _colleagues(minutes: Minutes) -> Iterator[Addressee]:
    path = where(f"reports:{minutes.kind}", minutes.forum)
    staff = Membership.objects.in_force().filter(organization__is_host=True, role__in=HOST_ROLES)
    for user in User.objects.filter(pk__in=staff.values("user"), is_active=True).order_by("pk"):
        yield Addressee(user, f"{path}tanggapan/")


def _invited(forum: Forum) -> Iterator[tuple[Participant, list[User | str]]]:
    """Each invited organisation but the host, with its people and its address; two queries."""
    rows = list(forum.participants.for_listing().filter(organization__is_host=False))
    people: dict[int, list[User | str]] = {}
    members = Membership.objects.in_force().filter(organization__in=[row.organization_id for row in rows])
    for member in members.filter(user__is_active=True).select_related("user").order_by("user"):
        people.setdefault(member.organization_id, []).append(member.user)
    for row in rows:
        yield (
            row,
            [*people.get(row.organization_id, []), *([row.mail_to] if _is_address(row.mail_to) else [])],
        )


def _is_address(text: str) -> bool:
    """What was typed as an address may be none."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def path_of(participant: Participant, kind: str) -> str:
    """Where an invited organisation reads the draft: behind the link of its invitation."""
    return participant.path + PATHS[Minutes.Kind(kind)]


@transaction.atomic
def ask_for_remarks(minutes: Minutes, *, actor, until: datetime.date) -> Minutes:
    """Show the draft to colleagues and participants, and wait until that day for what they say.

    Everybody is written to once for a day; asked again for the same one, only who was not written to yet.
    """
    locked = open_minutes(minutes, actor)
    if until < timezone.localdate():
        raise MinutesRefused(_("Batas tanggapan sudah lewat. Pilih hari ini atau sesudahnya."))
    changed = (locked.state, locked.remarks_until) != (Minutes.State.REMARKS, until)
    locked.state, locked.remarks_until = Minutes.State.REMARKS, until
    locked.save(update_fields=["state", "remarks_until"])
    before = _letters(locked).count()
    for one in audience_of(locked, but=actor).addressees:
        _write(locked, one)
    written = _letters(locked).count() - before
    if changed or written:
        record("minutes.ask_for_remarks", locked, actor=actor, data={"until": until, "letters": written})
    return locked


def _prefix(minutes: Minutes) -> str:
    return f"minutes:{minutes.pk}:remarks:{minutes.remarks_until}:"


def _letters(minutes: Minutes):
    return Message.objects.filter(key__startswith=_prefix(minutes))


def _write(minutes: Minutes, addressee: Addressee) -> None:
    """Once for a day, whoever asks how often."""
    name = minutes.get_kind_display()
    body = _(
        "Rancangan %(name)s %(forum)s dapat dibaca melalui tautan di bawah.\n\n"
        "Sampaikan tanggapan di sana paling lambat %(until)s. Sesudah itu naskah dijadikan final dan ditandatangani."
    ) % {
        "name": name.lower(), "forum": minutes.forum, "until": long_date(minutes.remarks_until),
    }  # fmt: skip
    notify(
        to=addressee.to, kind=KIND, subject=_("Mohon tanggapan atas rancangan %(name)s") % {"name": name.lower()},
        body=body, url=addressee.path, delivery=Delivery.AT_ONCE,
        key=_prefix(minutes) + hashlib.sha256(addressee.email.encode()).hexdigest()[:24],
    )  # fmt: skip


def reach_of(minutes: Minutes) -> Reach | None:
    """What became of the letters of the present day; None where nobody was asked."""
    if not minutes.pk or minutes.remarks_until is None:
        return None
    rows = list(_letters(minutes).values_list("state", "to_email"))
    lost = tuple(sorted(address for state, address in rows if state in LOST))
    return Reach(len(rows), lost, audience_of(minutes).unreached)
