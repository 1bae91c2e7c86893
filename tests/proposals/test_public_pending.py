"""A result that waits for publication tells nobody what it is."""

import pytest
from django.urls import reverse

from proposals.choices import Outcome, Status
from proposals.models import Proposal
from proposals.presentation import public_state, state_choices
from proposals.querysets import IN_PLAN, WAITING
from tests.factories.accounts import UserFactory
from tests.factories.proposals import DecisionFactory, ProposalFactory
from tests.factories.stakeholders import OrganizationFactory
from tests.proposals.lines import answer_with_line

pytestmark = pytest.mark.django_db
SENTINELS = ("alasansentinel", "tanggapansentinel", "kantorsentinel", "4417,5")


@pytest.fixture(params=Outcome.values)
def pending(request, forum):
    """A verified proposal with a pending result of each kind, full of words that must not get out."""
    proposal = ProposalFactory(forum=forum, verified=True, volume=10, volume_unit="unit")
    extra = {"office": OrganizationFactory(name="kantorsentinel")} if request.param == "forwarded" else {}
    return DecisionFactory(
        proposal=proposal, outcome=request.param, reason="alasansentinel", response="tanggapansentinel",
        agreed_volume="4417.5", **extra,
    )  # fmt: skip


def addresses(proposal) -> list[str]:
    listing = reverse("proposals:list")
    words = [f"{listing}?q={word}" for word in SENTINELS]
    states = [f"{listing}?status={state}" for state in ("verified", WAITING)]
    return [listing, *words, *states, reverse("proposals:detail", args=[proposal.number])]


def test_pages_say_only_that_a_result_waits(client, logged_in, pending):
    proposal = pending.proposal
    label = Outcome(pending.outcome).label
    for person in (None, UserFactory(), proposal.proposer):
        visitor = logged_in(person) if person else client
        for address in [*addresses(proposal), *([reverse("proposals:mine")] if person else [])]:
            text = visitor.get(address).content.decode().split('id="hasil"')[-1]
            assert not [word for word in SENTINELS if word in text]
            assert f">{label}<" not in text.replace("</span>", "<")
        page = visitor.get(reverse("proposals:detail", args=[proposal.number])).content.decode()
        assert "Menunggu pengesahan hasil" in page
        assert "Tanggapan resmi" not in page


def test_filters_never_tell_the_outcome(client, pending):
    found = {
        state: client.get(reverse("proposals:list"), {"status": state}).context["page"].paginator.count
        for state, _label in state_choices()
    }
    parents = 1 if pending.parent else 0
    assert found == {
        state: {WAITING: 1, Status.VERIFIED: parents}.get(state, 0) for state, _label in state_choices()
    }


def test_words_of_the_result_find_nothing(client, pending):
    for word in SENTINELS:
        assert client.get(reverse("proposals:list"), {"q": word}).context["page"].paginator.count == 0


def test_state_is_the_same_for_every_outcome(pending):
    state = public_state(Proposal.objects.with_flags().get(pk=pending.proposal_id))
    assert (state.label, state.tone, state.badges) == ("Menunggu pengesahan hasil", "wait", ())


def test_a_pending_correction_does_not_show(forum):
    proposal = ProposalFactory(forum=forum, accepted=True)
    DecisionFactory(proposal=proposal, outcome=Outcome.DEFERRED, is_correction=True)
    assert public_state(proposal).label == "Diterima"
    assert not Proposal.objects.in_public_state(WAITING).exists()


def test_a_line_that_answers_it_already_does_not_tell(client, pending):
    answer_with_line(pending.proposal)
    assert not Proposal.objects.in_public_state(IN_PLAN).exists()
    page = client.get(reverse("proposals:detail", args=[pending.proposal.number])).content.decode()
    assert "Dimuat dalam Renja" not in page


def test_flags_are_asked_for_where_they_are_missing(pending):
    fresh = Proposal.objects.get(pk=pending.proposal_id)
    assert public_state(fresh).label == "Menunggu pengesahan hasil"
