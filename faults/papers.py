"""F15, F16: a document that needs more memory or more time than there is."""

import time
from typing import Any

from faults.asking import seconds_of
from faults.city import portal_of_city
from faults.crowd import Crowd, crowd_at
from faults.lengths import seconds
from faults.outcome import Outcome
from faults.portal import KillablePortal

MEMORY_MB, WALL_SECONDS = 400, 15
BOMBS = 400
LONGEST = 400_000  # characters, as the editor takes them
PATIENCE = 150  # seconds for one document
SLOWER, NOISE = 0.05, 1.5  # seconds by which, or times as long as before, 95 % of the pages may take


def out_of_memory() -> Outcome:
    outcome = Outcome(
        f"the plan's PDF with two tables of {LONGEST:,} characters in its text, while a typesetter may take {MEMORY_MB} MB (RLIMIT_AS)",
        "only the child dies; the job failed with advice; other pages take as long as before (p95 ≤ 1.5 times); the worker goes on",
    )
    row = "<tr><td>Baris</td><td>panjang</td><td>sekali</td></tr>"
    html = "<table>" + row * (LONGEST // len(row)) + "</table>"
    return _try(outcome, {"PDF_MEMORY_MB": str(MEMORY_MB)}, html, "terlalu besar")


def endless() -> Outcome:
    outcome = Outcome(
        f"the plan's PDF with {BOMBS} tables of colspan 65534 and much text, while it may take {WALL_SECONDS} s",
        "killed at the limit; no more than 2 further tries; the worker makes the next document; other pages are served as before",
    )
    bomb = '<table><tr><td colspan="65534" rowspan="65534">x</td></tr></table>'
    html = (bomb * BOMBS + "<p>" + "Naskah tanpa akhir. " * LONGEST)[: LONGEST - 4] + "</p>"
    return _try(outcome, {"PDF_SECONDS": str(WALL_SECONDS)}, html, "batas waktu")


def _try(outcome: Outcome, limits: dict[str, str], html: str, reason: str) -> Outcome:
    with portal_of_city(limits) as portal:
        portal.start_web()
        portal.start_worker()
        with crowd_at(portal, submitters=1, readers=3, staff=0, pace=0.2) as crowd:
            time.sleep(seconds() / 4)
            began, worker = time.monotonic(), portal.worker.process.pid
            told = _order(portal, html)
            ended = time.monotonic()
            following = _order(portal, "<p>Ringkas.</p>")
        outcome.load = crowd.size
        outcome.note(
            f"{told['state']} after {ended - began:.0f} s, {told['attempts']} attempt: “{told['error']}”"
        )
        outcome.note(f"the next document is {following['state']}")
        _compare(outcome, crowd, began, ended)
        outcome.must(told["state"] == "failed" and reason in told["error"], f"the job is {told}")
        outcome.must(told["attempts"] <= 3, f"{told['attempts']} attempts")
        outcome.must(following["state"] == "done", f"the next document is {following}")
        outcome.must(
            portal.worker.is_alive() and portal.worker.process.pid == worker, "the worker did not survive"
        )
        outcome.must(not crowd.trace.failed(), f"failed: {dict(crowd.trace.statuses())}")
        outcome.short += crowd.problems()
    return outcome


def _order(portal: KillablePortal, html: str) -> dict[str, Any]:
    """What became of the job that makes the document with this chapter."""
    plan = portal.ask_inside("plans")[0]
    portal.ask_inside("write_chapter", plan, html)
    job, end = (
        portal.ask_inside("order_pdf", plan, f"Kelurahan {time.monotonic()}"),
        time.monotonic() + PATIENCE,
    )
    while (told := portal.ask_inside("job_told", job))["state"] in (
        "queued",
        "running",
    ) and time.monotonic() < end:
        time.sleep(0.3)
    return told


def _compare(outcome: Outcome, crowd: Crowd, began: float, ended: float) -> None:
    """All pages but the plan's own, which shows that long text itself."""

    def p95(start: float, end: float) -> float:
        asked = [one for one in crowd.trace.since(start, end) if one.who == "Reader"]
        return seconds_of([one for one in asked if not one.path.startswith("/renja/")], 0.95)

    before, during = p95(0, began), p95(began, ended)
    outcome.note(f"p95 of other pages {before * 1000:.0f} ms before, {during * 1000:.0f} ms meanwhile")
    outcome.must(during <= max(before + SLOWER, before * NOISE), "pages became slower")
