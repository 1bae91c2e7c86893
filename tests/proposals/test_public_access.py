"""Who may see what: lists agree with permissions, and withheld content stays inside."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from proposals.choices import Status
from proposals.models import Proposal
from tests.factories.accounts import UserFactory
from tests.factories.proposals import (
    AttachmentFactory,
    EventFactory,
    OfficialAnswerFactory,
    ProposalFactory,
)
from tests.factories.stakeholders import MembershipFactory
from tests.factories.urusan import UrusanFactory

pytestmark = pytest.mark.django_db
SECRET = "kunciserver"


def people(pengusul, sekretariat, verifikator) -> list:
    colleague = MembershipFactory(organization=pengusul.memberships.get().organization).user
    inactive = UserFactory(is_active=False)
    return [AnonymousUser(), UserFactory(), pengusul, colleague, sekretariat, verifikator, inactive]


def test_visible_to_agrees_with_the_permission(forum, pengusul, sekretariat, verifikator):
    everybody = people(pengusul, sekretariat, verifikator)
    organization = pengusul.memberships.get().organization
    for status in Status.values:
        ProposalFactory(forum=forum, status=status)
        ProposalFactory(forum=forum, status=status, proposer=pengusul)
        ProposalFactory(forum=forum, status=status, organization=organization)
        ProposalFactory(forum=forum, status=status, proposer=None)
    for person in everybody:
        listed = set(Proposal.objects.visible_to(person))
        allowed = {p for p in Proposal.objects.all() if person.has_perm("proposals.view", p)}
        assert listed == allowed


def test_owned_by_agrees_with_the_permission_to_submit(forum, pengusul, sekretariat, verifikator):
    everybody = people(pengusul, sekretariat, verifikator)
    ProposalFactory(forum=forum, draft=True)
    ProposalFactory(forum=forum, proposer=pengusul)
    ProposalFactory(forum=forum, organization=pengusul.memberships.get().organization)
    ProposalFactory(forum=forum, proposer=None)
    for person in everybody:
        owned = set(Proposal.objects.owned_by(person))
        assert owned == {p for p in Proposal.objects.all() if person.has_perm("proposals.submit", p)}


@pytest.fixture
def withheld(forum) -> Proposal:
    proposal = ProposalFactory(
        forum=forum, status=Status.ACCEPTED, title=f"Ganti {SECRET}", problem=SECRET, request=SECRET,
        contribution=SECRET, kelurahan__name=f"Kel {SECRET}", organization__name=f"Org {SECRET}",
        from_organization=True, withheld_reason="Rincian persandian dikecualikan.",
    )  # fmt: skip
    OfficialAnswerFactory(proposal=proposal, text=SECRET)
    EventFactory(proposal=proposal, reason=SECRET, office=SECRET)
    AttachmentFactory(proposal=proposal, original_name=f"{SECRET}.jpg")
    return proposal


def public_pages(proposal) -> list[str]:
    listing = reverse("proposals:list")
    organization, kelurahan = proposal.organization, proposal.kelurahan
    return [
        listing,
        f"{listing}?q={proposal.number}",
        f"{listing}?pengusul={organization.kind}",
        f"{listing}?kecamatan={kelurahan.kecamatan.code}",
        reverse("proposals:detail", args=[proposal.number]),
    ]


def test_withheld_content_is_on_no_public_page(client, withheld):
    parent = ProposalFactory(forum=withheld.forum, accepted=True)
    child = ProposalFactory(forum=withheld.forum, status=Status.MERGED, parent=withheld)
    Proposal.objects.filter(pk=withheld.pk).update(parent=parent, status=Status.MERGED)
    for page in [*public_pages(withheld), *public_pages_of(child, parent)]:
        assert SECRET not in client.get(page).content.decode()


def public_pages_of(*proposals) -> list[str]:
    return [reverse("proposals:detail", args=[p.number]) for p in proposals]


def test_withheld_proposal_shows_its_reason(client, withheld):
    page = client.get(reverse("proposals:detail", args=[withheld.number])).content.decode()
    assert "Informasi dikecualikan" in page
    assert withheld.withheld_reason in page


def test_no_filter_tells_what_is_withheld(client, withheld):
    Proposal.objects.filter(pk=withheld.pk).update(urusan=UrusanFactory(slug="persandian"))
    asked = {
        "urusan": "persandian",
        "kecamatan": withheld.kelurahan.kecamatan.code,
        "pengusul": withheld.organization.kind,
    }
    for name, value in asked.items():
        page = client.get(reverse("proposals:list"), {name: value})
        assert page.context["page"].paginator.count == 0, name


@pytest.mark.parametrize("query", [SECRET, f'"{SECRET}"', "kunci", f"Ganti {SECRET}"])
def test_withheld_words_find_nothing(client, withheld, query):
    page = client.get(reverse("proposals:list"), {"q": query})
    assert page.context["page"].paginator.count == 0


def test_withheld_place_and_proposer_find_nothing(client, withheld):
    kind, kecamatan = withheld.organization.kind, withheld.kelurahan.kecamatan.code
    for query in ({"pengusul": kind}, {"kecamatan": kecamatan}):
        assert client.get(reverse("proposals:list"), query).context["page"].paginator.count == 0


def test_staff_and_proposer_read_withheld_content(logged_in, withheld, sekretariat):
    page = reverse("proposals:detail", args=[withheld.number])
    assert SECRET in logged_in(sekretariat).get(page).content.decode()
    assert SECRET in logged_in(withheld.proposer).get(page).content.decode()
    assert SECRET not in logged_in(UserFactory()).get(page).content.decode()


def test_no_page_shows_personal_data(client, forum):
    proposal = ProposalFactory(
        forum=forum, proposer__name="Nama Orang Asli", rt="RT-rahasia-44", landmark="rumah nomor tujuh belas"
    )
    for page in (reverse("proposals:list"), reverse("proposals:detail", args=[proposal.number])):
        text = client.get(page).content.decode()
        personal = [
            proposal.contact_name, proposal.contact_phone, proposal.contact_email, proposal.proposer.email,
            "Nama Orang Asli", "RT-rahasia-44", "rumah nomor tujuh belas",
        ]  # fmt: skip
        assert not [value for value in personal if value in text]


def test_contact_is_shown_to_staff_and_proposer_only(logged_in, forum, verifikator):
    proposal = ProposalFactory(forum=forum)
    page = reverse("proposals:detail", args=[proposal.number])
    assert proposal.contact_phone in logged_in(verifikator).get(page).content.decode()
    assert proposal.contact_phone in logged_in(proposal.proposer).get(page).content.decode()
    assert proposal.contact_phone not in logged_in(UserFactory()).get(page).content.decode()


def test_drafts_have_no_public_page(client, forum):
    draft = ProposalFactory(forum=forum, draft=True)
    assert draft.title not in client.get(reverse("proposals:list")).content.decode()
    assert client.get("/aspirasi/None/").status_code == 404
