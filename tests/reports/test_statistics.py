"""The figures of a forum: published states alone, and the same as anybody counts from the open table."""

import csv
import io
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from proposals.choices import Status
from renja.models import Fulfilment
from reports.statistics import breakdown, few, statistics
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory
from tests.factories.proposals import DecisionFactory, ProposalFactory, SupportFactory
from tests.factories.stakeholders import KecamatanFactory, KelurahanFactory, OrganizationFactory
from tests.factories.urusan import UrusanFactory
from tests.proposals.lines import answer_with_line

pytestmark = pytest.mark.django_db
YEAR = 2028


@pytest.fixture
def forum():
    return ForumFactory(plan_year=YEAR, is_published=True)


def address(name: str = "statistics", *args) -> str:
    return reverse(f"reports:{name}", args=[YEAR, *args])


def by_label(forum, slug: str) -> dict:
    return {row.label: row for row in breakdown(forum, slug).rows}


def test_states_are_those_that_the_public_reads(forum):
    ProposalFactory(forum=forum, draft=True)
    ProposalFactory.create_batch(2, forum=forum)
    DecisionFactory(proposal=ProposalFactory(forum=forum, verified=True))
    ProposalFactory(forum=forum, accepted=True)
    states = {row.label: row.received for row in statistics(forum).states}
    assert states == {"Diajukan": 2, "Menunggu pengesahan hasil": 1, "Diterima": 1}


def test_pending_result_counts_neither_as_answered_nor_as_accepted(forum):
    DecisionFactory(proposal=ProposalFactory(forum=forum, verified=True))
    total = statistics(forum).total
    assert (total.received, total.answered, total.accepted) == (1, 0, 0)


def test_urusan_rows_tell_what_became_of_proposals(forum):
    statistik, sandi = UrusanFactory(name="Statistik"), UrusanFactory(name="Persandian")
    answered = answer_with_line(ProposalFactory(forum=forum, accepted=True, urusan=statistik))
    Fulfilment.objects.filter(pk=answered.pk).update(amount=Decimal(25_000_000))
    ProposalFactory(forum=forum, accepted=True, urusan=statistik)
    ProposalFactory(forum=forum, rejected=True, urusan=sandi)
    ProposalFactory(forum=forum, urusan=None)
    rows = by_label(forum, "urusan")
    first, second, third = (
        rows["Statistik"],
        rows["Persandian"],
        rows["Belum ditentukan atau tidak ditampilkan"],
    )
    assert (first.received, first.answered, first.accepted, first.planned, first.pagu) == (
        2,
        2,
        2,
        1,
        25_000_000,
    )
    assert (second.received, second.answered, second.accepted) == (1, 1, 0)
    assert (third.received, third.answered) == (1, 0)
    assert list(rows)[-1] == third.label
    assert statistics(forum).coverage == 50


def test_withheld_proposal_counts_without_its_place_and_group(forum):
    kelurahan = KelurahanFactory(kecamatan=KecamatanFactory(name="Balikpapan Kota"))
    ProposalFactory(forum=forum, withheld=True, kelurahan=kelurahan, organization=OrganizationFactory())
    assert set(by_label(forum, "kecamatan")) == {"Seluruh kota atau tidak ditampilkan"}
    assert set(by_label(forum, "pengusul")) == {"Tidak ditampilkan"}


def test_another_forum_counts_elsewhere(forum):
    ProposalFactory(forum=ForumFactory(plan_year=YEAR - 1))
    assert statistics(forum).total.received == 0


def test_people_count_once_and_few_are_not_told(forum, client):
    one, other = UserFactory(), UserFactory()
    first = ProposalFactory(forum=forum, proposer=one)
    second = ProposalFactory(forum=forum, proposer=one)
    for proposal in (first, second):
        SupportFactory(proposal=proposal, user=other)
    found = statistics(forum).participation
    assert (found.citizens, found.supporters, found.organizations) == (1, 1, 0)
    assert "kurang dari 3" in client.get(address()).content.decode()


@pytest.mark.parametrize(("count", "told"), [(0, "0"), (1, "kurang dari 3"), (2, "kurang dari 3"), (3, "3")])
def test_few_hides_one_and_two(count, told):
    assert few(count) == told


def test_median_is_that_of_published_results(forum):
    now = timezone.now()
    for days in (2, 10, 30):
        ProposalFactory(forum=forum, accepted=True, submitted_at=now - timedelta(days=days), published_at=now)
    ProposalFactory(forum=forum, submitted_at=now - timedelta(days=300))
    assert statistics(forum).median_days == 10


def test_every_figure_can_be_counted_from_the_open_table(forum, client):
    """Numbers and rupiah aside, which the table of plan lines holds."""
    for status in (Status.SUBMITTED, Status.ACCEPTED, Status.REJECTED, Status.FORWARDED):
        ProposalFactory(forum=forum, status=status)
    ProposalFactory(forum=forum, withheld=True, organization=OrganizationFactory())
    ProposalFactory(forum=forum, organization=OrganizationFactory(kind="perguruan_tinggi"))
    content = client.get(reverse("proposals:export_csv"), {"tahun": YEAR}).getvalue().decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(content)))
    for slug, column in (("urusan", "Urusan"), ("kecamatan", "Kecamatan"), ("pengusul", "Kelompok pengusul")):
        counted = sorted(Counter(row[column] for row in table).values())
        assert counted == sorted(row.received for row in breakdown(forum, slug).rows)
    accepted = sum(row["Status"].startswith("Diterima") for row in table)
    assert accepted == statistics(forum).total.accepted


@pytest.mark.parametrize("slug", ["urusan", "kecamatan", "pengusul"])
def test_table_is_handed_out_as_it_is_shown(forum, client, slug):
    ProposalFactory(forum=forum, accepted=True)
    content = client.get(address("statistics_table", slug)).getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))
    assert (row["Masuk"], row["Diterima"]) == ("1", "1")


def test_unknown_table_and_hidden_forum_are_not_there(forum, client):
    ForumFactory(plan_year=YEAR + 1, is_published=False)
    assert client.get(address("statistics_table", "nama")).status_code == 404
    assert client.get(reverse("reports:statistics", args=[YEAR + 1])).status_code == 404
    assert client.get(reverse("reports:statistics_table", args=[YEAR + 1, "urusan"])).status_code == 404


@pytest.mark.parametrize("count", [0, 1, 3])
def test_page_asks_the_same_for_any_number(forum, client, count, django_assert_max_num_queries):
    for _n in range(count):
        ProposalFactory(forum=forum, accepted=True)
    with django_assert_max_num_queries(10):
        page = client.get(address())
    assert page.context["figures"].total.received == count
