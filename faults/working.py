"""F05: kill -9 of the worker while it typesets and mails."""

import random
import time
from collections import Counter
from email import message_from_bytes

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from faults.city import portal_of_city
from faults.crowd import crowd_at
from faults.mail_server import MailServer
from faults.outcome import Outcome
from faults.portal import KillablePortal
from renja_portal.launcher.services import Service, worker_service

KILLS = 20
LONGEST = 4.0  # seconds from the start of a worker to its end
LEASE, TAKING = 120, 10  # seconds of a lease, and for the next worker to look


def killed() -> Outcome:
    outcome = Outcome(
        f"kill -9 of the worker at {KILLS} random points while it typesets the plan and mails receipts",
        "each job ends done, once in effect; a killed worker's lease ends ≤ 2 min; no half PDF is ever seen",
    )
    server = MailServer()
    server.start()
    with portal_of_city({"EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}) as portal:
        portal.start_web()
        with crowd_at(portal, submitters=1, readers=1, staff=0, pace=0.3) as crowd:
            _kill_often(portal, outcome)
        outcome.load = f"{crowd.size}, a planner who asks for PDFs again and again"
        _finish(portal, outcome)
        outcome.short += crowd.problems()
        _judge_letters(portal, server, outcome)
    server.stop()
    return outcome


def _kill_often(portal: KillablePortal, outcome: Outcome) -> None:
    """The first under the lease of an installation; the others under one of a second, while that one runs out."""
    plan, *others = portal.ask_inside("plans")
    slow, killed = _kill_in_the_middle(portal, plan)
    impatient = worker_service()
    impatient.arguments = ["-m", "faults.impatient_worker"]
    for kill in range(KILLS - 1):
        portal.ask_inside("order_pdf", (others or [plan])[kill % max(len(others), 1)], f"Kelurahan {kill}")
        _work_and_die(portal, impatient)
        outcome.short += half_files(portal)
    portal.start_worker()
    took = _wait_until_taken(portal, slow, killed)
    outcome.note(f"{KILLS} kills; the one under the full lease was taken over after {took:.0f} s")
    outcome.must(took <= LEASE + TAKING, f"its lease ended after {took:.0f} s")


def _kill_in_the_middle(portal: KillablePortal, plan: int) -> tuple[str, float]:
    """The job that a worker held when it was killed, and when."""
    job = portal.ask_inside("order_pdf", plan, "Kelurahan lama")
    portal.start_worker()
    end = time.monotonic() + 150  # for the worker to start, and for what it finds before
    while portal.ask_inside("job_state", job)[0] != "running" and time.monotonic() < end:
        time.sleep(0.1)
    portal.kill_worker()
    state, _began, _attempts = portal.ask_inside("job_state", job)
    if state != "running":
        raise RuntimeError(f"the worker was to be killed in the middle of a job, which is {state}")
    return job, time.time()


def _work_and_die(portal: KillablePortal, worker: Service) -> None:
    worker.start(portal.folders, portal.environment)
    time.sleep(random.uniform(0.5, LONGEST))
    worker.process.kill()
    worker.process.wait()


def half_files(portal: KillablePortal) -> list[str]:
    """Of the documents that anybody could be handed, those that are not whole."""
    told = []
    for path in (portal.folders.data / "media" / "reports").glob("*.pdf"):
        try:
            PdfReader(path).pages[-1]
        except (PyPdfError, IndexError, OSError) as error:
            told.append(f"{path.name} is no whole PDF: {error}")
    return told


def _wait_until_taken(portal: KillablePortal, job: str, killed: float) -> float:
    """Seconds from the kill to its next beginning."""
    end = time.monotonic() + LEASE + 60
    while time.monotonic() < end:
        _state, began, _attempts = portal.ask_inside("job_state", job)
        if began > killed:
            return began - killed
        time.sleep(0.5)
    return float("inf")


def _finish(portal: KillablePortal, outcome: Outcome) -> None:
    again = portal.ask_inside("finish_jobs")
    outcome.note(f"{again} jobs tried again by staff after three attempts")
    outcome.short += portal.ask_inside("jobs_problems") + half_files(portal)
    outcome.must(portal.worker.is_alive(), "the last worker ended")


def _judge_letters(portal: KillablePortal, server: MailServer, outcome: Outcome) -> None:
    arrived_all = portal.ask_inside("wait_for_letters", 60, True)
    told = portal.ask_inside("letters")
    arrived = Counter(message_from_bytes(letter)["Message-ID"] for letter in server.letters)
    doubled = sum(arrived[one] - 1 for one in told["ids"] if arrived[one])
    missing = [one for one in told["ids"] if not arrived[one]]
    outcome.note(f"{len(told['ids'])} receipts, {doubled} of them doubled under one Message-ID")
    outcome.must(arrived_all, f"letters still wait: {told['states']}")
    outcome.must(not missing, f"{len(missing)} letters noted as sent never arrived")
    outcome.must(doubled <= KILLS, f"{doubled} letters doubled")
