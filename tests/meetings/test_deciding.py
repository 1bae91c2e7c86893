"""What a session decides waits for the head, can be undone until it goes on, and is never written over somebody else's."""

import uuid
from decimal import Decimal

import pytest

from audit.models import Entry
from forums.models import Phase
from meetings import running
from meetings.deciding import add_spoken, decide_item, undo_decision
from meetings.models import AgendaItem, Sitting
from meetings.running import SittingRefused
from proposals.choices import Outcome, Status
from proposals.models import Decision, Proposal
from proposals.results import withdraw_result
from proposals.workflow import Overtaken, StepRefused
from stakeholders.models import Role
from tests.factories.stakeholders import HostMembershipFactory, MembershipFactory, UnitFactory
from tests.meetings.sessions import items_of, session_of
from tests.proposals.outcomes import WORDS, given

pytestmark = pytest.mark.django_db
SPOKEN = {
    "title": "Pelatihan keamanan siber bagi RT",
    "problem": "Warga sering tertipu.",
    "request": "Pelatihan satu hari di tiap kelurahan.",
    "contact_name": "Ibu Sari",
    "is_citywide": True,
}


@pytest.fixture
def session(sekretariat) -> Sitting:
    return running.open_sitting(session_of(2), actor=sekretariat)


@pytest.mark.parametrize("outcome", Outcome.values)
def test_result_waits_for_the_head(session, sekretariat, outcome):
    item = items_of(session)[0]
    decision = decide_item(item, actor=sekretariat, seen=0, **given(outcome, session.forum))
    item.refresh_from_db()
    assert (decision.state, decision.outcome, item.proposal.status) == ("pending", outcome, "verified")
    assert item.discussed_at
    assert not item.is_entered_later
    assert not item.proposal.events.public().exists()
    assert Entry.objects.latest("id").action == "proposal.record_result"


def test_nothing_is_decided_before_the_session_begins(sekretariat):
    item = items_of(session_of(1))[0]
    with pytest.raises(SittingRefused, match="Mulai sidang lebih dahulu"):
        decide_item(item, actor=sekretariat, seen=0, outcome=Outcome.ACCEPTED, **WORDS)
    assert not Decision.objects.exists()


def test_result_can_be_changed_after_the_session(session, sekretariat):
    item = items_of(session)[0]
    decide_item(item, actor=sekretariat, seen=0, outcome=Outcome.ACCEPTED, **WORDS)
    running.close_sitting(session, actor=sekretariat)
    changed = decide_item(item, actor=sekretariat, seen=1, outcome=Outcome.DEFERRED, **WORDS)
    assert (changed.outcome, changed.version) == ("deferred", 2)


def test_second_secretary_reads_what_the_first_wrote(session, sekretariat, three_roles):
    item = items_of(session)[0]
    decide_item(item, actor=sekretariat, seen=0, outcome=Outcome.ACCEPTED, **WORDS)
    with pytest.raises(Overtaken, match="sudah dicatat oleh Sekretariat"):
        decide_item(item, actor=three_roles, seen=0, outcome=Outcome.DEFERRED, **WORDS)
    assert Decision.objects.get().outcome == "accepted"


def test_result_is_undone_while_it_is_discussed(session, sekretariat):
    item = items_of(session)[0]
    decide_item(item, actor=sekretariat, seen=0, outcome=Outcome.ACCEPTED, **WORDS)
    undo_decision(item, actor=sekretariat, seen=1)
    assert not item.proposal.decisions.pending().exists()
    assert Entry.objects.latest("id").action == "proposal.withdraw_result"
    assert not item.proposal.events.public().exists()
    again = decide_item(item, actor=sekretariat, seen=0, outcome=Outcome.DEFERRED, **WORDS)
    assert (again.version, again.outcome) == (1, "deferred")


def test_result_is_not_undone_after_the_session_went_on(session, sekretariat):
    first, second = items_of(session)
    decide_item(first, actor=sekretariat, seen=0, outcome=Outcome.ACCEPTED, **WORDS)
    running.take_up_item(session, second, actor=sekretariat, seen=first.pk)
    with pytest.raises(SittingRefused, match="Acara sudah berpindah"):
        undo_decision(first, actor=sekretariat, seen=1)
    assert first.proposal.decisions.pending().exists()


