"""R01: the queue of slow work is shared fairly and has an end."""

import pytest
from django.db import connection
from django.test import RequestFactory

from jobs.models import Job, State
from jobs.runner import claim_job
from jobs.services import QueueFull, enqueue
from renja_portal.middleware import PolicyMiddleware
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


def test_r01_one_job_of_a_person_is_done_at_a_time():
    greedy, other = UserFactory.create_batch(2)
    first, _second = JobFactory.create_batch(2, created_by=greedy)
    later = JobFactory(created_by=other)
    own = JobFactory()
    assert [claim_job().pk for _n in range(3)] == [first.pk, later.pk, own.pk]
    assert claim_job() is None


def test_r01_next_one_follows_when_the_first_is_done_or_lost():
    greedy = UserFactory()
    first, second = JobFactory.create_batch(2, created_by=greedy)
    claim_job()
    Job.objects.filter(pk=first.pk).update(state=State.DONE, lease_until=None)
    assert claim_job().pk == second.pk


def test_r01_workers_claim_one_after_the_other():
    """Two that look at the same moment would each find a job of the same person."""
    JobFactory()
    claim_job()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()"
        )
        assert cursor.fetchone()[0] == 1


def test_r01_person_may_order_so_many_and_the_same_again(settings):
    settings.JOBS_PER_PERSON = 2
    person = UserFactory()
    first = enqueue("a", key="1", actor=person)
    enqueue("a", key="2", actor=person)
    with pytest.raises(QueueFull, match="sudah memesan 2"):
        enqueue("a", key="3", actor=person)
    assert enqueue("a", key="1", actor=person) == first
    Job.objects.filter(pk=first.pk).update(state=State.DONE)
    enqueue("a", key="3", actor=person)


def test_r01_queue_has_an_end_for_people_and_none_for_the_worker(settings):
    settings.JOBS_WAITING = 2
    JobFactory.create_batch(3)
    for person in UserFactory.create_batch(2):
        enqueue("a", key=str(person.pk), actor=person)
    with pytest.raises(QueueFull, match="sedang penuh"):
        enqueue("a", key="x", actor=UserFactory())
    assert enqueue("a", key="x").created_by is None


def test_r01_full_queue_is_answered_by_429_with_a_time():
    request = RequestFactory().get("/")
    request.user = UserFactory()
    answer = PolicyMiddleware(None).process_exception(request, QueueFull("Antrean penuh."))
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "Antrean penuh." in answer.content.decode()
