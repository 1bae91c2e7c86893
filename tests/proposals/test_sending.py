"""Sending a proposal: one comes out, only in time and only by its owner; completing and deleting."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forums.models import Activity
from notifications.models import Message
from proposals.choices import Status
from proposals.models import Counter, Event, Proposal
from tests.factories.proposals import EventFactory, ProposalFactory
from tests.proposals.test_submission import page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(forum, pengusul) -> Proposal:
    return ProposalFactory(forum=forum, proposer=pengusul, draft=True)


# Sending


def test_check_page_says_what_is_missing(logged_in, forum, pengusul):
    draft = ProposalFactory(forum=forum, proposer=pengusul, draft=True, title="", kelurahan=None)
    text = logged_in(pengusul).get(page(draft, "periksa")).content.decode()
    assert "Masih perlu diisi" in text
    assert "Kirim usulan</button>" not in text
    answer = logged_in(pengusul).post(send(draft), follow=True)
    assert "Judul usulan, Kelurahan, atau" in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.status, draft.number) == (Status.DRAFT, None)
    assert not Counter.objects.exists()


def test_send_gives_number_deadline_receipt_and_confirmation(logged_in, draft, pengusul):
    answer = logged_in(pengusul).post(send(draft), follow=True)
    draft.refresh_from_db()
    assert (draft.status, draft.number) == (Status.SUBMITTED, "ASP-2028-0001")
    text = answer.content.decode()
    assert "ASP-2028-0001" in text
    assert "paling lambat" in text
    assert Event.objects.get(proposal=draft).step == "submit"
    assert Message.objects.get(kind="proposal.received").to_user == pengusul


def test_what_was_sent_cannot_be_changed(logged_in, draft, pengusul):
    visitor = logged_in(pengusul)
    visitor.post(send(draft))
    for step in ("masalah", "lampiran", "periksa"):
        assert visitor.post(page(draft, step), {"title": "Lain", "problem": "Lain"}).status_code == 302
    title = draft.title
    draft.refresh_from_db()
    assert draft.title == title


def test_sending_by_get_sends_nothing(logged_in, draft, pengusul):
    assert logged_in(pengusul).get(send(draft)).url == page(draft, "periksa")
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


@pytest.mark.django_db(transaction=True)
def test_ten_identical_submits_are_one_proposal(forum, pengusul):
    draft = ProposalFactory(forum=forum, proposer=pengusul, draft=True)

    def press(_n) -> str:
        visitor = Client()
        visitor.force_login(pengusul)
        try:
            return visitor.post(send(draft)).url
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = set(pool.map(press, range(10)))
    assert answers == {reverse("proposals:submitted", args=["ASP-2028-0001"])}
    assert Proposal.objects.get().number == "ASP-2028-0001"
    assert Counter.objects.get().last == 1
    assert Event.objects.filter(step="submit").count() == 1
    assert Message.objects.filter(kind="proposal.received").count() == 1


def close_submission(forum, at) -> None:
    forum.phases.update(opens_at=at - datetime.timedelta(days=10), closes_at=at, activities=[Activity.SUBMIT])


@pytest.mark.parametrize(
    ("minutes", "begun_before", "goes"),
    [(-1, True, True), (29, True, True), (31, True, False), (5, False, False)],
)
def test_deadline_and_thirty_minutes_of_grace(logged_in, forum, pengusul, minutes, begun_before, goes):
    closing = timezone.now() + datetime.timedelta(hours=1)
    close_submission(forum, closing)
    draft = ProposalFactory(forum=forum, proposer=pengusul, draft=True)
    if not begun_before:
        Proposal.objects.filter(pk=draft.pk).update(created_at=closing + datetime.timedelta(minutes=1))
    with time_machine.travel(closing + datetime.timedelta(minutes=minutes), tick=False):
        visitor = logged_in(pengusul)
        visitor.post(send(draft))
        text = visitor.get(page(draft, "periksa"), follow=True).content.decode()
    draft.refresh_from_db()
    assert (draft.status == Status.SUBMITTED) is goes
    assert ("sudah ditutup" in text) is not goes


# Completing what came back


def test_returned_proposal_is_completed_and_sent_again(logged_in, forum, pengusul):
    proposal = ProposalFactory(forum=forum, proposer=pengusul, returned=True)
    EventFactory(
        proposal=proposal, step="return", reason="Mohon sebutkan jumlah peserta.", to_status=Status.RETURNED
    )
    number, visitor = proposal.number, logged_in(pengusul)
    address = reverse("proposals:complete", args=[number])
    text = visitor.get(address).content.decode()
    assert "Mohon sebutkan jumlah peserta." in text
    assert "Kirim kembali" in text
    for step in ("usulan", "lampiran"):  # what was asked for stands above the fields, and no row of steps
        changing = visitor.get(page(proposal, step) + "?periksa").content.decode()
        assert "Mohon sebutkan jumlah peserta." in changing
        assert "Langkah 2 dari 5" not in changing
    visitor.post(page(proposal, "usulan"), {"request": "Pelatihan", "volume": "200", "volume_unit": "orang"})
    assert visitor.post(send(proposal)).url == reverse("proposals:submitted", args=[number])
    proposal.refresh_from_db()
    assert (proposal.status, proposal.number, proposal.volume) == (Status.SUBMITTED, number, 200)


def test_complete_is_for_the_proposer_only(logged_in, forum, sekretariat):
    proposal = ProposalFactory(forum=forum, returned=True)
    assert (
        logged_in(sekretariat).get(reverse("proposals:complete", args=[proposal.number])).status_code == 404
    )


def test_complete_elsewhere_leads_to_the_page(logged_in, forum, pengusul):
    proposal = ProposalFactory(forum=forum, proposer=pengusul)
    answer = logged_in(pengusul).get(reverse("proposals:complete", args=[proposal.number]))
    assert answer.url == reverse("proposals:detail", args=[proposal.number])


def test_delete_draft_asks_first(logged_in, draft, pengusul):
    address, visitor = reverse("proposals:delete", args=[draft.key]), logged_in(pengusul)
    assert visitor.get(address).status_code == 200
    assert Proposal.objects.exists()
    assert visitor.post(address).url == reverse("proposals:mine")
    assert not Proposal.objects.exists()


def test_sent_proposals_cannot_be_deleted(logged_in, forum, pengusul):
    proposal = ProposalFactory(forum=forum, proposer=pengusul)
    assert logged_in(pengusul).post(reverse("proposals:delete", args=[proposal.key])).status_code == 404