@pytest.mark.parametrize(
    ("seen", "error", "words"),
    [(0, StepRefused, "Tidak ada hasil"), (1, Overtaken, "disahkan atau dibatalkan")],
)
def test_there_must_be_something_to_undo(session, sekretariat, seen, error, words):
    with pytest.raises(error, match=words):
        undo_decision(items_of(session)[0], actor=sekretariat, seen=seen)


def test_result_that_somebody_changed_is_not_undone(session, sekretariat, three_roles):
    item = items_of(session)[0]
    decide_item(item, actor=sekretariat, seen=0, outcome=Outcome.ACCEPTED, **WORDS)
    decide_item(item, actor=three_roles, seen=1, outcome=Outcome.DEFERRED, **WORDS)
    with pytest.raises(Overtaken):
        withdraw_result(item.proposal, actor=sekretariat, seen=1)


def test_own_organisation_is_refused_kindly(session, sekretariat):
    item = items_of(session)[0]
    organization = MembershipFactory(user=sekretariat).organization
    Proposal.objects.filter(pk=item.proposal_id).update(organization=organization)
    with pytest.raises(StepRefused, match="ditangani oleh orang lain"):
        decide_item(items_of(session)[0], actor=sekretariat, seen=0, outcome=Outcome.ACCEPTED, **WORDS)


# Spoken in the room


def test_spoken_proposal_gets_a_number_and_a_place(session, sekretariat):
    item = add_spoken(session, actor=sekretariat, submit_key=uuid.uuid4(), **SPOKEN)
    proposal = item.proposal
    assert (proposal.status, proposal.source, proposal.urusan) == ("submitted", "lisan", session.urusan)
    assert proposal.source_basis.startswith(str(session))
    assert (item.is_spoken, item.order > items_of(session)[1].order) == (True, True)
    assert list(proposal.events.values_list("step", flat=True)) == ["record"]
    assert Entry.objects.latest("id").action == "sitting.add_spoken"


def test_who_may_verify_as_well_can_decide_at_once(session):
    unit = UnitFactory(urusan=[session.urusan])
    user = HostMembershipFactory(role=Role.VERIFIKATOR, units=[unit]).user
    HostMembershipFactory(user=user, role=Role.SEKRETARIAT)
    item = add_spoken(session, actor=user, submit_key=uuid.uuid4(), **SPOKEN, volume=Decimal(6))
    assert item.proposal.status == Status.SUBMITTED  # as it was recorded
    item = items_of(session)[-1]
    assert item.proposal.status == Status.VERIFIED
    assert list(item.proposal.events.values_list("step", flat=True)) == ["record", "verify"]
    assert decide_item(item, actor=user, seen=0, outcome=Outcome.ACCEPTED, **WORDS).agreed_volume == 6


def test_spoken_proposal_sent_twice_is_one(session, sekretariat):
    key = uuid.uuid4()
    first = add_spoken(session, actor=sekretariat, submit_key=key, **SPOKEN)
    assert add_spoken(session, actor=sekretariat, submit_key=key, **SPOKEN) == first
    assert AgendaItem.objects.filter(is_spoken=True).count() == 1


def test_spoken_proposal_needs_a_running_session(sekretariat):
    with pytest.raises(SittingRefused, match="selama sidang berlangsung"):
        add_spoken(session_of(1), actor=sekretariat, submit_key=uuid.uuid4(), **SPOKEN)


def test_verifier_alone_records_nothing(session):
    unit = UnitFactory(urusan=[session.urusan])
    user = HostMembershipFactory(role=Role.VERIFIKATOR, units=[unit]).user
    with pytest.raises(StepRefused, match="dilakukan oleh sekretariat"):
        add_spoken(session, actor=user, submit_key=uuid.uuid4(), **SPOKEN)
    assert Proposal.objects.count() == 2


def test_nothing_is_decided_when_the_window_is_closed(session, sekretariat):
    Phase.objects.all().delete()
    with pytest.raises(StepRefused, match="belum dijadwalkan"):
        decide_item(items_of(session)[0], actor=sekretariat, seen=0, outcome=Outcome.ACCEPTED, **WORDS)
