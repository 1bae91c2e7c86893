"""Catatan audit: readable, narrowed by a form, taken away as CSV, quick with many rows."""

import csv
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from audit.services import record
from forums.models import Activity
from proposals.services import support_proposal
from renja_portal.upkeep.rows import in_words
from stakeholders.people import end_membership
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import MembershipFactory

pytestmark = pytest.mark.django_db
PAGE, CSV = "upkeep:record", "upkeep:record_csv"


@pytest.fixture
def reader(client, admin_user):
    client.force_login(admin_user)
    return client


def shown(client, **query) -> str:
    answer = client.get(reverse(PAGE), query)
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(client, **query) -> list[int]:
    """The entries on the page, as they stand there."""
    return [row.entry.pk for row in client.get(reverse(PAGE), query).context["rows"]]


def test_row_says_who_did_what_to_what_and_why(reader):
    actor = UserFactory(name="Siti Rahma")
    proposal = ProposalFactory(title="Wi-Fi dermaga", number="ASP-2028-0007")
    record(
        "proposal.return", proposal, actor=actor, reason="Lengkapi lokasi.", changed=["title"],
        data={"checklist": ["lengkap"], "is_published": False, "before": {"a": 1}, "pagu": None},
    )  # fmt: skip
    text = shown(reader)
    for words in (
        "Siti Rahma", f"Akun {actor.pk}", "Usulan dikembalikan untuk dilengkapi", "“Lengkapi lokasi.”",
        "Berubah: Judul usulan", "Daftar periksa", "Tidak", 'href="/aspirasi/ASP-2028-0007/"', "Wi-Fi dermaga",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(
    ("value", "name", "words"),
    [
        ("125000000.00", "pagu", "Rp125.000.000"),
        ("125000000.00", "n", "125000000.00"),
        ("banyak", "amount", "banyak"),
        (3, "version", "3"),
        (True, "is_published", "Ya"),
        (None, "pagu", "–"),
        (["lengkap", "lokasi"], "checklist", "lengkap, lokasi"),
        (
            {"opens_at": "2027-02-01T08:00:00+08:00"},
            "after",
            "Dibuka: Senin, 1 Februari 2027 pukul 08.00 WITA",
        ),
        ("2027-02-31T08:00:00+08:00", "x", "2027-02-31T08:00:00+08:00"),
    ],
)
def test_details_are_written_as_people_write(value, name, words):
    assert in_words(value, name) == words


def test_person_who_is_gone_is_called_so(reader):
    actor = UserFactory(name="Siti Rahma")
    entry = record("account.change_profile", actor, actor=actor)
    actor.delete()
    text = shown(reader, pelaku=str(entry.actor_id))
    assert "Akun terhapus" in text
    assert f"Akun {entry.actor_id}" in text
    assert "Siti Rahma" not in text


def test_nobody_who_is_known_is_not_called_the_system(reader):
    record("account.sign_in_failed", None)
    record("demo.shift", None)
    assert [row.who for row in reader.get(reverse(PAGE)).context["rows"]] == ["Sistem", "Belum masuk"]


def test_things_link_to_their_pages_as_far_as_the_reader_may_open_them(client, admin_user, pimpinan):
    membership = MembershipFactory(user__name="Budi Santoso")
    end_membership(membership, actor=admin_user)
    client.force_login(admin_user)
    assert reverse("stakeholders:person", args=[membership.pk]) in shown(client)
    client.force_login(pimpinan)
    text = shown(client)
    assert "Budi Santoso" in text
    assert reverse("stakeholders:person", args=[membership.pk]) not in text


def test_draft_and_thing_that_is_gone_have_no_link(reader):
    draft = ProposalFactory(draft=True)
    record("proposal.attach", draft)
    gone = ProposalFactory(number="ASP-2028-0009")
    record("proposal.delete_draft", gone)
    gone.delete()
    rows = reader.get(reverse(PAGE)).context["rows"]
    assert (rows[0].subject, rows[0].thing) == (None, "ASP-2028-0009")
    assert rows[1].subject.url == ""


@pytest.fixture
def entries():
    """Four entries: a support and a line of Siti's, an old one of Budi's, one of nobody."""
    siti, budi = UserFactory(name="Siti Rahma"), UserFactory(name="", email="budi@contoh.id")
    proposal = ProposalFactory(number="ASP-2028-0007")
    old = Entry(action="forum.edit", actor=budi, object_type="forums.forum", object_id="1", hash="0" * 64)
    old.at = timezone.now() - timedelta(days=10)
    old.save()
    return {
        "old": old,
        "support": record("proposal.support", proposal, actor=siti),
        "line": record("renja.save_line", None, actor=siti, reason="Pagu disesuaikan."),
        "system": record("demo.shift", None),
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["system", "line", "support", "old"]),
        ({"pelaku": "siti"}, ["line", "support"]),
        ({"pelaku": "BUDI@contoh"}, ["old"]),
        ({"tindakan": "proposal.support"}, ["support"]),
        ({"jenis": "forums.forum"}, ["old"]),
        ({"q": "pagu disesuaikan"}, ["line"]),
        ({"q": "asp-2028-0007"}, ["support"]),
        ({"pelaku": "siti", "q": "0007", "jenis": "proposals.proposal"}, ["support"]),
        ({"tindakan": "tidak.ada", "jenis": "x", "dari": "kemarin"}, ["system", "line", "support", "old"]),
        ({"q": "tidakada"}, []),
    ],
)
def test_filter_narrows(reader, entries, query, found):
    assert numbers(reader, **query) == [entries[name].pk for name in found]


