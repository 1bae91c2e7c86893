"""Statements that Django writes once: the same rows as the read itself, for the values of each call."""

import datetime

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from core.kept_sql import KeptSql

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2027, 5, 3, 12, tzinfo=datetime.UTC)


def entries(action: str, at: datetime.datetime):
    rows = Entry.objects.filter(Q(action=action) | Q(object_label=action), at__gte=at, object_type="kind")
    return rows.order_by("pk").values_list("action", "object_label")


@pytest.fixture
def kept() -> KeptSql:
    return KeptSql(entries, action="stand-in", at=datetime.datetime(1, 2, 3, tzinfo=datetime.UTC))


@pytest.fixture
def written():
    for number, (action, label) in enumerate([("a", "x"), ("b", "a"), ("b", "x"), ("a", "late")]):
        hour = NOON + datetime.timedelta(hours=number)
        Entry.objects.create(
            action=action, object_label=label, object_type="kind", at=hour, hash=f"test {number}"
        )


def test_rows_are_those_of_the_read_for_each_value(kept, written):
    for action in ("a", "b", "x", "kind", "' OR 1=1 --"):
        for hours in (-1, 1, 3, 9):
            at = NOON + datetime.timedelta(hours=hours)
            assert kept.rows(action=action, at=at) == list(entries(action, at))


def test_rows_cost_one_statement_that_is_written_once(kept, written):
    built = []
    kept._build = lambda **values: built.append(values) or entries(**values)
    with CaptureQueriesContext(connection) as asked:
        for _time in range(3):
            kept.rows(action="a", at=NOON)
    assert (len(asked), len(built)) == (3, 1)


def test_stand_in_that_the_statement_does_not_hold_is_told():
    careless = KeptSql(lambda action, at: entries("always the same", at), action="stand-in", at=NOON)
    with pytest.raises(ValueError, match="not in the statement: action"):
        careless.rows(action="a", at=NOON)
