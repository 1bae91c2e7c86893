"""Ringkasan harian: one letter a person and day, each message in one at most, whatever becomes of the workers."""

import threading
import time
from datetime import timedelta

import pytest
from django.core import mail
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from notifications.digests import write_due_digests
from notifications.models import Delivery, Digest, Message, Preference, State, Wants
from notifications.outbox import send_due_messages
from notifications.services import cancel_unsent, next_morning, written_letter
from notifications.tasks import write_digests
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MessageFactory

pytestmark = pytest.mark.django_db


def news(**values) -> Message:
    """One that is due for the digest."""
    return MessageFactory(delivery=Delivery.DAILY, **values)


def test_what_matters_less_waits_for_the_next_morning():
    message = written_letter(
        to=UserFactory(), kind="a", subject="A", body="", key="a", delivery=Delivery.DAILY
    )
    local = timezone.localtime(message.not_before)
    assert (local.hour, local.minute) == (7, 0)
    assert timedelta() < message.not_before - timezone.now() <= timedelta(days=1)
    assert message.not_before == next_morning()
    assert (send_due_messages(), write_due_digests()) == (0, 0)


def test_a_day_of_news_is_one_letter():
    user = UserFactory()
    first, second = (
        news(to_user=user, url="/aspirasi/1/"),
        news(to_user=user, subject="Kedua", url="/aspirasi/2/"),
    )
    other = news(to_user=None, to_email="Warga@contoh.id")
    same = news(to_user=None, to_email="warga@contoh.id")
    assert write_digests() == 2
    assert send_due_messages() == 2
    assert write_digests() == 0
    mine, strangers = mail.outbox
    assert mine.subject.endswith("2 kabar")
    assert mine.body.index("/aspirasi/1/") < mine.body.index("2. Kedua")
    assert "/akun/pesan/" in mine.body
    assert strangers.to == ["Warga@contoh.id"]
    for message in (first, second, other, same):
        message.refresh_from_db()
        assert (message.state, message.digest.day) == (State.DIGESTED, timezone.localdate())
    assert not Message.objects.for_user(user).filter(kind="digest").exists()


def test_a_second_digest_on_the_same_day_waits_for_the_next():
    user = UserFactory()
    news(to_user=user)
    write_due_digests()
    late = news(to_user=user)
    assert write_due_digests() == 1
    late.refresh_from_db()
    assert (late.state, late.not_before, Digest.objects.count()) == (State.PENDING, next_morning(), 1)
    Digest.objects.update(day=timezone.localdate() - timedelta(days=1))
    Message.objects.filter(kind="digest").update(key="digest:gestern")
    Message.objects.filter(pk=late.pk).update(not_before=timezone.now())
    write_due_digests()
    late.refresh_from_db()
    assert (late.state, Digest.objects.count()) == (State.DIGESTED, 2)


@pytest.mark.parametrize("wants", [Wants.IMPORTANT, Wants.NOTHING])
def test_who_wants_less_gets_no_digest(wants):
    message = news()
    Preference.objects.create(user=message.to_user, wants=wants)
    write_due_digests()
    message.refresh_from_db()
    assert (message.state, Digest.objects.count()) == (State.KEPT, 0)
    assert Message.objects.for_user(message.to_user).count() == 1


def test_news_that_is_cancelled_is_in_no_digest():
    news(key="proposal:1:verified:1")
    assert cancel_unsent("proposal:1:") == 1
    assert write_due_digests() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_a_digest_costs_the_same_whatever_it_holds(rows, django_assert_max_num_queries):
    user = UserFactory()
    for _row in range(rows):
        news(to_user=user)
    with django_assert_max_num_queries(14):
        write_due_digests()


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_digest(in_thread):
    user = UserFactory()
    news(to_user=user)
    with transaction.atomic():
        write_due_digests()
        assert in_thread(write_due_digests) == 0  # the rows are taken: passed over, not waited for
    assert (Digest.objects.count(), Message.objects.filter(kind="digest").count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_meets_the_day_used_up_loses_nothing(in_thread):
    """News that was committed while another worker wrote this person's digest: for tomorrow, not lost, not sent twice."""
    user = UserFactory()
    first = news(to_user=user)
    with transaction.atomic():
        write_due_digests()
        late = in_thread(lambda: news(to_user=user))
        second = threading.Thread(target=in_thread, args=[write_due_digests])
        second.start()  # waits for the ledger's line
        time.sleep(0.1)
    second.join()
    first.refresh_from_db()
    late.refresh_from_db()
    assert (first.state, late.state, late.not_before) == (State.DIGESTED, State.PENDING, next_morning())
    assert (Digest.objects.count(), Message.objects.filter(kind="digest").count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_between_leaves_nothing_behind():
    """Its connection is cut while it waits at the ledger: all of its digest is undone, and the next worker writes it once."""
    message = news()
    pids, errors = [], []

    def work():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                pids.append(cursor.fetchone()[0])
            write_due_digests()
        except OperationalError as error:
            errors.append(error)
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE notifications_digest IN ACCESS EXCLUSIVE MODE")
        worker.start()
        wait_for_lock()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", pids)
        worker.join()
    assert errors
    message.refresh_from_db()
    assert (message.state, Message.objects.filter(kind="digest").exists()) == (State.PENDING, False)
    assert (write_due_digests(), write_due_digests(), Digest.objects.count()) == (1, 0, 1)


def wait_for_lock() -> None:
    """Until another connection waits at the ledger."""
    for _look in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'notifications_digest'::regclass"
            )
            if cursor.fetchone():
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits at the ledger")
