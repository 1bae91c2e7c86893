"""/healthz answers while the process lives; /readyz says what is not ready, and why only to staff."""

import pytest
from django.utils import timezone

from jobs.models import WorkerHeartbeat


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


def test_readyz_sees_a_storage_that_is_gone(client, ready, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "tidak-ada"
    assert client.get("/readyz").json()["problems"] == {"storage": ""}
