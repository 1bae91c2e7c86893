"""Which proposals a line may answer, and how much of them."""

from decimal import Decimal

import pytest

from audit.models import Entry
from proposals.choices import ACCEPTED_STATES, Status
from renja.errors import PlanRefused
from renja.models import Fulfilment
from renja.services import link_proposal, unlink_proposal
from renja.services.links import suggested_share
from tests.factories.forums import ForumFactory
from tests.factories.proposals import DecisionFactory, ProposalFactory
from tests.factories.renja import FulfilmentFactory, LineFactory, make_node


@pytest.fixture
def line(renja):
    return LineFactory(renja=renja)


@pytest.fixture
def proposal(forum):
    return ProposalFactory(forum=forum, accepted=True)


def test_link_is_kept_and_recorded(line, proposal, perencana):
    made = link_proposal(line, proposal, actor=perencana, share=Decimal("62.5"), amount=Decimal(1000))
    assert (made.line, made.proposal, made.share, made.amount) == (
        line,
        proposal,
        Decimal("62.5"),
        Decimal(1000),
    )
    entry = Entry.objects.about(line).get()
    assert (entry.action, entry.data["proposal"]) == ("renja.link_proposal", proposal.number)


def test_link_made_twice_is_changed(line, proposal, perencana):
    link_proposal(line, proposal, actor=perencana, share=Decimal(100))
    link_proposal(line, proposal, actor=perencana, share=Decimal(40))
    assert Fulfilment.objects.get().share == 40


@pytest.mark.parametrize("status", [s for s in Status if s not in ACCEPTED_STATES])
def test_only_accepted_proposals_are_linked(line, forum, perencana, status):
    proposal = ProposalFactory(forum=forum, status=status)
    with pytest.raises(PlanRefused, match="hanya yang sudah diterima dan diumumkan"):
        link_proposal(line, proposal, actor=perencana, share=Decimal(10))
    assert not Fulfilment.objects.exists()


def test_pending_result_is_not_linked(line, forum, perencana):
    waiting = DecisionFactory(proposal__forum=forum).proposal
    with pytest.raises(PlanRefused, match="Terverifikasi"):
        link_proposal(line, waiting, actor=perencana, share=Decimal(10))


def test_proposal_of_another_forum_is_not_linked(line, perencana):
    other = ProposalFactory(forum=ForumFactory(plan_year=2027), accepted=True)
    with pytest.raises(PlanRefused, match="forum tahun lain"):
        link_proposal(line, other, actor=perencana, share=Decimal(10))


def test_upper_lines_answer_nothing(renja, proposal, perencana):
    program = LineFactory(renja=renja, node=make_node("2.16.02"), pagu=None)
    with pytest.raises(PlanRefused, match="baris tingkat terbawah"):
        link_proposal(program, proposal, actor=perencana, share=Decimal(10))


@pytest.mark.parametrize("share", ["0", "-1", "100.01", "500"])
def test_share_is_part_of_a_whole(line, proposal, perencana, share):
    with pytest.raises(PlanRefused, match="antara 0 dan 100"):
        link_proposal(line, proposal, actor=perencana, share=Decimal(share))


def test_shares_over_all_lines_stay_within_the_whole(renja, line, proposal, perencana):
    FulfilmentFactory(line=LineFactory(renja=renja), proposal=proposal, share=Decimal("60.5"))
    with pytest.raises(PlanRefused, match="sudah memenuhi 60,5% dari usulan ini; isi paling banyak 39,5%"):
        link_proposal(line, proposal, actor=perencana, share=Decimal("39.51"))
    assert link_proposal(line, proposal, actor=perencana, share=Decimal("39.5")).share == Decimal("39.5")
    assert link_proposal(line, proposal, actor=perencana, share=Decimal("20")).share == 20


def test_amounts_over_all_proposals_stay_within_the_pagu(line, proposal, perencana):
    FulfilmentFactory(line=line, amount=Decimal(60_000_000), proposal__number="ASP-2028-0700")
    with pytest.raises(PlanRefused, match=r"pagu baris Rp100\.000\.000; yang belum terbagi Rp40\.000\.000"):
        link_proposal(line, proposal, actor=perencana, share=Decimal(10), amount=Decimal(40_000_001))
    assert link_proposal(line, proposal, actor=perencana, share=Decimal(10), amount=Decimal(40_000_000))


def test_amount_waits_for_no_pagu(renja, proposal, perencana):
    bare = LineFactory(renja=renja, pagu=None)
    assert link_proposal(bare, proposal, actor=perencana, share=Decimal(10), amount=Decimal(5)).amount == 5


@pytest.mark.parametrize(
    ("asked", "agreed", "covered", "suggested"),
    [
        (None, None, 0, "100"),
        (200, None, 0, "100"),
        (200, 120, 0, "60"),
        (200, 120, 25, "35"),
        (3, 1, 0, "33.33"),
        (3, 2, 0, "66.66"),
        (100, 150, 0, "100"),
        (100, 50, 80, "0"),
        (0, 0, 0, "100"),
    ],
)
def test_suggested_share_is_the_agreed_part_that_is_left(asked, agreed, covered, suggested):
    proposal = ProposalFactory.build(
        forum=None, number="x", kelurahan=None, urusan=None, proposer=None, parent=None,
        volume=None if asked is None else Decimal(asked), agreed_volume=None if agreed is None else Decimal(agreed),
    )  # fmt: skip
    assert suggested_share(proposal, Decimal(covered)) == Decimal(suggested)


def test_unlink_is_recorded_once(line, proposal, perencana):
    FulfilmentFactory(line=line, proposal=proposal)
    unlink_proposal(line, proposal, actor=perencana)
    unlink_proposal(line, proposal, actor=perencana)
    assert not Fulfilment.objects.exists()
    assert Entry.objects.filter(action="renja.unlink_proposal").count() == 1


@pytest.mark.parametrize(
    "role", ["sekretariat", "verifikator", "pimpinan", "admin_user", "pengusul", "pemeriksa"]
)
def test_only_planners_link(line, proposal, request, role):
    actor = request.getfixturevalue(role)
    with pytest.raises(PlanRefused, match="Hanya perencana"):
        link_proposal(line, proposal, actor=actor, share=Decimal(10))
    FulfilmentFactory(line=line, proposal=proposal)
    with pytest.raises(PlanRefused, match="Hanya perencana"):
        unlink_proposal(line, proposal, actor=actor)
    assert Fulfilment.objects.count() == 1


def test_links_of_a_locked_plan_stay(line, proposal, perencana, lock_plan):
    FulfilmentFactory(line=line, proposal=proposal)
    lock_plan()
    with pytest.raises(PlanRefused, match="dikunci"):
        link_proposal(line, proposal, actor=perencana, share=Decimal(10))
    with pytest.raises(PlanRefused, match="dikunci"):
        unlink_proposal(line, proposal, actor=perencana)


def test_line_forgets_what_is_no_longer_accepted(line, proposal):
    FulfilmentFactory(line=line, proposal=proposal)
    assert [row.proposal for row in line.answers] == [proposal]
    proposal.status = Status.DEFERRED
    proposal.save()
    line = type(line).objects.for_table().get()
    assert line.answers == []
