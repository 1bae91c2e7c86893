"""Drafts in the name of an organisation that has not confirmed its writer: they wait, or become a citizen's."""

import pytest
from django.urls import reverse

from audit.models import Entry
from proposals.intake import submit_proposal
from proposals.models import Proposal
from proposals.services import propose_as_citizen
from proposals.workflow import StepRefused, refusal
from stakeholders import joining
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import MembershipFactory, MembershipRequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """Somebody who waits for the secretariat, for an organisation that is new."""
    return MembershipRequestFactory(organization__is_active=False)


@pytest.fixture
def draft(forum, asked) -> Proposal:
    return ProposalFactory(draft=True, forum=forum, proposer=asked.user, organization=asked.organization)


def fresh(user):
    return type(user).objects.get(pk=user.pk)


def test_draft_may_be_begun_while_one_waits(logged_in, forum, asked):
    client = logged_in(asked.user)
    new = reverse("proposals:new")
    assert asked.organization.name in client.get(new).content.decode()
    client.post(new, {"organization": asked.organization_id})
    assert Proposal.objects.get().organization == asked.organization


def test_draft_waits_for_the_secretariat_and_is_sent_afterwards(logged_in, draft, asked, sekretariat):
    with pytest.raises(StepRefused, match="menunggu konfirmasi sekretariat"):
        submit_proposal(draft, actor=asked.user)
    check = reverse("proposals:draft", args=[draft.key, "periksa"])
    assert "menunggu konfirmasi sekretariat" in logged_in(asked.user).get(check).content.decode()
    joining.confirm_request(asked, actor=sekretariat)
    assert submit_proposal(draft, actor=fresh(asked.user)).number


def test_draft_of_a_declined_person_is_sent_as_citizen(logged_in, draft, asked, sekretariat):
    joining.decline_request(asked, actor=sekretariat, reason="Belum dikenal.")
    assert "tidak terdaftar sebagai anggota" in refusal("submit", draft, fresh(asked.user))
    answer = logged_in(asked.user).post(reverse("proposals:as_citizen", args=[draft.key]))
    assert answer.url == reverse("proposals:draft", args=[draft.key, "periksa"])
    draft.refresh_from_db()
    assert draft.organization is None
    assert submit_proposal(draft, actor=fresh(asked.user)).number
    assert Entry.objects.filter(action="proposal.as_citizen").count() == 1


def test_only_the_writer_takes_a_draft_out_of_the_organisations_name(logged_in, forum):
    membership = MembershipFactory()
    draft = ProposalFactory(
        draft=True, forum=forum, proposer=UserFactory(), organization=membership.organization
    )
    address = reverse("proposals:as_citizen", args=[draft.key])
    with pytest.raises(StepRefused, match="Anda mulai sendiri"):
        propose_as_citizen(draft, actor=membership.user)
    assert logged_in(membership.user).post(address).url == reverse("proposals:mine")
    assert logged_in(UserFactory()).post(address).status_code == 404
    draft.refresh_from_db()
    assert draft.organization == membership.organization


def test_person_who_waits_sees_nothing_else_of_the_organisation(asked, forum):
    other = ProposalFactory(draft=True, forum=forum, organization=asked.organization, proposer=UserFactory())
    assert not asked.user.has_perm("proposals.view", other)
    assert other not in Proposal.objects.visible_to(asked.user)
