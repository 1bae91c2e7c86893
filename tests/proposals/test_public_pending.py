"""A result that waits for publication tells nobody what it is."""

import re

import pytest
from django.urls import reverse

from notifications.models import Message
from proposals.choices import Outcome, Status
from proposals.models import Proposal
from proposals.presentation import public_state, state_choices
from proposals.querysets import IN_PLAN, WAITING
from proposals.results import RESULT_FIELDS, record_result
from proposals.tracking import milestones, next_milestone
from renja_portal.home import flow
from tests.factories.accounts import UserFactory
from tests.factories.proposals import DecisionFactory, ProposalFactory, ReasonCodeFactory
from tests.factories.stakeholders import HostMembershipFactory, OrganizationFactory
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


def answer_of(visitor, address: str) -> str:
    """What the page says, without the question that its chips and links repeat."""
    text = visitor.get(address).content.decode().split('id="hasil"')[-1]
    return re.sub(r'<ul class="chips".*?</ul>|href="[^"]*"', "", text, flags=re.DOTALL)


def addresses(proposal) -> list[str]:
    listing = reverse("proposals:list")
    words = [f"{listing}?q={word}" for word in SENTINELS[:2]]
    states = [f"{listing}?status={state}" for state in ("verified", WAITING)]
    orders = [f"{listing}?urut={order}" for order in ("dukungan",)]
    return [listing, "/", *words, *states, *orders, reverse("proposals:detail", args=[proposal.number])]


def test_pages_say_only_that_a_result_waits(client, logged_in, pending):
    proposal = pending.proposal
    label = Outcome(pending.outcome).label
    for person in (None, UserFactory(), proposal.proposer):
        visitor = logged_in(person) if person else client
        for address in [*addresses(proposal), *([reverse("proposals:mine")] if person else [])]:
            text = answer_of(visitor, address)
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


def traces(text: str) -> list[str]:
    """What a page says that it could only know from the result."""
    return [word for word in (*SENTINELS, "hasil dicatat", "petugas yang mencatat") if word in text.lower()]


@pytest.fixture
def recorded(forum, pending) -> Proposal:
    """The same by the portal's own verb, with everything that it writes beside the result."""
    proposal = ProposalFactory(forum=forum, verified=True, volume=10, volume_unit="unit")
    secretary = HostMembershipFactory(user__name="Petugas yang mencatat").user
    result = {name: getattr(pending, name) for name in RESULT_FIELDS}
    record_result(proposal, actor=secretary, **result | {"reason_code": ReasonCodeFactory()})
    return proposal


def test_the_verb_leaves_no_trace_outside(client, logged_in, recorded):
    """List, page, tracking, filters, search, home and one's own list: as before the result was written down."""
    for person in (None, recorded.proposer):
        visitor = logged_in(person) if person else client
        own = [reverse("proposals:mine")] if person else []
        for address in [*addresses(recorded), *own]:
            assert traces(answer_of(visitor, address)) == []


def test_the_history_ends_with_waiting(recorded):
    titles = [
        str(milestone.title) for milestone in milestones(recorded.events.public(), next_milestone(recorded))
    ]
    assert titles == ["Selanjutnya: pengesahan dan pengumuman hasil"]
    assert not recorded.events.public().exists()


def test_numbers_of_the_home_page_count_it_as_verified(client, forum, pending):
    """Nothing is counted as accepted, planned or decided before it is published."""
    known = ProposalFactory(forum=forum, rejected=True)
    answer_with_line(pending.proposal)
    parents = 1 if pending.parent else 0
    values = [figure.value for figure in flow(forum)]
    assert values == [str(2 + parents), str(2 + parents), "0", "0", "Rp0"]
    assert known.published_at


def test_counts_of_filters_are_the_same_for_every_outcome(client, forum, pending):
    listing = reverse("proposals:list")
    parents = 1 if pending.parent else 0
    for query in ({"tahun": "2028"}, {"urusan": pending.proposal.urusan.slug}, {"pengusul": "warga"}):
        found = client.get(listing, query).context["page"].paginator.count
        assert found == 1 + (0 if "urusan" in query else parents)


def test_nobody_is_told(recorded):
    assert not Message.objects.exists()


def test_staff_of_the_proposers_side_read_nothing_more(logged_in, recorded):
    """A verifier who proposed it meets their own proposal as a proposer."""
    own = HostMembershipFactory(role="verifikator").user
    Proposal.objects.filter(pk=recorded.pk).update(proposer=own)
    visitor = logged_in(own)
    for name in ("verification", "result"):
        assert visitor.get(reverse(f"proposals:{name}", args=[recorded.number])).status_code == 404
    for name in ("verification_queue", "results"):
        for tab in ("", "?daftar=selesai", "?daftar=menunggu"):
            assert recorded.number not in visitor.get(reverse(f"proposals:{name}") + tab).content.decode()


def test_flags_are_asked_for_where_they_are_missing(pending):
    fresh = Proposal.objects.get(pk=pending.proposal_id)
    assert public_state(fresh).label == "Menunggu pengesahan hasil"
