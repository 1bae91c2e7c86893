"""Tanpa surel: who may write with a telephone number alone, and that nobody reads it before somebody called."""

import pytest
from django.test import Client
from django.urls import reverse

from notifications.models import Message
from proposals.models import Event, Proposal
from tests.factories.proposals import ProposalFactory
from tests.proposals.conftest import signed_in
from tests.proposals.phone import ANSWERS, BEGIN, WHO, begin, page, send, write
from tests.proposals.test_files import picture

pytestmark = pytest.mark.django_db


def test_somebody_without_account_writes_and_sends(client, forum):
    draft = begin(client)
    write(client, draft)
    send(client, draft)
    assert (draft.number, draft.status, draft.contact_phone) == (
        "ASP-2028-0001",
        "unconfirmed",
        "081234567890",
    )
    assert (draft.proposer, draft.contact_email, draft.verify_due_on, draft.unit) == (None, "", None, None)
    event = Event.objects.get(proposal=draft)
    assert (event.step, event.office, event.actor) == ("send_by_phone", "Warga", None)
    assert not Message.objects.exists()


def test_sending_twice_is_one_proposal_with_one_link(client, forum):
    draft = begin(client)
    write(client, draft)
    assert send(client, draft) == send(client, draft)
    assert Proposal.objects.count() == 1


def test_choice_stands_beside_signing_in(client, forum, pengusul):
    assert BEGIN in client.get(reverse("proposals:new")).content.decode()
    asked = client.post(reverse("proposals:new"), follow=True).content.decode()
    assert "Kirim kode ke surel" in asked
    assert BEGIN in asked
    assert BEGIN not in client.get(reverse("account_login")).content.decode()
    client.force_login(pengusul)
    assert BEGIN not in client.get(reverse("proposals:new")).content.decode()
    assert client.get(BEGIN).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"phone": "12345"}, "bukan nomor telepon Indonesia"),
        ({"phone": "+65 8123 4567"}, "bukan nomor telepon Indonesia"),
        ({"phone": ""}, "Tuliskan nomor telepon Anda"),
        ({"name": ""}, "Tuliskan nama Anda"),
        ({"consent": ""}, "Centang persetujuan ini"),
        ({"consent": "2026-1"}, "Centang persetujuan ini"),
        ({"website": "https://contoh.id"}, "tidak dapat dikirim"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, forum, wrong, words):
    text = client.post(BEGIN, WHO | wrong).content.decode()
    assert words in text
    assert "name" in wrong or "Ibu Siti" in text
    assert not Proposal.objects.exists()


def test_form_sent_quicker_than_people_can_is_asked_again(client, forum, settings):
    settings.MIN_FILL_SECONDS = 3
    assert "terkirim terlalu cepat" in client.post(BEGIN, WHO).content.decode()


def test_an_address_begins_only_so_many_a_day(client, forum, settings):
    settings.DAILY_LIMITS = settings.DAILY_LIMITS | {"by_phone": 1}
    begin(client)
    answer = client.post(BEGIN, WHO)
    assert (answer.status_code, Proposal.objects.count()) == (429, 1)


def test_draft_is_held_by_its_browser_alone(client, forum, pengusul):
    draft = begin(client)
    for other in (Client(), signed_in(pengusul)):
        for path in (page(draft, "masalah"), page(draft, "periksa"), page(draft, "lampiran")):
            assert other.get(path).status_code in (302, 404)
        other.post(reverse("proposals:submit", args=[draft.key]))
        other.post(page(draft, "masalah"), {"title": "Diambil alih", "problem": "x"})
        other.post(reverse("proposals:delete", args=[draft.key]))
    draft.refresh_from_db()
    assert (draft.status, draft.title) == ("draft", "")


def test_draft_is_gone_on_with_from_where_it_began(client, forum):
    draft = begin(client)
    answer = client.post(page(draft, "masalah"), ANSWERS["masalah"] | {"nanti": "1"}, follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("proposals:new")
    assert "peramban yang sama" in text
    assert "Wi-Fi di pelabuhan rakyat" in text


def test_page_of_place_asks_for_the_number_and_no_mail(client, forum):
    draft = begin(client)
    text = client.get(page(draft, "lokasi")).content.decode()
    assert "contact_phone" in text
    assert "contact_email" not in text
    answer = client.post(page(draft, "lokasi"), ANSWERS["lokasi"] | {"contact_phone": "12", "lanjut": "1"})
    assert "bukan nomor telepon Indonesia" in answer.content.decode()


def test_files_are_added_read_and_sent_along(client, forum):
    draft = begin(client)
    path = reverse("proposals:draft_files", args=[draft.key])
    photo = picture()
    assert client.post(path, {"files": photo, "unggah": "1"}).status_code == 302
    file = draft.attachments.get()
    address = reverse("proposals:attachment", args=[file.key])
    assert (file.uploaded_by, client.get(address).status_code, Client().get(address).status_code) == (
        None,
        200,
        404,
    )


def test_files_without_account_are_limited_by_the_day_and_the_address(client, forum, settings):
    settings.DAILY_LIMITS = settings.DAILY_LIMITS | {"upload": 1}
    draft = begin(client)
    address = page(draft, "lampiran")
    assert client.post(address, {"files": picture()}).status_code == 302
    answer = client.post(address, {"files": picture("lain.png")})
    assert "Batas sehari sudah tercapai: 1 MB lampiran tanpa akun." in answer.content.decode()
    assert draft.attachments.count() == 1
    assert client.post(address, {"files": picture("lain.png")}, REMOTE_ADDR="192.0.2.9").status_code == 302


def test_draft_can_be_thrown_away(client, forum):
    draft = begin(client)
    assert client.post(reverse("proposals:delete", args=[draft.key]))["Location"] == reverse("proposals:new")
    assert not Proposal.objects.exists()


def test_hints_are_given_to_its_holder(client, forum):
    draft = begin(client)
    ProposalFactory(forum=forum, title="Wi-Fi publik di pelabuhan")
    path = reverse("proposals:draft_hints", args=[draft.key])
    typed = {"title": "Wi-Fi di pelabuhan", "problem": "internet"}
    assert "Wi-Fi publik di pelabuhan" in client.post(path, typed).content.decode()
    assert Client().post(path, typed).status_code == 204
