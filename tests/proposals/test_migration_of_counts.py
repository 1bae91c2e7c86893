"""What the migration counts for proposals that were there before."""

import importlib

import pytest
from django.apps import apps

from proposals.models import Proposal
from tests.factories.proposals import ProposalFactory, SupportFactory

pytestmark = pytest.mark.django_db
migration = importlib.import_module("proposals.migrations.0003_search_columns")


def test_supporters_of_before_are_counted_once_a_person():
    parent = ProposalFactory(verified=True)
    child = ProposalFactory(forum=parent.forum, status="merged", parent=parent)
    both = SupportFactory(proposal=parent).user
    SupportFactory(proposal=child, user=both)
    SupportFactory(proposal=child)
    lonely = ProposalFactory()
    Proposal.objects.update(support_count=0)
    migration.count_supports(apps, None)
    found = dict(Proposal.objects.values_list("pk", "support_count"))
    assert found == {parent.pk: 2, child.pk: 2, lonely.pk: 0}
