"""Working days as the portal counts them: the one reader of the table of holidays.

A year of which the table holds days goes by the table alone; any other by the public holidays that `core.dates` knows.
"""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from core.dates import (
    SATURDAY,
    WEEKDAYS,
    add_working_days,
    holidays_of,
    is_working_day,
    long_date,
    plain_date,
    working_days_between,
)
from core.memory import forget, remembered
from forums.hijri import hijri_words, is_ramadan
from forums.models import Holiday

KEPT_AS = "workdays"
NUMBERS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")


@dataclass(frozen=True)
class Workdays:
    """The days off, by day with their names, and what is counted with them."""

    named: dict[datetime.date, str]

    @cached_property
    def worked(self) -> frozenset[datetime.date]:
        """Public holidays of the calendar that the table, which holds their year, does not call days off."""
        years = {day.year for day in self.named}
        return frozenset(day for year in years for day in holidays_of(year) if day not in self.named)

    def name_of(self, day: datetime.date) -> str:
        """The holiday of a day, or "" where there is none."""
        if day in self.worked:
            return ""
        return self.named.get(day) or holidays_of(day.year).get(day, "")

    def is_working_day(self, day: datetime.date) -> bool:
        return is_working_day(day, self.named, self.worked)

    def after(self, day: datetime.date, count: int) -> datetime.date:
        """The day `count` working days after `day` (before it, when negative); `day` itself does not count."""
        return add_working_days(day, count, self.named, self.worked)

    def between(self, start: datetime.date, end: datetime.date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` comes first."""
        return working_days_between(start, end, self.named, self.worked)

    def left_out(self, start: datetime.date, end: datetime.date) -> list[datetime.date]:
        """The days after `start` up to `end` that are no working days, though neither Saturday nor Sunday."""
        days = (start + datetime.timedelta(days=n) for n in range(1, (end - start).days + 1))
        return [day for day in days if day.weekday() < SATURDAY and not self.is_working_day(day)]


def workdays() -> Workdays:
    """The days off as they stand: one query, kept for the request."""
    return remembered(KEPT_AS, _read)


def _read() -> Workdays:
    return Workdays(dict(Holiday.objects.values_list("day", "name")))


def forget_workdays() -> None:
    """Called by whatever changes a holiday."""
    forget(KEPT_AS)


def counted_words(start: datetime.date, count: int) -> str:
    """How `count` working days after a day were counted, in one sentence."""
    calendar = workdays()
    end = calendar.after(start, count)
    off = [f"{plain_date(day)} ({calendar.name_of(day)})" for day in calendar.left_out(start, end)]
    words = _("%(count)s hari kerja sejak %(start)s berakhir %(end)s: tanpa %(off)s.")
    return words % {
        "count": NUMBERS[count].capitalize(),
        "start": long_date(start),
        "end": long_date(end),
        "off": ", ".join([_("Sabtu"), _("Minggu"), *off]),
    }


def day_warning(day: datetime.date | None) -> str:
    """Why a day is an odd one for a forum or a deadline (weekend, holiday, Ramadan), or "". Nothing is forbidden."""
    if day is None:
        return ""
    return " ".join(words for words in (_off_words(day), _fasting_words(day)) if words)


def _off_words(day: datetime.date) -> str:
    name = workdays().name_of(day)
    if name:
        return _("%(date)s adalah hari libur: %(name)s.") % {"date": plain_date(day), "name": name}
    if day.weekday() >= SATURDAY:
        weekday = WEEKDAYS[day.weekday()]
        return _("%(date)s jatuh pada hari %(weekday)s.") % {"date": plain_date(day), "weekday": weekday}
    return ""


def _fasting_words(day: datetime.date) -> str:
    if not is_ramadan(day):
        return ""
    words = _(
        "%(date)s diperkirakan jatuh pada bulan %(month)s; awal bulannya dapat bergeser menurut penetapan pemerintah."
    )
    return words % {"date": plain_date(day), "month": hijri_words(day)}
