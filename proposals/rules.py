"""Who may do what with a proposal. Each permission once; lists agree through `visible_to`."""

import rules

from proposals.choices import EDITABLE_STATES, UNPUBLISHED_STATES, Source, Status
from proposals.holder import held_by
from stakeholders.rules import (
    has_delegation,
    is_host_staff,
    is_perencana,
    is_pimpinan,
    is_sekretariat,
    is_verifikator,
    standing_of,
)


@rules.predicate
def is_own(user, proposal) -> bool:
    """The person's own proposal, or one of an organisation that they belong to; or who holds its secret link."""
    if proposal is None:
        return False
    if held_by(user):
        return held_by(user) == proposal.pk
    mine = proposal.proposer_id is not None and proposal.proposer_id == user.pk
    return mine or proposal.organization_id in standing_of(user).organization_ids


@rules.predicate
def is_submitted(user, proposal) -> bool:
    return proposal is not None and proposal.status not in UNPUBLISHED_STATES


@rules.predicate
def is_unpublished(user, proposal) -> bool:
    """A draft, or sent by telephone and not confirmed: nobody works on it, and the public does not know it."""
    return proposal is not None and proposal.status in UNPUBLISHED_STATES


@rules.predicate
def is_recorded_for_others(user, proposal) -> bool:
    """The secretariat typed it in: it came on paper or in speech."""
    return proposal is not None and proposal.source != Source.PORTAL


@rules.predicate
def is_editable(user, proposal) -> bool:
    return proposal is not None and proposal.status in EDITABLE_STATES


@rules.predicate
def handles_it(user, proposal) -> bool:
    """The proposal is with one of the user's bidang, or with no bidang yet. True where no proposal is named."""
    return proposal is None or proposal.unit_id is None or proposal.unit_id in standing_of(user).unit_ids


@rules.predicate
def is_open_to_all(user, proposal) -> bool:
    """Its content is not withheld (UU 14/2008)."""
    return proposal is not None and not proposal.is_withheld


@rules.predicate
def takes_support(user, proposal) -> bool:
    return proposal is not None and proposal.status not in (Status.WITHDRAWN, Status.FORWARDED)


verifies = is_verifikator & handles_it & ~is_own & ~is_unpublished
# Who works on it. The same truth as `ProposalQuerySet.handled_by`; asked without a proposal: whose pages these are.
handles = (is_sekretariat & ~is_own & ~is_unpublished) | verifies
corrects = (is_sekretariat | is_perencana) & ~is_own & ~is_unpublished

rules.add_perm("proposals.view", is_submitted | is_own)
rules.add_perm("proposals.read_content", ((is_open_to_all | is_host_staff) & ~is_unpublished) | is_own)
rules.add_perm("proposals.edit", is_own & is_editable)
rules.add_perm("proposals.submit", is_own)
rules.add_perm("proposals.withdraw", is_own)
rules.add_perm("proposals.ask_review", is_own)
rules.add_perm("proposals.support", rules.is_authenticated & is_submitted & takes_support & ~is_own)
rules.add_perm("proposals.see_contact", (is_host_staff & ~is_unpublished) | is_own)
rules.add_perm("proposals.ask", rules.is_authenticated & is_submitted & is_open_to_all)
rules.add_perm("proposals.answer_questions", is_sekretariat & ~is_own)
rules.add_perm("proposals.read_feedback", is_host_staff)
rules.add_perm("proposals.record_for_others", is_sekretariat)
rules.add_perm("proposals.tell_in_person", is_sekretariat)
rules.add_perm("proposals.confirm_phone", is_sekretariat & ~is_own)
rules.add_perm("proposals.open_queue", handles)
rules.add_perm("proposals.assign", handles)
rules.add_perm("proposals.verify", verifies)
rules.add_perm("proposals.record_result", handles)
rules.add_perm("proposals.correct_result", corrects)
rules.add_perm("proposals.open_results", handles | corrects)
rules.add_perm("proposals.publish", (is_pimpinan | has_delegation) & ~is_own & ~is_unpublished)
rules.add_perm("proposals.withhold", is_sekretariat & ~is_own & ~is_unpublished)
