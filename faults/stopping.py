"""F03, F04: a new release under load, and an end in the middle of a slow request."""

import os
import signal
import socket
import time
from contextlib import suppress
from threading import Thread

import psutil

from faults.asking import TOKEN, form_with_files, seconds_of
from faults.city import portal_of_city
from faults.crowd import Paper, Submitter, crowd_at
from faults.lengths import seconds
from faults.outcome import Outcome
from faults.portal import KillablePortal

RELEASES = 2
SLOW, LONGEST_END = 20.0, 45.0  # seconds


def deploy() -> Outcome:
    outcome = Outcome(
        f"a new release {RELEASES} times under load: renja-reload, as `systemctl reload renja-web` runs it",
        "0 failed requests; p99 < 2 s; nobody of the old code is left; ledger holds",
    )
    with portal_of_city() as portal:
        portal.start_web()
        portal.start_worker()
        with crowd_at(portal) as crowd:
            time.sleep(seconds() / 6)
            renewed = [_reload(portal) for _time in range(RELEASES)]
        outcome.load = crowd.size
        trace, p99 = crowd.trace, seconds_of(crowd.trace.asked, 0.99)
        longest = max(one.seconds for one in trace.asked)
        outcome.note(
            f"{len(trace.asked)} requests, {len(trace.failed())} failed {dict(trace.statuses()) or ''}"
        )
        outcome.note(f"p99 {p99:.2f} s, longest {longest:.1f} s; {len(crowd.shown)} numbers shown")
        outcome.must(not trace.failed(), f"{len(trace.failed())} failed")
        outcome.must(p99 < 2, f"p99 {p99:.2f} s")
        outcome.must(all(renewed), "somebody of the old code went on")
        outcome.short += crowd.problems()
    return outcome


def _reload(portal: KillablePortal) -> bool:
    """Whether nobody of before is left at the end."""
    before = [portal.web_master(), *portal.web_children()]
    portal.reload_web()
    time.sleep(seconds() / 6)
    return not any(_is_alive(one) for one in before)


def _is_alive(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def slow_request() -> Outcome:
    outcome = Outcome(
        f"SIGTERM to gunicorn and its children, as systemd sends it, while a file comes in over {SLOW:.0f} s",
        "the request is answered and the file kept; no new line is taken; ended ≤ 45 s",
    )
    with portal_of_city() as portal:
        portal.start_web()
        people = portal.ask_inside("enter", 1)
        writer = Submitter(portal.address.host, portal.address.port, session=people["submitters"][0])
        writer.begin()
        upload = SlowUpload(portal, people["submitters"][0], writer.key)
        upload.start()
        time.sleep(SLOW / 5)
        ended, refused = _end(portal)
        upload.join(timeout=SLOW)
        outcome.load = "one slow upload"
        outcome.note(f"answered {upload.answer or 'not at all'}; ended after {ended:.1f} s")
        outcome.must(" 302 " in upload.answer, f"the upload was answered {upload.answer!r}")
        outcome.must(refused, "a new line was served after SIGTERM")
        outcome.must(ended <= LONGEST_END, f"ended after {ended:.1f} s")
        kept = portal.ask_inside("files_of", writer.key)
        outcome.must(kept == [upload.paper.sha256], f"files kept: {kept}")
    return outcome


def _end(portal: KillablePortal) -> tuple[float, bool]:
    """Seconds until it has ended, and whether a new visitor was refused meanwhile."""
    began = time.monotonic()
    os.killpg(portal.web.process.pid, signal.SIGTERM)
    time.sleep(2)
    refused = not portal.is_answering()
    portal.web.process.wait(timeout=120)
    return time.monotonic() - began, refused


class SlowUpload(Thread):
    """A browser on a bad line: what it sends takes SLOW seconds. `answer`: the first line of what came back."""

    def __init__(self, portal: KillablePortal, session: str, key: str) -> None:
        super().__init__(daemon=True)
        self.address = portal.address.host, portal.address.port
        self.paper, self.answer = Paper.new(200_000), ""
        body, kind = form_with_files(files=self.paper)
        head = (
            f"POST /aspirasi/draf/{key}/lampiran/ HTTP/1.1\r\nHost: {self.address[0]}:{self.address[1]}\r\n"
            f"Cookie: sesi={session}; csrf={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\nContent-Type: {kind}\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        self.pieces = [head.encode(), *(body[at : at + 2000] for at in range(0, len(body), 2000))]

    def run(self) -> None:
        with socket.create_connection(self.address, timeout=60) as line:
            for piece in self.pieces:
                line.sendall(piece)
                time.sleep(SLOW / len(self.pieces))
            self.answer = line.recv(65536).decode(errors="replace").partition("\r\n")[0]
