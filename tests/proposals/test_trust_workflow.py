"""Z05, Z06 and Z08 of what the portal promises: no step is skipped, none comes too late, nobody decides about their own."""

import datetime
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from forums.models import Activity, Phase
from proposals.choices import Outcome, Status
from proposals.intake import submit_proposal
from proposals.models import Decision, Proposal
from proposals.results import publish_result, record_result
from proposals.steps import STEPS
from proposals.verification import forward_proposal, merge_proposal, return_proposal, verify_proposal
from proposals.windows import SUBMIT_GRACE
from proposals.workflow import StepRefused, lock, take_step
from renja_portal.settings import BASE_DIR
from stakeholders.models import Role
from tests.factories.proposals import DecisionFactory, ProposalFactory
from tests.factories.stakeholders import HostMembershipFactory, OrganizationFactory
from tests.proposals.outcomes import given

pytestmark = pytest.mark.django_db
MOMENT = datetime.timedelta(
    milliseconds=125
)  # exact in the clock of the tests, which counts in fractions of two


def all_roles(**membership):
    """One person with every role of the host."""
    user = HostMembershipFactory(role=Role.SEKRETARIAT, **membership).user
    for role in (Role.VERIFIKATOR, Role.PERENCANA, Role.PIMPINAN, Role.ADMIN):
        HostMembershipFactory(user=user, role=role)
    return user


# Z05


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", Status.values)
def test_z05_step_leaves_from_its_own_states_alone(forum, step, status):
    """Z05: from any other state it is refused, also for somebody who holds every role; the state stays.

    By whom and when: test_workflow.py and test_windows.py, for every step.
    """
    if status in STEPS[step].sources:
        return
    proposal = ProposalFactory(forum=forum, status=status)
    actor = all_roles()
    with transaction.atomic(), pytest.raises(StepRefused):
        take_step(lock(proposal), step, actor=actor, reason="Alasan", target=Status.ACCEPTED)
    proposal.refresh_from_db()
    assert proposal.status == status


@pytest.mark.parametrize(
    ("start", "change", "constraint"),
    [
        ({"draft": True}, {"status": Status.ACCEPTED}, "proposal_numbered_once_submitted"),
        ({"draft": True}, {"status": Status.SUBMITTED}, "proposal_numbered_once_submitted"),
        ({}, {"number": None}, "proposal_numbered_once_submitted"),
        ({}, {"submitted_at": None}, "proposal_numbered_once_submitted"),
        ({}, {"status": "disetujui"}, "proposal_status_known"),
        ({}, {"status": ""}, "proposal_status_known"),
        ({}, {"status": Status.MERGED}, "proposal_merged_has_parent"),
        ({}, {"status": Status.FORWARDED}, "proposal_forwarded_names_office"),
    ],
)
def test_z05_database_refuses_a_state_that_cannot_be(forum, start, change, constraint):
    """Z05: whatever code would write it, a constraint with a speaking name stands before it."""
    proposal = ProposalFactory(forum=forum, **start)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**change)


def test_z05_database_refuses_two_pending_results(forum):
    """Z05: one result waits at a time, so publishing cannot be raced by a second one."""
    proposal = ProposalFactory(forum=forum, verified=True)
    DecisionFactory(proposal=proposal)
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionFactory(proposal=proposal)
    assert Decision.objects.pending().count() == 1


@pytest.mark.parametrize("status", [s for s in Status.values if s not in (Status.DRAFT, Status.RETURNED)])
def test_z05_sent_proposal_is_not_sent_again_by_address(logged_in, forum, pengusul, status):
    """Z05: the address of the button does what the button may do."""
    proposal = ProposalFactory(forum=forum, status=status, proposer=pengusul)
    client = logged_in(pengusul)
    client.post(reverse("proposals:submit", args=[proposal.key]))
    client.post(
        reverse("proposals:draft", args=[proposal.key, "masalah"]), {"title": "Lain", "problem": "Lain"}
    )
    client.post(reverse("proposals:delete", args=[proposal.key]))
    proposal.refresh_from_db()
    assert (proposal.status, proposal.title == "Lain") == (status, False)


@pytest.mark.parametrize(
    "status", [Status.DRAFT, Status.ACCEPTED, Status.REJECTED, Status.WITHDRAWN, Status.MERGED]
)
@pytest.mark.parametrize("step", ["verify", "return", "forward", "merge"])
def test_z05_verifier_takes_no_step_from_another_state_by_address(
    logged_in, forum, verifikator, status, step
):
    """Z05: what the page does not offer, its address does not do."""
    proposal = ProposalFactory(forum=forum, status=status)
    sent = {"tindakan": "putusan", "step": step, "reason": "x", "version": proposal.version, "checked": "on"}
    address = f"/kerja/verifikasi/{proposal.number or 'ASP-2028-0000'}/"
    logged_in(verifikator).post(address, urlencode(sent), content_type="application/x-www-form-urlencoded")
    proposal.refresh_from_db()
    assert proposal.status == status


# Z06


@pytest.fixture
def window(forum) -> Phase:
    """The forum's window, from one whole second to another."""
    window = forum.phases.get()
    window.opens_at, window.closes_at = (
        at.replace(microsecond=0) for at in (window.opens_at, window.closes_at)
    )
    window.save()
    return window


def complete_draft(forum, pengusul) -> Proposal:
    return ProposalFactory(forum=forum, proposer=pengusul, draft=True)


