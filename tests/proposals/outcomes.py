"""A complete result of each kind, and the way to its publication, for tests."""

from decimal import Decimal

from proposals.choices import Outcome
from proposals.models import Proposal
from proposals.results import publish_result, record_result
from tests.factories.proposals import ProposalFactory, ReasonCodeFactory
from tests.factories.stakeholders import OrganizationFactory

WORDS = {"reason": "Sejalan dengan prioritas.", "response": "Usulan diterima."}


def given(outcome, forum) -> dict:
    """A complete result of each kind."""
    extra = {
        Outcome.ACCEPTED_WITH_CHANGES: lambda: {"agreed_volume": Decimal(120)},
        Outcome.FORWARDED: lambda: {"office": OrganizationFactory(name="Dinas Kesehatan")},
        Outcome.MERGED: lambda: {"parent": ProposalFactory(forum=forum, verified=True)},
        Outcome.REJECTED: lambda: {"reason_code": ReasonCodeFactory()},
    }.get(outcome, dict)
    return {"outcome": outcome, **WORDS, **extra()}


def publish(proposal, recorder, head, **result) -> Proposal:
    decision = record_result(proposal, actor=recorder, **result)
    return publish_result(decision, actor=head, seen=decision.version)
