"""The path of a forum's year: its phases as people read them, the one that matters today, and the usual ones."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import local_date, long_datetime, months
from core.languages import in_readers_words
from forums.models import Activity, Forum, Phase

DAY_BEGINS, DAY_ENDS = datetime.time(0, 0), datetime.time(23, 59)


@dataclass(frozen=True)
class Station:
    """One phase on the path of the year, as components/phases.html shows it."""

    name: str
    range_text: str
    state: str


@dataclass(frozen=True)
class Window:
    """The phase that matters today: its name, until (or from) when, and how long that is."""

    name: str
    is_open: bool
    when: str
    left: str
    takes_proposals: bool


def day_range(opens: datetime.datetime, closes: datetime.datetime) -> str:
    """`16 Nov – 17 Des 2026`: the first and the last day of a window, the year once where it is one."""
    first, last = local_date(opens), local_date(closes - datetime.timedelta(microseconds=1))
    end = f"{last.day} {months()[last.month - 1][:3]} {last.year}"
    if first == last:
        return end
    begin = f"{first.day} {months()[first.month - 1][:3]}"
    return f"{begin} – {end}" if first.year == last.year else f"{begin} {first.year} – {end}"


def stations(phases: list[Phase]) -> list[Station]:
    """The path of the forum's year, in its order."""
    now = timezone.now()
    return [
        Station(in_readers_words(p.name), day_range(p.opens_at, p.closes_at), state_of(p, now))
        for p in phases
    ]


def state_of(phase: Phase, now: datetime.datetime) -> str:
    """`done`, `now` or `next`."""
    if phase.closes_at <= now:
        return "done"
    return "now" if phase.opens_at <= now else "next"


def window_of_today(phases: list[Phase]) -> Window | None:
    """The open phase (the one that takes proposals first), else the next one; None when all is over."""
    now = timezone.now()
    by_state = {state: [p for p in phases if state_of(p, now) == state] for state in ("now", "next")}
    current = sorted(by_state["now"], key=lambda p: (Activity.SUBMIT not in p.activities, p.closes_at))
    coming = sorted(by_state["next"], key=lambda p: p.opens_at)
    if current:
        return _window(current[0], current[0].closes_at, is_open=True)
    return _window(coming[0], coming[0].opens_at, is_open=False) if coming else None


def _window(phase: Phase, moment: datetime.datetime, *, is_open: bool) -> Window:
    days = (local_date(moment) - timezone.localdate()).days
    left = ngettext("%(n)d hari lagi", "%(n)d hari lagi", days) % {"n": days} if days else _("hari ini")
    takes = is_open and Activity.SUBMIT in phase.activities
    return Window(in_readers_words(phase.name), is_open, long_datetime(moment), left, takes)


def moves_public_dates(phase: Phase, opens_at: datetime.datetime, closes_at: datetime.datetime) -> bool:
    """Whether these dates would move a phase that the public has been told of: then everyone must read why."""
    return phase.forum.is_published and (phase.opens_at, phase.closes_at) != (opens_at, closes_at)


# --- The phases that a new forum begins with ---------------------------------------------------------


@dataclass(frozen=True)
class Usual:
    """A phase of the usual year: first and last day as (years before the plan year, month, day)."""

    name: str
    activities: tuple[str, ...]
    first: tuple[int, int, int]
    last: tuple[int, int, int]


def usual_year() -> tuple[Usual, ...]:
    """The path from preparing to establishing the plan; what is open when follows the work of each phase."""
    edit = Activity.EDIT_PLAN
    decide, review = Activity.DECIDE, Activity.REVIEW
    return (
        Usual(_("Persiapan"), (edit,), (2, 11, 1), (2, 11, 15)),
        Usual(_("Penjaringan aspirasi"), (Activity.SUBMIT, Activity.VERIFY, edit), (2, 11, 16), (2, 12, 17)),
        Usual(_("Verifikasi"), (Activity.VERIFY, edit), (2, 12, 18), (1, 1, 29)),
        Usual(_("Forum"), (decide, review, edit), (1, 2, 15), (1, 2, 28)),
        Usual(_("Penyempurnaan"), (decide, review, edit), (1, 3, 1), (1, 4, 30)),
        Usual(_("Verifikasi Bappeda"), (edit,), (1, 5, 1), (1, 6, 30)),
        Usual(_("Penetapan"), (Activity.LOCK,), (1, 7, 1), (1, 7, 31)),
    )


def usual_phases(plan_year: int) -> list[Phase]:
    """The usual phases of a plan year, not saved."""
    return [
        Phase(
            name=usual.name,
            activities=list(usual.activities),
            opens_at=_moment(plan_year, usual.first, DAY_BEGINS),
            closes_at=_moment(plan_year, usual.last, DAY_ENDS),
        )
        for usual in usual_year()
    ]


def _moment(plan_year: int, day: tuple[int, int, int], time: datetime.time) -> datetime.datetime:
    before, month, day_of_month = day
    date = datetime.date(plan_year - before, month, day_of_month)
    return timezone.make_aware(datetime.datetime.combine(date, time))


def shifted_phases(forum: Forum, plan_year: int) -> list[Phase]:
    """The phases of another year's forum on the same days of this one's, not saved and without their notes."""
    years = plan_year - forum.plan_year
    return [
        Phase(
            name=phase.name,
            activities=phase.activities,
            opens_at=_years_later(phase.opens_at, years),
            closes_at=_years_later(phase.closes_at, years),
        )
        for phase in forum.phases.all()
    ]


def _years_later(moment: datetime.datetime, years: int) -> datetime.datetime:
    """The same day and hour of another year; 29 February becomes the 28th."""
    local = timezone.localtime(moment)
    day = 28 if (local.month, local.day) == (2, 29) else local.day
    return local.replace(year=local.year + years, day=day)
