"""kill -9 of web, worker and database while a session is held: what was answered is there, once, and the record holds."""

import random
import time

import pytest

from faults.portal import KillablePortal, killable_portal, open_workplace
from tests.meetings.busy_day import ITEMS, Doorkeeper, Secretary

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("launcher")]
ROUNDS = 2
PREPARE = "from tests.meetings.busy_day import prepare; import json; print(json.dumps(prepare()))"
FOUND = "from tests.meetings.busy_day import found; import json; print(json.dumps(found()))"


@pytest.fixture
def portal():
    with open_workplace() as folder, killable_portal(folder) as parts:
        yield parts


def kill_one_after_the_other(portal: KillablePortal, chance: random.Random) -> None:
    for kill, start in (
        (portal.kill_web, portal.start_web),
        (portal.kill_worker, portal.start_worker),
        (portal.kill_database, portal.start_database),
    ):
        time.sleep(chance.uniform(1, 3))
        kill()
        time.sleep(chance.uniform(0, 0.5))
        start()


def test_what_a_session_was_told_survives_every_kill(portal, record_property):
    prepared = portal.run(PREPARE)
    portal.start_web()
    portal.start_worker()
    place = {"host": portal.address.host, "port": portal.address.port}
    secretary = Secretary(
        **place, session=prepared["secretary"], sitting=prepared["sitting"], items=prepared["items"]
    )
    doorkeeper = Doorkeeper(**place, session=prepared["doorkeeper"])
    for person in (secretary, doorkeeper):
        person.start()
    for _round in range(ROUNDS):
        kill_one_after_the_other(portal, random.Random())
    time.sleep(2)
    for person in (secretary, doorkeeper):
        person.leave.set()
        person.join(timeout=100)

    assert secretary.strange + doorkeeper.strange == []
    assert min(secretary.failed, doorkeeper.failed) > 0  # the kills were felt
    guests = [*doorkeeper.confirmed, *doorkeeper.waiting]
    assert len(guests) > 20
    assert sum(secretary.saved.values()) > ITEMS // 2
    for start in range(0, len(guests), 50):  # the device sends everything once more
        assert set(doorkeeper.send(guests[start : start + 50]).values()) == {"recorded"}
    assert doorkeeper.strange == []

    there = portal.run(FOUND)
    assert there["is whole"]
    assert there["results"] == secretary.expected
    assert there["results recorded"] == sum(secretary.saved.values())
    assert there["nonces"] == sorted(guest["nonce"] for guest in guests)
    assert there["guests recorded"] == len(guests)
    assert portal.web.is_alive()
    assert portal.worker.is_alive()
    record_property("results", sum(secretary.saved.values()))
    record_property("guests", len(guests))
