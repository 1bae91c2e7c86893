"""Writing results down: pending, complete, by whom it concerns, and never over somebody else's."""

from decimal import Decimal

import pytest

from forums.models import Activity
from notifications.models import Message
from proposals.choices import Outcome, Status
from proposals.models import Decision, OfficialAnswer, Proposal, ReasonCode
from proposals.reasons import create_reasons
from proposals.results import (
    CORRECTIONS,
    possible_outcomes,
    record_result,
    result_refusal,
)
from proposals.workflow import Overtaken, StepRefused
from stakeholders.models import Role
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import (
    HostMembershipFactory,
    MembershipFactory,
    OrganizationFactory,
    UnitFactory,
)
from tests.proposals.outcomes import given, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(forum) -> Proposal:
    return ProposalFactory(forum=forum, verified=True, volume=200, volume_unit="orang")


@pytest.mark.parametrize("outcome", Outcome.values)
def test_recorded_result_moves_nothing_and_tells_nobody(proposal, sekretariat, outcome):
    decision = record_result(proposal, actor=sekretariat, **given(outcome, proposal.forum))
    proposal.refresh_from_db()
    assert (proposal.status, proposal.agreed_volume, proposal.parent, proposal.forwarded_to) == (
        "verified",
        None,
        None,
        None,
    )
    assert (decision.state, decision.version, decision.decided_by) == ("pending", 1, sekretariat)
    assert not Message.objects.exists()
    assert not OfficialAnswer.objects.exists()
    assert not proposal.events.public().exists()


@pytest.mark.parametrize(
    ("outcome", "asked"),
    [
        (Outcome.ACCEPTED, Decimal(200)),
        (Outcome.ACCEPTED_WITH_CHANGES, Decimal(120)),
        (Outcome.DEFERRED, None),
    ],
)
def test_agreed_volume_follows_the_outcome(proposal, sekretariat, outcome, asked):
    result = given(outcome, proposal.forum) | {"agreed_volume": Decimal(120)}
    assert record_result(proposal, actor=sekretariat, **result).agreed_volume == asked


@pytest.mark.parametrize(
    ("outcome", "missing", "words"),
    [
        (Outcome.FORWARDED, "office", "Pilih instansi tujuan"),
        (Outcome.MERGED, "parent", "Pilih usulan induk"),
        (Outcome.REJECTED, "reason_code", "Pilih alasan baku"),
        (Outcome.ACCEPTED, "reason", "Isi alasan dan tanggapan resmi"),
        (Outcome.ACCEPTED, "response", "Isi alasan dan tanggapan resmi"),
    ],
)
def test_result_must_be_complete(proposal, sekretariat, outcome, missing, words):
    result = given(outcome, proposal.forum) | {missing: None}
    with pytest.raises(StepRefused, match=words):
        record_result(proposal, actor=sekretariat, **result)
    assert not Decision.objects.exists()


def test_result_keeps_only_what_its_outcome_asks_for(proposal, sekretariat):
    result = given(Outcome.ACCEPTED, proposal.forum) | {
        "office": OrganizationFactory(),
        "parent": ProposalFactory(),
    }
    decision = record_result(proposal, actor=sekretariat, **result)
    assert (decision.office, decision.parent) == (None, None)


def test_second_recorder_reads_who_was_first(proposal, sekretariat, three_roles):
    record_result(proposal, actor=sekretariat, **given(Outcome.ACCEPTED, proposal.forum))
    with pytest.raises(Overtaken, match=r"sudah dicatat oleh Sekretariat pada .*: Diterima"):
        record_result(proposal, actor=three_roles, seen=0, **given(Outcome.DEFERRED, proposal.forum))
    changed = record_result(proposal, actor=three_roles, seen=1, **given(Outcome.DEFERRED, proposal.forum))
    assert (changed.outcome, changed.version, Decision.objects.count()) == (Outcome.DEFERRED, 2, 1)


def test_a_form_that_was_open_during_publication_corrects_nothing(proposal, sekretariat, pimpinan):
    version = proposal.version
    publish(proposal, sekretariat, pimpinan, **given(Outcome.ACCEPTED, proposal.forum))
    with pytest.raises(Overtaken, match="Hasil forum disahkan: Diterima"):
        record_result(
            proposal, actor=sekretariat, seen_proposal=version, **given(Outcome.DEFERRED, proposal.forum)
        )
    with pytest.raises(Overtaken, match="sudah disahkan atau dibatalkan"):
        record_result(proposal, actor=sekretariat, seen=1, **given(Outcome.DEFERRED, proposal.forum))


@pytest.mark.parametrize("status", Status.values)
def test_outcomes_are_those_of_the_state(forum, status):
    proposal = ProposalFactory(forum=forum, status=status)
    expected = set(Outcome.values) if status == Status.VERIFIED else set(CORRECTIONS.get(status, ()))
    assert set(possible_outcomes(proposal)) == expected


def test_recording_is_for_those_who_handle_it(
    proposal, sekretariat, verifikator, pimpinan, perencana, pengusul
):
    Proposal.objects.update(unit=UnitFactory())
    proposal.refresh_from_db()
    assert result_refusal(proposal, sekretariat) == ""
    for person in (verifikator, pimpinan, perencana, pengusul):
        assert result_refusal(proposal, person)


def test_nobody_decides_their_own(proposal):
    person = HostMembershipFactory(role=Role.SEKRETARIAT).user
    MembershipFactory(user=person, organization=(organization := OrganizationFactory()))
    Proposal.objects.update(organization=organization)
    proposal.refresh_from_db()
    assert "milik Anda atau lembaga Anda" in result_refusal(proposal, person)


def test_recording_is_open_in_its_window(proposal, sekretariat):
    proposal.forum.phases.update(activities=[Activity.VERIFY])
    assert "belum dijadwalkan" in result_refusal(proposal, sekretariat)


def test_result_of_what_is_not_verified_is_refused(forum, sekretariat):
    with pytest.raises(StepRefused, match="tidak menunggu hasil"):
        record_result(ProposalFactory(forum=forum), actor=sekretariat, **given(Outcome.ACCEPTED, forum))


def test_standard_reasons_are_made_once_and_stay_as_edited(db):
    create_reasons()
    ReasonCode.objects.filter(code="duplikat").update(sentence="Kalimat kami.")
    create_reasons()
    sentence = ReasonCode.objects.get(code="duplikat").sentence
    assert (ReasonCode.objects.count(), sentence) == (12, "Kalimat kami.")
