"""A full hall: five hundred viewers follow the projector's page of one session while its results are taken.

Each viewer asks as `static/js/screen.js` does, with what it saw last; a few lines to the portal carry the questions of all.
"""

import datetime
import heapq
import http.client
import random
import statistics
import threading
import time
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

from forums.models import Activity, Forum
from meetings import running
from meetings.deciding import decide_item
from meetings.models import Sitting
from proposals.choices import Outcome, Status
from proposals.models import Proposal
from stakeholders.models import Membership, Role
from urusan.models import Urusan

VIEWERS, EVERY, LINES = 500, 2.5, 16  # seconds between two questions of one viewer; connections
RESULTS, PAUSE, YEAR = 8, 4.0, 2099


@dataclass(frozen=True)
class Following:
    """What the viewers got: share of 304, milliseconds of an answer, seconds until a result was seen."""

    viewers: int
    asked: int
    unchanged: float
    median_ms: float
    p95_ms: float
    seen_p95: float


@dataclass
class Hall:
    """The viewers: when each asks next, and the mark of the picture that it has."""

    due: list[tuple[float, int]]
    marks: list[str] = field(default_factory=lambda: [""] * VIEWERS)
    times: list[float] = field(default_factory=list)
    unchanged: int = 0
    decided: dict[str, float] = field(
        default_factory=dict
    )  # number of a proposal → when its result was saved
    delays: dict[tuple[int, str], float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, viewer: int, answer: http.client.HTTPResponse, body: str, began: float) -> None:
        now = time.monotonic()
        with self.lock:
            heapq.heappush(self.due, (now + EVERY, viewer))
            self.times.append((now - began) * 1000)
            self.unchanged += answer.status == 304
            if answer.status == 200:
                self.marks[viewer] = answer.headers["ETag"]
            last = body.rpartition("screen-last")[2] if answer.status == 200 else ""
            for number, saved in self.decided.items():
                if number in last:
                    self.delays.setdefault((viewer, number), now - saved)


def time_viewers(host: str, port: int) -> Following:
    """Half a minute in the hall."""
    sitting, secretary = _prepare()
    path = f"/layar/{running.screen_token(sitting)}/isi/"
    now = time.monotonic()
    hall = Hall([(now + random.uniform(0, EVERY), viewer) for viewer in range(VIEWERS)])
    heapq.heapify(hall.due)
    over = threading.Event()
    lines = [threading.Thread(target=_ask, args=(hall, host, port, path, over)) for _ in range(LINES)]
    for line in lines:
        line.start()
    try:
        _take_results(hall, sitting, secretary)
    finally:
        over.set()
        for line in lines:
            line.join()
    times, delays = sorted(hall.times), sorted(hall.delays.values())
    return Following(
        VIEWERS, len(times), hall.unchanged / len(times), statistics.median(times), _p95(times), _p95(delays)
    )


def _p95(ordered: list[float]) -> float:
    return ordered[int(len(ordered) * 0.95)]


def _prepare() -> tuple[Sitting, object]:
    """A running session of its own with verified proposals, and who takes its results."""
    secretary = Membership.objects.in_force().filter(role=Role.SEKRETARIAT).first().user
    forum, now, hour = Forum.objects.create(plan_year=YEAR), timezone.now(), datetime.timedelta(hours=1)
    forum.phases.create(name="Forum", activities=[Activity.DECIDE], opens_at=now - hour, closes_at=now + hour)
    sitting = Sitting.objects.create(forum=forum, urusan=Urusan.objects.first())
    for order in range(1, RESULTS + 1):
        proposal = Proposal.objects.create(
            forum=forum, urusan=sitting.urusan, status=Status.VERIFIED, number=f"ASP-{YEAR}-{order:04d}", title=f"Usulan {order}",
            problem="Belum ada.", request="Titik internet publik.", is_citywide=True, submitted_at=now,
        )  # fmt: skip
        sitting.items.create(proposal=proposal, order=order)
    running.open_sitting(sitting, actor=secretary)
    return running.renew_screen(sitting, actor=secretary), secretary


def _take_results(hall: Hall, sitting: Sitting, secretary) -> None:
    words = {"reason": "Disepakati.", "response": "Usulan diterima."}
    time.sleep(PAUSE)
    for item in sitting.items.select_related("proposal__forum", "sitting").order_by("order"):
        decide_item(item, actor=secretary, seen=0, outcome=Outcome.ACCEPTED, **words)
        with hall.lock:
            hall.decided[item.proposal.number] = time.monotonic()
        time.sleep(PAUSE)
    connection.close()


def _ask(hall: Hall, host: str, port: int, path: str, over: threading.Event) -> None:
    """One line: whoever is due asks next."""
    line = http.client.HTTPConnection(host, port, timeout=30)
    while not over.is_set():
        with hall.lock:
            is_due = hall.due and hall.due[0][0] <= time.monotonic()
            viewer = heapq.heappop(hall.due)[1] if is_due else None
        if viewer is None:
            time.sleep(0.002)
            continue
        began = time.monotonic()
        try:
            line.request(
                "GET", path, headers={"If-None-Match": hall.marks[viewer]} if hall.marks[viewer] else {}
            )
            answer = line.getresponse()
            hall.note(viewer, answer, answer.read().decode(), began)
        except (http.client.RemoteDisconnected, ConnectionResetError):  # closed while it was idle
            line.close()
            with hall.lock:
                heapq.heappush(hall.due, (time.monotonic(), viewer))
