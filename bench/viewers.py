"""A session in a full hall: hundreds follow the projector's page while the secretary takes results in the console."""

import json
import math
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from bench import hall, portal
from bench.client import Visitor
from forums.models import Activity, Forum
from meetings import running
from meetings.models import AgendaItem, Sitting
from proposals.choices import Outcome, Status
from proposals.models import Proposal
from renja_portal.launcher.folders import ROOT
from urusan.models import Urusan

RESULTS, PAUSE, YEAR = 6, 10.0, 2099  # seconds between two results: still quicker than people talk


@dataclass(frozen=True)
class Following:
    """Share of 304, milliseconds of an answer, seconds from "Simpan" to the viewers' eyes, and what it cost in shares of a core."""

    asked: int
    unchanged: float
    errors: int
    answer_ms: tuple[float, float]
    seen_seconds: tuple[float, float]
    missed: int
    saved_ms: float
    web_load: float
    client_load: float


def time_viewers(served: portal.Portal) -> Following:
    """About a minute."""
    sitting, secretary = _prepare(), Visitor(portal.HOST, served.port).sign_in("sekretariat")
    path = reverse("meetings:screen", args=[running.screen_token(sitting)])
    command = [sys.executable, "-m", "bench.hall", portal.HOST, str(served.port), path]
    web = served.services[0].process.pid
    began, spent = time.monotonic(), portal.cpu_seconds_of(web)
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as viewers:
        saved = _take_results(sitting, secretary)
        seen = json.loads(viewers.communicate(timeout=60)[0])
    seconds = time.monotonic() - began
    return _told(seen, saved, (portal.cpu_seconds_of(web) - spent) / seconds, seen["cpu_seconds"] / seconds)


def _told(
    seen: dict, saved: dict[str, tuple[float, float]], web_load: float, client_load: float
) -> Following:
    delays = [moment - saved[number][0] for number, moments in seen["results"].items() for moment in moments]
    missed = RESULTS * hall.VIEWERS - len(delays)
    return Following(
        asked=seen["asked"],
        unchanged=seen["unchanged"] / seen["asked"],
        errors=seen["errors"],
        answer_ms=_middle_and_p95(seen["times"]),
        seen_seconds=_middle_and_p95(delays + [math.inf] * missed),
        missed=missed,
        saved_ms=statistics.median(after - before for before, after in saved.values()) * 1000,
        web_load=web_load,
        client_load=client_load,
    )


def _middle_and_p95(found: list[float]) -> tuple[float, float]:
    ordered = sorted(found)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)]


def _prepare() -> Sitting:
    """A session of a forum of its own, begun, with as many verified proposals as results are taken."""
    secretary = User.objects.get(email="sekretariat@contoh.id")
    now, hour = timezone.now(), timedelta(hours=1)
    forum = Forum.objects.create(plan_year=YEAR, is_published=False)
    forum.phases.create(name="Forum", activities=[Activity.DECIDE], opens_at=now - hour, closes_at=now + hour)
    sitting = Sitting.objects.create(forum=forum, urusan=Urusan.objects.earliest("order", "pk"))
    for order in range(1, RESULTS + 1):
        proposal = Proposal.objects.create(
            forum=forum, urusan=sitting.urusan, status=Status.VERIFIED, number=f"ASP-{YEAR}-{order:04d}",
            title=f"Titik internet publik di balai warga RT {order}", problem="Warga mengurus layanan daring dari jauh.",
            request="Pemasangan titik internet publik.", is_citywide=True, submitted_at=now,
        )  # fmt: skip
        AgendaItem.objects.create(sitting=sitting, proposal=proposal, order=order)
    running.open_sitting(sitting, actor=secretary)
    shown = running.renew_screen(sitting, actor=secretary)
    connection.close()
    return shown


def _take_results(sitting: Sitting, secretary: Visitor) -> dict[str, tuple[float, float]]:
    """Save and go on, one after the other; number → when it was pressed and when it was answered."""
    console = reverse("meetings:console", args=[sitting.pk])
    saved = {}
    time.sleep(hall.OPENING + hall.EVERY)
    for item in sitting.items.select_related("proposal").order_by("order"):
        secretary.get(f"{console}?acara={item.pk}&hasil={Outcome.ACCEPTED}")
        pressed = time.monotonic()
        secretary.post(
            reverse("meetings:item_result", args=[sitting.pk, item.pk]),
            outcome=Outcome.ACCEPTED.value, version=str(item.proposal.version), seen_result="0", berikutnya="1",
        )  # fmt: skip
        saved[str(item.proposal.number)] = pressed, time.monotonic()
        time.sleep(PAUSE)
    connection.close()
    return saved
