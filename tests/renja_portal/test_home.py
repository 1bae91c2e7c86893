"""The home page: true numbers, nothing unpublished, and something to read from the first day on."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from forums.models import Activity, Phase
from meetings.models import Agreement
from proposals.choices import Outcome, Status
from renja_portal import home
from tests.factories.forums import ForumFactory
from tests.factories.proposals import DecisionFactory, ProposalFactory
from tests.factories.urusan import UrusanFactory
from tests.proposals.lines import answer_with_line

pytestmark = pytest.mark.django_db


def phase(forum, name, start, end, *activities) -> Phase:
    now = timezone.now()
    return Phase.objects.create(
        forum=forum,
        name=name,
        activities=list(activities),
        opens_at=now + datetime.timedelta(days=start),
        closes_at=now + datetime.timedelta(days=end),
    )


def test_home_of_a_fresh_installation_says_what_to_do_first(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Portal ini baru dipasang" in answer.content.decode()


def test_home_shows_forum_phase_and_newest_proposals(client):
    forum = ForumFactory(plan_year=2028)
    forum.phases.all().delete()
    phase(forum, "Penjaringan aspirasi", -1, 5, Activity.SUBMIT)
    proposal = ProposalFactory(forum=forum)
    withheld = ProposalFactory(forum=forum, withheld=True, title="Judul rahasia")
    text = client.get("/").content.decode()
    for words in (
        "Penjaringan aspirasi",
        "5 hari lagi",
        proposal.title,
        withheld.number,
        "Sampaikan aspirasi",
    ):
        assert words in text
    assert "Judul rahasia" not in text


def test_flow_counts_published_states_only():
    forum = ForumFactory(plan_year=2028)
    accepted = ProposalFactory(forum=forum, accepted=True)
    answer_with_line(accepted)
    ProposalFactory(forum=forum, rejected=True)
    ProposalFactory(forum=forum)
    ProposalFactory(forum=forum, draft=True)
    waiting = ProposalFactory(forum=forum, verified=True)
    DecisionFactory(proposal=waiting, outcome=Outcome.ACCEPTED)
    answer_with_line(waiting, code="2.16.9")
    assert [f.value for f in home.flow(forum)] == ["4", "3", "1", "1", "Rp84 juta"]


def test_urusan_count_proposals_of_the_forum():
    forum, urusan = ForumFactory(plan_year=2028), UrusanFactory()
    ProposalFactory(forum=forum, urusan=urusan, from_organization=True)
    ProposalFactory(forum=forum, urusan=urusan)
    ProposalFactory(forum=forum, urusan=urusan, status=Status.DRAFT)
    ProposalFactory(forum=ForumFactory(plan_year=2027), urusan=urusan)
    (row,) = home.urusan_of(forum)
    assert (row.proposal_count, row.organization_count, row.citizen_count) == (2, 1, 1)


def test_agreements_are_those_of_the_last_forum_held(client):
    urusan = UrusanFactory()
    for year, held in ((2020, datetime.date(2019, 2, 27)), (2019, datetime.date(2018, 2, 27))):
        forum = ForumFactory(plan_year=year, held_on=held)
        Agreement.objects.create(forum=forum, urusan=urusan, text=f"Kesepakatan tahun {year}")
    text = client.get("/").content.decode()
    assert "Kesepakatan forum 27 Februari 2019" in text
    assert "Kesepakatan tahun 2020" in text
    assert "Kesepakatan tahun 2019" not in text


def test_figures_are_counted_once_a_minute(django_assert_num_queries):
    forum = ForumFactory(plan_year=2028)
    ProposalFactory(forum=forum)
    first = home.flow(forum)
    ProposalFactory(forum=forum)
    assert home.flow(forum) == first
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=61)):
        assert home.flow(forum)[0].value == "2"


def test_home_asks_as_much_for_many_as_for_few(client, django_assert_max_num_queries):
    forum = ForumFactory(plan_year=2028)

    def asked() -> int:
        client.get("/")  # counts and keeps the figures
        with django_assert_max_num_queries(12) as queries:
            client.get("/")
        return len(queries)

    answer_with_line(ProposalFactory(forum=forum, accepted=True))
    one = asked()
    for status in (Status.ACCEPTED, Status.VERIFIED, Status.FORWARDED, Status.MERGED):
        ProposalFactory(forum=forum, status=status, from_organization=True)
    assert asked() == one
