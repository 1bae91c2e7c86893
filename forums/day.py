"""The day of a forum: when and where it is held, who knows that already, and what the hours of its programme are."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date
from forums.models import Forum, ProgrammeItem

DAY_FACTS = ("held_on", "starts_at", "place")


def day_facts(forum: Forum) -> dict[str, Any]:
    """When and where, as it stands."""
    return {name: getattr(forum, name) for name in DAY_FACTS}


def is_day_known(forum: Forum) -> bool:
    """Somebody outside was told: the forum is shown to the public, or invitations went out."""
    return forum.is_published or forum.participants.invited().exists()


def moves_known_day(forum: Forum, values: dict[str, Any]) -> bool:
    """Whether these values change a day, hour or place that people know; what was open until now moves nothing."""
    moved = [old for name, old in day_facts(forum).items() if old and values.get(name, old) != old]
    return bool(moved) and is_day_known(forum)


def day_words(facts: dict[str, Any]) -> str:
    """`Kamis, 18 Februari 2027 pukul 08.30 WITA, Balai Kota`; what is not known is left out."""
    day, hour = facts["held_on"], facts["starts_at"]
    words = long_date(day) if day else str(_("Tanggal belum ditetapkan"))
    if day and hour:
        zone = timezone.make_aware(datetime.datetime.combine(day, hour)).tzname()
        words = _("%(day)s pukul %(hour)s %(zone)s") % {"day": words, "hour": f"{hour:%H.%M}", "zone": zone}
    return f"{words}, {facts['place']}" if facts["place"] else words


@dataclass(frozen=True)
class Slot:
    """A row of the susunan acara with its hours; both are "" while nobody knows when the forum begins."""

    item: ProgrammeItem
    begins: str
    ends: str


def timetable(forum: Forum, items: Iterable[ProgrammeItem]) -> list[Slot]:
    """The rows in their order, each beginning when the one before ends."""
    if forum.starts_at is None:
        return [Slot(item, "", "") for item in items]
    moment = datetime.datetime.combine(forum.held_on or datetime.date(2000, 1, 1), forum.starts_at)
    slots = []
    for item in items:
        end = moment + datetime.timedelta(minutes=item.minutes)
        slots.append(Slot(item, f"{moment:%H.%M}", f"{end:%H.%M}"))
        moment = end
    return slots


def programme_minutes(forum: Forum) -> int:
    """How long the whole susunan acara takes; 0 where there is none."""
    return forum.programme.aggregate(total=Sum("minutes"))["total"] or 0
