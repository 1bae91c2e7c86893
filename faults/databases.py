"""F06: the database is killed, and comes back."""

import time

from faults.asking import LOST, Trace, seconds_of
from faults.city import portal_of_city
from faults.crowd import Crowd, crowd_at
from faults.lengths import seconds
from faults.outcome import Outcome
from faults.portal import KillablePortal

AWAY, LONGEST_RECOVERY = 10, 15  # seconds
SAFE = "Usulan dan draf yang sudah tersimpan tetap aman"


def killed() -> Outcome:
    outcome = Outcome(
        f"kill -9 of postmaster and backends during load, started again after {AWAY} s",
        "ledger holds; nothing but the 503 page, which says that drafts are safe; served again ≤ 15 s without a restart of the web",
    )
    with portal_of_city() as portal:
        portal.start_web()
        portal.start_worker()
        with crowd_at(portal) as crowd:
            time.sleep(seconds() / 3)
            away, back = kill_and_start(portal, AWAY)
            time.sleep(seconds() / 3)
        outcome.load = crowd.size
        judge(outcome, portal, crowd, away, back)
    return outcome


def kill_and_start(portal: KillablePortal, pause: float) -> tuple[float, float]:
    """When it went, and when it was told to start (monotonic)."""
    away = time.monotonic()
    portal.kill_database()
    time.sleep(pause)
    back = time.monotonic()
    portal.start_database()
    return away, back


def judge(outcome: Outcome, portal: KillablePortal, crowd: Crowd, away: float, back: float) -> None:
    trace = crowd.trace
    recovered = recovery_seconds(trace, back)
    outcome.note(
        f"{trace.statuses()[503]} × 503, {trace.statuses()[LOST]} lost, of {len(trace.asked)} requests"
    )
    outcome.note(f"a 503 took {_longest_refusal(trace, away, back):.1f} s at most")
    outcome.note(f"all served again {recovered:.1f} s after the start; {len(crowd.shown)} numbers shown")
    outcome.note(f"p99 afterwards {seconds_of(trace.since(back + recovered), 0.99):.2f} s")
    outcome.must(recovered <= LONGEST_RECOVERY, f"recovery took {recovered:.1f} s")
    outcome.must(trace.statuses()[503], "the fault was not felt")
    outcome.must(set(trace.statuses()) <= {503}, f"other failures: {dict(trace.statuses())}")
    outcome.must(portal.web.is_alive(), "the web ended")
    outcome.must(portal.worker.process is None or portal.worker.is_alive(), "the worker ended")
    outcome.short += page_problems(trace) + crowd.problems()


def recovery_seconds(trace: Trace, back: float) -> float:
    """From the start of the server to the end of the last request that failed."""
    late = [one.began + one.seconds for one in trace.failed() if one.began + one.seconds > back]
    return max(late, default=back) - back


def _longest_refusal(trace: Trace, away: float, back: float) -> float:
    return max((one.seconds for one in trace.since(away, back) if one.status == 503), default=0.0)


def page_problems(trace: Trace) -> list[str]:
    """What is wrong with the pages that people read meanwhile."""
    told = [f"a trace on a {status}" for status, page in trace.pages.items() if "Traceback" in page.text]
    page = trace.pages.get(503)
    if page and SAFE not in page.text:
        told.append("the 503 page does not say what is safe")
    if page and "retry-after" not in page.headers:
        told.append("no Retry-After")
    return told
