"""Kesehatan sistem: how each part stands, what to do about it, and who may read it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from audit.services import record
from core.money import number
from jobs.models import Job, WorkerHeartbeat
from jobs.models import State as JobState
from notifications.models import State as LetterState
from renja_portal.health import installation, queues
from renja_portal.health.findings import Standing
from renja_portal.health.overview import overview
from renja_portal.health.record import record_chain
from renja_portal.upkeep.checking import CHECK_RECORD, KEY, check_record, order_daily_check
from tests.factories.jobs import JobFactory
from tests.factories.notifications import MessageFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("upkeep:health")
GOOD, WATCH, WRONG = Standing.GOOD, Standing.WATCH, Standing.WRONG


@pytest.fixture
def admin(client, admin_user):
    client.force_login(admin_user)
    return client


@pytest.fixture
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA_DIR = tmp_path


def ago(**span):
    return timezone.now() - timedelta(**span)


def test_page_tells_every_part_with_its_state_and_what_to_do(admin, storage):
    answer = admin.get(PAGE)
    text = answer.content.decode()
    assert answer.status_code == 200
    for words in (
        "Kesehatan sistem",
        "Pekerja (worker)",
        "Salah",
        "Yang perlu dilakukan:",
        "renja-worker",
        "PostgreSQL",
    ):
        assert words in text
    assert 'hx-trigger="every 30s"' in text
    assert text.count("<h2") == len(answer.context["findings"]) == 10


def test_part_that_asks_again_is_the_same_without_its_frame_and_is_no_use_of_the_session(admin, storage):
    text = admin.get(PAGE + "?sejak=1", headers={"HX-Request": "true"}).content.decode()
    assert text.strip().startswith('<div id="kesehatan"')
    assert "sejak=1" in text
    assert "<html" not in text


def test_what_is_wrong_stands_first(admin, storage):
    standings = [one.standing for one in admin.get(PAGE).context["findings"]]
    assert standings == sorted(standings, key=[WRONG, WATCH, GOOD].index)
    assert standings[0] == WRONG


def test_only_admins_read_it(client, sekretariat, pimpinan):
    for user in (sekretariat, pimpinan):
        client.force_login(user)
        assert client.get(PAGE).status_code == 403


def test_page_asks_few_statements(admin, storage, clamd, django_assert_max_num_queries):
    MessageFactory.create_batch(3, state=LetterState.FAILED)
    JobFactory.create_batch(3, state=JobState.FAILED, finished_at=timezone.now())
    admin.get(PAGE)
    with django_assert_max_num_queries(18):
        admin.get(PAGE)


def test_menu_leads_there(admin):
    text = admin.get(reverse("upkeep:jobs")).content.decode()
    assert f'href="{PAGE}"' in text


# Workers, letters, jobs


def test_workers_are_counted_and_a_silent_one_is_told_with_its_time():
    assert queues.workers().standing == WRONG
    WorkerHeartbeat.objects.create(name="lama", seen_at=ago(minutes=10))
    silent = queues.workers()
    assert (silent.standing, "Terakhir terlihat" in silent.says) == (WRONG, True)
    WorkerHeartbeat.objects.create(name="baru", seen_at=timezone.now())
    assert (queues.workers().standing, queues.workers().says) == (GOOD, "1 pekerja berjalan.")


@pytest.mark.parametrize(("minutes", "standing"), [(5, GOOD), (20, WATCH), (150, WRONG)])
def test_letters_are_weighed_by_the_oldest(minutes, standing):
    MessageFactory(not_before=ago(minutes=minutes))
    assert queues.letters().standing == standing


def test_letters_that_did_not_arrive_lead_to_their_list():
    MessageFactory(state=LetterState.FAILED, created_at=ago(days=20))
    assert queues.letters().standing == GOOD
    MessageFactory(state=LetterState.FAILED)
    found = queues.letters()
    assert (found.standing, found.url) == (WATCH, reverse("upkeep:letters") + "?keadaan=tidak_sampai")


@pytest.mark.parametrize(("minutes", "standing"), [(5, GOOD), (20, WATCH), (150, WRONG)])
def test_jobs_are_weighed_by_the_oldest(minutes, standing):
    JobFactory(run_after=ago(minutes=minutes))
    assert queues.jobs().standing == standing


def test_failed_jobs_lead_to_coba_lagi():
    JobFactory(state=JobState.FAILED, finished_at=timezone.now())
    found = queues.jobs()
    assert (found.standing, found.url) == (WATCH, reverse("upkeep:jobs") + "?keadaan=failed")
    assert "Coba lagi" in found.advice


# The installation


@pytest.mark.parametrize(
    ("free", "standing"), [(500 * 1024**3, GOOD), (1024**3, WATCH), (100 * 1024**2, WRONG)]
)
def test_disk_is_weighed_by_what_is_free(monkeypatch, free, standing):
    usage = SimpleNamespace(free=free, total=1000 * 1024**3)
    monkeypatch.setattr(installation.shutil, "disk_usage", lambda path: usage)
    assert installation.disk().standing == standing


def test_storage_that_is_gone_is_wrong(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "tidak-ada"
    assert installation.storage().standing == WRONG


def test_scanner_is_told_with_what_waits_for_it(settings, clamd):
    assert installation.scanner().standing == GOOD
    clamd.mood = "drop"
    found = installation.scanner()
    assert (found.standing, "0 berkas menunggu" in found.says) == (WRONG, True)
    settings.UPLOAD_SCANNER = ""
    assert installation.scanner().standing == WATCH


@pytest.mark.parametrize(
    ("hours", "failed", "standing"),
    [(5, None, GOOD), (30, None, WATCH), (100, None, WRONG), (5, 1, WRONG), (5, 9, GOOD)],
)
def test_backup_is_weighed_by_its_age_and_by_what_failed_since(hours, failed, standing):
    state = SimpleNamespace(
        at=ago(hours=hours), age=timedelta(hours=hours), failed_at=ago(hours=failed) if failed else None, failure="disk penuh"
    )  # fmt: skip
    found = installation.finding_of(state)
    assert found.standing == standing
    assert ("disk penuh" in found.says) == (failed == 1)


def test_backup_that_never_was_is_wrong_but_in_the_demo(settings):
    assert installation.finding_of(None).standing == WRONG
    settings.DEMO = True
    assert installation.finding_of(None).standing == GOOD


# The record


def look_at_the_record(**when) -> Job:
    order_daily_check()
    job = Job.objects.get(kind=CHECK_RECORD, key=KEY)
    result = check_record(job, lambda done, total, text: None)
    Job.objects.update(state=JobState.DONE, result=result, finished_at=ago(**when))
    return job


def test_record_is_told_with_its_last_look(admin_user):
    record("forum.edit", None, actor=admin_user)
    assert record_chain().standing == WATCH
    look_at_the_record(hours=1)
    found = record_chain()
    assert (found.standing, f"nomor {number(Entry.objects.latest_number())}" in found.says) == (GOOD, True)
    Job.objects.update(finished_at=ago(days=3))
    assert record_chain().standing == WATCH


def test_record_that_is_broken_is_wrong():
    job = look_at_the_record(hours=1)
    Job.objects.filter(pk=job.pk).update(
        result={"count": 3, "head": [3, "x"], "breaks": [[2, "x"]], "break_count": 1}
    )
    assert record_chain().standing == WRONG


def test_all_is_good_where_all_is_good(settings, storage, clamd):
    settings.DEMO = True
    WorkerHeartbeat.objects.create(name="a", seen_at=timezone.now())
    look_at_the_record(hours=1)
    assert {one.label for one in overview() if one.standing != GOOD} <= {"Ruang disk"}
