from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from audit.models import Entry
from audit.services import record
from core.errors import NotAllowed
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


def test_l01_record_keeps_who_what_and_why():
    actor, thing = UserFactory(name="Siti Rahma"), UserFactory(name="Budi")
    entry = record(
        "user.change", thing, actor=actor, reason="Permintaan yang bersangkutan", changed=["phone", "name"]
    )
    entry.refresh_from_db()
    assert (entry.actor, entry.actor_label) == (actor, f"Akun {actor.pk}")
    assert (entry.object_type, entry.object_id, entry.object_label) == (
        "accounts.user",
        str(thing.pk),
        f"Akun {thing.pk}",
    )
    assert (entry.action, entry.reason) == ("user.change", "Permintaan yang bersangkutan")
    assert entry.changed == ["name", "phone"]


def test_record_without_actor_and_thing_is_the_systems_own():
    entry = record("backup.create", None)
    assert (entry.actor_id, entry.actor_label, entry.object_type) == (None, "", "")


def test_record_hides_addresses_in_labels():
    job = JobFactory(key="untuk budi.s@contoh.id")
    assert record("job.retry", job).object_label == "uji untuk [surel]"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Hubungi Budi di budi.s@contoh.id.", "Hubungi Budi di [surel]."),
        ("Telepon 0812-3456-7890 dahulu", "Telepon [telepon] dahulu"),
        ("WA +62 812 3456 7890", "WA [telepon]"),
        ("Pagu 812345678 menurut surat 800/0812/2028", "Pagu 812345678 menurut surat 800/0812/2028"),
    ],
)
def test_record_keeps_no_contacts_of_a_reason(typed, kept):
    assert record("a", None, reason=typed).reason == kept


def test_record_keeps_amounts_and_dates_as_text():
    data = {
        "pagu": Decimal("1250000.50"),
        "at": date(2026, 11, 23),
        "part": 0.1,
        "n": 3,
        "teks": ["a\x00b", "\\u0000"],
    }
    entry = record("line.change", None, data=data)
    entry.refresh_from_db()
    assert entry.data == {
        "pagu": "1250000.50",
        "at": "2026-11-23",
        "part": "0.1",
        "n": 3,
        "teks": ["ab", "\\u0000"],
    }


def test_record_links_each_entry_to_the_one_before():
    first, second = record("a", None), record("b", None)
    assert first.previous_hash == ""
    assert second.previous_hash == first.hash
    assert len({first.hash, second.hash}) == 2


def test_record_disappears_with_the_deed_it_describes():
    @transaction.atomic
    def deed():
        record("a", None)
        raise NotAllowed

    with pytest.raises(NotAllowed):
        deed()
    assert Entry.objects.count() == 0


def test_record_costs_two_short_queries(django_assert_num_queries):
    actor = UserFactory()
    with transaction.atomic(), django_assert_num_queries(2):  # lock with head, insert
        record("a", actor, actor=actor)


def test_about_and_done_by_find_entries_newest_first():
    one, other = UserFactory(), UserFactory()
    first, second = record("a", one, actor=other), record("b", one, actor=one)
    record("c", other)
    assert list(Entry.objects.about(one)) == [second, first]
    assert list(Entry.objects.done_by(other)) == [first]


@pytest.mark.parametrize("rows", [1, 3])
def test_listing_costs_two_queries(rows, django_assert_num_queries):
    for _ in range(rows):
        record("a", None, actor=UserFactory())
    with django_assert_num_queries(2):
        assert len([str(entry.actor) for entry in Entry.objects.for_listing()]) == rows


def test_str_names_time_action_and_thing():
    person = UserFactory(name="Budi")
    entry = record("user.change", person)
    assert str(entry) == f"{entry.at:%Y-%m-%d %H:%M} user.change Akun {person.pk}"


def test_record_keeps_the_chain_locked_until_the_end_of_the_transaction():
    record("a", None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()"
        )
        assert cursor.fetchone() == (1,)
