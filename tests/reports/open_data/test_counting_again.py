"""Every figure of the statistics page, counted once more from the tables that everybody can fetch."""

from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median

import pytest
from django.utils import timezone

from proposals.choices import ACCEPTED_STATES, DECIDED_STATES
from proposals.presentation import state_choices
from reports import statistics
from reports.statistics import NOWHERE
from tests.factories.forums import ForumFactory
from tests.factories.proposals import DecisionFactory, ProposalFactory
from tests.factories.renja import FulfilmentFactory, LineFactory, RenjaFactory
from tests.factories.stakeholders import KelurahanFactory, OrganizationFactory
from tests.factories.urusan import UrusanFactory
from tests.reports.open_data.test_datasets import told

pytestmark = pytest.mark.django_db
COLUMNS = {"urusan": "urusan", "kecamatan": "kecamatan", "pengusul": "kelompok"}


@pytest.fixture
def figures() -> statistics.Statistics:
    """A forum in the middle of its year: all states, withheld ones, places, groups, and money of the plan."""
    forum, renja = ForumFactory(plan_year=2028, is_published=True), None
    urusan, places = UrusanFactory.create_batch(2), KelurahanFactory.create_batch(2)
    offices = [None, OrganizationFactory(kind="perguruan_tinggi"), OrganizationFactory()]
    renja, now = RenjaFactory(forum=forum), timezone.now()
    for n, (status, _label) in enumerate(state_choices() * 2):
        if status in ("waiting", "in_plan"):
            continue
        answered = (
            {"published_at": now, "submitted_at": now - timedelta(days=3 * n + 1)}
            if status in DECIDED_STATES
            else {}
        )
        proposal = ProposalFactory(
            forum=forum, status=status, urusan=urusan[n % 2], kelurahan=places[n % 2], organization=offices[n % 3],
            is_citywide=n % 5 == 0, withheld_reason="Dikecualikan" if n % 7 == 0 else "", **answered,
        )  # fmt: skip
        if status in ACCEPTED_STATES:
            FulfilmentFactory(
                line=LineFactory(renja=renja), proposal=proposal, amount=Decimal(1_000_000 * (n + 1))
            )
    DecisionFactory(proposal=ProposalFactory(forum=forum, verified=True))
    return statistics.statistics(forum)


def test_states_are_counted_again(figures):
    counted = Counter(row["status_kode"] for row in told("usulan"))
    labels = dict(state_choices())
    assert {labels[code]: count for code, count in counted.items()} == {
        row.label: row.received for row in figures.states
    }


@pytest.mark.parametrize("slug", sorted(COLUMNS))
def test_tables_with_their_rupiah_are_counted_again(figures, slug):
    part = next(one for one in figures.breakdowns if one.slug == slug)
    proposals, links = told("usulan"), told("usulan-renja")
    group = {row["nomor"]: row[COLUMNS[slug]] or str(NOWHERE[slug]) for row in proposals}
    status = {row["nomor"]: row["status_kode"] for row in proposals}
    planned = {row["nomor"] for row in links} & {
        number for number, code in status.items() if code in ACCEPTED_STATES
    }
    money: Counter = Counter()
    for row in links:
        money[group[row["nomor"]]] += row["rupiah"] or 0
    for row in part.rows:
        numbers = [number for number, name in group.items() if name == row.label]
        assert row.received == len(numbers)
        assert row.answered == sum(status[one] in DECIDED_STATES for one in numbers)
        assert row.accepted == sum(status[one] in ACCEPTED_STATES for one in numbers)
        assert row.planned == len(planned & set(numbers))
        assert row.pagu == money[row.label]


def test_totals_coverage_and_time_are_counted_again(figures):
    proposals, links = told("usulan"), told("usulan-renja")
    accepted = [row["nomor"] for row in proposals if row["status_kode"] in ACCEPTED_STATES]
    planned = {row["nomor"] for row in links} & set(accepted)
    days = [
        (datetime.fromisoformat(row["diumumkan"]) - datetime.fromisoformat(row["diajukan"]))
        / timedelta(days=1)
        for row in proposals
        if row["diumumkan"]
    ]
    assert figures.total.received == len(proposals)
    assert (figures.total.accepted, figures.total.planned) == (len(accepted), len(planned))
    assert figures.coverage == round(len(planned) * 100 / len(accepted))
    assert figures.total.pagu == sum(row["rupiah"] for row in links)
    assert figures.median_days == round(median(days))
