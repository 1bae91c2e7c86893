"""Hari libur: the table that working days are counted by, filled from the calendar and mended by hand or by file."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from core.dates import holidays_of
from core.versions import take_over
from forums.errors import ForumRefused
from forums.holiday_table import Line
from forums.models import Holiday
from forums.workdays import forget_workdays

MANAGE = "forums.manage_holidays"
FROM_CALENDAR = "Kalender hari libur nasional; sesuaikan dengan SKB setelah terbit"


@dataclass(frozen=True)
class Changes:
    """What a file would do, or did: days that are new, that differ, that stay, and that go."""

    new: list[Line]
    changed: list[Line]
    same: int
    gone: list[Holiday]

    @property
    def any(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def _ask(actor) -> None:
    if actor is not None and not actor.has_perm(MANAGE):
        raise ForumRefused(_("Hanya admin dan sekretariat yang mengelola hari libur."))


@transaction.atomic
def fill_years(years: Iterable[int], *, actor=None) -> int:
    """The public holidays of years of which no day is known yet; how many days came. Without actor: the operator."""
    _ask(actor)
    empty = sorted({year for year in years if not Holiday.objects.of_year(year).exists()})
    rows = [
        Holiday(day=day, name=name, source=FROM_CALENDAR)
        for year in empty
        for day, name in sorted(holidays_of(year).items())
    ]
    Holiday.objects.bulk_create(rows, ignore_conflicts=True)
    forget_workdays()
    if rows:
        data = {"year": ", ".join(map(str, empty)), "count": len(rows)}
        record("holiday.fill", None, actor=actor, data=data)
    return len(rows)


@transaction.atomic
def add_holiday(*, values: dict[str, Any], actor) -> Holiday:
    """One more day; of a year that is not known yet, the calendar's days come first. Raises ForumRefused."""
    _ask(actor)
    fill_years([values["day"].year], actor=actor)
    _check_day(Holiday.objects.all(), values["day"])
    holiday = Holiday.objects.create(**values)
    forget_workdays()
    record("holiday.add", holiday, actor=actor, data={"dated": holiday.day})
    return holiday


@transaction.atomic
def change_holiday(holiday: Holiday, *, values: dict[str, Any], version: int | None = None, actor) -> Holiday:
    """Correct a day. Raises ForumRefused, or StaleSave when it was changed meanwhile."""
    _ask(actor)
    locked = Holiday.objects.select_for_update().get(pk=holiday.pk)
    fill_years([values["day"].year], actor=actor)
    _check_day(Holiday.objects.exclude(pk=locked.pk), values["day"])
    before = locked.day
    changed = take_over(locked, values, version=version)
    forget_workdays()
    if changed:
        data = {"before": before, "after": locked.day}
        record("holiday.change", locked, actor=actor, changed=changed, data=data)
    return locked


@transaction.atomic
def remove_holiday(holiday: Holiday, *, actor) -> None:
    """The day is a working day again, unless it is a Saturday or a Sunday."""
    _ask(actor)
    for locked in Holiday.objects.select_for_update().filter(
        pk=holiday.pk
    ):  # none where somebody was quicker
        record("holiday.remove", locked, actor=actor, data={"dated": locked.day})
        locked.delete()
    forget_workdays()


@transaction.atomic
def import_holidays(lines: list[Line], *, replaces: bool, actor) -> Changes:
    """Take over what a file says: new days, other names. `replaces`: what it does not name goes, in its years alone."""
    _ask(actor)
    years = {line.day.year for line in lines}
    if not replaces:
        fill_years(years, actor=actor)
    rows = list(Holiday.objects.select_for_update().filter(day__year__in=years).order_by("day"))
    changes = compare(lines, rows, replaces=replaces)
    stored = {row.day: row for row in rows}
    for line in changes.changed:
        take_over(stored[line.day], line.values, version=None)
    Holiday.objects.bulk_create([Holiday(day=line.day, **line.values) for line in changes.new])
    Holiday.objects.filter(pk__in=[row.pk for row in changes.gone]).delete()
    forget_workdays()
    data = {"new": len(changes.new), "changed": len(changes.changed), "gone": len(changes.gone)}
    record("holiday.import", None, actor=actor, data=data | {"year": ", ".join(map(str, sorted(years)))})
    return changes


def preview_import(lines: list[Line], *, replaces: bool) -> Changes:
    """What `import_holidays` would do now."""
    years = {line.day.year for line in lines}
    rows = list(Holiday.objects.filter(day__year__in=years).order_by("day"))
    return compare(lines, rows, replaces=replaces)


def compare(lines: list[Line], rows: list[Holiday], *, replaces: bool) -> Changes:
    stored = {row.day: row for row in rows}
    named = {line.day for line in lines}
    new = [line for line in lines if line.day not in stored]
    known = [line for line in lines if line.day in stored]
    changed = [line for line in known if _differs(line, stored[line.day])]
    gone = [row for row in rows if replaces and row.day not in named]
    return Changes(new, changed, len(known) - len(changed), gone)


def _differs(line: Line, row: Holiday) -> bool:
    return any(getattr(row, name) != value for name, value in line.values.items())


def _check_day(others, day: datetime.date) -> None:
    if others.filter(day=day).exists():
        raise ForumRefused(_("Tanggal ini sudah tercatat sebagai hari libur. Ubah yang sudah ada."))
