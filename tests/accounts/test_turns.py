"""R01: a table is written for one person at a time; whoever wants two at once is told when to come back."""

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver
from django.utils import timezone

from accounts import turns
from accounts.models import Turn
from accounts.tasks import clear_daily_uses
from accounts.turns import ADDRESS_TIMES, one_at_a_time
from core.csv_export import csv_response
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CSV = "/aspirasi/unduh/usulan.csv"


@pytest.fixture(autouse=True)
def _one_turn(db, settings):
    settings.TABLES_AT_ONCE = 1


def request_of(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_r01_second_table_waits_until_the_first_is_told(client):
    user = UserFactory()
    view = one_at_a_time(lambda request: csv_response("a.csv", ["a"], [[n] for n in range(3)]))
    first = view(request_of(user))
    lines = iter(first)
    assert next(lines)
    client.force_login(user)
    answer = client.get(CSV)
    assert (answer.status_code, answer["Retry-After"]) == (429, "10")
    assert "masih disusun" in answer.content.decode()
    assert list(lines)
    assert client.get(CSV).status_code == 200


def test_r01_reader_who_goes_away_ends_the_turn():
    user = UserFactory()
    view = one_at_a_time(lambda request: csv_response("a.csv", ["a"], [[n] for n in range(3)]))
    first = view(request_of(user))
    next(iter(first))
    request_finished.disconnect(close_old_connections)  # it would take the test's own connection along
    try:
        first.close()
    finally:
        request_finished.connect(close_old_connections)
    assert view(request_of(user)).status_code == 200


def test_r01_failure_ends_the_turn():
    def broken(request):
        raise ValueError

    user = UserFactory()
    for _try in range(2):
        with pytest.raises(ValueError):
            one_at_a_time(broken)(request_of(user))


def test_r01_turn_of_a_process_that_died_is_over_after_a_while():
    user = UserFactory()
    lost = turns._take_turn(request_of(user))
    assert turns._take_turn(request_of(user)) is None
    with time_machine.travel(timezone.now() + turns.LONGEST):
        following = turns._take_turn(request_of(user))
        turns._end(lost)  # it comes back after all
        assert turns._take_turn(request_of(user)) is None
        turns._end(following)
        assert turns._take_turn(request_of(user))


def test_r01_turn_that_nobody_ended_is_cleared():
    turns._take_turn(request_of(UserFactory()))
    assert clear_daily_uses() == 0
    with time_machine.travel(timezone.now() + turns.LONGEST):
        assert clear_daily_uses() == 1
    assert not Turn.objects.exists()


def test_r01_turn_costs_two_questions(django_assert_num_queries):
    request = request_of(UserFactory())
    with django_assert_num_queries(2):
        assert one_at_a_time(lambda request: HttpResponse("a"))(request).status_code == 200


def test_r01_others_are_not_kept_waiting(client):
    assert turns._take_turn(request_of(UserFactory()))
    client.force_login(UserFactory())
    assert client.get(CSV).status_code == 200


def test_r01_address_of_strangers_has_some_places_and_no_more(client):
    request = RequestFactory().get(CSV, REMOTE_ADDR="192.0.2.7")
    request.user = AnonymousUser()
    taken = [turns._take_turn(request) for _n in range(ADDRESS_TIMES)]
    assert all(taken)
    assert "192.0.2.7" not in "".join(turn.who for turn in taken)
    assert client.get(CSV, REMOTE_ADDR="192.0.2.7").status_code == 429
    assert client.get(CSV, REMOTE_ADDR="192.0.2.8").status_code == 200


def test_r01_every_table_that_is_written_at_once_waits_for_its_turn():
    """Whatever is called a table in an address; files that lie ready are handed out at any time."""
    ready = {"statistics_table", "data_dictionary", "data_file", "frozen"}
    found = {
        name: pattern
        for name, pattern in tables(get_resolver().url_patterns)
        if name not in ready and not waits(pattern.callback)
    }
    assert found == {}


def tables(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from tables(pattern.url_patterns)
        elif str(pattern.pattern).endswith((".csv", ".xlsx")):
            yield pattern.name, pattern


def waits(view) -> bool:
    while view is not None:
        if view.__code__ is one_at_a_time(lambda request: None).__code__:
            return True
        view = getattr(view, "__wrapped__", None)
    return False
