"""Counts that only tell how much waits."""

import pytest

from core import paging
from core.paging import count_each, count_each_up_to, count_up_to
from core.templatetags.renja import up_to_many
from forums.models import Forum
from proposals.models import Proposal
from tests.factories.proposals import ProposalFactory


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0"), (12, "12"), (1_000, "1.000"), (1_001, "1.000+"), (None, "–"), ("", "–")]
)
def test_many_is_told_as_many(count, words):
    assert up_to_many(count) == words


@pytest.mark.django_db
def test_count_goes_no_further_than_it_must():
    ProposalFactory.create_batch(3)
    rows = Proposal.objects.submitted().for_listing()
    assert [count_up_to(rows, most) for most in (1, 2, 3, paging.MANY)] == [2, 3, 3, 3]


@pytest.mark.django_db
def test_many_lists_are_counted_in_one_statement(django_assert_num_queries):
    ProposalFactory.create_batch(3)
    rows, forums = Proposal.objects.submitted().for_listing(), Forum.objects.all()
    nothing, impossible = Proposal.objects.none(), Proposal.objects.filter(pk__in=[])
    with django_assert_num_queries(1):
        assert count_each_up_to((rows, 9), (rows, 1), (nothing, 9), (forums, 9), (impossible, 9)) == [
            3, 2, 0, 1, 0,
        ]  # fmt: skip
    with django_assert_num_queries(1):
        assert count_each(rows, nothing, forums, rows.filter(status="x")) == [3, 0, 1, 0]


def test_no_list_is_not_counted():
    assert count_each_up_to() == count_each() == []
