"""The four quarters (triwulan) of a plan's year, by the city's own calendar."""

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MONTHS = 3


class Quarter(models.IntegerChoices):
    FIRST = 1, _("Triwulan I")
    SECOND = 2, _("Triwulan II")
    THIRD = 3, _("Triwulan III")
    FOURTH = 4, _("Triwulan IV")


def begins(year: int, quarter: int) -> datetime.date:
    """Its first day."""
    return datetime.date(year, MONTHS * quarter - 2, 1)


def begun(year: int) -> list[int]:
    """Those that have begun, whose realisation can be recorded."""
    today = timezone.localdate()
    return [quarter for quarter in Quarter.values if begins(year, quarter) <= today]


def shown_first(year: int) -> int:
    """What is reported now: the newest quarter that is over; before that, the first."""
    return max(len(begun(year)) - (0 if is_over(year) else 1), 1)


def is_over(year: int) -> bool:
    return timezone.localdate().year > year
