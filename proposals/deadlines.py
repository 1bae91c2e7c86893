"""Deadlines that run when the days off change: counted anew in the same transaction, told once, and said in the history."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from core.dates import long_date
from forums.holidays import fill_years
from proposals import messages
from proposals.choices import Status
from proposals.models import Event, Proposal
from proposals.windows import verify_due_on
from stakeholders.models import Organization


@dataclass(frozen=True)
class Recount:
    """What a change of the holidays gave back, and how many deadlines it moved."""

    result: Any
    moved: int


@transaction.atomic
def change_holidays(change: Callable[[], Any], *, actor, reason: str) -> Recount:
    """Make a change of the holidays (a verb of forums.holidays) and move the deadlines that count on them, or neither."""
    result = change()
    return Recount(result, recount_deadlines(actor=actor, reason=reason))


@transaction.atomic
def fill_holidays(years, *, actor=None) -> Recount:
    """The calendar's holidays of years of which none is known."""
    words = _("Hari libur %(years)s diisi.") % {"years": ", ".join(map(str, sorted(years)))}
    return change_holidays(lambda: fill_years(years, actor=actor), actor=actor, reason=words)


@transaction.atomic
def recount_deadlines(*, actor, reason: str) -> int:
    """Count the verifier's deadline of every submitted proposal anew; how many moved. Their proposers are told once."""
    rows = Proposal.objects.filter(status=Status.SUBMITTED, verify_due_on__isnull=False).order_by("pk")
    locked = rows.select_for_update(of=("self",)).select_related("organization", "proposer")
    moved = [proposal for proposal in _with_entries(locked) if _recount(proposal)]
    Proposal.objects.bulk_update(moved, ["verify_due_on"], batch_size=500)
    _write_history(moved, actor=actor, reason=reason)
    change = uuid4().hex[:12]
    for proposal in moved:
        messages.tell_deadline(proposal, reason, about=change)
    if moved:
        record("proposal.recount_deadlines", None, actor=actor, reason=reason, data={"count": len(moved)})
    return len(moved)


def _with_entries(rows) -> list[Proposal]:
    """With `came_in`, when each was last sent to the verifiers, and one forum object for all of a forum."""
    found = list(rows)
    entries = Event.objects.entries().filter(proposal__in=[row.pk for row in found]).order_by("at", "pk")
    came_in = dict(entries.values_list("proposal", "at"))
    forums: dict[int, Any] = {}
    for row in found:
        row.came_in = came_in.get(row.pk)
        if row.forum_id not in forums:
            forums[row.forum_id] = type(row.forum).objects.prefetch_related("phases").get(pk=row.forum_id)
        row.forum = forums[row.forum_id]
    return [row for row in found if row.came_in]


def _recount(proposal) -> bool:
    """Put the deadline where it belongs; whether it moved."""
    due = verify_due_on(proposal.forum, proposal.came_in)
    moved, proposal.verify_due_on = due != proposal.verify_due_on, due
    return moved


def _write_history(moved: list[Proposal], *, actor, reason: str) -> None:
    host = Organization.objects.host()
    office = host.name if host else str(_("Penyelenggara"))
    Event.objects.bulk_create(
        Event(
            proposal=proposal, step="recount_deadline", office=office, reason=reason, actor=actor,
            title=_("Tenggat pemeriksaan menjadi %(due)s") % {"due": long_date(proposal.verify_due_on)},
            from_status=proposal.status, to_status=proposal.status,
        )
        for proposal in moved
    )  # fmt: skip
