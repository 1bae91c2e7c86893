"""What could stand on the agenda of a session, and where two sessions are in each other's way."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations

from django.utils.translation import gettext as _

from meetings.models import Sitting
from proposals.choices import Status
from proposals.models import Proposal
from proposals.querysets import ProposalQuerySet

MOMENT = timedelta(minutes=1)  # how long a session is at least whose end nobody named


def candidates(sitting: Sitting) -> ProposalQuerySet:
    """Verified proposals of its forum that stand on no agenda; the most supported first."""
    rows = Proposal.objects.filter(forum=sitting.forum_id, status=Status.VERIFIED, agenda_item=None)
    return rows.defer("stems", "words").order_by("-support_count", "number")


def clashes(sittings: Iterable[Sitting]) -> list[str]:
    """A sentence for each pair that shares a room or a person at the same time; what was held is over."""
    timed = [sitting for sitting in sittings if sitting.starts_at and sitting.state != Sitting.State.CLOSED]
    overlapping = [pair for pair in combinations(timed, 2) if _overlap(*pair)]
    return [words for pair in overlapping for words in _reasons(*pair)]


def _overlap(one: Sitting, other: Sitting) -> bool:
    return one.starts_at < _end(other) and other.starts_at < _end(one)


def _end(sitting: Sitting):
    """Of a session that has a beginning."""
    return sitting.ends_at or (sitting.starts_at and sitting.starts_at + MOMENT)


def _reasons(one: Sitting, other: Sitting) -> list[str]:
    both = {"one": one, "other": other}
    found = []
    if _same(one.room, other.room):
        words = _("%(one)s dan %(other)s memakai %(room)s pada waktu yang bertumpang tindih.")
        found.append(words % (both | {"room": one.room}))
    people, others = _people(one), _people(other)
    for name in (people[key] for key in people if key in others):
        words = _("%(who)s bertugas dalam %(one)s dan %(other)s pada waktu yang bertumpang tindih.")
        found.append(words % (both | {"who": name}))
    return found


def _same(one: str, other: str) -> bool:
    return bool(one.strip()) and _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _people(sitting: Sitting) -> dict[str, str]:
    """Chair and secretary as they are written, by their names in plain small letters."""
    return {_plain(name): name for name in (sitting.chair, sitting.secretary) if name.strip()}
