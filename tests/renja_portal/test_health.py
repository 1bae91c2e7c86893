"""/healthz answers while the process lives; /readyz says what is not ready, and why only to staff."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from core.storage import DurableStorage
from jobs.models import State as JobState
from jobs.models import WorkerHeartbeat
from notifications.models import State as LetterState
from renja_portal.health import readiness
from tests.factories.jobs import JobFactory
from tests.factories.notifications import MessageFactory


@pytest.fixture
def ready(db, settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA_DIR = tmp_path
    return WorkerHeartbeat.objects.create(name="pekerja", seen_at=timezone.now())


def test_healthz_asks_nothing_of_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


@pytest.fixture
def outside(client):
    """`outside()`: what somebody elsewhere is told."""
    return lambda: client.get("/readyz", REMOTE_ADDR="203.0.113.9")


def test_readyz_is_ready_when_all_is_well(outside, ready):
    answer = outside()
    assert (answer.status_code, answer.json()) == (200, {"ready": True})
    assert answer["Cache-Control"] == "no-store"


def test_readyz_tells_strangers_that_something_is_wrong_and_no_more(outside, ready):
    ready.delete()
    answer = outside()
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


def test_readyz_tells_staff_why(client, ready, sekretariat):
    ready.delete()
    client.force_login(sekretariat)
    answer = client.get("/readyz", REMOTE_ADDR="203.0.113.9")
    assert answer.json()["problems"] == {"worker": "Pekerja (worker) tidak berjalan."}


def test_readyz_tells_why_on_this_machine_but_not_through_the_proxy(client, ready):
    ready.delete()
    assert set(client.get("/readyz").json()["problems"]) == {"worker"}
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        assert client.get("/readyz", headers={header: "127.0.0.1"}).json() == {"ready": False}


def test_readyz_tells_staff_what_failed_and_how_long_letters_wait(client, ready):
    quiet = {"failed_jobs": 0, "undelivered_letters": 0, "oldest_unsent_letter_seconds": 0}
    told = client.get("/readyz").json()
    assert (told["figures"], told["notes"]) == (quiet, {})
    JobFactory(state=JobState.FAILED)
    MessageFactory(state=LetterState.FAILED)
    MessageFactory(not_before=timezone.now() - timedelta(minutes=20))
    answer = client.get("/readyz")
    figures = answer.json()["figures"]
    assert (answer.status_code, figures["failed_jobs"], figures["undelivered_letters"]) == (200, 1, 1)
    assert 1200 <= figures["oldest_unsent_letter_seconds"] < 1300
    assert answer.json()["notes"] == {"letters": "Surat tertua menunggu 20 menit untuk dikirim."}


def test_scanner_that_answers_is_no_note_and_one_that_is_silent_is(client, ready, clamd):
    assert client.get("/readyz").json()["notes"] == {}
    clamd.mood = "drop"
    answer = client.get("/readyz")
    assert (answer.status_code, set(answer.json()["notes"])) == (200, {"scanner"})


def test_migration_that_was_not_run_is_named(client, ready):
    MigrationRecorder.Migration.objects.filter(app="jobs").delete()
    assert set(client.get("/readyz").json()["problems"]) == {"migrations"}


def test_storage_that_hangs_is_told_in_time_and_asked_no_more_than_twice(client, ready, monkeypatch):
    never, asked = Event(), []
    monkeypatch.setattr(readiness, "DISK_SECONDS", 0.05)
    monkeypatch.setattr(DurableStorage, "is_ready", lambda _storage: (asked.append(1), never.wait(20)))
    for _n in range(4):
        assert client.get("/readyz").json()["problems"]["storage"]
    assert len(asked) == 2
    never.set()


def test_database_that_is_slow_is_told_in_time(client, ready, monkeypatch):
    def slow():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(30)")

    monkeypatch.setattr(readiness, "STATEMENT_MS", 50)
    monkeypatch.setattr(readiness, "worker", slow)
    assert client.get("/readyz").json()["problems"] == {"database": "Basis data terlalu lambat menjawab."}
    assert connection.is_usable()


def test_readyz_asks_few_statements(client, ready, django_assert_max_num_queries):
    client.get("/readyz")
    with django_assert_max_num_queries(20):  # also those that bound the time of the others
        client.get("/readyz")


@pytest.mark.django_db(transaction=True)
def test_readyz_asks_nothing_more_of_a_database_that_is_away(client, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = settings.DATA_DIR = tmp_path
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    connection.close()
    answer = client.get("/readyz")
    assert (answer.status_code, set(answer.json()["problems"])) == (503, {"database"})


def test_readyz_sees_a_storage_that_is_gone(client, ready, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "tidak-ada"
    assert set(client.get("/readyz").json()["problems"]) == {"storage"}
