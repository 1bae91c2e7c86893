"""Results that somebody publishes in the head's name: as the head would, named as such, never one's own."""

import pytest
from django.urls import reverse

from audit.models import Entry
from proposals.models import Decision, OfficialAnswer, Proposal
from proposals.results import publish_each, publish_result, record_result
from proposals.workflow import StepRefused
from stakeholders.models import Membership
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import DelegationFactory
from tests.proposals.outcomes import WORDS, publish

pytestmark = pytest.mark.django_db
IN_NAME = "a.n. Kepala Dinas Komunikasi dan Informatika"


@pytest.fixture
def proposal(forum) -> Proposal:
    return ProposalFactory(forum=forum, verified=True)


@pytest.fixture
def delegate(perencana):
    DelegationFactory(delegate=perencana)
    return perencana


def test_answer_and_record_name_in_whose_name(proposal, sekretariat, delegate):
    publish(proposal, sekretariat, delegate, outcome="accepted", **WORDS)
    assert OfficialAnswer.objects.get().office == IN_NAME
    told = Entry.objects.get(action="proposal.publish").data
    assert told == {"delegation": delegate.delegations.get().pk, "on_behalf": IN_NAME[5:]}
    assert Decision.objects.get().published_by == delegate


def test_head_publishes_in_no_other_name(proposal, sekretariat, pimpinan):
    DelegationFactory(delegate=pimpinan)
    publish(proposal, sekretariat, pimpinan, outcome="accepted", **WORDS)
    assert OfficialAnswer.objects.get().office == "Dinas Komunikasi dan Informatika"
    assert Entry.objects.get(action="proposal.publish").data == {}


def test_who_recorded_a_result_does_not_publish_it(proposal, sekretariat):
    DelegationFactory(delegate=sekretariat)
    decision = record_result(proposal, actor=sekretariat, outcome="accepted", **WORDS)
    with pytest.raises(StepRefused, match="empat mata"):
        publish_result(decision, actor=sekretariat, seen=decision.version)


def test_without_delegation_it_is_the_heads_part(proposal, sekretariat, perencana):
    with pytest.raises(StepRefused, match="pimpinan atau penerima pendelegasiannya"):
        publish(proposal, sekretariat, perencana, outcome="accepted", **WORDS)


def test_page_says_in_whose_name_and_lets_publish(logged_in, proposal, sekretariat, delegate):
    decision = record_result(proposal, actor=sekretariat, outcome="accepted", **WORDS)
    client = logged_in(delegate)
    words = f"Anda mengesahkan {IN_NAME}, menurut"
    assert words in client.get(reverse("proposals:approval")).content.decode()
    read = f"{decision.pk}-{decision.version}"
    assert words in client.post(reverse("proposals:approval"), {"pilih": read}).content.decode()
    client.post(reverse("proposals:approval"), {"pilih": read, "sahkan": "1"})
    assert IN_NAME in client.get(reverse("proposals:detail", args=[proposal.number])).content.decode()


def test_delegate_finds_it_among_their_work(logged_in, proposal, sekretariat, delegate):
    record_result(proposal, actor=sekretariat, outcome="accepted", **WORDS)
    assert "Hasil menunggu pengesahan" in logged_in(delegate).get("/kerja/").content.decode()


def test_right_that_ends_in_the_middle_of_an_order_ends_there(forum, sekretariat, delegate):
    """The worker has the account in its hands all the while; it asks again for each result."""
    first, second = (
        record_result(
            ProposalFactory(forum=forum, verified=True), actor=sekretariat, outcome="accepted", **WORDS
        )
        for _n in range(2)
    )
    rows = publish_each({first.pk: 1, second.pk: 1}, actor=delegate)
    assert next(rows).problem == ""
    Membership.objects.filter(user=delegate.delegations.get().granted_by).delete()
    assert "pimpinan atau penerima pendelegasiannya" in next(rows).problem
