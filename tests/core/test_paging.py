"""Pages of long lists."""

import pytest

from core import paging
from core.paging import page_of, rows_between
from proposals.models import Proposal
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    ProposalFactory.create_batch(5)
    return Proposal.objects.submitted().for_listing().order_by("number")


@pytest.mark.parametrize(
    ("wanted", "number", "count"),
    [("1", 1, 2), ("3", 3, 1), ("9", 3, 1), ("x", 1, 2), (None, 1, 2), ("-1", 3, 1), ("1" * 400, 3, 1)],
)
def test_page_is_the_wanted_one_or_the_nearest(rows, wanted, number, count):
    page = page_of(rows, wanted, 2)
    assert (page.number, len(page), page.paginator.num_pages) == (number, count, 3)


def test_pages_hold_every_row_once_in_order(rows):
    found = [row.number for number in (1, 2, 3) for row in page_of(rows, number, 2)]
    assert found == list(rows.values_list("number", flat=True))


def test_page_asks_the_same_for_few_and_for_many(rows, django_assert_num_queries):
    for size in (1, 3):
        with django_assert_num_queries(3):  # how many, which, the rows
            list(page_of(rows, 1, size))


def test_long_list_is_counted_up_to_a_limit(rows, monkeypatch):
    monkeypatch.setattr(paging, "MOST", 4)
    page = page_of(rows, 9, 2)
    assert (page.number, page.paginator.count_in_words) == (2, "lebih dari 4")


def test_short_list_says_how_many(rows):
    assert page_of(rows, 1, 2).paginator.count_in_words == "5"


def test_rows_between_keep_what_is_read_along(rows, django_assert_num_queries):
    first, second = rows_between(rows, 1, 3)
    with django_assert_num_queries(0):
        assert first.forum.plan_year
        assert second.has_pending is False


def test_list_that_was_counted_is_not_counted_again(rows, django_assert_num_queries):
    rows.counted = 5
    with django_assert_num_queries(2):  # which, the rows
        assert page_of(rows, 3, 2).paginator.count_in_words == "5"


def test_list_that_is_slow_to_count_says_how_far(rows):
    rows.most = 3
    page = page_of(rows, 9, 2)
    assert (page.number, page.paginator.count_in_words) == (2, "lebih dari 3")


def test_empty_list_has_no_page_to_read(rows, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list(page_of(rows.filter(number="ASP-2028-9999"), 1, 2)) == []
