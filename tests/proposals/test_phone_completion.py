"""Lengkapi atas nama pengusul: for somebody without an account, as told on the telephone."""

import pytest
from django.urls import reverse

from proposals.choices import Status
from proposals.models import Event, Proposal
from tests.factories.proposals import EventFactory, ProposalFactory

pytestmark = pytest.mark.django_db
HOW = "Melalui telepon, 3 Maret 2027"


@pytest.fixture
def returned(forum) -> Proposal:
    proposal = ProposalFactory(forum=forum, by_phone=True, status="returned")
    EventFactory(proposal=proposal, step="return", title="Dikembalikan", reason="Sebutkan jumlahnya.")
    return proposal


def address(proposal) -> str:
    return reverse("proposals:complete_recorded", args=[proposal.number])


def filled(proposal, **changed) -> dict:
    given = {name: getattr(proposal, name) for name in ("title", "problem", "request", "version")}
    return given | {"is_citywide": "on", "source_basis": HOW} | changed


def test_content_is_completed_and_the_history_says_how_it_was_told(logged_in, returned, sekretariat):
    secretary, before = logged_in(sekretariat), Proposal.objects.get(pk=returned.pk)
    assert "Sebutkan jumlahnya." in secretary.get(address(returned)).content.decode()
    secretary.post(
        address(returned), filled(returned, request="Dua titik.", contact_phone="0", source="surat")
    )
    returned.refresh_from_db()
    assert (returned.status, returned.request) == (Status.SUBMITTED, "Dua titik.")
    kept = ("contact_name", "contact_phone", "source", "source_basis", "receipt_hash", "number")
    assert [getattr(returned, name) for name in kept] == [getattr(before, name) for name in kept]
    event = Event.objects.get(step="complete_recorded")
    assert (event.title, event.reason) == ("Dilengkapi oleh sekretariat atas nama pengusul", HOW)


def test_it_asks_how_it_was_told_and_keeps_what_was_typed(logged_in, returned, sekretariat):
    text = logged_in(sekretariat).post(
        address(returned), filled(returned, source_basis="", request="Dua titik.")
    )
    text = text.content.decode()
    assert "Tulis bagaimana pengusul menyampaikan kelengkapannya." in text
    assert "Dua titik." in text
    assert Proposal.objects.get(pk=returned.pk).status == Status.RETURNED


def test_personal_numbers_are_asked_about_here_too(logged_in, returned, sekretariat):
    typed = filled(returned, source_basis="Telepon 0812 3456 7890")
    text = logged_in(sekretariat).post(address(returned), typed).content.decode()
    assert "akan terbaca publik" in text


def test_the_verification_page_leads_to_it(logged_in, returned, sekretariat):
    page = reverse("proposals:verification", args=[returned.number])
    assert address(returned) in logged_in(sekretariat).get(page).content.decode()


@pytest.mark.parametrize("role", ["verifikator", "perencana", "pimpinan", "pengusul"])
def test_completing_is_the_secretariats(logged_in, returned, request, role):
    visitor = logged_in(request.getfixturevalue(role))
    assert visitor.post(address(returned), filled(returned)).status_code == 403


def test_what_waits_for_the_call_is_not_completed(logged_in, forum, sekretariat):
    waiting = ProposalFactory(forum=forum, by_phone=True)
    assert logged_in(sekretariat).get(address(waiting)).status_code == 404