@pytest.mark.parametrize(
    ("edge", "shift", "taken"),
    [
        ("opens_at", -MOMENT, False),
        ("opens_at", 0 * MOMENT, True),
        ("closes_at", 0 * MOMENT, True),
        ("closes_at", SUBMIT_GRACE - MOMENT, True),
        ("closes_at", SUBMIT_GRACE, False),
        ("closes_at", SUBMIT_GRACE + MOMENT, False),
    ],
)
def test_z06_deadline_is_kept_to_the_second(forum, window, pengusul, edge, shift, taken):
    """Z06: by the server's clock from the moment of opening up to, and not at, the end of the half hour of grace.

    The grace is for drafts begun in time, and documented.
    """
    assert (
        "half an hour after the closing (`SUBMIT_GRACE`)" in (BASE_DIR / "docs/architecture.md").read_text()
    )
    draft = complete_draft(forum, pengusul)
    with time_machine.travel(getattr(window, edge) + shift, tick=False):
        try:
            submit_proposal(draft, actor=pengusul)
        except StepRefused:
            draft.refresh_from_db()
            assert (draft.status, draft.number) == (Status.DRAFT, None)
        else:
            assert taken
            return
    assert not taken


def test_z06_clock_of_the_browser_decides_nothing(logged_in, forum, window, pengusul):
    """Z06: no header and no field of a request moves the deadline; the draft stays, with the sentence why."""
    draft = complete_draft(forum, pengusul)
    client = logged_in(pengusul)
    early = (window.closes_at - datetime.timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    with time_machine.travel(window.closes_at + SUBMIT_GRACE, tick=False):
        answer = client.post(
            reverse("proposals:submit", args=[draft.key]),
            {"submitted_at": window.opens_at.isoformat(), "now": window.opens_at.isoformat()},
            headers={"Date": early, "If-Unmodified-Since": early, "X-Request-Time": early},
            follow=True,
        )
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT
    assert draft.title in answer.content.decode()


@pytest.mark.parametrize("offset", [-12, 0, 7, 8, 9, 14])
def test_z06_deadline_is_one_moment_for_every_clock(forum, window, pengusul, offset):
    """Z06: one moment, whatever zone its hour is read in (WIB, WITA, WIT); drafts begun after it have no grace."""
    zone = datetime.timezone(datetime.timedelta(hours=offset))
    closes = window.closes_at.astimezone(zone)
    with time_machine.travel(closes, tick=False), pytest.raises(StepRefused):
        submit_proposal(complete_draft(forum, pengusul), actor=pengusul)
    with time_machine.travel(closes - MOMENT, tick=False):
        assert submit_proposal(complete_draft(forum, pengusul), actor=pengusul).number


def test_z06_verifying_ends_with_its_window_too(forum, window, verifikator):
    """Z06: the same for the staff."""
    proposal = ProposalFactory(forum=forum)
    with time_machine.travel(window.closes_at, tick=False), pytest.raises(StepRefused):
        verify_proposal(proposal, actor=verifikator, reason="", checked=[], seen=proposal.version)


# Z08


DECIDE = {
    "verify": lambda proposal, actor: verify_proposal(proposal, actor=actor, reason="x", checked=[]),
    "return": lambda proposal, actor: return_proposal(proposal, actor=actor, reason="x", checked=[]),
    "forward": lambda proposal, actor: forward_proposal(
        proposal, actor=actor, reason="x", checked=[], office=OrganizationFactory()
    ),
    "merge": lambda proposal, actor: merge_proposal(
        proposal, actor=actor, reason="x", checked=[], parent=ProposalFactory(forum=proposal.forum)
    ),
    "record": lambda proposal, actor: record_result(
        proposal, actor=actor, **given(Outcome.ACCEPTED, proposal.forum)
    ),
}  # fmt: skip


@pytest.mark.parametrize("whose", ["person", "organization"])
@pytest.mark.parametrize("deed", DECIDE)
def test_z08_nobody_decides_about_their_own(forum, deed, whose):
    """Z08: not even with every role there is, nor for an organisation that one belongs to."""
    actor = all_roles()
    state = Status.VERIFIED if deed == "record" else Status.SUBMITTED
    own = (
        {"proposer": actor} if whose == "person" else {"organization": actor.memberships.first().organization}
    )
    proposal = ProposalFactory(forum=forum, status=state, **own)
    with pytest.raises(StepRefused):
        DECIDE[deed](proposal, actor)
    proposal.refresh_from_db()
    assert proposal.status == state
    assert not proposal.decisions.exists()


def test_z08_own_proposal_is_not_in_ones_queue(logged_in, forum):
    """Z08: nor does one find it among one's work, nor open it there."""
    actor = all_roles()
    own = ProposalFactory(forum=forum, proposer=actor)
    client = logged_in(actor)
    assert own.number not in client.get("/kerja/verifikasi/").content.decode()
    assert client.get(f"/kerja/verifikasi/{own.number}/").status_code == 404
    assert client.get(f"/kerja/hasil/{own.number}/").status_code == 404


def test_z08_result_is_published_by_four_eyes(forum):
    """Z08: who wrote a result does not publish it; a second head does; nobody publishes about their own."""
    writer, head = all_roles(), HostMembershipFactory(role=Role.PIMPINAN).user
    proposal = ProposalFactory(forum=forum, verified=True)
    decision = record_result(proposal, actor=writer, **given(Outcome.ACCEPTED, forum))
    with pytest.raises(StepRefused, match="empat mata"):
        publish_result(decision, actor=writer, seen=decision.version)
    assert publish_result(decision, actor=head, seen=decision.version).status == Status.ACCEPTED
    of_head = ProposalFactory(forum=forum, verified=True, proposer=head)
    decision = record_result(of_head, actor=writer, **given(Outcome.ACCEPTED, forum))
    with pytest.raises(StepRefused, match="pejabat lain"):
        publish_result(decision, actor=head, seen=decision.version)


def test_windows_of_these_tests_open_everything_but_the_lock(forum):
    assert set(forum.phases.get().activities) == {a.value for a in Activity} - {Activity.LOCK}
