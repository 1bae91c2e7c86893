import errno
import logging
import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core.errors import NotAllowed
from jobs import runner
from jobs.models import Job, State
from jobs.runner import LeaseKeeper, LeaseLost, Reporter, claim_job, run_due_job
from jobs.services import JobFailed
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


def make_due() -> None:
    Job.objects.update(run_after=timezone.now() - timedelta(seconds=1))


def expire_lease() -> None:
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


def test_handler_runs_once_and_its_result_is_kept(handle):
    seen = []

    def work(job, report):
        seen.append((job.payload, job.state))
        report(2, 4, "Menyusun Bab II")
        return {"pages": 12}

    handle("uji", work)
    JobFactory(payload={"year": 2019})
    job = run_due_job()
    assert seen == [({"year": 2019}, State.RUNNING)]
    assert (job.state, job.result, job.attempts, job.lease_until) == (State.DONE, {"pages": 12}, 1, None)
    assert (job.progress_done, job.progress_total, job.progress_text) == (2, 4, "Menyusun Bab II")
    assert job.started_at <= job.finished_at
    assert run_due_job() is None


def test_handler_may_return_nothing(handle):
    handle("uji", lambda job, report: None)
    JobFactory()
    assert run_due_job().result == {}


def test_result_that_cannot_be_kept_fails_the_job_not_the_worker(handle):
    handle("uji", lambda job, report: {"pdf": b"%PDF"})
    JobFactory()
    assert run_due_job().error.startswith("Terjadi kesalahan yang tidak terduga.")


def test_jobs_run_oldest_first_and_not_before_their_time(handle):
    order = []
    handle("uji", lambda job, report: order.append(job.key))
    now = timezone.now()
    JobFactory(key="b", run_after=now - timedelta(minutes=1))
    JobFactory(key="a", run_after=now - timedelta(minutes=2))
    JobFactory(key="later", run_after=now + timedelta(minutes=2))
    while run_due_job():
        pass
    assert order == ["a", "b"]


@pytest.mark.parametrize("refusal", [JobFailed, NotAllowed])
def test_refusal_fails_at_once_with_its_text(handle, refusal):
    def work(job, report):
        raise refusal("Renja 2019 belum memuat baris.")

    handle("uji", work)
    JobFactory()
    job = run_due_job()
    assert (job.state, job.error, job.attempts) == (State.FAILED, "Renja 2019 belum memuat baris.", 1)
    assert job.finished_at is not None


@pytest.mark.parametrize("error", [ZeroDivisionError, DatabaseError, type("Fatal", (BaseException,), {})])
def test_unexpected_error_is_tried_three_times_then_told_with_a_reference(handle, caplog, error):
    def work(job, report):
        raise error("rahasia dapur")

    handle("uji", work)
    JobFactory()
    states = []
    for _ in range(3):
        job = run_due_job()
        states.append((job.state, job.attempts, job.run_after > timezone.now()))
        assert run_due_job() is None
        make_due()
    assert states == [(State.QUEUED, 1, True), (State.QUEUED, 2, True), (State.FAILED, 3, False)]
    reference = caplog.records[-1].args[2]
    assert job.error == (f"Terjadi kesalahan yang tidak terduga. Sebutkan rujukan {reference} kepada admin.")
    assert "rahasia" not in job.error
    assert caplog.records[-1].exc_info[1].args == ("rahasia dapur",)


def test_second_attempt_clears_what_the_first_one_said(handle):
    outcomes = [ZeroDivisionError("x"), None]

    def work(job, report):
        if error := outcomes.pop(0):
            report(3, 4, "hampir")
            raise error
        assert (job.error, job.progress_done, job.progress_text) == ("", 0, "")

    handle("uji", work)
    JobFactory()
    assert run_due_job().error
    make_due()
    job = run_due_job()
    assert (job.state, job.error, job.attempts) == (State.DONE, "", 2)


def test_unknown_kind_fails_with_a_clear_text():
    JobFactory(kind="tidak ada")
    assert run_due_job().error == "Jenis pekerjaan “tidak ada” tidak dikenal."


def test_running_job_is_left_alone_until_its_lease_ends(handle):
    handle("uji", lambda job, report: {})
    JobFactory()
    held = claim_job()
    assert timedelta(seconds=110) < held.lease_until - timezone.now() <= timedelta(seconds=120)
    assert run_due_job() is None
    expire_lease()
    job = run_due_job()
    assert (job.pk, job.state, job.attempts) == (held.pk, State.DONE, 2)


