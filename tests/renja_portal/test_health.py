"""/healthz answers while the process lives; /readyz says what is not ready, and why only to staff."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from jobs.models import State as JobState
from jobs.models import WorkerHeartbeat
from notifications.models import State as LetterState
from tests.factories.jobs import JobFactory
from tests.factories.notifications import MessageFactory


@pytest.fixture
def ready(db, settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA_DIR = tmp_path
    return WorkerHeartbeat.objects.create(name="pekerja", seen_at=timezone.now())


def test_healthz_asks_nothing_of_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


def test_readyz_is_ready_when_all_is_well(client, ready):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "problems": {}})


def test_readyz_names_a_silent_worker_to_strangers_without_details(client, ready):
    ready.delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "problems": {"worker": ""}})


def test_readyz_tells_staff_why(client, ready, sekretariat):
    ready.delete()
    client.force_login(sekretariat)
    assert client.get("/readyz").json()["problems"] == {"worker": "Pekerja (worker) tidak berjalan."}


def test_readyz_tells_staff_what_failed_and_how_long_letters_wait(client, ready, sekretariat):
    client.force_login(sekretariat)
    quiet = {"failed_jobs": 0, "undelivered_letters": 0, "oldest_unsent_letter_seconds": 0}
    assert client.get("/readyz").json()["figures"] == quiet
    JobFactory(state=JobState.FAILED)
    MessageFactory(state=LetterState.FAILED)
    MessageFactory(not_before=timezone.now() - timedelta(minutes=10))
    answer = client.get("/readyz")
    figures = answer.json()["figures"]
    assert (answer.status_code, figures["failed_jobs"], figures["undelivered_letters"]) == (200, 1, 1)
    assert 600 <= figures["oldest_unsent_letter_seconds"] < 700


@pytest.mark.django_db(transaction=True)
def test_readyz_asks_nothing_more_of_a_database_that_is_away(client, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = settings.DATA_DIR = tmp_path
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    connection.close()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "problems": {"database": ""}})


def test_readyz_sees_a_storage_that_is_gone(client, ready, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "tidak-ada"
    assert client.get("/readyz").json()["problems"] == {"storage": ""}
