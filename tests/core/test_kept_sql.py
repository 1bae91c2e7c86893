"""Statements that Django writes once: the same rows as the read itself, for the values of each call."""

import datetime
from threading import Thread

import pytest
from django.db import connection
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from core.kept_sql import KeptRows, KeptSql, give_rows
from forums.models import Forum, Phase
from proposals.models import Proposal
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2027, 5, 3, 12, tzinfo=datetime.UTC)


def entries(action: str, at: datetime.datetime):
    rows = Entry.objects.filter(Q(action=action) | Q(object_label=action), at__gte=at, object_type="kind")
    return rows.order_by("pk").values_list("action", "object_label")


@pytest.fixture(params=[True, False], ids=["prepared", "plain"], autouse=True)
def prepared(request, settings) -> bool:
    settings.PREPARED_STATEMENTS = request.param
    return request.param


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


def test_rows_that_are_no_tuples_are_refused():
    with pytest.raises(ValueError, match="no values_list"):
        KeptSql(lambda: Entry.objects.all()).rows()


def test_clock_in_the_statement_is_told():
    standing_still = KeptSql(lambda action: entries(action, NOON), action="stand-in")
    with pytest.raises(ValueError, match="the clock is in the statement"):
        standing_still.rows(action="a")


def read_along(keys: list[int], label: str):
    rows = Proposal.objects.select_related("organization", "kelurahan__kecamatan", "parent")
    return rows.annotate(called=Concat(Value(label), "title")).filter(pk__any_of=keys).order_by("pk")


@pytest.fixture
def kept_rows() -> KeptRows:
    return KeptRows(read_along, keys=[-9], label="stand-in")


def test_models_are_those_of_the_read_with_what_it_reads_along(kept_rows, django_assert_num_queries):
    first, second, third = [*ProposalFactory.create_batch(2), ProposalFactory(from_organization=True)]
    for keys, label in (([first.pk, third.pk], "A: "), ([second.pk], "B: "), ([], "C: ")):
        expected = list(read_along(keys, label))
        with django_assert_num_queries(1):
            found = kept_rows.rows(keys=keys, label=label)
            assert found == expected
            assert [one.called for one in found] == [one.called for one in expected]
            for one, other in zip(found, expected, strict=True):
                assert one.__dict__.keys() == other.__dict__.keys()
                assert one.place_label == other.place_label
                assert one.organization == other.organization


def test_first_model_is_none_where_there_are_none(kept_rows):
    assert kept_rows.first(keys=[0], label="") is None


def test_models_are_read_in_each_thread_by_its_own_connection(kept_rows):
    kept_rows.rows(keys=[0], label="")
    used = []

    def read() -> None:
        used.append(connection.connection)
        kept_rows.rows(keys=[0], label="")
        used.append(connection.connection)
        connection.close()

    thread = Thread(target=read)
    thread.start()
    thread.join()
    assert used[0] is None
    assert used[1] not in (None, connection.connection)


def test_any_of_finds_as_in_does():
    keys = [one.pk for one in ProposalFactory.create_batch(3)]
    for asked in ([], keys[:1], keys[1:], [*keys, 0]):
        found = Proposal.objects.filter(pk__any_of=asked).order_by("pk")
        assert list(found) == list(Proposal.objects.filter(pk__in=asked).order_by("pk"))


def test_given_rows_are_not_read_again(django_assert_num_queries):
    proposal = ProposalFactory()
    phases = list(Phase.objects.filter(forum=proposal.forum_id))
    forum = Forum.objects.get(pk=proposal.forum_id)
    give_rows(forum, "phases", phases)
    with django_assert_num_queries(0):
        assert list(forum.phases.all()) == phases
        assert all(phase.forum is forum for phase in forum.phases.all())


@pytest.mark.parametrize(
    "build",
    [
        lambda keys: Proposal.objects.filter(pk__any_of=keys).prefetch_related("events"),
        lambda keys: Proposal.objects.filter(pk__any_of=keys).values("pk"),
    ],
    ids=["prefetched", "values"],
)
def test_what_one_statement_does_not_give_is_refused(build):
    with pytest.raises(ValueError, match="more than models of one statement"):
        KeptRows(build, keys=[-9]).rows(keys=[1])
