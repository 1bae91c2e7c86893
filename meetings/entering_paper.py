"""Isi hasil dari kertas: what a session wrote on paper is entered afterwards, all of it or nothing."""

import datetime
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.errors import NotAllowed
from core.retrying import retried
from core.versions import take_over
from meetings.models import AgendaItem, Sitting
from meetings.running import SittingRefused, lock_sitting
from proposals.models import Proposal
from proposals.results import record_result

NOON = datetime.time(12)


@dataclass(frozen=True)
class PaperRow:
    """What the paper says about one proposal: its result (as `record_result` takes it) where there is one, and notes.

    `seen` and `seen_proposal` are the versions that were read, as in `record_result`; `version` is that of the notes.
    """

    item: AgendaItem
    notes: str
    version: int
    seen: int = 0
    seen_proposal: int | None = None
    result: dict = field(default_factory=dict)


class PaperRefused(SittingRefused):
    """Nothing was saved. `problems` says by key of the agenda item what stands in the way."""

    def __init__(self, problems: dict[int, str]) -> None:
        super().__init__(_("Belum ada yang disimpan. Perbaiki baris yang ditandai, lalu simpan lagi."))
        self.problems = problems


@retried(SittingRefused)
@transaction.atomic
def enter_from_paper(sitting: Sitting, rows: list[PaperRow], *, actor) -> int:
    """Save every row, marked as entered later and dated by the day of the session; how many results that were.

    A session that was never begun here counts as held. Raises PaperRefused.
    """
    locked = lock_sitting(sitting, actor)
    _lock_rows(rows)
    held = held_at(locked)
    problems = dict(filter(None, (_problem_of(row, actor, held) for row in rows)))
    if problems:
        raise PaperRefused(problems)
    if locked.state == Sitting.State.PLANNED:
        locked.state, locked.opened_at, locked.closed_at = Sitting.State.CLOSED, held, locked.ends_at or held
        locked.save(update_fields=["state", "opened_at", "closed_at"])
    count = sum(bool(row.result) for row in rows)
    record("sitting.enter_paper", locked, actor=actor, data={"count": count})
    return count


def _lock_rows(rows: list[PaperRow]) -> None:
    """All at once and in their order, before the first result is recorded."""
    for model, keys in (
        (AgendaItem, [row.item.pk for row in rows]),
        (Proposal, [row.item.proposal_id for row in rows]),
    ):
        list(model.objects.filter(pk__in=keys).order_by("pk").select_for_update().values("pk"))


def _problem_of(row: PaperRow, actor, held: datetime.datetime) -> tuple[int, str] | None:
    """Enter one row; what stands in its way, with the key of its item."""
    try:
        with transaction.atomic():
            _enter(row, actor, held)
    except NotAllowed as refused:
        return row.item.pk, refused.message
    return None


def _enter(row: PaperRow, actor, held: datetime.datetime) -> None:
    item = AgendaItem.objects.select_related("proposal").get(pk=row.item.pk)
    take_over(item, {"notes": row.notes}, version=row.version)
    if not row.result:
        return
    item.is_entered_later, item.discussed_at = True, item.discussed_at or held
    item.save(update_fields=["is_entered_later", "discussed_at"])
    record_result(
        item.proposal, actor=actor, seen=row.seen, seen_proposal=row.seen_proposal, **row.result
    )  # fmt: skip


def held_at(sitting: Sitting) -> datetime.datetime:
    """When the session was held, as far as is known: never later than now."""
    day = sitting.forum.held_on
    noon = timezone.make_aware(datetime.datetime.combine(day, NOON)) if day else None
    return min(sitting.opened_at or sitting.starts_at or noon or timezone.now(), timezone.now())
