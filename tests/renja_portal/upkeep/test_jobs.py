"""Pekerjaan latar: what runs, what failed and why; trying again."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job, State, WorkerHeartbeat
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db
PAGE = "upkeep:jobs"


@pytest.fixture
def admin(client, admin_user):
    client.force_login(admin_user)
    return client


def shown(client, **query) -> str:
    answer = client.get(reverse(PAGE), query)
    assert answer.status_code == 200
    return answer.content.decode()


def failed(**about) -> Job:
    about = {"kind": "renja_pdf", "payload": {"year": 2028}, "error": "Renja belum memuat baris."} | about
    return JobFactory(state=State.FAILED, attempts=3, finished_at=timezone.now(), **about)


def test_failed_job_says_what_it_was_and_why(admin):
    job = failed(created_by=UserFactory(name="Siti Rahma"))
    text = shown(admin)
    for words in (
        "Dokumen Renja (PDF)",
        "Renja 2028",
        "Gagal",
        "Renja belum memuat baris.",
        "3 dari 3",
        "Siti Rahma",
    ):
        assert words in text
    assert reverse("upkeep:job_retry", args=[job.pk]) in text


def test_running_job_shows_how_far_it_is(admin):
    JobFactory(
        state=State.RUNNING, attempts=1, lease_until=timezone.now(), progress_done=3, progress_total=8, progress_text="Bab II"
    )  # fmt: skip
    text = shown(admin)
    assert 'value="3" max="8"' in text
    assert "Bab II" in text
    assert "Coba lagi" not in text


def test_job_that_waits_for_its_next_try_says_when(admin):
    JobFactory(attempts=1, error="Rujukan 12AB")
    assert "Dicoba lagi" in shown(admin)


def test_page_warns_when_no_worker_runs(admin):
    assert "Tidak ada pekerja yang berjalan" in shown(admin)
    WorkerHeartbeat.objects.create(name="a", seen_at=timezone.now())
    assert "Tidak ada pekerja yang berjalan" not in shown(admin)


def test_try_again_queues_the_job_and_keeps_the_filter(admin):
    job = failed()
    answer = admin.post(reverse("upkeep:job_retry", args=[job.pk]), {"daftar": "keadaan=failed"})
    assert answer.url == reverse(PAGE) + "?keadaan=failed"
    job.refresh_from_db()
    assert (job.state, job.max_attempts - job.attempts) == (State.QUEUED, 3)


def test_try_again_that_is_refused_says_why(admin):
    job = JobFactory(state=State.DONE)
    answer = admin.post(reverse("upkeep:job_retry", args=[job.pk]), follow=True)
    assert "tidak dalam keadaan gagal" in answer.content.decode()


def test_job_that_is_not_there_is_not_found(admin):
    assert admin.post(reverse("upkeep:job_retry", args=[uuid.uuid4()])).status_code == 404


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 3),
        ({"keadaan": "failed"}, 1),
        ({"jenis": "check_record"}, 1),
        ({"keadaan": "x", "jenis": "y"}, 3),
    ],
)
def test_filter_narrows(admin, query, count):
    failed()
    JobFactory(kind="check_record")
    JobFactory()
    assert len(admin.get(reverse(PAGE), query).context["rows"]) == count


def test_filter_answers_the_rows_alone(admin):
    part = admin.get(reverse(PAGE), {"keadaan": "failed"}, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="hasil"')
    assert "Tidak ada pekerjaan yang cocok" in part


def test_empty_list_says_what_will_be_here(admin):
    assert "Belum ada pekerjaan" in shown(admin)


def test_list_costs_the_same_for_one_and_three(admin):
    costs = []
    for rows in (1, 2):  # two more
        for number in range(rows):
            failed(key=f"{rows} {number}", created_by=UserFactory())
        with CaptureQueriesContext(connection) as captured:
            shown(admin)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 14
