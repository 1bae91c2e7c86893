"""The panel of supporters on a proposal's page: how many, which organisations, and what its reader can do about it."""

from proposals.models import Proposal
from proposals.rules import takes_support
from proposals.tracking import supporters
from stakeholders.models import Organization
from stakeholders.rules import standing_of


def support_panel(proposal: Proposal, user) -> dict:
    """What `detail_support.html` shows: `supporters`, `may_support`, and in whose names this person can support."""
    found, may = supporters(proposal, user), _may_support(proposal.root, user)
    offered = may and not found.include_reader
    return {"supporters": found, "may_support": may, "speaks_for": speaks_for(user) if offered else []}


def speaks_for(user) -> list[Organization]:
    """The organisations in whose name somebody can support: those that they belong to today, but for the host."""
    ids = standing_of(user).organization_ids
    return list(Organization.objects.proposers().filter(pk__in=ids).order_by("name")) if ids else []


def _may_support(proposal: Proposal, user) -> bool:
    """Strangers are offered it too: pressing asks them to sign in."""
    if user.is_authenticated:
        return user.has_perm("proposals.support", proposal)
    return takes_support(user, proposal)
