"""Ganti tautan: a new secret link for whom lost the first one; what the old one gave is gone at once."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from core.phones import readable_number
from proposals.holder import receipt_token
from proposals.models import Event, Proposal
from proposals.renewing import renew_receipt
from proposals.workflow import StepRefused
from tests.factories.proposals import ProposalFactory
from tests.proposals.phone import page, receipt_of

pytestmark = pytest.mark.django_db
WHY = {"reason": "Ditelepon; menyebut judulnya."}


@pytest.fixture
def proposal(forum) -> Proposal:
    return ProposalFactory(forum=forum, by_phone=True, status="returned")


def address(proposal) -> str:
    return reverse("proposals:renew_receipt", args=[proposal.number])


def opens(path: str) -> bool:
    return Client().get(path).status_code == 200


def test_new_link_is_shown_once_and_the_old_one_stops(logged_in, proposal, sekretariat):
    old, secretary = receipt_of(proposal), logged_in(sekretariat)
    assert readable_number(proposal.contact_phone) in secretary.get(address(proposal)).content.decode()
    assert opens(old)
    answer = secretary.post(address(proposal), WHY)
    new = reverse("proposals:receipt", args=[receipt_token(proposal, 1)])
    assert new in answer.content.decode()
    assert "Kode QR tautan tanda terima" in answer.content.decode()
    assert f'href="https://wa.me/62{proposal.contact_phone.lstrip("0")}?text=' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert (opens(old), opens(new)) == (False, True)
    assert new not in secretary.get(address(proposal)).content.decode()


def test_each_renewal_makes_another_link(proposal, sekretariat):
    first, second = (renew_receipt(proposal, actor=sekretariat, reason="Ditelepon.") for _n in range(2))
    assert len({receipt_token(proposal), first, second}) == 3
    assert not opens(reverse("proposals:receipt", args=[first]))


def test_renewal_is_recorded_without_the_secret_and_not_public(proposal, sekretariat):
    token = renew_receipt(proposal, actor=sekretariat, reason=WHY["reason"])
    entry = Entry.objects.get(action="proposal.renew_receipt")
    event = Event.objects.get(step="renew_receipt")
    assert (entry.reason, event.reason, event.is_public) == (WHY["reason"], WHY["reason"], False)
    stored = [str(row) for rows in (Proposal, Entry, Event) for row in rows.objects.values()]
    assert not any(token in row for row in stored)


def test_browser_that_came_by_the_old_link_is_let_out(client, proposal, sekretariat):
    client.get(receipt_of(proposal, "receipt_complete"))
    assert client.get(page(proposal, "masalah")).status_code == 200
    token = renew_receipt(proposal, actor=sekretariat, reason="Ditelepon.")
    assert client.get(page(proposal, "masalah")).status_code == 302
    client.get(reverse("proposals:receipt_complete", args=[token]))
    assert client.get(page(proposal, "masalah")).status_code == 200


def test_renewed_link_leads_back_after_sending_again(client, proposal, sekretariat):
    token = renew_receipt(proposal, actor=sekretariat, reason="Ditelepon.")
    client.get(reverse("proposals:receipt_complete", args=[token]))
    answer = client.post(reverse("proposals:submit", args=[proposal.key]))
    assert answer["Location"] == reverse("proposals:receipt", args=[token])


@pytest.mark.parametrize("typed", [{}, {"reason": "  "}])
def test_renewal_asks_how_the_proposer_was_recognised(logged_in, proposal, sekretariat, typed):
    text = logged_in(sekretariat).post(address(proposal), typed).content.decode()
    assert "Tuliskan bagaimana Anda memastikannya." in text
    assert opens(receipt_of(proposal))


@pytest.mark.parametrize("role", ["verifikator", "perencana", "pimpinan", "pengusul"])
def test_renewal_is_the_secretariats(logged_in, proposal, request, role):
    actor = request.getfixturevalue(role)
    assert logged_in(actor).post(address(proposal), WHY).status_code == 403
    with pytest.raises(StepRefused):
        renew_receipt(proposal, actor=actor, reason="Ditelepon.")


def test_what_has_no_link_gets_none(logged_in, forum, sekretariat):
    secretary = logged_in(sekretariat)
    assert secretary.get(address(ProposalFactory(forum=forum))).status_code == 404
    closed = ProposalFactory(forum=forum, by_phone=True, status="closed", receipt_hash=None)
    assert "sudah dihapus" in secretary.post(address(closed), WHY).content.decode()
    assert not Event.objects.filter(step="renew_receipt").exists()


def test_staff_pages_lead_to_it(logged_in, proposal, sekretariat, forum):
    waiting, paper = ProposalFactory(forum=forum, by_phone=True), ProposalFactory(forum=forum)
    secretary = logged_in(sekretariat)

    def text(name, *args) -> str:
        return secretary.get(reverse(f"proposals:{name}", args=args)).content.decode()

    assert address(waiting) in text("unconfirmed")
    assert address(proposal) in text("verification", proposal.number)
    assert "tautan-baru" not in text("verification", paper.number)
