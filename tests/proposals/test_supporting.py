"""In whose name one supports: as a citizen or for one's organisation, which the page then names once."""

import pytest
from django.urls import reverse

from proposals.kept_reads import SUPPORTS
from proposals.models import Support
from proposals.services import support_proposal
from proposals.tracking import supporters
from proposals.workflow import StepRefused
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory, SupportFactory
from tests.factories.stakeholders import HostMembershipFactory, MembershipFactory, OrganizationFactory
from tests.statements import times_asked

pytestmark = pytest.mark.django_db


def address(name: str, proposal) -> str:
    return reverse(f"proposals:{name}", args=[proposal.number])


@pytest.fixture
def proposal(forum):
    return ProposalFactory(forum=forum)


def test_members_choose_in_whose_name_they_support(logged_in, proposal):
    membership = MembershipFactory(organization__name="Karang Taruna Teritip")
    visitor = logged_in(membership.user)
    assert "atas nama Karang Taruna Teritip" in visitor.get(address("detail", proposal)).content.decode()
    sent = {"atas_nama": membership.organization_id}
    text = visitor.post(address("support", proposal), sent, follow=True).content.decode()
    assert "Lembaga yang mendukung" in text
    assert "Karang Taruna Teritip" in text
    assert Support.objects.get().organization == membership.organization


def test_an_organisation_is_named_once_and_people_are_counted(proposal, forum, client):
    organization = OrganizationFactory(name="Karang Taruna Teritip")
    child = ProposalFactory(forum=forum, merged=True, parent=proposal)
    for one in (proposal, child):
        user = MembershipFactory(organization=organization).user
        SupportFactory(proposal=one, user=user, organization=organization)
    SupportFactory(proposal=proposal)
    found = supporters(proposal, UserFactory())
    assert (found.people, found.organizations) == (3, ("Karang Taruna Teritip",))
    proposal.refresh_from_db()
    assert proposal.support_count == 3
    text = client.get(address("detail", proposal)).content.decode()
    assert text.count("Karang Taruna Teritip") == 1


def test_as_a_citizen_no_organisation_is_named(logged_in, proposal):
    membership = MembershipFactory(organization__name="Karang Taruna Teritip")
    text = (
        logged_in(membership.user).post(address("support", proposal), {"atas_nama": ""}, follow=True).content
    )
    assert Support.objects.get().organization is None
    assert "Lembaga yang mendukung" not in text.decode()


@pytest.mark.parametrize("sent", ["foreign", "x", "9" * 30])
def test_nobody_supports_in_the_name_of_others(logged_in, proposal, sent):
    foreign = OrganizationFactory()
    chosen = foreign.pk if sent == "foreign" else sent
    answer = logged_in(UserFactory()).post(address("support", proposal), {"atas_nama": chosen}, follow=True)
    assert "Pilih salah satu lembaga Anda" in answer.content.decode()
    with pytest.raises(StepRefused, match="tidak terdaftar"):
        support_proposal(proposal, actor=UserFactory(), organization=foreign)
    assert not Support.objects.exists()


def test_the_host_does_not_support(logged_in, proposal):
    staff = HostMembershipFactory(role="perencana").user
    assert "atas nama warga" not in logged_in(staff).get(address("detail", proposal)).content.decode()


def test_once_a_person_stays(proposal):
    membership = MembershipFactory()
    support_proposal(proposal, actor=membership.user)
    support_proposal(proposal, actor=membership.user, organization=membership.organization)
    assert Support.objects.get().organization is None


def test_htmx_gets_the_panel_alone(logged_in, proposal):
    visitor = logged_in(UserFactory())
    page = visitor.post(address("support", proposal), headers={"HX-Request": "true"})
    text = page.content.decode()
    assert text.lstrip().startswith("<section")
    assert "termasuk Anda" in text
    assert "Batalkan dukungan" in text
    own = ProposalFactory(forum=proposal.forum)
    refused = logged_in(own.proposer).post(address("support", own), headers={"HX-Request": "true"})
    assert "tidak didukung" in refused.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_names_of_organisations_cost_no_query(client, proposal, count, django_assert_max_num_queries):
    for _each in range(count):
        SupportFactory(proposal=proposal, organization=OrganizationFactory())
    with django_assert_max_num_queries(11) as queries:
        client.get(address("detail", proposal))
    assert times_asked(SUPPORTS, queries) == 1
    assert not any("proposals_support" in one["sql"] for one in queries.captured_queries)
