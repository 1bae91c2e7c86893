"""Periksa rantai: recomputing the whole record as a job, and what the last time found."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.chain import verify_chain
from audit.services import record
from core.errors import NotAllowed
from jobs.models import Job, State
from jobs.registry import Report
from jobs.services import enqueue
from renja_portal.upkeep.anchoring import send_anchor

CHECK_RECORD = "check_record"
KEY = "rantai"
SHOWN_BREAKS = 20
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ChainState:
    """What is known of the chain: the last finished look at it, and the one under way or failed since."""

    result: dict
    checked_at: datetime | None
    job: Job | None

    @property
    def is_whole(self) -> bool:
        return bool(self.result) and not self.result["breaks"]

    @property
    def is_broken(self) -> bool:
        return bool(self.result and self.result["breaks"])

    @property
    def last_number(self) -> int:
        """The number of the newest entry that was looked at."""
        return self.result["head"][0] if self.result.get("head") else 0


@transaction.atomic
def request_check(*, actor) -> Job:
    """The job that recomputes the chain: the one already under way, or a new one."""
    if not actor.has_perm("stakeholders.read_record"):
        raise NotAllowed(_("Hanya admin dan pimpinan yang memeriksa catatan audit."))
    job = enqueue(CHECK_RECORD, key=KEY, actor=actor)
    record("audit.check", None, actor=actor)
    return job


def order_daily_check() -> int:
    """One look a day without being asked, however many workers there are; 1 when it was ordered now."""
    since = timezone.now() - A_DAY
    if Job.objects.about(CHECK_RECORD, KEY).filter(created_at__gte=since).exists():
        return 0
    enqueue(CHECK_RECORD, key=KEY)
    return 1


def check_record(job: Job, report: Report) -> dict:
    """Recompute the chain; the head of the last look must still be there, so that a cut-off end shows, too.

    Where it is whole, its end is sent out of the portal.
    """
    last = _last_done()
    anchor = tuple(last.result["head"]) if last and last.result.get("head") else None
    text = _("Menghitung ulang sidik catatan")
    found = verify_chain(anchor=anchor, report=lambda done, total: report(done, total, text))
    if found.whole and found.head:
        send_anchor(found.head)
    return {
        "count": found.count,
        "head": list(found.head) if found.head else None,
        "breaks": [[fault.entry_id, fault.why] for fault in found.breaks[:SHOWN_BREAKS]],
        "break_count": len(found.breaks),
    }


def _last_done() -> Job | None:
    return Job.objects.about(CHECK_RECORD, KEY).filter(state=State.DONE).order_by("-finished_at").first()


def is_chain_broken() -> bool:
    """Whether the last finished look at the chain found a break."""
    done = _last_done()
    return bool(done and done.result["breaks"])


def chain_state() -> ChainState:
    """What the page of the record says about the chain."""
    done = _last_done()
    newest = Job.objects.about(CHECK_RECORD, KEY).first()
    return ChainState(
        done.result if done else {},
        done.finished_at if done else None,
        newest if newest and newest.state != State.DONE else None,
    )
