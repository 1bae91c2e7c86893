"""The Hijri month of a day, by the calendar of Umm al-Qura: an estimate, which the announced beginning may move by a day."""

import datetime

from hijridate import Gregorian

RAMADAN = 9
HIJRI_MONTHS = (
    "Muharam", "Safar", "Rabiulawal", "Rabiulakhir", "Jumadilawal", "Jumadilakhir", "Rajab", "Syakban", "Ramadan",
    "Syawal", "Zulkaidah", "Zulhijah",
)  # fmt: skip


def hijri_month(day: datetime.date) -> tuple[int, int] | None:
    """(year, month) of the Hijri calendar; None for a day that the tables do not reach."""
    try:
        found = Gregorian.fromdate(day).to_hijri()
    except OverflowError:
        return None
    return found.year, found.month


def hijri_words(day: datetime.date) -> str:
    """`Ramadan 1448 H`, or "" for a day that the tables do not reach."""
    found = hijri_month(day)
    return f"{HIJRI_MONTHS[found[1] - 1]} {found[0]} H" if found else ""


def is_ramadan(day: datetime.date) -> bool:
    found = hijri_month(day)
    return found is not None and found[1] == RAMADAN
