"""The history of proposals: one row for each step, in the name of an office."""

from django.utils.translation import gettext_lazy as _

from proposals.holder import account_of
from proposals.models import Decision, Event, Proposal
from stakeholders.models import Organization
from stakeholders.rules import standing_of

TITLE_LENGTH = Event._meta.get_field("title").max_length
OFFICE_LENGTH = Event._meta.get_field("office").max_length


def office_of(actor, proposal: Proposal) -> str:
    """The office in whose name somebody acts on a proposal; never a person's name."""
    if actor is None:
        return str(_("Sistem"))
    standing = standing_of(actor)
    if not standing.is_host_staff or proposal.proposer_id == actor.pk:
        return proposal.proposer_label
    if proposal.unit_id in standing.unit_ids:
        return proposal.unit.name
    host = Organization.objects.host()
    return host.name if host else str(_("Penyelenggara"))


def write_event(
    proposal, step: str, *, actor, title: str, reason: str = "", before: str = "", is_public: bool = True,
    office: str = "", decision: Decision | None = None,
):  # fmt: skip
    """One row of the history (Riwayat usulan); `is_public=False` keeps it on staff pages."""
    return Event.objects.create(
        proposal=proposal, step=step, title=title[:TITLE_LENGTH], office=(office or office_of(actor, proposal))[:OFFICE_LENGTH],
        reason=reason, from_status=before, to_status=proposal.status, actor=account_of(actor), is_public=is_public,
        decision=decision,
    )  # fmt: skip