def test_job_whose_workers_keep_dying_is_given_up(handle):
    ran = []
    handle("uji", lambda job, report: ran.append(job.key))
    JobFactory(key="beracun")
    for _ in range(3):
        claim_job()
        expire_lease()
    JobFactory(key="sehat")
    assert run_due_job().key == "sehat"
    poison = Job.objects.get(key="beracun")
    assert (poison.state, poison.attempts) == (State.FAILED, 3)
    assert poison.error == "Pekerjaan terhenti beberapa kali sebelum selesai. Coba lagi, atau hubungi admin."
    assert ran == ["sehat"]


def test_late_worker_changes_nothing(handle):
    """Its lease ran out while it worked, and another one has finished the job."""

    def work(job, report):
        if job.attempts == 2:
            return {"by": "second"}
        expire_lease()
        run_due_job()
        return {"by": "first"}

    handle("uji", work)
    JobFactory()
    job = run_due_job()
    assert (job.state, job.result, job.attempts) == (State.DONE, {"by": "second"}, 2)


def test_late_worker_stops_at_its_next_report(handle, caplog):
    reached = []

    def work(job, report):
        if job.attempts == 2:
            return {"by": "second"}
        expire_lease()
        run_due_job()
        report(1, 2, "terlambat")
        reached.append("past the report")
        return {}

    handle("uji", work)
    JobFactory()
    assert run_due_job().result == {"by": "second"}
    assert reached == []
    assert "lease lost" in caplog.text


def test_report_writes_rarely_but_never_skips_the_end_or_a_new_step(handle, django_assert_num_queries):
    job = JobFactory(state=State.RUNNING, attempts=1, lease_until=timezone.now())
    report = Reporter(job, LeaseKeeper(job, 9))
    with django_assert_num_queries(3):
        for done in range(1, 101):
            report(done, 100, "Bab I" if done < 50 else "Bab II")
    job.refresh_from_db()
    assert (job.progress_done, job.progress_text) == (100, "Bab II")
    assert job.lease_until > timezone.now()


def test_report_stops_the_handler_once_the_keeper_lost_the_lease():
    job = JobFactory()
    keeper = LeaseKeeper(job, 9)
    keeper.lost.set()
    with pytest.raises(LeaseLost):
        Reporter(job, keeper)(1, 2, "")


@pytest.mark.django_db(transaction=True)
def test_lease_is_renewed_while_the_handler_works(handle, monkeypatch):
    monkeypatch.setattr(runner, "RENEW_SECONDS", 0.05)
    leases = []

    def work(job, report):
        leases.append(Job.objects.get(pk=job.pk).lease_until)
        for _ in range(100):
            time.sleep(0.02)
            now = Job.objects.get(pk=job.pk).lease_until
            if now > leases[0]:
                leases.append(now)
                return {}
        return {}

    handle("uji", work)
    JobFactory()
    assert run_due_job().state == State.DONE
    assert len(leases) == 2


@pytest.mark.django_db(transaction=True)
def test_keeper_notices_a_lost_lease():
    job = JobFactory(state=State.DONE, attempts=1)
    with LeaseKeeper(job, every_seconds=0.01) as keeper:
        assert keeper.lost.wait(5)


@pytest.mark.django_db(transaction=True)
def test_keeper_survives_a_row_that_the_handler_has_locked(caplog):
    caplog.set_level(logging.WARNING)
    job = JobFactory(state=State.RUNNING, attempts=1, lease_until=timezone.now())
    with transaction.atomic():
        Job.objects.select_for_update().get(pk=job.pk)
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("3s",)
        keeper = LeaseKeeper(job, every_seconds=0.01)
        with keeper:
            for _ in range(500):
                if "lease not renewed" in caplog.text:
                    break
                Event().wait(0.01)
    assert "lease not renewed" in caplog.text
    assert not keeper.lost.is_set()


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_job():
    first, second = JobFactory(), JobFactory()
    with transaction.atomic():
        taken = Job.objects.due().select_for_update(skip_locked=True).first()
        from_elsewhere = _in_other_connection(claim_job)
    assert {taken.pk, from_elsewhere.pk} == {first.pk, second.pk}


def _in_other_connection(function):
    def call():
        try:
            return function()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()


def test_f12_job_waits_for_room_on_the_disk_as_long_as_it_takes(handle):
    """F12: a full disk costs no attempt, and the job is done by itself once there is room."""
    full = [True]

    def work(job, report):
        if full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    handle("uji", work)
    JobFactory()
    for _time in range(5):
        make_due()
        job = run_due_job()
        assert (job.state, job.lease_until) == (State.QUEUED, None)
        assert job.error.startswith("Ruang penyimpanan penuh.")
        assert job.run_after > timezone.now()
    full.clear()
    make_due()
    assert run_due_job().state == State.DONE
