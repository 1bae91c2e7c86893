"""Who proposes without an account: the holder of a proposal's secret, and the link (tanda terima) that carries it."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from core.secret_links import secret_of


class Holder(AnonymousUser):
    """A stranger who has shown the secret of one proposal, and may do with it what its proposer may; with no other."""

    audit_label = _("Pengusul tanpa akun")

    def __init__(self, proposal_id: int) -> None:
        self.proposal_id = proposal_id


def held_by(user) -> int | None:
    """The key of the proposal whose secret this visitor has shown; None for everybody else."""
    return user.proposal_id if isinstance(user, Holder) else None


def account_of(actor):
    """Whom a row can name as its actor: the account; None for a holder and for the portal itself."""
    return actor if actor is not None and actor.pk else None


def receipt_token(proposal, renewals: int = 0) -> str:
    """The secret of its link: made from its key and ours, so that sending twice gives the same. Kept nowhere, logged nowhere.

    A link that was replaced differs by how often that happened.
    """
    value = f"{proposal.key}.{renewals}" if renewals else proposal.key
    return secret_of("proposals.receipt", value)
