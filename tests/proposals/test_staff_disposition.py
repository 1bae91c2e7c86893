"""Moving a proposal to another bidang, and withholding its page."""

import pytest
from django.urls import reverse

from proposals.models import Proposal
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import OrganizationFactory, UnitFactory
from tests.proposals.test_staff_verification import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(verifikator):
    return verifikator.memberships.get().units.get()


@pytest.fixture
def proposal(forum, unit) -> Proposal:
    return ProposalFactory(forum=forum, unit=unit, rt="12", landmark="Dekat dermaga")


# Disposisi and withholding


def test_disposisi_moves_it_to_another_bidang(logged_in, proposal, sekretariat, verifikator):
    unit = UnitFactory(name="Bidang Statistik")
    given = {"tindakan": "disposisi", "version": proposal.version, "unit": unit.pk}
    answer = logged_in(sekretariat).post(page(proposal), given, follow=True)
    assert "didisposisikan kepada Bidang Statistik" in answer.content.decode()
    assert logged_in(verifikator).get(page(proposal)).status_code == 404


def test_disposisi_and_next_opens_the_next_without_bidang(logged_in, forum, three_roles):
    first, second = ProposalFactory.create_batch(2, forum=forum)
    unit = UnitFactory()
    given = {"tindakan": "disposisi", "version": first.version, "unit": unit.pk, "berikutnya": "1"}
    assert logged_in(three_roles).post(page(first), given).url == page(second)


def test_disposisi_names_a_bidang_of_the_host(logged_in, proposal, sekretariat):
    foreign = UnitFactory(organization=OrganizationFactory())
    for unit in ("", foreign.pk, "x"):
        given = {"tindakan": "disposisi", "version": proposal.version, "unit": unit}
        answer = logged_in(sekretariat).post(page(proposal), given)
        assert set(answer.context["form"].errors) == {"unit"}


def test_withholding_closes_the_public_page_with_its_reason(logged_in, client, proposal, sekretariat):
    visitor = logged_in(sekretariat)
    given = {"tindakan": "kecualikan", "version": proposal.version, "withheld_reason": "Rincian persandian."}
    assert visitor.post(page(proposal), given).url == page(proposal)
    client.logout()
    public = client.get(reverse("proposals:detail", args=[proposal.number])).content.decode()
    assert "Rincian persandian." in public
    assert proposal.title not in public
    visitor = logged_in(sekretariat)
    opened = given | {"version": proposal.version + 1, "withheld_reason": ""}
    assert "dapat dibaca publik lagi" in visitor.post(page(proposal), opened, follow=True).content.decode()


def test_withholding_needs_a_reason(logged_in, proposal, sekretariat):
    given = {"tindakan": "kecualikan", "version": proposal.version, "withheld_reason": " "}
    answer = logged_in(sekretariat).post(page(proposal), given)
    assert "Tulis alasannya; publik membaca alasan ini." in answer.content.decode()


def test_verifiers_withhold_nothing(logged_in, proposal, verifikator):
    visitor = logged_in(verifikator)
    assert "Kecualikan dari publik" not in visitor.get(page(proposal)).content.decode()
    given = {"tindakan": "kecualikan", "version": proposal.version, "withheld_reason": "x"}
    assert "Hanya sekretariat" in visitor.post(page(proposal), given).content.decode()
    proposal.refresh_from_db()
    assert not proposal.is_withheld
