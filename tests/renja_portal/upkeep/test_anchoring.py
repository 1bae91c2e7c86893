"""L02: the end of the record leaves the portal once a day, and what was sent is compared with the record."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit.chain import chain_head
from audit.models import Entry
from audit.services import record
from jobs.worker import Worker
from notifications.models import Delivery, Message
from renja_portal.upkeep.anchoring import KIND
from renja_portal.upkeep.checking import order_daily_check

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive(settings):
    settings.AUDIT_ANCHOR_TO = ["arsip@contoh.go.id"]


def look(*, times: int = 1) -> list[Message]:
    for _time in range(times):
        order_daily_check()
        Worker().run_once()
    return list(Message.objects.filter(kind=KIND).order_by("to_email"))


def test_l02_anchor_goes_to_admins_and_to_the_archive_once_a_day(admin_user, perencana, time_machine):
    time_machine.move_to("2026-11-23 08:00+08:00")
    record("a", None)
    number, digest = chain_head()
    letters = look(times=2)
    assert {(letter.to_email, letter.delivery) for letter in letters} == {
        (admin_user.email, Delivery.DAILY),
        ("arsip@contoh.go.id", Delivery.ALWAYS),
    }
    assert all(f"{number}:{digest}" in letter.body for letter in letters)
    time_machine.shift(24 * 3600 + 60)
    assert len(look()) == 4


def test_l02_letter_of_before_finds_a_record_that_was_written_anew():
    """Every hash fits again, and yet it is another record."""
    record("a", None)
    anchor = "{}:{}".format(*chain_head())
    [letter] = look()
    assert anchor in letter.body
    call_command("verify_audit", anchor=tuple_of(anchor))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
    Entry.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")
    record("b", None)
    call_command("verify_audit")
    with pytest.raises(CommandError, match="rusak"):
        call_command("verify_audit", anchor=tuple_of(anchor))


def tuple_of(anchor: str) -> tuple[int, str]:
    number, _colon, digest = anchor.partition(":")
    return int(number), digest


def test_l02_broken_record_sends_no_anchor():
    entry = record("a", None)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
    Entry.objects.filter(pk=entry.pk).update(reason="lain")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")
    assert look() == []
