"""Publishing results: answered, told, only once, by another person; corrections and reviews."""

import pytest

from forums.models import Activity
from notifications.models import Message
from proposals.choices import Outcome, Status
from proposals.models import Decision, OfficialAnswer, Proposal
from proposals.results import (
    ask_review,
    publish_result,
    publish_results,
    record_result,
    result_refusal,
)
from proposals.workflow import StepRefused
from stakeholders.models import Role
from tests.factories.forums import PhaseFactory
from tests.factories.proposals import EventFactory, ProposalFactory
from tests.factories.stakeholders import (
    HostMembershipFactory,
)
from tests.proposals.outcomes import WORDS, given, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(forum) -> Proposal:
    return ProposalFactory(forum=forum, verified=True, volume=200, volume_unit="orang")


@pytest.mark.parametrize("outcome", Outcome.values)
def test_publishing_moves_answers_and_tells(proposal, sekretariat, pimpinan, outcome):
    result = given(outcome, proposal.forum)
    done = publish(proposal, sekretariat, pimpinan, **result)
    assert (done.status, done.parent, done.forwarded_to) == (
        outcome,
        result.get("parent"),
        result.get("office"),
    )
    assert done.published_at is not None
    answer = OfficialAnswer.objects.get()
    assert (answer.proposal, answer.text, answer.office) == (
        proposal,
        WORDS["response"],
        "Dinas Komunikasi dan Informatika",
    )
    assert (answer.decision.state, answer.decision.published_by) == ("published", pimpinan)
    letter = Message.objects.get()
    assert (letter.to_user, letter.kind) == (proposal.proposer, "proposal.result")
    assert WORDS["response"] in letter.body
    assert done.events.public().get().title == f"Hasil forum disahkan: {done.get_status_display()}"


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.FORWARDED, "Diteruskan kepada Dinas Kesehatan"),
        (Outcome.MERGED, "Digabungkan dengan ASP-2028-"),
    ],
)
def test_letter_names_office_or_parent(proposal, sekretariat, pimpinan, outcome, words):
    publish(proposal, sekretariat, pimpinan, **given(outcome, proposal.forum))
    body = Message.objects.get().body
    assert words in body
    assert "Renja adalah rencana" not in body


def test_every_merged_proposer_is_answered(proposal, sekretariat, pimpinan):
    children = ProposalFactory.create_batch(2, forum=proposal.forum, status=Status.MERGED, parent=proposal)
    silent = ProposalFactory(
        forum=proposal.forum, status=Status.MERGED, parent=proposal, proposer=None, contact_email=""
    )
    publish(proposal, sekretariat, pimpinan, **given(Outcome.ACCEPTED, proposal.forum))
    assert set(Message.objects.values_list("to_email", flat=True)) == {
        proposal.proposer.email, *(child.proposer.email for child in children),
    }  # fmt: skip
    for child in (*children, silent):
        child.refresh_from_db()
        assert (child.status, child.events.get().title) == (
            Status.MERGED,
            f"Usulan induk {proposal.number}: Diterima",
        )


def test_publishing_a_merge_takes_children_along(proposal, sekretariat, pimpinan):
    child = ProposalFactory(forum=proposal.forum, status=Status.MERGED, parent=proposal)
    result = given(Outcome.MERGED, proposal.forum)
    publish(proposal, sekretariat, pimpinan, **result)
    child.refresh_from_db()
    assert child.parent == result["parent"]


def test_four_eyes(proposal):
    head = HostMembershipFactory(role=Role.PIMPINAN).user
    HostMembershipFactory(user=head, role=Role.SEKRETARIAT)
    decision = record_result(proposal, actor=head, **given(Outcome.ACCEPTED, proposal.forum))
    with pytest.raises(StepRefused, match="empat mata"):
        publish_result(decision, actor=head, seen=1)
    proposal.refresh_from_db()
    assert proposal.status == Status.VERIFIED


def test_the_head_does_not_publish_their_own(proposal, sekretariat, pimpinan):
    Proposal.objects.update(proposer=pimpinan)
    decision = record_result(proposal, actor=sekretariat, **given(Outcome.ACCEPTED, proposal.forum))
    with pytest.raises(StepRefused, match="disahkan oleh pejabat lain"):
        publish_result(decision, actor=pimpinan, seen=1)
    deputy = HostMembershipFactory(role=Role.PIMPINAN).user
    assert publish_result(decision, actor=deputy, seen=1).status == Status.ACCEPTED


@pytest.mark.parametrize("role", ["sekretariat", "verifikator", "perencana", "admin_user", "pengusul"])
def test_others_publish_nothing(proposal, request, three_roles, role):
    decision = record_result(proposal, actor=three_roles, **given(Outcome.ACCEPTED, proposal.forum))
    with pytest.raises(StepRefused, match="dilakukan oleh pimpinan"):
        publish_result(decision, actor=request.getfixturevalue(role), seen=1)


def test_only_what_was_read_is_published(proposal, sekretariat, pimpinan):
    decision = record_result(proposal, actor=sekretariat, **given(Outcome.ACCEPTED, proposal.forum))
    record_result(proposal, actor=sekretariat, seen=1, **given(Outcome.DEFERRED, proposal.forum))
    with pytest.raises(StepRefused, match="diubah setelah Anda membacanya"):
        publish_result(decision, actor=pimpinan, seen=1)
    publish_result(decision, actor=pimpinan, seen=2)
    with pytest.raises(StepRefused, match="sudah disahkan"):
        publish_result(decision, actor=pimpinan, seen=2)


