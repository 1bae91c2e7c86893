"""Somebody else was quicker: nothing is overwritten, nothing typed is lost."""

import pytest

from proposals.choices import Status
from proposals.models import Proposal
from proposals.services import assign_unit
from proposals.verification import return_proposal
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import HostMembershipFactory, OrganizationFactory, UnitFactory
from tests.proposals.test_staff_verification import decision, page, status_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(verifikator):
    return verifikator.memberships.get().units.get()


@pytest.fixture
def proposal(forum, unit) -> Proposal:
    return ProposalFactory(forum=forum, unit=unit, rt="12", landmark="Dekat dermaga")


# Somebody was quicker


def test_stale_decision_reads_who_was_quicker_and_keeps_the_text(
    logged_in, proposal, verifikator, sekretariat, unit
):
    assign_unit(proposal, actor=sekretariat, unit=unit)
    visitor = logged_in(verifikator)
    answer = visitor.post(page(proposal), decision(proposal, "return", reason="Ketikan saya."))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert f"Didisposisikan kepada {unit}, oleh Sekretariat" in text
    assert "Ketikan saya." in text
    assert f'name="version" value="{proposal.version + 1}"' in text
    assert status_of(proposal) == Status.SUBMITTED
    again = decision(proposal, "return", reason="Ketikan saya.") | {"version": proposal.version + 1}
    assert visitor.post(page(proposal), again).status_code == 302


def test_stale_decision_on_what_is_decided_lists_what_was_typed(logged_in, proposal, verifikator, unit):
    colleague = HostMembershipFactory(role="verifikator", units=[unit], user__name="Rekan").user
    return_proposal(proposal, actor=colleague, reason="Lengkapi jumlahnya.")
    given = decision(
        proposal, "forward", reason="Ketikan saya.", office=OrganizationFactory(name="Dinas Tujuan").pk
    )
    answer = logged_in(verifikator).post(page(proposal), given)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Dikembalikan untuk dilengkapi, oleh Rekan" in text
    assert "Ketikan saya." in text
    assert "Dinas Tujuan" in text
    assert status_of(proposal) == Status.RETURNED


def test_text_is_kept_when_the_proposal_went_to_another_bidang(logged_in, proposal, verifikator, sekretariat):
    assign_unit(proposal, actor=sekretariat, unit=UnitFactory())
    answer = logged_in(verifikator).post(page(proposal), decision(proposal, "return", reason="Ketikan saya."))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Ketikan saya." in text
    assert proposal.contact_phone not in text
    assert proposal.problem not in text


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 5000, "1.0", None])
def test_a_version_that_is_none_counts_as_stale(logged_in, proposal, verifikator, version):
    given = decision(proposal, "verify", urusan=proposal.urusan_id)
    given = {k: v for k, v in given.items() if k != "version"} | (
        {"version": version} if version is not None else {}
    )
    assert logged_in(verifikator).post(page(proposal), given).status_code == 409
    assert status_of(proposal) == Status.SUBMITTED


def test_a_second_press_is_no_conflict(logged_in, proposal, verifikator):
    given = decision(proposal, "return", reason="Lengkapi.\r\nJumlahnya.")
    visitor = logged_in(verifikator)
    assert [visitor.post(page(proposal), given).status_code for _press in range(3)] == [302, 302, 302]
    assert proposal.events.filter(step="return").count() == 1
    assert visitor.post(page(proposal), given | {"reason": "Lain."}).status_code == 409
