"""What happens at the same moment: one wins, the other reads why; nothing is made twice, nothing hangs."""

import time
import uuid
from functools import partial

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from notifications.models import Message
from proposals.choices import Outcome, Status
from proposals.events import office_of
from proposals.intake import submit_proposal
from proposals.models import Counter, Decision, OfficialAnswer, Proposal
from proposals.results import publish_result, publish_results, record_result
from proposals.services import assign_unit
from proposals.verification import merge_proposal, return_proposal, verify_proposal
from proposals.workflow import Overtaken, StepRefused, lock
from stakeholders.models import Role
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import (
    HostMembershipFactory,
    KelurahanFactory,
    UnitFactory,
)
from tests.proposals.outcomes import given
from tests.proposals.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_results_on_one_proposal(forum, sekretariat, three_roles):
    proposal = ProposalFactory(forum=forum, verified=True)
    answers = at_once(
        partial(record_result, proposal, actor=sekretariat, **given(Outcome.ACCEPTED, forum)),
        partial(record_result, proposal, actor=three_roles, **given(Outcome.DEFERRED, forum)),
    )
    [won] = [one for one in answers if isinstance(one, Decision)]
    [lost] = [one for one in answers if isinstance(one, Overtaken)]
    assert Decision.objects.get() == won
    assert f"sudah dicatat oleh {won.decided_by}" in lost.message
    assert f": {won.get_outcome_display()}." in lost.message


def test_two_decisions_of_verifiers_on_one_proposal(forum, verifikator):
    unit = verifikator.memberships.get().units.get()
    colleague = HostMembershipFactory(role=Role.VERIFIKATOR, units=[unit], user__name="Rekan").user
    proposal = ProposalFactory(forum=forum, unit=unit)
    answers = at_once(
        partial(verify_proposal, proposal, actor=verifikator, seen=proposal.version),
        partial(return_proposal, proposal, actor=colleague, reason="Lengkapi.", seen=proposal.version),
    )
    [lost] = [one for one in answers if isinstance(one, Overtaken)]
    proposal.refresh_from_db()
    assert proposal.status in (Status.VERIFIED, Status.RETURNED)
    winner = verifikator if proposal.status == Status.VERIFIED else colleague
    assert f"oleh {winner}" in lost.message
    assert Message.objects.count() == 1


def test_two_heads_publish_the_same_result(forum, sekretariat, pimpinan):
    deputy = HostMembershipFactory(role=Role.PIMPINAN).user
    proposal = ProposalFactory(forum=forum, verified=True)
    decision = record_result(proposal, actor=sekretariat, **given(Outcome.ACCEPTED, forum))
    rows = at_once(*(partial(publish_results, {decision.pk: 1}, actor=head) for head in (pimpinan, deputy)))
    assert sorted(row.problem for [row] in rows) == ["", "Hasil ini sudah disahkan."]
    assert (OfficialAnswer.objects.count(), Message.objects.count()) == (1, 1)


def test_two_different_decisions_are_published_at_once(forum, sekretariat, pimpinan):
    proposals = ProposalFactory.create_batch(2, forum=forum, verified=True)
    decisions = [record_result(p, actor=sekretariat, **given(Outcome.ACCEPTED, forum)) for p in proposals]
    deputy = HostMembershipFactory(role=Role.PIMPINAN).user
    answers = at_once(
        *(
            partial(publish_result, d, actor=h, seen=1)
            for d, h in zip(decisions, (pimpinan, deputy), strict=True)
        )
    )
    assert [one.status for one in answers] == [Status.ACCEPTED, Status.ACCEPTED]
    assert OfficialAnswer.objects.count() == 2


def test_a_result_changes_while_it_is_published(forum, sekretariat, pimpinan):
    """The head publishes what was read, or nothing."""
    proposal = ProposalFactory(forum=forum, verified=True)
    decision = record_result(proposal, actor=sekretariat, **given(Outcome.ACCEPTED, forum))
    answers = at_once(
        partial(publish_result, decision, actor=pimpinan, seen=1),
        partial(
            record_result,
            proposal,
            actor=sekretariat,
            seen=1,
            seen_proposal=proposal.version,
            **given(Outcome.DEFERRED, forum),
        ),
    )
    proposal.refresh_from_db()
    assert sum(isinstance(one, StepRefused) for one in answers) == 1
    assert proposal.status == (Status.ACCEPTED if isinstance(answers[0], Proposal) else Status.VERIFIED)


