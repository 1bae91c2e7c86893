"""Dates in Indonesian words (English ones for readers of English), and Indonesia's working days."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays
from django.utils import timezone
from django.utils.functional import lazy

from core.languages import is_english

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SATURDAY = 5


def local_date(moment: date | datetime) -> date:
    """The calendar day in the city's own time."""
    if not isinstance(moment, datetime):
        return moment
    return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()


def months() -> tuple[str, ...]:
    """Their names, January first."""
    return ENGLISH_MONTHS if is_english() else MONTHS


def plain_date(moment: date | datetime) -> str:
    """`23 November 2026`."""
    day = local_date(moment)
    return f"{day.day} {months()[day.month - 1]} {day.year}"


def long_date(moment: date | datetime) -> str:
    """`Senin, 23 November 2026`."""
    weekdays = ENGLISH_WEEKDAYS if is_english() else WEEKDAYS
    return f"{weekdays[local_date(moment).weekday()]}, {plain_date(moment)}"


def long_datetime(moment: datetime) -> str:
    """`Senin, 23 November 2026 pukul 14.05 WITA`."""
    aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    local = timezone.localtime(aware)
    if is_english():
        return f"{long_date(local)} at {local:%H:%M} {local.tzname()}"
    return f"{long_date(local)} pukul {local:%H.%M} {local.tzname()}"


long_datetime_later = lazy(long_datetime, str)  # inside filled_later: put into words when it is read


@lru_cache(maxsize=64)
def holidays_of(year: int) -> dict[date, str]:
    """Indonesia's public holidays of a year with their names; cuti bersama is not among them."""
    return dict(holidays.country_holidays("ID", years=year, language="id"))


def is_working_day(day: date, extra_holidays: Collection[date] = (), worked: Collection[date] = ()) -> bool:
    """Neither Saturday, Sunday, public holiday, nor one of `extra_holidays` (such as cuti bersama).

    `worked` are public holidays of the calendar that are none here (a feast that was announced for another day).
    """
    if day.weekday() >= SATURDAY or day in extra_holidays:
        return False
    return day in worked or day not in holidays_of(day.year)


def add_working_days(
    day: date, count: int, extra_holidays: Collection[date] = (), worked: Collection[date] = ()
) -> date:
    """The day `count` working days after `day` (before it, when negative); `day` itself does not count."""
    left, step = abs(count), timedelta(days=1 if count > 0 else -1)
    while left:
        day += step
        left -= is_working_day(day, extra_holidays, worked)
    return day


def working_days_between(
    start: date, end: date, extra_holidays: Collection[date] = (), worked: Collection[date] = ()
) -> int:
    """Working days after `start` up to and including `end`; negative when `end` comes first."""
    if end < start:
        before = timedelta(days=1)
        return -working_days_between(end - before, start - before, extra_holidays, worked)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, extra_holidays, worked) for day in days)
