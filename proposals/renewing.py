"""Ganti tautan tanda terima: another secret link for a proposer without an account who lost the first one."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from core.secret_links import hash_of
from proposals.holder import receipt_token
from proposals.models import Proposal
from proposals.workflow import StepRefused, lock, not_permitted, write_event


def renewal_refusal(proposal: Proposal, actor) -> str:
    """Why no new link of a receipt can be made now; empty when it can."""
    if not actor.has_perm("proposals.confirm_phone", proposal):
        return not_permitted(proposal, actor, "proposals.confirm_phone")
    if not proposal.receipt_hash:
        return str(_("Usulan ini tidak mempunyai tautan tanda terima, atau tautannya sudah dihapus."))
    return ""


@retried(StepRefused)
@transaction.atomic
def renew_receipt(proposal: Proposal, *, actor, reason: str) -> str:
    """Ganti tautan: the secret of the new link, for its proposer alone. The old one works no longer, nor who came by it."""
    locked = lock(proposal)
    if problem := renewal_refusal(locked, actor):
        raise StepRefused(problem)
    title = str(_("Tautan tanda terima diganti"))
    write_event(
        locked,
        "renew_receipt",
        actor=actor,
        title=title,
        reason=reason,
        before=locked.status,
        is_public=False,
    )
    token = receipt_token(locked, locked.receipt_renewals)
    locked.receipt_hash = hash_of(token)
    locked.save(update_fields=["receipt_hash"])
    record("proposal.renew_receipt", locked, actor=actor, reason=reason, changed=["receipt_hash"])
    return token
