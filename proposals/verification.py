"""What a verifikator does with a submitted proposal: ask for more, verify, forward, merge."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from proposals import messages
from proposals.choices import ACCEPTED_STATES, Status
from proposals.models import Proposal
from proposals.workflow import StepRefused, handling_unit, lock, take_step
from stakeholders.models import Organization


@transaction.atomic
def return_proposal(proposal: Proposal, *, actor, reason: str) -> Proposal:
    """Ask the proposer to complete it; the reason says what is missing."""
    locked = take_step(lock(proposal), "return", actor=actor, reason=reason)
    messages.tell_returned(locked, reason)
    return locked


@transaction.atomic
def verify_proposal(proposal: Proposal, *, actor, reason: str = "", **completed) -> Proposal:
    """Declare it complete and within the host's competence; `completed` fills what the citizen left open."""
    locked = lock(proposal)
    for field, value in completed.items():
        setattr(locked, field, value)
    if locked.urusan is None:
        raise StepRefused(_("Pilih urusannya lebih dahulu."))
    locked = take_step(locked, "verify", actor=actor, reason=reason, **completed, unit=handling_unit(locked))
    messages.tell_verified(locked)
    return locked


@transaction.atomic
def forward_proposal(proposal: Proposal, *, actor, office: Organization, reason: str) -> Proposal:
    """Hand it to the office that is competent; that ends it here."""
    locked = take_step(lock(proposal), "forward", actor=actor, reason=reason, forwarded_to=office)
    messages.tell_forwarded(locked, reason)
    return locked


@transaction.atomic
def merge_proposal(proposal: Proposal, *, actor, parent: Proposal, reason: str) -> Proposal:
    """Join it to another proposal of the same forum, whose result it will share."""
    locked, target = lock_pair(proposal, parent)
    check_parent(locked, target)
    take_step(locked, "merge", actor=actor, reason=reason, parent=target)
    adopt_children(locked, target)
    messages.tell_merged(locked, reason)
    return locked


def lock_pair(proposal: Proposal, parent: Proposal) -> tuple[Proposal, Proposal]:
    """Both, locked in the order of their ids so that two merges across each other cannot deadlock."""
    locked = {p.pk: lock(p) for p in sorted((proposal, parent), key=lambda p: p.pk)}
    return locked[proposal.pk], locked[parent.pk]


def check_parent(child: Proposal, parent: Proposal) -> None:
    """Raise StepRefused unless `parent` can carry the result of `child`."""
    alive = (Status.SUBMITTED, Status.VERIFIED, *ACCEPTED_STATES, Status.DEFERRED)
    if parent.pk == child.pk:
        raise StepRefused(_("Usulan tidak dapat digabungkan dengan dirinya sendiri."))
    if parent.forum_id != child.forum_id or parent.status not in alive:
        raise StepRefused(
            _(
                "%(number)s tidak dapat menjadi usulan induk: pilih usulan forum yang sama yang masih berjalan."
            )
            % {"number": parent.number or _("Draf")}
        )


def adopt_children(child: Proposal, parent: Proposal) -> None:
    """What was merged into `child` now follows `parent`, so that every merged proposal has a living parent."""
    child.merged_proposals.update(parent=parent)
