"""Moving the demo's current forum forward once its submission has closed, so that everything can be tried again.

A proposal moves as a whole, and never beyond the present: its history keeps its order, also where somebody worked on
it after the loading. The audit entries stay as they were written.
"""

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from audit.services import record
from core.dates import local_date
from demo.calendar import SUBMIT_DAYS
from demo.diary import LETTER_DATES, OF_PROPOSALS
from demo.shifting_day import shift_day
from forums.models import Activity, Forum, Phase
from forums.workdays import workdays
from notifications.models import Handover, Message
from proposals.models import Proposal
from proposals.querysets.reaching import ABOUT
from proposals.windows import VERIFY_WORKING_DAYS

DAY = datetime.timedelta(days=1)
AFTER_ALL = datetime.timedelta(days=60)  # where the lock goes when somebody has drawn it near


def shift_demo() -> int:
    """The days by which the current forum was moved; 0, after one query, while its submission is still open."""
    rows = Phase.objects.filter(activities__contains=[Activity.SUBMIT]).order_by(
        "forum__plan_year", "closes_at"
    )
    window = rows.last()
    if window is None or window.closes_at > timezone.now():
        return 0
    days = (timezone.localdate() - local_date(window.closes_at)).days + SUBMIT_DAYS
    _shift(window.forum_id, days)
    return days


@transaction.atomic
def _shift(forum_id: int, days: int) -> None:
    by = days * DAY
    forum = Forum.objects.select_for_update().get(pk=forum_id)
    _shift_forum(forum, by)
    for proposal in Proposal.objects.filter(forum=forum):
        _shift_proposal(proposal, by)
    record("demo.shift", forum, data={"days": days})


def _shift_forum(forum: Forum, by: datetime.timedelta) -> None:
    forum.phases.update(opens_at=F("opens_at") + by, closes_at=F("closes_at") + by)
    _open_all_but_lock(forum)
    forum.ceilings.update(dated=F("dated") + by)
    held_by = by
    if forum.held_on:
        before, forum.held_on = forum.held_on, _working_day(forum.held_on + by)
        forum.save(update_fields=["held_on"])
        held_by = forum.held_on - before
    shift_day(forum, by, held_by)
    plan = getattr(forum, "renja", None)
    if plan and plan.dated:
        plan.dated += by
        plan.save(update_fields=["dated"])


def _working_day(day: datetime.date) -> datetime.date:
    calendar = workdays()
    return day if calendar.is_working_day(day) else calendar.after(day, 1)


def _open_all_but_lock(forum: Forum) -> None:
    """Also where somebody has changed the phases: what is needed for trying is open, and the plan is not locked."""
    now = timezone.now()
    for phase in forum.phases.filter(activities__contains=[Activity.LOCK], opens_at__lte=now):
        length = phase.closes_at - phase.opens_at
        phase.opens_at = now + AFTER_ALL
        phase.closes_at = phase.opens_at + length
        phase.save(update_fields=["opens_at", "closes_at"])
    for activity in Activity:
        window = forum.window(activity)
        if window and activity != Activity.LOCK and not forum.is_open(activity):
            window.opens_at = min(window.opens_at, now - DAY)
            window.closes_at = max(window.closes_at, now + SUBMIT_DAYS * DAY)
            window.save(update_fields=["opens_at", "closes_at"])


def _shift_proposal(proposal: Proposal, by: datetime.timedelta) -> None:
    """As far as its latest moment allows, in whole days."""
    tables = [(model.objects.filter(**{way: proposal.pk}), fields) for model, way, fields in OF_PROPOSALS]
    room = timezone.now() - max(moment for rows, fields in tables for moment in _latest(rows, fields))
    by = min(by, room.days * DAY)
    if by < DAY:
        return
    for rows, fields in tables:
        rows.update(**{field: F(field) + by for field in fields})
    _letters_about(proposal).update(**{field: F(field) + by for field in LETTER_DATES})
    told = Handover.objects.filter(about=f"{ABOUT}{proposal.pk}")
    told.update(created_at=F("created_at") + by, told_on=F("told_on") + by)
    proposal.refresh_from_db()
    if proposal.verify_due_on:
        due = workdays().after(local_date(proposal.submitted_at), VERIFY_WORKING_DAYS)
        Proposal.objects.filter(pk=proposal.pk).update(verify_due_on=due)


def _latest(rows: QuerySet, fields: tuple[str, ...]) -> Iterator[datetime.datetime]:
    """The latest moment of each field that has any."""
    found = rows.order_by().aggregate(**{f"latest_{field}": Max(field) for field in fields})
    return filter(None, found.values())


def _letters_about(proposal: Proposal) -> QuerySet[Message]:
    """Also those about the questions that were asked about it."""
    about = Q(key__startswith=f"proposal:{proposal.pk}:")
    for question in proposal.questions.all():
        about |= Q(key__startswith=f"question:{question.pk}:")
    return Message.objects.filter(about)
