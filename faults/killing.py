"""F01, F02: kill -9 of the web."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from faults.asking import ask, seconds_of
from faults.city import portal_of_city
from faults.crowd import Crowd, crowd_at
from faults.lengths import seconds
from faults.outcome import Outcome
from faults.portal import KillablePortal
from renja_portal.launcher.services import WEB_THREADS, WEB_WORKERS

KILL_EVERY, KILLS_OF_WORKER, RESTARTS = 2.0, 20, 3


def web_child() -> Outcome:
    outcome = Outcome(
        f"kill -9 of a random gunicorn child every {KILL_EVERY:.0f} s for {seconds():.0f} s",
        "ledger holds; failed requests ≤ kills × threads; what is sent again makes no second one; a child serves again < 3 s",
    )
    with portal_of_city() as portal, watched_web(portal) as ready:
        portal.start_worker()
        with crowd_at(portal) as crowd:
            kills = kill_children(portal, seconds(), ready)
        outcome.load = crowd.size
        judge_kills(outcome, crowd, kills, ready)
    return outcome


@contextmanager
def watched_web(portal: KillablePortal) -> Iterator[Path]:
    """The web runs; the folder names each child that is ready to serve, and since when."""
    ready = portal.folders.data / "ready"
    ready.mkdir()
    portal.environment["FAULTS_READY"] = str(ready)
    portal.web.arguments += ["--config", "python:faults.watched"]
    portal.start_web()
    yield ready


def kill_children(portal: KillablePortal, lasting: float, ready: Path) -> list[float]:
    """When each was killed (seconds since the epoch)."""
    until, kills = time.monotonic() + lasting, []
    while time.monotonic() < until:
        time.sleep(KILL_EVERY)
        child = random.choice(portal.web_children())
        child.kill()
        kills.append(time.time())
    end = time.monotonic() + 30
    while len(serving(portal, ready)) < WEB_WORKERS and time.monotonic() < end:
        time.sleep(0.05)
    return kills


def serving(portal: KillablePortal, ready: Path) -> list[psutil.Process]:
    return [child for child in portal.web_children() if (ready / str(child.pid)).exists()]


def judge_kills(outcome: Outcome, crowd: Crowd, kills: list[float], ready: Path) -> None:
    back = times_until_back(kills, ready)
    failed, most = crowd.trace.failed(), len(kills) * WEB_THREADS
    outcome.note(f"{len(kills)} kills, {len(crowd.trace.asked)} requests, {len(failed)} failed (≤ {most})")
    outcome.note(f"{len(crowd.shown)} numbers shown; a child serves again after {max(back):.1f} s at most")
    outcome.note(f"p99 {seconds_of(crowd.trace.asked, 0.99):.2f} s")
    outcome.must(len(failed) <= most, f"{len(failed)} failed requests")
    outcome.must(max(back) < 3, f"a child came back after {max(back):.1f} s")
    outcome.must(len(crowd.shown) > 3, "hardly anything was sent")
    outcome.short += crowd.problems()


def times_until_back(kills: list[float], ready: Path) -> list[float]:
    """From each kill to the next child that was ready; a kill of one that was still starting counts from the last kill."""
    moments = sorted(float(path.read_text()) for path in ready.iterdir())
    after = [[moment - kill for moment in moments if moment > kill] for kill in kills]
    return [min(later) for later in after if later] or [float("inf")]


def whole_web() -> Outcome:
    outcome = Outcome(
        f"kill -9 of gunicorn with all its children in mid-load, {RESTARTS} times, and started again",
        "ledger holds; ready < 10 s; sessions survive",
    )
    with portal_of_city() as portal:
        portal.start_web()
        portal.start_worker()
        with crowd_at(portal) as crowd:
            ready = [_kill_and_start(portal) for _time in range(RESTARTS)]
            time.sleep(seconds() / 6)
        outcome.load = crowd.size
        session = crowd.people["submitters"][0]
        mine = ask(portal.address.host, portal.address.port, "/aspirasi/saya/", session=session)
        outcome.note(f"ready after {max(ready):.1f} s at most; {len(crowd.shown)} numbers shown")
        outcome.note(f"{len(crowd.trace.failed())} of {len(crowd.trace.asked)} requests failed")
        outcome.must(max(ready) < 10, f"ready after {max(ready):.1f} s")
        outcome.must(mine.status == 200, f"the session is gone ({mine.status})")
        outcome.must(len(crowd.shown) > 3, "hardly anything was sent")
        outcome.short += crowd.problems()
    return outcome


def _kill_and_start(portal: KillablePortal) -> float:
    time.sleep(seconds() / 6 * random.uniform(0.8, 1.2))
    portal.kill_web()
    return portal.start_web()
