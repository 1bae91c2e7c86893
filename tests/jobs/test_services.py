from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from audit.models import Entry
from core.errors import NotAllowed
from jobs.models import Job, State
from jobs.services import JobFailed, enqueue, retry_job
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


def test_enqueue_keeps_a_waiting_job():
    user = UserFactory()
    job = enqueue("renja-pdf", key="renja:2019", payload={"year": 2019}, actor=user)
    job.refresh_from_db()
    assert (job.kind, job.key, job.payload, job.created_by) == (
        "renja-pdf",
        "renja:2019",
        {"year": 2019},
        user,
    )
    assert (job.state, job.attempts, job.max_attempts) == (State.QUEUED, 0, 3)
    assert job.is_active
    assert str(job) == "renja-pdf renja:2019"


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING])
def test_enqueue_again_gives_the_active_job(state):
    first = enqueue("a", key="1")
    Job.objects.update(state=state, lease_until=timezone.now())
    assert enqueue("a", key="1", payload={"other": True}) == first
    assert Job.objects.count() == 1


@pytest.mark.parametrize("state", [State.DONE, State.FAILED])
def test_enqueue_after_the_end_gives_a_new_job(state):
    first = enqueue("a", key="1")
    Job.objects.update(state=state)
    assert enqueue("a", key="1") != first


def test_enqueue_of_other_kind_or_key_is_another_job():
    assert len({enqueue("a", key="1").pk, enqueue("a", key="2").pk, enqueue("b", key="1").pk}) == 3


def test_enqueue_vanishes_with_the_callers_transaction():
    @transaction.atomic
    def verb():
        enqueue("a", key="1")
        raise NotAllowed

    with pytest.raises(NotAllowed):
        verb()
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_enqueue_at_the_same_moment_gives_one_job():
    found, queued, proceed = [], Event(), Event()

    def slow_verb():
        try:
            with transaction.atomic():
                found.append(enqueue("a", key="1").pk)
                queued.set()
                proceed.wait(5)
        finally:
            connection.close()

    def quick_verb():
        try:
            found.append(enqueue("a", key="1").pk)
        finally:
            connection.close()

    slow, quick = Thread(target=slow_verb), Thread(target=quick_verb)
    slow.start()
    queued.wait(5)
    quick.start()
    proceed.set()
    slow.join()
    quick.join()
    assert len(found) == 2
    assert len(set(found)) == 1


def test_retry_queues_a_failed_job_again(admin_user):
    job = JobFactory(state=State.FAILED, attempts=3, error="x", finished_at=timezone.now())
    again = retry_job(job, actor=admin_user)
    again.refresh_from_db()
    assert (again.pk, again.state, again.error, again.finished_at) == (job.pk, State.QUEUED, "", None)
    assert again.max_attempts - again.attempts == 3
    assert list(Job.objects.due()) == [again]
    assert Entry.objects.about(job).get().action == "job.retry"


@pytest.mark.parametrize("state", [State.QUEUED, State.DONE])
def test_retry_of_a_job_that_did_not_fail_is_refused(state, admin_user):
    with pytest.raises(NotAllowed, match="tidak dalam keadaan gagal"):
        retry_job(JobFactory(state=state), actor=admin_user)


def test_retry_is_for_admins(perencana):
    with pytest.raises(NotAllowed, match="Hanya admin"):
        retry_job(JobFactory(state=State.FAILED), actor=perencana)


def test_retry_beside_a_successor_is_refused(admin_user):
    failed = JobFactory(state=State.FAILED, key="1")
    enqueue(failed.kind, key="1")
    with pytest.raises(NotAllowed, match="sudah berjalan"):
        retry_job(failed, actor=admin_user)


def test_job_failed_is_text_for_people():
    assert JobFailed("Renja belum memuat baris.").message == "Renja belum memuat baris."
    assert issubclass(JobFailed, NotAllowed)


def test_reads_have_names():
    user = UserFactory()
    mine, failed = JobFactory(created_by=user, key="x"), JobFactory(state=State.FAILED, key="y")
    assert list(Job.objects.for_user(user)) == [mine]
    assert list(Job.objects.failed()) == [failed]
    assert list(Job.objects.active()) == [mine]
    assert list(Job.objects.about("uji", "y")) == [failed]