def test_filter_of_days_counts_both_ends(reader, entries):
    today, old = timezone.localdate(), timezone.localdate(entries["old"].at)
    assert numbers(reader, sampai=str(today - timedelta(days=1))) == [entries["old"].pk]
    assert numbers(reader, dari=str(old), sampai=str(old)) == [entries["old"].pk]
    assert len(numbers(reader, dari=str(today))) == 3


def test_number_of_an_account_finds_its_deeds(reader, entries):
    number = entries["line"].actor_id
    assert numbers(reader, pelaku=f"Akun {number}") == numbers(reader, pelaku=str(number))
    assert len(numbers(reader, pelaku=str(number))) == 2
    assert numbers(reader, pelaku="9" * 18) == []
    assert numbers(reader, pelaku="9" * 40) == []


def test_pages_hold_fifty(reader):
    for _n in range(51):
        record("demo.shift", None)
    assert len(numbers(reader)) == 50
    assert len(numbers(reader, page=2)) == 1
    assert "Halaman 1 dari 2" in shown(reader)


def test_search_as_you_type_answers_the_rows_alone(reader):
    part = reader.get(reverse(PAGE), {"q": "x"}, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="hasil"')
    assert "Tidak ada catatan yang cocok" in part


def test_empty_record_says_what_will_be_here(reader):
    assert "Belum ada catatan" in shown(reader)


def test_list_costs_the_same_for_one_and_three(reader):
    forum = ForumFactory()
    PhaseFactory(forum=forum, activities=[Activity.SUBMIT])
    costs = []
    for rows in (1, 2):  # two more
        for _n in range(rows):
            support_proposal(ProposalFactory(forum=forum), actor=UserFactory())
        with CaptureQueriesContext(connection) as captured:
            shown(reader)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 15


def read_csv(client, **query) -> list[list[str]]:
    answer = client.get(reverse(CSV), query)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline="")))


def test_csv_holds_what_is_filtered_and_no_formulas(reader):
    record(
        "proposal.return",
        None,
        actor=UserFactory(name="=cmd|calc"),
        reason="=HYPERLINK(1)",
        data={"n": 1, "amount": Decimal("1250000.00")},
    )
    record("demo.shift", None)
    head, row = read_csv(reader, tindakan="proposal.return")
    cells = dict(zip(head, row, strict=True))
    assert (cells["Pelaku"], cells["Alasan"]) == ("'=cmd|calc", "'=HYPERLINK(1)")
    assert (cells["Tindakan"], cells["Rincian"]) == (
        "Usulan dikembalikan untuk dilengkapi",
        "n: 1; Jumlah: Rp1.250.000",
    )
    assert cells["Sidik"] == Entry.objects.get(action="proposal.return").hash


def test_taking_the_record_away_is_recorded_without_what_was_searched(reader, admin_user):
    read_csv(reader, pelaku="Siti Rahma", q="rahasia")
    entry = Entry.objects.get(action="audit.export")
    assert (entry.actor_id, entry.data) == (admin_user.pk, {"filters": ["pelaku", "q"]})


def test_csv_of_many_rows_reads_people_in_portions(reader, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("renja_portal.upkeep.views.record.BATCH", 2)
    for _n in range(5):
        record("demo.shift", None, actor=UserFactory())
    with django_assert_max_num_queries(18):  # six of them for the turn that a table waits for
        assert len(read_csv(reader)) == 1 + 5 + 1
