"""Somebody at the door, as a page or a device tells it; and who was expected and who is here, read once for a verb."""

import datetime
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from forums.models import Delegate, Forum, Participant
from meetings.models import Attendance
from meetings.names import name_key

Means = Attendance.Means


@dataclass(frozen=True)
class Arrival:
    """What is known of somebody who came. `is_other`: another person of the same name, as was looked at by hand."""

    name: str = ""
    organization_name: str = ""
    position: str = ""
    phone: str = ""
    gender: str = ""
    delegate: Delegate | None = None
    participant: Participant | None = None
    means: str = Means.NAME
    is_online: bool = False
    is_other: bool = False
    came_at: datetime.datetime = field(default_factory=timezone.now)
    nonce: uuid.UUID = field(default_factory=uuid.uuid4)


class Roll:
    """Who is here already, by delegate and by name."""

    def __init__(self, forum: Forum) -> None:
        self.by_delegate: dict[int, Attendance] = {}
        self.by_name: dict[str, Attendance] = {}
        for row in forum.attendances.of_forum(forum):
            self.note(row)

    def note(self, row: Attendance) -> None:
        if row.delegate_id:
            self.by_delegate.setdefault(row.delegate_id, row)
        self.by_name.setdefault(name_key(row.name), row)

    def first_of(self, row: Attendance, *, is_other: bool) -> Attendance | None:
        """Who was entered before and seems to be the same person; a delegate comes once, whatever is said."""
        if row.delegate_id in self.by_delegate:
            return self.by_delegate[row.delegate_id]
        return None if is_other else self.by_name.get(name_key(row.name))


class Expected:
    """Who is invited to a forum, and who was named by them."""

    def __init__(self, forum: Forum) -> None:
        self.participants = list(forum.participants.for_listing())
        self.delegates: dict[str, list[Delegate]] = defaultdict(list)
        named = Delegate.objects.filter(participant__forum=forum, attendance=None)
        for delegate in named.select_related("participant__organization"):
            self.delegates[name_key(delegate.name)].append(delegate)

    def participant_called(self, name: str) -> Participant | None:
        """The invited organisation of exactly this name or short name, whatever the capitals."""
        wanted = name.casefold().strip()
        if not wanted:
            return None
        return next((row for row in self.participants if wanted in _names(row)), None)

    def delegate_called(self, arrival: Arrival, participant: Participant | None) -> Delegate | None:
        """The one delegate of this name who is not here yet; of that organisation, where one is known.

        Where an organisation was typed that nobody invited, a single word is too little of a name.
        """
        key = name_key(arrival.name)
        found = self.delegates.get(key, [])
        if participant:
            found = [delegate for delegate in found if delegate.participant_id == participant.pk]
        elif arrival.organization_name and " " not in key:
            return None
        return found[0] if len(found) == 1 else None


def _names(row: Participant) -> set[str]:
    organization = row.organization
    return {name.casefold() for name in (organization.name, organization.short_name) if name}


def row_of(forum: Forum, arrival: Arrival, expected: Expected, actor) -> Attendance:
    """The attendance that this becomes, not saved yet: who was invited or named is recognised."""
    participant = arrival.participant or expected.participant_called(arrival.organization_name)
    delegate = arrival.delegate or expected.delegate_called(arrival, participant)
    participant = delegate.participant if delegate else participant
    means = Means.NAME if arrival.means == Means.WALK_IN and participant else arrival.means
    return Attendance(
        forum=forum,
        participant=participant,
        delegate=delegate,
        name=delegate.name if delegate else arrival.name,
        position=arrival.position or (delegate.position if delegate else ""),
        organization_name=participant.organization.name if participant else arrival.organization_name,
        phone=arrival.phone or (delegate.phone if delegate else ""),
        gender=arrival.gender or (delegate.gender if delegate else ""),
        means=means,
        is_online=arrival.is_online,
        came_at=arrival.came_at,
        nonce=arrival.nonce,
        recorded_by=actor,
    )
