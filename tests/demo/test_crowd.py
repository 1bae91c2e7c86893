"""Many proposals at once: as the portal would have written them."""

import pytest
from django.core.management import CommandError, call_command

from demo.management.commands.make_load import Command
from proposals.models import Counter, Decision, Proposal
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ReasonCodeFactory
from tests.factories.stakeholders import KelurahanFactory, OrganizationFactory, UnitFactory
from tests.factories.urusan import UrusanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    forum = ForumFactory(plan_year=2028)
    for factory in (KelurahanFactory, OrganizationFactory, UnitFactory, UrusanFactory, ReasonCodeFactory):
        factory()
    return forum


def test_crowd_is_numbered_without_gap_and_goes_on_from_there(town):
    call_command(Command(), "300")
    numbers = list(Proposal.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == [f"ASP-{town.plan_year}-{number:04d}" for number in range(1, 301)]
    assert Counter.objects.get(forum=town).last == 300


def test_crowd_holds_every_state_and_what_belongs_to_it(town):
    call_command(Command(), "300")
    assert Proposal.objects.values("status").distinct().count() == 9
    assert not Proposal.objects.accepted().exclude(decisions__state="published").exists()
    assert not Proposal.objects.accepted().filter(answers__isnull=True).exists()
    assert not Proposal.objects.filter(events__isnull=True).exists()
    assert Decision.objects.pending().exists()


def test_supporters_of_the_crowd_are_counted(town):
    call_command(Command(), "100")
    told = {row.pk: row.support_count for row in Proposal.objects.all()}
    assert sum(told.values()) > 0
    Proposal.objects.all().recount_supports()
    assert {row.pk: row.support_count for row in Proposal.objects.all()} == told


@pytest.mark.parametrize("count", ["0", "-5"])
def test_crowd_of_nobody_is_refused(town, count):
    with pytest.raises(CommandError, match="1 atau lebih"):
        call_command(Command(), "--", count)


def test_crowd_needs_a_forum():
    with pytest.raises(CommandError, match="load_demo"):
        call_command(Command(), "5")
