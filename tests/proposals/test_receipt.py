"""Tanda terima: the secret link, what it shows, what its holder can do, and that it stays secret."""

import logging

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Session
from accounts.sessions import SessionStore
from audit.models import Entry
from core.loglines import OneLineFormatter
from proposals.by_phone import close_unreached, confirm_phone
from proposals.choices import Status
from proposals.holder import receipt_token
from proposals.models import Event, Proposal
from tests.factories.proposals import EventFactory, OfficialAnswerFactory, ProposalFactory
from tests.proposals.phone import begin, page, receipt_of, send, write

pytestmark = pytest.mark.django_db


def sent(forum, **values) -> Proposal:
    proposal = ProposalFactory(forum=forum, by_phone=True, **values)
    EventFactory(proposal=proposal, step="send_by_phone", title="Diajukan dengan nomor telepon")
    return proposal


def test_link_shows_number_state_and_what_comes_next(client, forum):
    proposal = sent(forum)
    text = client.get(receipt_of(proposal)).content.decode()
    for words in (
        proposal.number,
        "Menunggu konfirmasi nomor",
        "kami menelepon nomor Anda",
        "Simpan ke WhatsApp",
    ):
        assert words in text
    assert f"https://wa.me/?text=Tanda+terima+usulan+{proposal.number}" in text
    assert receipt_of(proposal).strip("/").replace("/", "%2F") in text
    assert reverse("proposals:detail", args=[proposal.number]) not in text
    assert proposal.contact_phone not in text


def test_link_says_what_was_confirmed_or_closed(client, forum, sekretariat):
    confirmed, closed = sent(forum), sent(forum)
    confirm_phone(confirmed, actor=sekretariat)
    close_unreached(closed, actor=sekretariat, reason="Tiga kali ditelepon, tidak diangkat.")
    text = client.get(receipt_of(confirmed)).content.decode()
    assert "Nomor telepon pengusul dikonfirmasi" in text
    assert reverse("proposals:detail", args=[confirmed.number]) in text
    text = client.get(receipt_of(closed)).content.decode()
    assert "Tiga kali ditelepon, tidak diangkat." in text
    assert "tidak diumumkan dan tidak diproses lagi" in text


def test_link_shows_the_official_answer(client, forum):
    proposal = sent(forum, status=Status.ACCEPTED)
    OfficialAnswerFactory(proposal=proposal, text="Diterima untuk satu titik.")
    assert "Diterima untuk satu titik." in client.get(receipt_of(proposal)).content.decode()


def test_link_outlives_the_key_that_made_it(client, forum, settings):
    proposal = sent(forum)
    path = receipt_of(proposal)
    settings.SECRET_KEY = "x" * 60
    assert receipt_of(proposal) != path
    assert f'href="{path}tarik/"' in client.get(path).content.decode()
    assert client.post(f"{path}tarik/", {"reason": "Sudah dibangun."})["Location"] == path


@pytest.mark.parametrize("name", ["receipt", "receipt_complete", "receipt_withdraw", "receipt_review"])
@pytest.mark.parametrize("token", ["tidak-ada", "0" * 40])
def test_unknown_link_answers_kindly(client, forum, name, token):
    sent(forum)
    answer = client.get(reverse(f"proposals:{name}", args=[token]))
    assert answer.status_code == 404
    assert "salin sampai huruf terakhir" in answer.content.decode()


def test_link_is_kept_from_robots_caches_and_other_sites(client, forum):
    answer = client.get(receipt_of(sent(forum)))
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
    assert "no-store" in answer["Cache-Control"]
    # A form needs the browser to say from where it comes; to other sites it says nothing either.
    assert client.get(receipt_of(sent(forum), "receipt_withdraw"))["Referrer-Policy"] == "same-origin"


