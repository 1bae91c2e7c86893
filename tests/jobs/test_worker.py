import signal
import time
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from jobs.models import Job, State, WorkerHeartbeat
from jobs.services import enqueue
from jobs.worker import Worker, do_chores
from tests.factories.jobs import JobFactory
from tests.jobs.processes import wait_for, worker_process

FULL = Path("/dev/full")
GROUP = Path("/proc/self/autogroup")
WITH_A_SLOW_HANDLER = """
import sys, time, django
django.setup()
from django.core.management import call_command
from jobs.registry import handler

@handler("lambat")
def work(job, report):
    report(0, 1, "mulai")
    time.sleep(float(job.payload["seconds"]))
    return {"attempt": job.attempts}

call_command("run_worker")
"""


@contextmanager
def working():
    """A worker in this process, beside the test."""
    worker = Worker(poll_seconds=0.05)
    thread = Thread(target=worker.run)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(10)
        assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_worker_does_what_is_queued_while_it_runs(handle):
    handle("uji", lambda job, report: {"key": job.key})
    with working():
        job = enqueue("uji", key="a")
        wait_for(lambda: Job.objects.get(pk=job.pk).state == State.DONE)


@pytest.mark.django_db(transaction=True)
def test_worker_says_that_it_lives_and_leaves_nothing_behind(only_chores):
    only_chores()
    WorkerHeartbeat.objects.create(name="lama", seen_at=timezone.now() - timedelta(days=2))
    assert not WorkerHeartbeat.objects.is_alive()
    with working() as worker:
        wait_for(WorkerHeartbeat.objects.is_alive)
        assert WorkerHeartbeat.objects.filter(name=worker.name).exists()
    assert not WorkerHeartbeat.objects.exists()


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
@pytest.mark.django_db(transaction=True)
def test_f12_worker_whose_log_takes_nothing_works_all_the_same():
    """F12: the disk of the log is full."""
    with FULL.open("wb", buffering=0) as log, worker_process(WITH_A_SLOW_HANDLER, says_to=log) as worker:
        wait_for(WorkerHeartbeat.objects.is_alive, 60)
        assert worker.poll() is None


@pytest.mark.skipif(not GROUP.exists(), reason="no time shared by session here")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("leads_session", [True, False])
def test_worker_stands_back_for_people_where_it_is_a_service(leads_session):
    """One that somebody started in a terminal leaves the rest of that terminal as it was."""
    before = GROUP.read_text()
    with worker_process(WITH_A_SLOW_HANDLER, leads_session=leads_session) as process:
        wait_for(WorkerHeartbeat.objects.is_alive, 60)
        group = Path(f"/proc/{process.pid}/autogroup").read_text()
    assert (group.split()[-2:] == ["nice", "10"]) is leads_session
    assert GROUP.read_text() == before


@pytest.mark.django_db(transaction=True)
def test_chores_go_on_while_a_long_job_runs(handle, only_chores):
    ticks = []
    only_chores(tick=lambda: ticks.append(1) or 0)

    def work(job, report):
        seen = len(ticks)
        wait_for(lambda: len(ticks) > seen + 2)
        return {}

    handle("uji", work)
    job = enqueue("uji", key="a")
    with working():
        wait_for(lambda: not Job.objects.get(pk=job.pk).is_active)
    assert Job.objects.get().state == State.DONE


@pytest.mark.django_db(transaction=True)
def test_worker_survives_the_loss_of_its_connections(handle, only_chores):
    only_chores()
    handle("uji", lambda job, report: {})
    with working():
        first = enqueue("uji", key="a")
        wait_for(lambda: Job.objects.get(pk=first.pk).state == State.DONE)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert cursor.fetchone()[0] >= 1
        second = enqueue("uji", key="b")
        wait_for(lambda: Job.objects.get(pk=second.pk).state == State.DONE)


@pytest.mark.django_db(transaction=True)
def test_worker_waits_longer_while_the_database_is_away(caplog):
    tries = []

    def work():
        tries.append(time.monotonic())
        if len(tries) == 4:
            worker.stop()
        raise OperationalError("server closed the connection unexpectedly")

    worker = Worker(poll_seconds=0.02)
    worker._keep_doing(work)
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses == sorted(pauses)
    assert "database trouble" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_unforeseen_error_ends_the_whole_worker():
    worker = Worker(poll_seconds=0.02)

    def work():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        worker._keep_doing(work)
    assert worker.stopping.is_set()