def test_ten_drafts_get_ten_numbers_without_a_gap(forum):
    drafts = ProposalFactory.create_batch(10, forum=forum, draft=True)
    sent = at_once(*(partial(submit_proposal, d, actor=d.proposer) for d in drafts))
    assert sorted(one.number for one in sent) == [f"ASP-2028-{n:04d}" for n in range(1, 11)]
    assert Counter.objects.get().last == 10


def test_ten_identical_records_are_one_proposal(forum, sekretariat):
    key, kelurahan = str(uuid.uuid4()), KelurahanFactory()
    typed = {
        "submit_key": key, "source": "surat", "source_basis": "Surat Nomor 1", "title": "Wi-Fi dermaga",
        "problem": "Sinyal lemah.", "request": "Pasang Wi-Fi.", "kelurahan": kelurahan.pk, "contact_name": "Siti",
        "external_number": "7",
    }  # fmt: skip

    def press() -> str:
        visitor = Client()
        visitor.force_login(sekretariat)
        return visitor.post(reverse("proposals:record"), typed).url

    answers = at_once(*[press] * 10)
    assert set(answers) == {reverse("proposals:recorded", args=["ASP-2028-0001"])}
    proposal = Proposal.objects.get()
    assert (proposal.number, proposal.events.count(), Counter.objects.get().last) == ("ASP-2028-0001", 1, 1)


def test_merges_across_each_other_do_not_hang(forum, verifikator):
    """A into B and B into A, both with children: one goes, the other is refused."""
    for _round in range(3):
        a, b = ProposalFactory.create_batch(2, forum=forum)
        for parent in (a, b):
            ProposalFactory(forum=forum, status=Status.MERGED, parent=parent)
        answers = at_once(
            partial(merge_proposal, a, actor=verifikator, parent=b, reason="Sama."),
            partial(merge_proposal, b, actor=verifikator, parent=a, reason="Sama."),
        )
        assert sorted(type(one).__name__ for one in answers) == ["Proposal", "StepRefused"]
        merged = Proposal.objects.filter(status=Status.MERGED, pk__in=[a.pk, b.pk]).get()
        living = b if merged == a else a
        assert set(Proposal.objects.filter(parent=living)) == set(
            Proposal.objects.filter(parent__in=[a.pk, b.pk])
        )


def test_publishing_and_merging_of_one_family_do_not_hang(forum, sekretariat, pimpinan, verifikator):
    for _round in range(3):
        child = ProposalFactory(forum=forum)
        parent = ProposalFactory(forum=forum, verified=True)
        decision = record_result(parent, actor=sekretariat, **given(Outcome.ACCEPTED, forum))
        answers = at_once(
            partial(publish_result, decision, actor=pimpinan, seen=1),
            partial(merge_proposal, child, actor=verifikator, parent=parent, reason="Sama."),
        )
        assert [one.status for one in answers] == [Status.ACCEPTED, Status.MERGED]


def test_who_waited_for_a_lock_sees_the_bidang_that_was_named_meanwhile(forum, sekretariat, verifikator):
    unit = verifikator.memberships.get().units.get()
    proposal = ProposalFactory(forum=forum, unit=UnitFactory())

    def assign_slowly() -> None:
        with transaction.atomic():
            assign_unit(proposal, actor=sekretariat, unit=unit)
            time.sleep(0.5)

    def read_later() -> str:
        time.sleep(0.2)
        with transaction.atomic():
            return office_of(verifikator, lock(proposal))

    assert at_once(assign_slowly, read_later)[1] == unit.name


def test_the_record_stays_one_chain(forum, sekretariat):
    proposals = ProposalFactory.create_batch(4, forum=forum)
    at_once(*(partial(assign_unit, p, actor=sekretariat, unit=UnitFactory()) for p in proposals))
    hashes = list(Entry.objects.order_by("pk").values_list("previous_hash", "hash"))
    assert [previous for previous, _own in hashes[1:]] == [own for _previous, own in hashes[:-1]]
