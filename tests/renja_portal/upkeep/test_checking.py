"""Periksa rantai: a job recomputes the record, and the page says what it found."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit import chain
from audit.models import Entry
from audit.services import record
from core.errors import NotAllowed
from jobs.models import Job, State
from jobs.worker import Worker
from renja_portal.tasks import order_check
from renja_portal.upkeep.checking import CHECK_RECORD, chain_state, request_check
from renja_portal.workspace import waiting_for
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db
PAGE = "upkeep:record"


@pytest.fixture
def unguarded():
    """Somebody with the database in their hands."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


def check(actor) -> dict:
    request_check(actor=actor)
    Worker().run_once()
    return chain_state().result


def text_of(client) -> str:
    return client.get(reverse(PAGE)).content.decode()


def test_whole_chain_is_said_to_be_whole(client, admin_user):
    record("a", None)
    assert check(admin_user) == {
        "count": 2, "head": list(Entry.objects.values_list("id", "hash").first()), "breaks": [], "break_count": 0,
    }  # fmt: skip
    client.force_login(admin_user)
    number = f"{Entry.objects.first().pk:,}".replace(",", ".")
    assert f"Rantai utuh sampai catatan nomor {number}, diperiksa" in text_of(client)


def test_changed_entry_is_named(client, admin_user, unguarded):
    entry = record("a", None)
    Entry.objects.filter(pk=entry.pk).update(reason="lain")
    check(admin_user)
    client.force_login(admin_user)
    text = text_of(client)
    assert "Ditemukan 1 masalah" in text
    assert "isinya tidak cocok dengan sidiknya" in text


def test_end_that_was_cut_off_since_the_last_look_is_found(admin_user, unguarded):
    record("a", None)
    assert check(admin_user)["break_count"] == 0
    last = Entry.objects.first()
    Entry.objects.filter(pk=last.pk).delete()
    [[number, why]] = check(admin_user)["breaks"]
    assert (number, why) == (last.pk, "tidak ada lagi dengan sidik yang pernah dicatat")


def test_button_starts_one_job_and_says_so(client, pimpinan):
    client.force_login(pimpinan)
    for _press in range(2):
        answer = client.post(reverse("upkeep:record_check"), follow=True)
    assert "Pemeriksaan rantai dimulai." in answer.content.decode()
    assert Job.objects.get().kind == CHECK_RECORD
    assert Job.objects.get().created_by == pimpinan
    assert Entry.objects.filter(action="audit.check").count() == 2


def test_check_under_way_is_watched_by_its_part_alone(client, admin_user):
    request_check(actor=admin_user)
    client.force_login(admin_user)
    assert 'hx-trigger="every 2s"' in text_of(client)
    part = client.get(reverse(PAGE), headers={"HX-Request": "true", "HX-Target": "rantai"}).content.decode()
    assert part.strip().startswith('<section class="card stack-s" id="rantai"')
    assert "Periksa rantai</button>" not in part


def test_chain_is_looked_at_once_a_day_without_being_asked():
    assert [order_check(), order_check()] == [1, 0]
    Worker().run_once()
    assert chain_state().is_whole
    Job.objects.update(created_at=timezone.now() - timedelta(days=1, seconds=1))
    assert order_check() == 1


@pytest.mark.parametrize(("role", "told"), [("admin_user", True), ("pimpinan", True), ("sekretariat", False)])
def test_broken_chain_waits_among_the_work(request, role, told, admin_user, unguarded):
    entry = record("a", None)
    Entry.objects.filter(pk=entry.pk).update(reason="lain")
    check(admin_user)
    tasks = waiting_for(request.getfixturevalue(role))
    assert ("Rantai catatan audit yang rusak" in [task.label for task in tasks]) is told


def test_failed_check_says_why(client, admin_user):
    JobFactory(kind=CHECK_RECORD, key="rantai", state=State.FAILED, error="Rujukan 1234")
    client.force_login(admin_user)
    text = text_of(client)
    assert "Pemeriksaan terakhir gagal" in text
    assert "Rujukan 1234" in text
    assert "Belum diperiksa" in text


def test_check_is_for_admin_and_head(perencana):
    with pytest.raises(NotAllowed, match="Hanya admin dan pimpinan"):
        request_check(actor=perencana)
    assert not Job.objects.exists()


def test_long_chain_tells_how_far_it_is(monkeypatch, admin_user):
    monkeypatch.setattr(chain, "CHUNK", 2)
    for _n in range(5):
        record("a", None)
    heard = []
    chain.verify_chain(report=lambda done, total: heard.append((done, total)))
    assert heard == [(2, 5), (4, 5)]
