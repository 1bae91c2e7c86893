"""Apakah tanggapan ini membantu? What the proposer's side says of a published result."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from proposals.models import Decision, Feedback, Proposal
from proposals.rules import is_own
from proposals.workflow import StepRefused, lock

FEWEST_ANSWERS = 5  # a share of fewer answers is not told: somebody might be recognised


def rated_decision(proposal: Proposal) -> Decision | None:
    """The published result that the proposal (or the one that it was merged into) stands under today."""
    return proposal.root.decisions.published().first()


@retried(StepRefused)
@transaction.atomic
def rate_answer(proposal: Proposal, *, actor, helped: bool, line: str = "") -> Feedback:
    """Say whether the published answer helped; said again, the later word holds. Raises StepRefused."""
    locked = lock(proposal)
    if not is_own(actor, locked):
        raise StepRefused(_("Hanya pengusul yang menilai tanggapan atas usulannya."))
    decision = rated_decision(locked)
    if decision is None:
        raise StepRefused(_("Tanggapan resmi atas usulan ini belum diumumkan."))
    feedback, _new = Feedback.objects.update_or_create(
        proposal=locked,
        decision=decision,
        defaults={"helped": helped, "line": line.strip(), "given_by": actor, "given_at": timezone.now()},
    )
    record("proposal.rate_answer", locked, actor=actor)
    return feedback


def share_of(tally: dict[str, int]) -> int | None:
    """Percent who said that it helped; None where too few answered to be told."""
    return round(tally["yes"] * 100 / tally["all"]) if tally["all"] >= FEWEST_ANSWERS else None