def test_secret_is_stored_nowhere(client, forum):
    draft = begin(client)
    write(client, draft)
    client.get(send(client, draft))
    token = receipt_token(draft)
    stored = [str(row) for rows in (Proposal, Entry, Event, Session) for row in rows.objects.values()]
    stored += [str(SessionStore(session.pk).load()) for session in Session.objects.all()]
    assert not any(token in row for row in stored)
    assert client.get(page(draft, "periksa")).status_code == 302  # the browser no longer holds it


def test_secret_is_never_logged(client, forum, caplog):
    with caplog.at_level(logging.INFO):
        client.get("/tanda-terima/rahasia123/")
    lines = [OneLineFormatter("%(message)s").format(record) for record in caplog.records]
    assert any("/tanda-terima/…" in line for line in lines)
    assert not any("rahasia123" in line for line in lines)


@pytest.mark.parametrize(
    ("before", "after"),
    [(Status.UNCONFIRMED, "closed"), (Status.SUBMITTED, "withdrawn"), (Status.VERIFIED, "withdrawn")],
)
def test_holder_withdraws(client, forum, before, after):
    proposal = sent(forum, status=before)
    path = receipt_of(proposal, "receipt_withdraw")
    assert "Tarik usulan ini" in client.get(path).content.decode()
    assert client.post(path, {"reason": ""}).status_code == 200
    assert client.post(path, {"reason": "Sudah dibangun."})["Location"] == receipt_of(proposal)
    proposal.refresh_from_db()
    assert proposal.status == after
    public = client.get(reverse("proposals:detail", args=[proposal.number])).status_code
    assert public == (404 if after == "closed" else 200)


def test_holder_completes_what_came_back(forum):
    proposal = sent(forum, status=Status.RETURNED)
    EventFactory(proposal=proposal, step="return", title="Dikembalikan", reason="Sebutkan tempatnya.")
    other = Client()
    text = other.get(receipt_of(proposal)).content.decode()
    assert "Sebutkan tempatnya." in text
    answer = other.get(receipt_of(proposal, "receipt_complete"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("proposals:draft_check", args=[proposal.key])
    assert "Kirim kembali" in answer.content.decode()
    answer = other.post(reverse("proposals:submit", args=[proposal.key]))
    assert answer["Location"] == receipt_of(proposal)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.verify_due_on is not None) == ("submitted", True)


def test_nothing_is_completed_that_did_not_come_back(client, forum):
    proposal = sent(forum)
    assert client.get(receipt_of(proposal, "receipt_complete"))["Location"] == receipt_of(proposal)


def test_holder_asks_for_a_review(client, forum):
    proposal = sent(forum, status=Status.REJECTED, published_at=timezone.now())
    path = receipt_of(proposal, "receipt_review")
    assert path in client.get(receipt_of(proposal)).content.decode()
    assert client.post(path, {"reason": "Jumlah nelayan belum dihitung."})["Location"] == receipt_of(proposal)
    proposal.refresh_from_db()
    assert proposal.status == "verified"
    assert "Peninjauan ulang" in client.get(path, follow=True).content.decode()


def test_who_is_signed_in_does_the_same_by_the_link(forum, pengusul):
    client = Client()
    client.force_login(pengusul)
    proposal = sent(forum, status=Status.RETURNED)
    assert client.get(receipt_of(proposal)).status_code == 200
    assert client.get(receipt_of(proposal, "receipt_complete"), follow=True).status_code == 200
    assert client.post(reverse("proposals:submit", args=[proposal.key]))["Location"] == receipt_of(proposal)


def test_draft_is_not_lost_by_signing_in(client, forum, pengusul):
    draft = begin(client)
    write(client, draft)
    client.force_login(pengusul)
    assert "Wi-Fi di pelabuhan rakyat" in client.get(reverse("proposals:new")).content.decode()
    send(client, draft)
    assert (draft.status, draft.proposer) == ("unconfirmed", None)


def test_receipt_asks_few_questions(client, forum, django_assert_max_num_queries):
    proposal = sent(forum, status=Status.VERIFIED)
    path = receipt_of(proposal)
    client.get(path)
    with django_assert_max_num_queries(12):
        client.get(path)
