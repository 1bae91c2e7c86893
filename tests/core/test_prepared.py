"""Statements that each connection plans once: known where they are asked, and planned anew when their tables change."""

import pytest
from django.db import NotSupportedError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.kept_sql import KeptRows, KeptSql
from core.prepared import forget_prepared
from forums.models import Phase
from tests.factories.forums import PhaseFactory

pytestmark = pytest.mark.django_db
LONGER = "ALTER TABLE forums_phase ALTER COLUMN name TYPE varchar(81)"
AS_BEFORE = "ALTER TABLE forums_phase ALTER COLUMN name TYPE varchar(80)"


def named(name: str, after: int):
    return Phase.objects.filter(name=name, pk__gt=after, note__contains="100%").order_by("pk")


@pytest.fixture
def kept(db) -> KeptRows[Phase]:
    forget_prepared()  # what other tests asked stays known in their connection
    return KeptRows(named, name="stand-in", after=-9)


def known(kept) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM pg_prepared_statements WHERE name = %s", [kept._statement.prepared.name]
        )
        return cursor.fetchone()[0]


def test_statement_is_known_after_it_was_asked_and_told_as_one_query(kept):
    assert known(kept) == 0
    with CaptureQueriesContext(connection) as asked:
        kept.rows(name="a", after=0)
        kept.rows(name="b", after=1)
    assert known(kept) == 1
    assert len(asked) == 2


def test_statements_of_one_text_have_one_name_and_others_another(kept):
    same = KeptRows(named, name="another stand-in", after=-10)
    other = KeptRows(lambda name: Phase.objects.filter(name=name), name="stand-in")
    names = [one._statement.prepared.name for one in (kept, same, other)]
    assert names[0] == names[1] != names[2]


def test_texts_that_look_like_places_or_quotes_are_values(kept):
    for name in ("$1", "%s", "100%", "O'Brien", "); DROP TABLE x; --"):
        phase = PhaseFactory(name=name, note="zu 100%")
        assert kept.rows(name=name, after=phase.pk - 1) == [phase]
        assert kept.rows(name=name, after=phase.pk) == []


def test_statement_without_values_is_asked_as_well():
    PhaseFactory()
    every = KeptSql(lambda: Phase.objects.order_by("pk").values_list("pk"))
    assert every.rows() == list(Phase.objects.order_by("pk").values_list("pk"))


@pytest.mark.django_db(transaction=True)
def test_new_connection_learns_it_again(kept):
    kept.rows(name="a", after=0)
    connection.close()
    assert kept.rows(name="a", after=0) == []
    assert known(kept) == 1


@pytest.fixture
def longer_names(transactional_db, kept):
    """The column has got another type since the statement was planned."""
    kept.rows(name="a", after=0)
    with connection.cursor() as cursor:
        cursor.execute(LONGER)
        yield
        cursor.execute(AS_BEFORE)


def test_changed_column_is_planned_anew(kept, longer_names):
    for _time in range(2):
        assert kept.rows(name="a", after=0) == []
    assert known(kept) == 1


def test_changed_column_is_told_within_a_transaction(kept, longer_names):
    with pytest.raises(NotSupportedError), transaction.atomic():
        kept.rows(name="a", after=0)
    with transaction.atomic():
        assert kept.rows(name="a", after=0) == []
