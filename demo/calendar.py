"""When things happen in the demo's current forum, all told from the day on which it is loaded."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from forums.models import Activity
from forums.workdays import workdays

OPENING, CLOSING = datetime.time(8), datetime.time(16)
SUBMIT_DAYS = 14  # how long submission stays open after the demo was loaded
JUNE = 6


@dataclass(frozen=True)
class Window:
    """A phase: its first and last day, counted from the day of loading."""

    name: str
    activities: tuple[str, ...]
    first: int
    last: int


EDIT = Activity.EDIT_PLAN
WINDOWS = (
    Window("Persiapan", (EDIT,), -60, -31),
    Window("Penjaringan aspirasi", (Activity.SUBMIT, EDIT), -30, SUBMIT_DAYS),
    Window("Verifikasi", (Activity.VERIFY, EDIT), -29, 18),
    Window("Sidang kelompok dan forum", (Activity.DECIDE, Activity.REVIEW, EDIT), -12, 28),
    Window("Penyempurnaan", (Activity.DECIDE, Activity.REVIEW, EDIT), 29, 56),
    Window("Verifikasi Bappeda", (EDIT,), 57, 84),
    Window("Penetapan", (Activity.LOCK,), 85, 115),
)


class Calendar:
    """Moments relative to one day, in the city's own time."""

    def __init__(self, today: datetime.date | None = None) -> None:
        self.today = today or timezone.localdate()

    def day(self, offset: int) -> datetime.date:
        return self.today + datetime.timedelta(days=offset)

    def working_day(self, offset: int) -> datetime.date:
        """So many working days after (or, below zero, before) the day of loading."""
        return workdays().after(self.today, offset)

    def moment(self, day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
        return _aware(day, datetime.time(hour, minute))

    def phases(self) -> list[dict]:
        """The windows as values of a phase, in their order."""
        return [
            {
                "name": window.name,
                "activities": list(window.activities),
                "opens_at": _aware(self.day(window.first), OPENING),
                "closes_at": _aware(self.day(window.last), CLOSING),
            }
            for window in WINDOWS
        ]

    @cached_property
    def forum_day(self) -> datetime.date:
        """The plenary: a working day after the submission has closed."""
        return workdays().after(self.day(SUBMIT_DAYS + 6), 1)

    @cached_property
    def plan_year(self) -> int:
        """The year after next from June on, else the next one."""
        return self.today.year + (2 if self.today.month >= JUNE else 1)


def _aware(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, time))
