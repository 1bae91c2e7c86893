"""Who is told when something moves that they know of: proposers of windows, invited organisations of the forum's day."""

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import long_datetime
from forums.day import day_facts, day_words
from forums.models import Activity, Forum, Phase
from forums.schedule import day_range
from notifications.models import Delivery
from notifications.services import cancel_unsent, notify_each

# Windows in which proposers do something, or something becomes of what they brought.
PROPOSERS_PART = {Activity.SUBMIT, Activity.VERIFY, Activity.DECIDE, Activity.REVIEW}


@dataclass(frozen=True)
class Move:
    """A phase as it stands now, and when it was open before."""

    phase: Phase
    opens_at: datetime.datetime
    closes_at: datetime.datetime

    @property
    def words(self) -> str:
        now = day_range(self.phase.opens_at, self.phase.closes_at)
        before = day_range(self.opens_at, self.closes_at)
        if now == before:  # on the same days, at another hour
            now, before = (
                _hours(self.phase.opens_at, self.phase.closes_at),
                _hours(self.opens_at, self.closes_at),
            )
        words = _("%(phase)s: semula %(before)s, menjadi %(now)s.\nAlasan: %(why)s")
        return words % {"phase": self.phase, "before": before, "now": now, "why": self.phase.note}


def _hours(opens: datetime.datetime, closes: datetime.datetime) -> str:
    return f"{long_datetime(opens)} – {long_datetime(closes)}"


def tell_moved_phases(forum: Forum, moves: list[Move]) -> int:
    """One letter to everybody who has a proposal or a draft in this forum, about all windows that moved together."""
    told = [move for move in moves if PROPOSERS_PART & set(move.phase.activities)]
    if not told:
        return 0
    body = _("Jadwal %(forum)s, tempat usulan Anda, berubah.\n\n%(moves)s\n\nJadwal selengkapnya:") % {
        "forum": forum, "moves": "\n\n".join(move.words for move in told),
    }  # fmt: skip
    versions = "-".join(f"{move.phase.pk}.{move.phase.version}" for move in told)
    key = f"forum:{forum.pk}:phases:{hashlib.sha256(versions.encode()).hexdigest()[:16]}"
    return _tell(forum, forum.proposals.addressees(), "forum.phases_moved", body, key)


def tell_moved_day(forum: Forum, before: dict[str, Any]) -> int:
    """One letter to each organisation whose invitation went out; it takes the place of one that has not left yet."""
    prefix = f"forum:{forum.pk}:day:"
    cancel_unsent(prefix)
    body = _(
        "Jadwal %(forum)s berubah.\n\nSemula: %(before)s\nMenjadi: %(now)s\nAlasan: %(why)s\n\n"
        "Undangan dan tautan jawaban yang sudah Anda terima tetap berlaku. Jadwal selengkapnya:"
    ) % {
        "forum": forum, "before": day_words(before), "now": day_words(day_facts(forum)), "why": forum.note,
    }  # fmt: skip
    invited = forum.participants.invited().addresses()
    return _tell(forum, invited, "forum.day_moved", body, f"{prefix}{forum.version}")


def _tell(forum: Forum, people, kind: str, body: str, key: str) -> int:
    subject = _("Jadwal %(forum)s berubah") % {"forum": forum}
    url = reverse("forums:detail", args=[forum.plan_year]) if forum.is_published else ""
    return notify_each(
        people, kind=kind, subject=subject, body=body, key=key, url=url, delivery=Delivery.AT_ONCE
    )
