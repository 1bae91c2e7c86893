"""F01 and F06 of `make faults` in short: kill -9 of web children and of the database, under a little load."""

import pytest

from faults.crowd import crowd_at
from faults.databases import kill_and_start, page_problems, recovery_seconds
from faults.killing import kill_children, times_until_back, watched_web
from renja_portal.launcher.services import WEB_THREADS
from tests.jobs.processes import wait_for

pytestmark = pytest.mark.django_db  # so that there are tables to copy
LASTING, AWAY = 6, 2  # seconds
LOAD = {"submitters": 2, "readers": 1, "staff": 1, "pace": 0.1}
LONGEST = 60  # seconds for what takes two, on a machine that is busy with other tests


def test_f01_killed_web_children_lose_nothing_and_come_back(portal):
    with watched_web(portal) as ready, crowd_at(portal, people=portal.people, **LOAD) as crowd:
        kills = kill_children(portal, LASTING, ready)
        wait_for(lambda: crowd.shown, LONGEST)
    assert len(kills) >= 2
    assert len(crowd.trace.failed()) <= len(kills) * WEB_THREADS
    assert max(times_until_back(kills, ready)) < LONGEST
    assert crowd.problems() == []


def test_f06_killed_database_is_told_as_away_and_comes_back(portal):
    if not portal.web.is_alive():
        portal.start_web()
    with crowd_at(portal, people=portal.people, **LOAD) as crowd:
        wait_for(lambda: crowd.shown, LONGEST)
        before = len(crowd.shown)
        _away, back = kill_and_start(portal, AWAY)
        wait_for(lambda: len(crowd.shown) > before, LONGEST)
    trace = crowd.trace
    assert set(trace.statuses()) == {503}
    assert page_problems(trace) == []
    assert recovery_seconds(trace, back) < LONGEST
    assert portal.web.is_alive()
    assert crowd.problems() == []