@pytest.mark.django_db
def test_broken_chore_does_not_hinder_the_others(only_chores, caplog):
    only_chores(broken=lambda: 1 // 0, good=lambda: 2)
    assert do_chores() == 2
    assert "chore broken failed" in caplog.text


def test_chore_without_database_is_the_workers_trouble(only_chores):
    def chore():
        raise OperationalError

    only_chores(mail=chore)
    with pytest.raises(OperationalError):
        do_chores()


@pytest.mark.django_db
def test_run_worker_once_does_all_that_is_due(handle, only_chores):
    letters = [3, 1, 0]
    only_chores(mail=lambda: letters.pop(0))
    handle("uji", lambda job, report: {})
    for _ in range(2):
        JobFactory()
    JobFactory(run_after=timezone.now() + timedelta(hours=1))
    out = StringIO()
    call_command("run_worker", "--once", stdout=out)
    assert out.getvalue() == "2 pekerjaan selesai dikerjakan.\n"
    assert letters == []
    assert Job.objects.filter(state=State.DONE).count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signalled_worker_finishes_what_it_holds_and_takes_nothing_new(number):
    held = enqueue("lambat", key="a", payload={"seconds": 1})
    with worker_process(WITH_A_SLOW_HANDLER) as process:
        wait_for(lambda: Job.objects.get(pk=held.pk).progress_text == "mulai")
        process.send_signal(number)
        waiting = enqueue("lambat", key="b", payload={"seconds": 0})
        output, _ = process.communicate(timeout=15)
    assert process.returncode == 0, output
    assert "Pekerja berhenti." in output
    assert Job.objects.get(pk=held.pk).state == State.DONE
    assert Job.objects.get(pk=waiting.pk).state == State.QUEUED
    assert not WorkerHeartbeat.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_job_of_a_killed_worker_is_done_by_the_next_one():
    job = enqueue("lambat", key="a", payload={"seconds": 0.5})
    with worker_process(WITH_A_SLOW_HANDLER) as process:
        wait_for(lambda: Job.objects.get(pk=job.pk).progress_text == "mulai")
        process.kill()
        process.wait()
    assert Job.objects.get(pk=job.pk).state == State.RUNNING
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    with worker_process(WITH_A_SLOW_HANDLER):
        wait_for(lambda: Job.objects.get(pk=job.pk).state == State.DONE)
    assert Job.objects.get(pk=job.pk).result == {"attempt": 2}


@pytest.mark.django_db(transaction=True)
def test_worker_process_may_ask_longer_than_the_web():
    script = WITH_A_SLOW_HANDLER.replace(
        'return {"attempt": job.attempts}',
        """
    from django.db import connection
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return {"limit": cursor.fetchone()[0]}
""",
    )
    job = enqueue("lambat", key="a", payload={"seconds": 0})
    with worker_process(script):
        wait_for(lambda: Job.objects.get(pk=job.pk).state == State.DONE)
    assert Job.objects.get(pk=job.pk).result == {"limit": "10min"}


@pytest.mark.django_db(transaction=True)
def test_interrupted_handler_ends_the_worker_and_keeps_the_lease(handle):
    """A second signal: the job is taken up again when its lease has run out."""

    def work(job, report):
        raise KeyboardInterrupt

    handle("uji", work)
    job = enqueue("uji", key="a")
    with pytest.raises(KeyboardInterrupt):
        Worker().run_once()
    assert Job.objects.get(pk=job.pk).state == State.RUNNING


@pytest.mark.django_db(transaction=True)
def test_handler_that_loses_its_connection_is_tried_again(handle):
    def work(job, report):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    handle("uji", work)
    job = enqueue("uji", key="a")
    assert Worker().run_once() == 1
    assert (Job.objects.get(pk=job.pk).state, Job.objects.get(pk=job.pk).attempts) == (State.QUEUED, 1)


def test_heartbeat_says_its_name():
    assert str(WorkerHeartbeat(name="host:1")) == "host:1"
