from datetime import timedelta
from io import StringIO
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit import guard
from audit.chain import chain_head, verify_chain
from audit.models import Entry
from audit.services import record
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def guarded(db):
    guard.install(connection)


@pytest.fixture
def unguarded(db):
    """What an intruder does who owns the table."""
    with connection.cursor() as cursor:
        cursor.execute(guard.ENTRIES.remove)


@pytest.fixture
def entries(unguarded):
    return [record(action, None, data={"n": 1, "huruf": "é"}) for action in ("a", "b", "c", "d")]


def faults():
    return [(fault.entry_id, fault.why) for fault in verify_chain().breaks]


def test_untouched_chain_is_whole(entries):
    report = verify_chain()
    assert report.whole
    assert (report.count, report.head) == (4, (entries[3].pk, entries[3].hash))
    assert report.head == chain_head()


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.dictionaries(st.text(max_size=9), JSON_VALUES, max_size=4), reason=st.text())
def test_chain_stays_whole_whatever_is_recorded(data, reason):
    record("a", None, reason=reason, data=data)
    assert verify_chain().whole


def test_empty_chain_is_whole():
    assert verify_chain().whole
    assert chain_head() is None


@pytest.mark.parametrize(
    "change",
    [
        {"reason": "lain"},
        {"actor_label": "Orang lain"},
        {"data": {"n": 2}},
        {"changed": ["status"]},
        {"object_id": "9"},
    ],
)
def test_l02_changed_entry_shows(entries, change):
    Entry.objects.filter(pk=entries[1].pk).update(**change)
    assert faults() == [(entries[1].pk, "isinya tidak cocok dengan sidiknya")]


def test_l02_changed_time_shows(entries):
    Entry.objects.filter(pk=entries[0].pk).update(at=entries[0].at - timedelta(seconds=1))
    assert faults() == [(entries[0].pk, "isinya tidak cocok dengan sidiknya")]


def test_l02_removed_entry_shows_at_the_next_one(entries):
    Entry.objects.filter(pk=entries[1].pk).delete()
    assert faults() == [(entries[2].pk, "tidak menyambung dengan catatan sebelumnya")]


def test_l02_cut_off_end_shows_against_an_anchor(entries):
    anchor = chain_head()
    Entry.objects.filter(pk__gte=entries[2].pk).delete()
    assert verify_chain().whole
    report = verify_chain(anchor=anchor)
    assert [fault.entry_id for fault in report.breaks] == [entries[3].pk]


@pytest.mark.parametrize("deed", [lambda rows: rows.update(reason="x"), lambda rows: rows.delete()])
def test_l02_database_refuses_change_and_removal(guarded, deed):
    entry = record("a", None)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        deed(Entry.objects.filter(pk=entry.pk))
    entry.refresh_from_db()
    assert entry.reason == ""


def test_l02_saving_an_entry_again_is_refused(guarded):
    entry = record("a", None)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        entry.save()


def test_erasing_a_person_leaves_the_chain_whole(guarded):
    actor = UserFactory(name="Siti Rahma")
    entry = record("a", None, actor=actor)
    actor.delete()
    entry = Entry.objects.for_listing().get(pk=entry.pk)
    assert entry.actor is None
    assert (entry.actor_label, entry.actor_name) == (f"Akun {entry.actor_id}", "Akun terhapus")
    assert verify_chain().whole


@pytest.mark.django_db(transaction=True)
def test_l02_simultaneous_entries_stand_in_one_line():
    def write():
        try:
            for _ in range(5):
                record("a", None)
        finally:
            connection.close()

    writers = [Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    report = verify_chain()
    assert report.whole
    assert report.count == 20


def test_verify_audit_says_the_chain_is_whole(entries):
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert out.getvalue() == f"Rantai audit utuh: 4 catatan, ujung {entries[3].pk}:{entries[3].hash}\n"


def test_verify_audit_of_nothing(unguarded):
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert out.getvalue() == "Rantai audit utuh: 0 catatan, ujung -\n"


def test_verify_audit_names_each_fault_and_fails(entries):
    Entry.objects.filter(pk=entries[1].pk).update(reason="lain")
    err = StringIO()
    with pytest.raises(CommandError, match="1 masalah pada 4 catatan"):
        call_command("verify_audit", stderr=err)
    assert err.getvalue() == f"Catatan {entries[1].pk}: isinya tidak cocok dengan sidiknya\n"


def test_l02_verify_audit_takes_an_anchor(entries):
    anchor = f"{entries[3].pk}:{entries[3].hash}"
    call_command("verify_audit", "--anchor", anchor, stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("verify_audit", "--anchor", f"{entries[3].pk}:{'0' * 64}", stderr=StringIO())
    with pytest.raises(CommandError, match="ID:SIDIK"):
        call_command("verify_audit", "--anchor", "bukan", stderr=StringIO())
