"""How many persons support a proposal: stored with it, right after whatever happens."""

import pytest

from proposals.models import Proposal, Support
from proposals.results import publish_result
from proposals.services import support_proposal, withdraw_support
from proposals.verification import merge_proposal
from tests.factories.accounts import UserFactory
from tests.factories.proposals import DecisionFactory, ProposalFactory, SupportFactory

pytestmark = pytest.mark.django_db


def count(proposal: Proposal) -> int:
    return Proposal.objects.get(pk=proposal.pk).support_count


def test_support_counts_up_and_down_once_a_person(forum):
    proposal, first, second = ProposalFactory(forum=forum), UserFactory(), UserFactory()
    counts = []
    for step, user in (
        (support_proposal, first), (support_proposal, first), (support_proposal, second),
        (withdraw_support, first), (withdraw_support, first),
    ):  # fmt: skip
        step(proposal, actor=user)
        counts.append(count(proposal))
    assert counts == [1, 1, 2, 1, 1]


def test_merging_joins_the_supporters(forum, verifikator):
    parent, child = ProposalFactory.create_batch(2, forum=forum)
    both = SupportFactory(proposal=parent).user
    SupportFactory(proposal=child, user=both)
    SupportFactory(proposal=child)
    merge_proposal(child, actor=verifikator, parent=parent, reason="Sama isinya.")
    assert count(parent) == 2


def test_publishing_a_merger_joins_the_supporters(forum, pimpinan):
    parent, child = ProposalFactory.create_batch(2, forum=forum, verified=True)
    SupportFactory(proposal=parent)
    SupportFactory(proposal=child)
    decision = DecisionFactory(proposal=child, outcome="merged", parent=parent)
    publish_result(decision, actor=pimpinan, seen=decision.version)
    assert count(parent) == 2


def test_support_taken_back_counts_for_the_family(forum):
    parent = ProposalFactory(forum=forum, verified=True)
    child = ProposalFactory(forum=forum, status="merged", parent=parent)
    user = SupportFactory(proposal=child).user
    assert count(parent) == 1
    withdraw_support(child, actor=user)
    assert (count(parent), count(child), Support.objects.count()) == (0, 0, 0)
