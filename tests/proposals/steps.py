"""The table of steps written down a second time, for tests: from which states, by whom, when."""

from django.db import transaction
from django.utils import timezone

from forums.models import Activity
from proposals.choices import ACCEPTED_STATES, Source, Status
from proposals.models import Proposal
from proposals.workflow import StepRefused, lock, take_step
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import OrganizationFactory

PROPOSER = {"owner", "colleague", "own verifikator", "own pimpinan"}
# product.md §4 once more: from which states, by whom.
EXPECTED = {
    "submit": ({Status.DRAFT}, PROPOSER),
    "send_by_phone": ({Status.DRAFT}, PROPOSER),
    "confirm_phone": ({Status.UNCONFIRMED}, {"sekretariat"}),
    "close_unreached": ({Status.UNCONFIRMED}, {"sekretariat"}),
    "cancel": ({Status.UNCONFIRMED}, PROPOSER),
    "record": ({Status.DRAFT}, {"sekretariat"}),
    "resubmit": ({Status.RETURNED}, PROPOSER),
    "complete_recorded": ({Status.RETURNED}, {"sekretariat"}),
    "withdraw": ({Status.SUBMITTED, Status.RETURNED, Status.VERIFIED}, PROPOSER),
    "verify": ({Status.SUBMITTED}, {"verifikator"}),
    "return": ({Status.SUBMITTED}, {"verifikator"}),
    "forward": ({Status.SUBMITTED}, {"verifikator"}),
    "merge": ({Status.SUBMITTED}, {"verifikator"}),
    "publish": ({Status.VERIFIED}, {"pimpinan"}),
    "publish_correction": ({*ACCEPTED_STATES, Status.DEFERRED}, {"pimpinan"}),
    "ask_review": ({Status.REJECTED}, PROPOSER),
}
WINDOWS = {
    "submit": {Activity.SUBMIT},
    "send_by_phone": {Activity.SUBMIT},
    "resubmit": {Activity.SUBMIT, Activity.VERIFY},
    "verify": {Activity.VERIFY},
    "return": {Activity.VERIFY},
    "forward": {Activity.VERIFY},
    "merge": {Activity.VERIFY},
    "publish": {Activity.DECIDE},
    "ask_review": {Activity.REVIEW},
}
UNTIL_LOCK = {"record", "complete_recorded", "publish_correction", "confirm_phone"}
NEEDS_REASON = {
    "close_unreached",
    "cancel",
    "record",
    "withdraw",
    "return",
    "forward",
    "merge",
    "publish",
    "publish_correction",
    "ask_review",
}
OF_PAPER = {"record", "complete_recorded"}
OF_PHONE = {"send_by_phone"}


def make(cast, status, step) -> Proposal:
    """A proposal in a state, also for what no portal would hold, such as a draft of a letter."""
    owner = None if step in OF_PHONE else cast.people["owner"]
    return ProposalFactory(
        forum=cast.forum, status=status, proposer=owner, organization=cast.organization,
        unit=cast.unit, source=Source.SURAT if step in OF_PAPER else Source.PORTAL, source_basis="Surat 1",
        consent_version="2026-1-telepon" if step in OF_PHONE else "",
    )  # fmt: skip


def extras(step, cast) -> dict:
    """What the state behind a step demands beside it."""
    return {
        "submit": {"number": "ASP-2028-0900", "submitted_at": timezone.now()},
        "send_by_phone": {"number": "ASP-2028-0900", "submitted_at": timezone.now()},
        "record": {"number": "ASP-2028-0900", "submitted_at": timezone.now()},
        "forward": {"forwarded_to": OrganizationFactory()},
        "merge": {"parent": ProposalFactory(forum=cast.forum)},
        "publish": {"target": Status.ACCEPTED},
        "publish_correction": {"target": Status.DEFERRED},
    }.get(step, {})


def attempt(proposal, step, actor, **extra) -> str:
    """Take a step and undo it: the state it led to, or "refused"."""
    try:
        with transaction.atomic():
            taken = take_step(lock(proposal), step, actor=actor, reason="Alasan.", **extra).status
            transaction.set_rollback(True)
    except StepRefused as refused:
        return "refused" if refused.message else "refused without a word"
    return taken


def actor_of(cast, step):
    return cast.people[sorted(EXPECTED[step][1])[-1]]
