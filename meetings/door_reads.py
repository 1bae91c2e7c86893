"""Who is looked for at the door: the invited organisations with those whom they named, and everybody who came."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.functional import cached_property

from core.secret_links import hash_of, secret_of
from forums.models import Delegate, Forum, Participant
from meetings.models import Attendance

CODE = 8  # characters of an invitation's secret that stand on it as its code
FOUND = 12  # organisations that a search shows
LATEST = 5
INVITATION = "forums.invitation"
ADDRESS = re.compile(r"/undangan/([0-9a-f]{8})")  # as a scanner types it


@dataclass(frozen=True)
class Guest:
    """Somebody whom an organisation named, and when they came."""

    delegate: Delegate
    came: Attendance | None


@dataclass(frozen=True)
class Invited:
    """An invited organisation at the door; `more` came for it without having been named."""

    participant: Participant
    guests: list[Guest]
    more: list[Attendance]
    code: str
    words: str = field(repr=False)

    @property
    def is_here(self) -> bool:
        return bool(self.more) or any(guest.came for guest in self.guests)


class DoorList:
    """Everybody expected and everybody here, in three queries whatever their number."""

    def __init__(self, forum: Forum) -> None:
        self.rows = list(forum.attendances.of_forum(forum))
        delegates: dict[int, list[Delegate]] = defaultdict(list)
        for delegate in Delegate.objects.filter(participant__forum=forum).order_by("order", "pk"):
            delegates[delegate.participant_id].append(delegate)
        here: dict[int | None, list[Attendance]] = defaultdict(list)
        for row in self.rows:
            here[row.participant_id].append(row)
        participants = forum.participants.for_listing()
        self.everybody = [_invited(one, delegates[one.pk], here[one.pk]) for one in participants]
        self.uninvited = here[None]

    def found(self, text: str) -> list[Invited]:
        """Those that match all words of a text: part of a name, of an organisation, or the code of an invitation."""
        words = _plain(text).split()[:5]
        return [one for one in self.everybody if _match(words, one.words)][:FOUND]

    def others(self, text: str) -> list[Attendance]:
        """Who came for nobody that was invited, and matches."""
        words = _plain(text).split()[:5]
        return [
            row for row in self.uninvited if _match(words, _plain(f"{row.name} {row.organization_name}"))
        ][:FOUND]

    @cached_property
    def latest(self) -> list[Attendance]:
        return sorted(self.rows, key=lambda row: (row.recorded_at, row.pk), reverse=True)[:LATEST]

    @cached_property
    def summary(self) -> dict[str, int]:
        """How many came, from how many of the invited organisations."""
        organizations = sum(one.is_here for one in self.everybody)
        return {"present": len(self.rows), "organizations": organizations, "invited": len(self.everybody)}


def _invited(participant: Participant, delegates: list[Delegate], here: list[Attendance]) -> Invited:
    came = {row.delegate_id: row for row in here if row.delegate_id}
    more = [row for row in here if not row.delegate_id]
    code, organization = code_of(participant), participant.organization
    people = [one.name for one in (*delegates, *more)]
    words = _plain(" ".join([organization.name, organization.short_name, *people, code]))
    return Invited(participant, [Guest(one, came.get(one.pk)) for one in delegates], more, code, words)


def _match(words: list[str], text: str) -> bool:
    return bool(words) and all(word in text for word in words)


def _plain(text: str) -> str:
    scanned = ADDRESS.search(text)
    return (scanned[1] if scanned else text).casefold().replace("-", "").strip()


def code_of(participant: Participant) -> str:
    """The short code of an invitation, to type where nothing can be scanned."""
    return secret_of(INVITATION, participant.key)[:CODE].upper()


def means_of(participant: Participant, text: str) -> str:
    """By which means somebody was found: by the code of their invitation, or by a name."""
    return Attendance.Means.QR if _plain(text) == code_of(participant).casefold() else Attendance.Means.NAME


def participant_by_token(forum: Forum, token: str) -> Participant | None:
    """Whose invitation this is; None where its link is another one by now."""
    return forum.participants.filter(link_hash=hash_of(token)).first()


def still_expected(forum: Forum) -> list[Delegate]:
    """Who was named and is not here yet, by organisation."""
    rows = Delegate.objects.filter(participant__forum=forum, attendance=None)
    along = rows.select_related("participant__organization")
    return list(along.order_by("participant__organization__name", "order", "pk"))


def here(forum: Forum) -> dict[str, int]:
    """What the page of the door counts while people come."""
    rows = forum.attendances.order_by()
    return rows.aggregate(present=Count("pk"), organizations=Count("participant", distinct=True))


def summary(forum: Forum) -> dict[str, int]:
    """How many came, how many of them online, from how many of the invited organisations."""
    figures = forum.attendances.order_by().aggregate(
        present=Count("pk"),
        online=Count("pk", filter=Q(is_online=True)),
        organizations=Count("participant", distinct=True),
    )
    return figures | {"invited": forum.participants.count()}
