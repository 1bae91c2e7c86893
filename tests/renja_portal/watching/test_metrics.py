"""/metrics: for whoever shows the token, right for several processes, and cheap for each request."""

import os
import re
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from django.conf import settings as conf
from django.utils import timezone

from jobs.models import State as JobState
from jobs.models import WorkerHeartbeat
from notifications.models import State as LetterState
from renja_portal.watching import metrics
from tests.factories.jobs import JobFactory
from tests.factories.notifications import MessageFactory

TOKEN = "t" * 40
SHOWN = {"Authorization": f"Bearer {TOKEN}"}
LINE = re.compile(r"^(renja_\w+)(\{[^}]*\})? ([\d.e+-]+)$", re.MULTILINE)


@pytest.fixture
def on(settings, db):
    settings.METRICS_TOKEN = TOKEN


def figures(client) -> dict[str, float]:
    answer = client.get("/metrics", headers=SHOWN)
    assert answer.status_code == 200
    return {f"{name}{labels}": float(value) for name, labels, value in LINE.findall(answer.content.decode())}


def test_nobody_is_told_without_a_token_in_the_settings(client, db):
    assert client.get("/metrics", headers=SHOWN).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("shown", ["", "Bearer salah", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer é"])
def test_whoever_shows_another_token_finds_nothing(client, on, shown):
    assert client.get("/metrics", headers={"Authorization": shown}).status_code == 404


def test_requests_are_counted_by_route_and_status(client, on):
    key = 'renja_requests_total{method="GET",route="help",status="2xx"}'
    before = figures(client).get(key, 0)
    client.get("/bantuan/?q=Siti")
    client.get("/bantuan/")
    now = figures(client)
    assert now[key] == before + 2
    assert (
        now['renja_request_seconds_bucket{le="+Inf",route="help"}']
        == now['renja_request_seconds_count{route="help"}']
    )
    assert not any("Siti" in name for name in now)


def test_jobs_letters_and_workers_are_told(client, on):
    now = timezone.now()
    JobFactory(kind="renja_pdf", run_after=now - timedelta(minutes=5))
    JobFactory(kind="renja_pdf", state=JobState.FAILED, finished_at=now)
    MessageFactory(not_before=now - timedelta(minutes=10))
    MessageFactory(state=LetterState.FAILED)
    WorkerHeartbeat.objects.create(name="a", seen_at=now)
    told = figures(client)
    assert told['renja_jobs{kind="renja_pdf",state="queued"}'] == 1
    assert told['renja_jobs{kind="renja_pdf",state="failed"}'] == 1
    assert 300 <= told["renja_jobs_oldest_waiting_seconds"] < 400
    assert told['renja_letters{state="undelivered"}'] == 1
    assert 600 <= told["renja_letters_oldest_due_seconds"] < 700
    assert told["renja_workers"] == told["renja_database_up"] == 1
    assert told["renja_disk_free_bytes"] > 0
    assert any(name.startswith("renja_build{") for name in told)


def test_database_that_is_away_leaves_the_counts(client, on, monkeypatch):
    from django.db import OperationalError

    from renja_portal.watching import gauges

    client.get("/bantuan/")
    monkeypatch.setattr(gauges.Job.objects, "order_by", lambda: (_ for _ in ()).throw(OperationalError()))
    told = figures(client)
    assert told["renja_database_up"] == 0
    assert told['renja_requests_total{method="GET",route="help",status="2xx"}'] >= 1


def test_a_look_asks_few_statements(client, on, django_assert_max_num_queries):
    figures(client)
    with django_assert_max_num_queries(10):
        figures(client)


def test_counting_a_request_costs_next_to_nothing(on):
    metrics.count_request("home", "GET", 200, 0.01)
    began = time.process_time()
    for _n in range(2_000):
        metrics.count_request("home", "GET", 200, 0.01)
    assert (time.process_time() - began) / 2_000 < 0.000_2  # about 7 µs; thirty times that is a fault


def test_folders_of_ended_parents_go(tmp_path, monkeypatch):
    monkeypatch.setattr(metrics.tempfile, "gettempdir", lambda: str(tmp_path))
    mine = metrics.folder_of_this_start()
    over = mine.parent / "999999999-1"
    over.mkdir()
    parent = psutil.Process(os.getppid())
    other_time = mine.parent / f"{parent.pid}-1"
    other_time.mkdir()
    assert metrics.folder_of_this_start() == mine
    assert mine.is_dir()
    assert not over.exists()
    assert not other_time.exists()


COUNTING = """
import os, sys, time
from renja_portal.watching import metrics
for _ in range({n}):
    metrics.count_request("home", "GET", 200, 0.01)
print("done", flush=True)
sys.stdin.read()
"""
READING = """
import prometheus_client as client
from prometheus_client import multiprocess
registry = client.CollectorRegistry()
multiprocess.MultiProcessCollector(registry)
print(client.generate_latest(registry).decode())
"""


def test_counts_of_several_processes_are_added_up(tmp_path):
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    start = {
        "cwd": Path(conf.BASE_DIR),
        "env": environment,
        "text": True,
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
    }
    counting = [subprocess.Popen([sys.executable, "-c", COUNTING.format(n=n)], **start) for n in (30, 70)]
    try:
        assert [one.stdout.readline() for one in counting] == ["done\n"] * 2
        counting[0].kill()  # what a process that died counted stays counted
        counting[0].wait()
        told = subprocess.run(
            [sys.executable, "-c", READING],
            cwd=conf.BASE_DIR,
            env=environment,
            text=True,
            capture_output=True,
            check=True,
        )
        assert 'renja_requests_total{method="GET",route="home",status="2xx"} 100.0' in told.stdout
    finally:
        for one in counting:
            one.kill()
            one.communicate()
