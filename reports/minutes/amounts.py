"""How much there is of what a berita acara or notulen tells, and of what it still lacks."""

from dataclasses import dataclass

from django.db.models import QuerySet

from core.paging import count_each
from meetings.models import Attendance, Evidence, Minutes, MinutesRemark, Sitting
from meetings.undiscussed import undiscussed_of
from proposals.choices import Outcome, Status
from reports.minutes.lists import ACCEPTED, MOVED, newest_results
from reports.minutes.photos import MOST as MOST_PHOTOS


@dataclass(frozen=True)
class Amounts:
    """Of the annexes first; `open_…` is what waits: for its end, its result, its answer."""

    present: int = 0
    accepted: int = 0
    declined: int = 0
    reserves: int = 0
    moved: int = 0
    sessions: int = 0
    promises: int = 0
    photos: int = 0
    programme: int = 0
    open_sessions: int = 0
    undiscussed: int = 0  # on the agenda of a session
    unscheduled: int = 0  # verified, on none
    unverified: int = 0
    remarks: int = 0
    open_remarks: int = 0


def count_amounts(minutes: Minutes) -> Amounts:
    """As the data are now, in one statement."""
    lists = _lists(minutes)
    found = dict(zip(lists, count_each(*lists.values()), strict=True))
    return Amounts(**found | {"photos": min(found["photos"], MOST_PHOTOS)})


def _lists(minutes: Minutes) -> dict[str, QuerySet]:
    forum, results = minutes.forum, newest_results(minutes.forum)
    sittings = Sitting.objects.filter(forum=forum)
    left = undiscussed_of(forum).order_by()
    remarks = MinutesRemark.objects.filter(minutes=minutes.pk)
    photos = Evidence.objects.filter(forum=forum).photos()
    return {
        "present": Attendance.objects.of_forum(forum),
        "accepted": results.filter(outcome__in=ACCEPTED),
        "declined": results.filter(outcome=Outcome.REJECTED),
        "reserves": results.filter(outcome=Outcome.DEFERRED),
        "moved": results.filter(outcome__in=MOVED),
        "sessions": sittings,
        "promises": forum.agreements.all(),
        "photos": photos if minutes.kind == Minutes.Kind.BERITA_ACARA else photos.none(),
        "programme": forum.programme.all(),
        "open_sessions": sittings.exclude(state=Sitting.State.CLOSED),
        "undiscussed": left.exclude(agenda_item=None),
        "unscheduled": left.filter(agenda_item=None),
        "unverified": forum.proposals.filter(status__in=(Status.SUBMITTED, Status.RETURNED)),
        "remarks": remarks,
        "open_remarks": remarks.filter(answer=""),
    }
