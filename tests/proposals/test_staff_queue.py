"""The verifiers' queue: whose it is, its clock, its tabs, search and pages."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from core import paging
from proposals.choices import Status
from proposals.models import Proposal
from proposals.queue import clock
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import HostMembershipFactory, UnitFactory
from tests.factories.urusan import UrusanFactory

pytestmark = pytest.mark.django_db
QUEUE = reverse("proposals:verification_queue")


@pytest.fixture
def unit(verifikator):
    return verifikator.memberships.get().units.get()


def rows(visitor, **query) -> list[Proposal]:
    return [proposal for proposal, _clock in visitor.get(QUEUE, query).context["rows"]]


def tabs(visitor) -> dict[str, int]:
    return {str(tab.label): tab.count for tab in visitor.get(QUEUE).context["tabs"]}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("verifikator", 200),
        ("sekretariat", 200),
        ("perencana", 403),
        ("pimpinan", 403),
        ("admin_user", 403),
        ("pengusul", 403),
    ],
)
def test_queue_is_for_verifiers_and_the_secretariat(logged_in, forum, request, role, status):
    assert logged_in(request.getfixturevalue(role)).get(QUEUE).status_code == status


def test_strangers_sign_in_first(client, db):
    assert client.get(QUEUE).status_code == 302


def test_verifiers_see_their_bidang_and_what_has_none_nearest_deadline_first(
    logged_in, forum, verifikator, unit
):
    today = timezone.localdate()
    later = ProposalFactory(forum=forum, unit=unit, verify_due_on=today + datetime.timedelta(days=9))
    sooner = ProposalFactory(forum=forum, unit=None, verify_due_on=today)
    ProposalFactory(forum=forum, unit=UnitFactory())
    ProposalFactory(forum=forum, unit=unit, proposer=verifikator)
    ProposalFactory(forum=forum, unit=unit, draft=True)
    done = ProposalFactory(forum=forum, unit=unit, verified=True)
    back = ProposalFactory(forum=forum, unit=unit, returned=True)
    visitor = logged_in(verifikator)
    assert rows(visitor) == [sooner, later]
    assert rows(visitor, daftar="dilengkapi") == [back]
    assert rows(visitor, daftar="selesai") == [done]
    assert tabs(visitor) == {"Menunggu saya": 2, "Perlu dilengkapi": 1, "Selesai diperiksa": 1}


def test_secretariat_sees_all_and_begins_with_what_has_no_bidang(logged_in, forum, sekretariat, unit):
    undirected = ProposalFactory(forum=forum, unit=None)
    directed = ProposalFactory(forum=forum, unit=unit)
    visitor = logged_in(sekretariat)
    assert rows(visitor) == [undirected]
    assert rows(visitor, daftar="bidang") == [directed]
    assert rows(visitor, daftar="entah") == [undirected]


def test_three_roles_are_one_list_of_tabs(logged_in, forum, three_roles):
    own = three_roles.memberships.get(role="verifikator").units.get()
    mine, elsewhere = ProposalFactory(forum=forum, unit=own), ProposalFactory(forum=forum, unit=UnitFactory())
    visitor = logged_in(three_roles)
    assert rows(visitor) == [mine]
    assert rows(visitor, daftar="bidang") == [elsewhere]
    assert list(tabs(visitor)) == [
        "Menunggu saya",
        "Belum didisposisikan",
        "Di bidang",
        "Perlu dilengkapi",
        "Selesai diperiksa",
    ]


@pytest.mark.parametrize("query", ["pelatihan", "0001", "persandian"])
def test_search_finds_words_and_numbers_also_of_withheld_ones(logged_in, forum, verifikator, query):
    found = ProposalFactory(forum=forum, title="Pelatihan persandian", withheld=True)
    ProposalFactory(forum=forum, title="Titik Wi-Fi", problem="Sinyal lemah", request="-")
    assert rows(logged_in(verifikator), q=query) == [found]


def test_filter_by_urusan_and_garbage_in_the_address(logged_in, forum, verifikator):
    found = ProposalFactory(forum=forum, urusan=UrusanFactory(slug="statistik"))
    ProposalFactory(forum=forum)
    visitor = logged_in(verifikator)
    assert rows(visitor, urusan="statistik") == [found]
    for name in ("q", "urusan", "daftar", "page"):
        for value in ("\x00", "9" * 5000, "'; drop", "a:*|&!()"):
            assert visitor.get(QUEUE, {name: value}).status_code == 200


def test_empty_lists_say_so(logged_in, forum, verifikator):
    visitor = logged_in(verifikator)
    assert "Tidak ada usulan yang menunggu Anda periksa." in visitor.get(QUEUE).content.decode()
    assert "Tidak ada usulan yang cocok" in visitor.get(QUEUE, {"q": "xyz"}).content.decode()


def test_htmx_gets_the_rows_alone(logged_in, forum, verifikator):
    answer = logged_in(verifikator).get(QUEUE, headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<div id="hasil"')
    assert "HX-Request" in answer["Vary"]


def test_pages_hold_twenty_five(logged_in, forum, verifikator):
    ProposalFactory.create_batch(26, forum=forum)
    visitor = logged_in(verifikator)
    assert (len(rows(visitor)), len(rows(visitor, page=2))) == (25, 1)


@pytest.mark.parametrize(("query", "each"), [("daftar=bidang", 1), ("daftar=selesai", 5), ("q=pelatihan", 1)])
@pytest.mark.parametrize("count", [1, 3])
def test_queue_asks_few_queries(
    logged_in, forum, three_roles, query, each, count, django_assert_max_num_queries
):
    visitor = logged_in(three_roles)
    own = three_roles.memberships.get(role="verifikator").units.get()
    for _n in range(count):
        ProposalFactory(forum=forum, unit=own, title="Pelatihan", from_organization=True)
        for status in (Status.SUBMITTED, Status.VERIFIED, Status.MERGED, Status.FORWARDED, Status.DEFERRED):
            ProposalFactory(forum=forum, unit=UnitFactory(), status=status, from_organization=True)
    with django_assert_max_num_queries(12):
        answer = visitor.get(f"{QUEUE}?{query}")
    assert len(answer.context["rows"]) == count * each


def test_rows_alone_count_no_tabs(logged_in, forum, three_roles, django_assert_max_num_queries):
    visitor = logged_in(three_roles)
    ProposalFactory(forum=forum)
    with django_assert_max_num_queries(12) as queries:
        visitor.get(QUEUE, headers={"HX-Request": "true"})
    assert sum(query["sql"].count("COUNT(*)") for query in queries) == 1


def test_long_queue_is_counted_up_to_many(logged_in, forum, verifikator, monkeypatch):
    monkeypatch.setattr(paging, "MANY", 1)
    ProposalFactory.create_batch(3, forum=forum)
    answer = logged_in(verifikator).get(QUEUE)
    assert answer.context["tabs"][0].count == 2
    assert answer.context["page"].paginator.count == 3


# Monday, 2 November 2026 is a working day of an ordinary week.
MONDAY = datetime.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (datetime.date(2026, 10, 30), "Lewat tenggat 1 hari kerja", "no"),
        (datetime.date(2026, 10, 27), "Lewat tenggat 4 hari kerja", "no"),
        (MONDAY, "Hari ini", "warn"),
        (datetime.date(2026, 11, 3), "1 hari kerja lagi", "warn"),
        (datetime.date(2026, 11, 4), "2 hari kerja lagi", "rest"),
        (datetime.date(2026, 11, 9), "5 hari kerja lagi", "rest"),
    ],
)
def test_clock_counts_working_days(due, words, tone):
    with time_machine.travel(datetime.datetime(2026, 11, 2, 3, tzinfo=datetime.UTC), tick=False):
        badge = clock(Proposal(status=Status.SUBMITTED, verify_due_on=due))
    assert (badge.label, badge.tone) == (words, tone)


def test_clock_is_late_on_a_weekend_without_counting_it():
    with time_machine.travel(datetime.datetime(2026, 11, 7, 3, tzinfo=datetime.UTC), tick=False):
        assert (
            clock(Proposal(status=Status.SUBMITTED, verify_due_on=datetime.date(2026, 11, 6))).label
            == "Lewat tenggat"
        )


def test_clock_stands_still_where_nobody_waits(db):
    assert clock(Proposal(status=Status.VERIFIED, verify_due_on=MONDAY)) is None
    assert clock(Proposal(status=Status.SUBMITTED)) is None


def test_a_verifier_of_nothing_sees_what_has_no_bidang(logged_in, forum, unit):
    newcomer = HostMembershipFactory(role="verifikator").user
    free = ProposalFactory(forum=forum)
    ProposalFactory(forum=forum, unit=unit)
    assert rows(logged_in(newcomer)) == [free]
