"""How a proposal comes in, and goes out again by its proposer's will."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.dates import add_working_days
from forums.models import Activity
from proposals import messages
from proposals.choices import Status
from proposals.drafting import missing_answers
from proposals.models import Proposal
from proposals.workflow import StepRefused, handling_unit, lock, next_number, refusal, take_step

VERIFY_WORKING_DAYS = 5


@transaction.atomic
def submit_proposal(draft: Proposal, *, actor) -> Proposal:
    """Send a draft: it gets its number, its verifier's deadline and a receipt. Sending twice changes nothing.

    Raises StepRefused when the window is closed, the draft is not the actor's, or answers are missing.
    """
    locked = lock(draft)
    if locked.number and actor.has_perm("proposals.submit", locked) and locked.status == Status.SUBMITTED:
        return locked
    missing = missing_answers(locked)
    if missing:
        names = ", ".join(answer.label for answer in missing)
        raise StepRefused(_("Usulan belum dapat dikirim. Masih perlu diisi: %(names)s.") % {"names": names})
    return _enter(locked, "resubmit" if locked.status == Status.RETURNED else "submit", actor=actor)


def _enter(locked: Proposal, step: str, *, actor, reason: str = "") -> Proposal:
    """Into the verifiers' queue, with number (the first time) and deadline."""
    problem = refusal(step, locked, actor, reason)
    if problem:  # asked before a number is taken, so that the counter has no gap
        raise StepRefused(problem)
    now = timezone.now()
    changes = {
        "verify_due_on": add_working_days(timezone.localdate(now), VERIFY_WORKING_DAYS),
        "unit": handling_unit(locked),
    }
    if not locked.number:
        changes |= {"number": next_number(locked.forum), "submitted_at": now}
    take_step(locked, step, actor=actor, reason=reason, **changes)
    messages.tell_received(locked)
    return locked


@transaction.atomic
def record_proposal(draft: Proposal, *, actor, reason: str) -> Proposal:
    """Enter a proposal that came on paper or in speech; `reason` names its basis. Open until the Renja is locked."""
    locked = lock(draft)
    if locked.forum.is_open(Activity.LOCK):
        raise StepRefused(_("Renja tahun ini sudah dikunci; usulan baru masuk ke forum tahun berikutnya."))
    return _enter(locked, "record", actor=actor, reason=reason)


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, actor, reason: str) -> Proposal:
    """The proposer takes the proposal back; a result that waits for publication falls away."""
    locked = lock(proposal)
    if locked.merged_proposals.exists():
        raise StepRefused(
            _(
                "Usulan lain sudah digabungkan dengan usulan ini, sehingga tidak dapat ditarik. Hubungi sekretariat."
            )
        )
    take_step(locked, "withdraw", actor=actor, reason=reason)
    locked.decisions.pending().update(state="superseded")
    return locked