def test_many_are_published_each_with_its_own_result(forum, sekretariat, pimpinan):
    """What joins proposals comes first, so that it still finds its parent; one refusal hinders no other."""
    parent, child, changed = ProposalFactory.create_batch(3, forum=forum, verified=True)
    rejected = record_result(parent, actor=sekretariat, **given(Outcome.REJECTED, forum))
    merged = record_result(child, actor=sekretariat, outcome=Outcome.MERGED, parent=parent, **WORDS)
    stale = record_result(changed, actor=sekretariat, **given(Outcome.ACCEPTED, forum))
    rows = publish_results({rejected.pk: 1, merged.pk: 1, stale.pk: 7, 0: 1}, actor=pimpinan)
    assert [(row.decision, bool(row.problem)) for row in rows] == [
        (rejected, False),
        (merged, False),
        (stale, True),
    ]
    again = publish_results({rejected.pk: 1}, actor=pimpinan)
    assert [row.problem for row in again] == ["Hasil ini sudah disahkan."]


def test_publishing_waits_for_its_window(proposal, sekretariat, pimpinan):
    decision = record_result(proposal, actor=sekretariat, **given(Outcome.ACCEPTED, proposal.forum))
    proposal.forum.phases.update(activities=[Activity.REVIEW])
    with pytest.raises(StepRefused, match="belum dijadwalkan"):
        publish_result(decision, actor=pimpinan, seen=1)


# Corrections


@pytest.fixture
def accepted(proposal, sekretariat, pimpinan) -> Proposal:
    return publish(proposal, sekretariat, pimpinan, **given(Outcome.ACCEPTED, proposal.forum))


def test_a_correction_is_pending_first_and_then_shown_as_different(accepted, perencana, pimpinan):
    decision = record_result(accepted, actor=perencana, **given(Outcome.DEFERRED, accepted.forum))
    accepted.refresh_from_db()
    assert (accepted.status, decision.is_correction) == (Status.ACCEPTED, True)
    done = publish_result(decision, actor=pimpinan, seen=1)
    assert (done.status, done.agreed_volume) == (Status.DEFERRED, None)
    assert done.events.public().last().title == "Berbeda dari kesepakatan forum: Cadangan"
    states = Decision.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["superseded", "published"]


def test_a_correction_replaces_the_letter_that_has_not_left(accepted, sekretariat, pimpinan):
    publish(accepted, sekretariat, pimpinan, **given(Outcome.DEFERRED, accepted.forum))
    letters = list(Message.objects.order_by("pk").values_list("state", flat=True))
    assert letters == ["cancelled", "pending"]
    body = Message.objects.latest("pk").body
    assert "berbeda dari kesepakatan forum" in body
    assert "Diterima, belum tertampung dalam Renja" in body


def test_corrections_end_with_the_lock(accepted, sekretariat, pimpinan):
    decision = record_result(accepted, actor=sekretariat, **given(Outcome.DEFERRED, accepted.forum))
    PhaseFactory(forum=accepted.forum, activities=[Activity.LOCK])
    assert "sudah dikunci" in result_refusal(accepted, sekretariat)
    with pytest.raises(StepRefused, match="sudah dikunci"):
        publish_result(decision, actor=pimpinan, seen=1)


def test_a_published_no_is_not_corrected(proposal, sekretariat, pimpinan):
    done = publish(proposal, sekretariat, pimpinan, **given(Outcome.REJECTED, proposal.forum))
    assert "tidak menunggu hasil" in result_refusal(done, sekretariat)


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.FORWARDED, Outcome.MERGED, Outcome.ACCEPTED])
def test_a_correction_stays_within_its_table(accepted, sekretariat, outcome):
    with pytest.raises(StepRefused, match="tidak dapat dipilih"):
        record_result(accepted, actor=sekretariat, **given(outcome, accepted.forum))


# Peninjauan ulang


def test_after_a_review_somebody_else_decides_and_it_is_called_so(
    proposal, sekretariat, three_roles, pimpinan
):
    rejected = publish(proposal, sekretariat, pimpinan, **given(Outcome.REJECTED, proposal.forum))
    reviewed = ask_review(rejected, actor=proposal.proposer, reason="Data terbaru terlampir.")
    assert reviewed.status == Status.VERIFIED
    assert "orang lain daripada pencatat" in result_refusal(reviewed, sekretariat)
    done = publish(reviewed, three_roles, pimpinan, **given(Outcome.ACCEPTED, proposal.forum))
    title = "Catatan penyempurnaan, hasil peninjauan ulang: Diterima"
    assert (done.status, done.events.public().last().title) == (Status.ACCEPTED, title)


def test_a_review_is_decided_after_the_forums_window(proposal, three_roles, pimpinan):
    EventFactory(proposal=proposal, step="ask_review")
    proposal.forum.phases.update(activities=[Activity.REVIEW])
    assert (
        publish(proposal, three_roles, pimpinan, **given(Outcome.ACCEPTED, proposal.forum)).status
        == Status.ACCEPTED
    )
