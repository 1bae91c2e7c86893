"""Each permission with a proposal: who may and who may not; and lists that say the same."""

import pytest
from django.contrib.auth.models import AnonymousUser

from proposals.choices import CORRECTABLE_STATES, Status
from proposals.models import Proposal
from stakeholders.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import HostMembershipFactory, MembershipFactory

pytestmark = pytest.mark.django_db

PROPOSERS = {"owner", "colleague", "own verifikator", "own pimpinan"}
HOST = {
    "verifikator",
    "other verifikator",
    "own verifikator",
    "own pimpinan",
    "sekretariat",
    "perencana",
    "pimpinan",
    "admin",
}
EVERYBODY = {*HOST, *PROPOSERS, "stranger"}
# Who may, for a submitted proposal of `organization` that the verifikator's bidang handles.
MAY = {
    "proposals.view": EVERYBODY,
    "proposals.read_content": EVERYBODY,
    "proposals.submit": PROPOSERS,
    "proposals.withdraw": PROPOSERS,
    "proposals.ask_review": PROPOSERS,
    "proposals.edit": set(),
    "proposals.support": EVERYBODY - PROPOSERS,
    "proposals.see_contact": HOST | PROPOSERS,
    "proposals.record_for_others": {"sekretariat"},
    "proposals.confirm_phone": {"sekretariat"},
    "proposals.open_queue": {"sekretariat", "verifikator"},
    "proposals.assign": {"sekretariat", "verifikator"},
    "proposals.verify": {"verifikator"},
    "proposals.record_result": {"sekretariat", "verifikator"},
    "proposals.correct_result": {"sekretariat", "perencana"},
    "proposals.open_results": {"sekretariat", "verifikator", "perencana"},
    "proposals.publish": {"pimpinan"},
    "proposals.withhold": {"sekretariat"},
}


@pytest.fixture
def proposal(cast) -> Proposal:
    owner = cast.people["owner"]
    return ProposalFactory(forum=cast.forum, proposer=owner, organization=cast.organization, unit=cast.unit)


def holders(cast, permission, proposal) -> set[str]:
    return {name for name, person in cast.people.items() if person.has_perm(permission, proposal)}


@pytest.mark.parametrize("permission", MAY)
def test_permission_is_for_whom_it_is_meant(cast, proposal, permission):
    assert holders(cast, permission, proposal) == MAY[permission]


@pytest.mark.parametrize("permission", MAY)
def test_strangers_only_read(proposal, permission):
    may = AnonymousUser().has_perm(permission, proposal)
    assert may is (permission in ("proposals.view", "proposals.read_content"))


@pytest.mark.parametrize("permission", MAY)
def test_ended_roles_and_closed_accounts_give_nothing_staff_may(proposal, permission):
    past = HostMembershipFactory(role=Role.SEKRETARIAT, valid_until="2020-02-01").user
    closed = HostMembershipFactory(role=Role.SEKRETARIAT, user=UserFactory(is_active=False)).user
    for person in (past, closed):
        may = person.has_perm(permission, proposal)
        assert may is (permission in ("proposals.view", "proposals.read_content", "proposals.support"))


def test_drafts_are_their_proposers_alone(cast, proposal):
    Proposal.objects.update(status=Status.DRAFT, number=None, submitted_at=None)
    proposal.refresh_from_db()
    may = {permission for permission in MAY if holders(cast, permission, proposal) - PROPOSERS}
    assert may == {
        "proposals.record_for_others",
        "proposals.confirm_phone",
    }  # which ask the state by themselves
    assert holders(cast, "proposals.edit", proposal) == PROPOSERS


@pytest.mark.parametrize("status", Status.values)
def test_proposers_edit_drafts_and_what_came_back(cast, status):
    proposal = ProposalFactory(forum=cast.forum, organization=cast.organization, status=status)
    expected = PROPOSERS if status in (Status.DRAFT, Status.RETURNED) else set()
    assert holders(cast, "proposals.edit", proposal) == expected


def test_without_bidang_every_verifier_may(cast):
    proposal = ProposalFactory(forum=cast.forum)
    assert holders(cast, "proposals.verify", proposal) == {
        "verifikator",
        "other verifikator",
        "own verifikator",
    }


def test_typing_it_in_makes_it_nobodys_own(cast):
    secretary = cast.people["sekretariat"]
    proposal = ProposalFactory(forum=cast.forum, proposer=None, recorded_by=secretary, source="surat")
    assert secretary.has_perm("proposals.record_result", proposal)
    assert not secretary.has_perm("proposals.withdraw", proposal)


def test_withheld_content_is_for_host_and_proposer(cast, proposal):
    proposal.withheld_reason = "Dikecualikan."
    assert holders(cast, "proposals.read_content", proposal) == HOST | PROPOSERS


@pytest.fixture
def many(cast) -> list[Proposal]:
    """Every state, of strangers, of the organisation, of each person; with each bidang and with none."""
    other = cast.people["other verifikator"].memberships.get().units.get()
    rows = []
    for status in Status.values:
        for unit in (None, cast.unit, other):
            rows.append(ProposalFactory(forum=cast.forum, status=status, unit=unit))
            rows.append(
                ProposalFactory(forum=cast.forum, status=status, unit=unit, organization=cast.organization)
            )
        rows.append(ProposalFactory(forum=cast.forum, status=status, proposer=None))
        rows.append(ProposalFactory(forum=cast.forum, status=status, proposer=cast.people["sekretariat"]))
        rows.append(ProposalFactory(forum=cast.forum, status=status, proposer=cast.people["verifikator"]))
    return rows


@pytest.fixture
def everybody(cast, three_roles) -> list:
    member = MembershipFactory(user=three_roles, organization=cast.organization).user
    return [*cast.people.values(), member, AnonymousUser(), UserFactory(is_active=False)]


def agree(listed, permission, person, states) -> None:
    allowed = {p for p in Proposal.objects.filter(status__in=states) if person.has_perm(permission, p)}
    assert set(listed) == allowed, (permission, person)


def test_lists_agree_with_permissions(many, everybody):
    sent = set(Status.values) - {Status.DRAFT}
    results = {Status.VERIFIED, *CORRECTABLE_STATES}
    for person in everybody:
        rows = Proposal.objects
        agree(rows.visible_to(person), "proposals.view", person, Status.values)
        agree(rows.owned_by(person), "proposals.submit", person, Status.values)
        agree(rows.awaiting_verification(person), "proposals.verify", person, [Status.SUBMITTED])
        agree(rows.handled_by(person), "proposals.open_queue", person, Status.values)
        agree(rows.handled_by(person), "proposals.assign", person, sent)
        may_correct = {
            p
            for p in Proposal.objects.filter(status__in=CORRECTABLE_STATES)
            if person.has_perm("proposals.correct_result", p)
        }
        may_record = {
            p
            for p in Proposal.objects.filter(status=Status.VERIFIED)
            if person.has_perm("proposals.record_result", p)
        }
        found = set(rows.with_results_of(person))
        assert found == may_correct | may_record
        assert found <= {
            p
            for p in Proposal.objects.filter(status__in=results)
            if person.has_perm("proposals.open_results", p)
        }
