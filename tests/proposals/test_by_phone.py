"""Tanpa surel: who may write with a telephone number alone, and that nobody reads it before somebody called."""

import datetime
import re

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from notifications.models import Message
from proposals.by_phone import begin_by_phone, clear_by_phone, close_unreached, confirm_phone
from proposals.choices import Status
from proposals.holder import Holder
from proposals.intake import submit_proposal
from proposals.models import Event, Proposal
from proposals.workflow import StepRefused, refusal
from tests.factories.proposals import ProposalFactory
from tests.proposals.phone import ANSWERS, BEGIN, WHO, begin, page, receipt_of, send, write
from tests.proposals.test_files import picture

pytestmark = pytest.mark.django_db


# Writing and sending


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
    for other in (Client(), _signed_in(pengusul)):
        for path in (page(draft, "masalah"), page(draft, "periksa"), page(draft, "lampiran")):
            assert other.get(path).status_code in (302, 404)
        other.post(reverse("proposals:submit", args=[draft.key]))
        other.post(page(draft, "masalah"), {"title": "Diambil alih", "problem": "x"})
        other.post(reverse("proposals:delete", args=[draft.key]))
    draft.refresh_from_db()
    assert (draft.status, draft.title) == ("draft", "")


def _signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


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


# Unpublished


HIDDEN = "Wi-Fi Rahasia di Pelabuhan"
SECRET_OF_FORM = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+')


def public_pages(forum, number: str) -> dict[str, str]:
    """Everywhere that a stranger could come across a proposal."""
    year = forum.plan_year
    return {
        "home": "/",
        "list": "/aspirasi/",
        "search": "/aspirasi/?q=pelabuhan",
        "search by number": f"/aspirasi/?q={number}",
        "state": "/aspirasi/?status=unconfirmed",
        "map": "/aspirasi/?tampilan=peta",
        "csv": reverse("proposals:export_csv"),
        "statistics": reverse("reports:statistics", args=[year]),
        "statistics table": reverse("reports:statistics_table", args=[year, "kecamatan"]),
        "forum": reverse("forums:detail", args=[year]),
    }


def seen(path: str, client: Client) -> str:
    answer = client.get(path)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return SECRET_OF_FORM.sub("", content.decode())


@pytest.mark.parametrize("status", [Status.UNCONFIRMED, Status.CLOSED])
def test_nobody_reads_or_counts_it_before_it_is_confirmed(forum, sekretariat, settings, status):
    settings.SECOND_FACTOR_REQUIRED = False
    shown = ProposalFactory(forum=forum, title="Usulan di pelabuhan yang terbaca")
    readers = {"stranger": Client(), "secretary": _signed_in(sekretariat)}
    paths = public_pages(forum, "ASP-2028-0002")
    asked = [("stranger", name) for name in paths] + [("secretary", "search"), ("secretary", "csv")]
    before = {(who, name): seen(paths[name], readers[who]) for who, name in asked}
    hidden = ProposalFactory(
        forum=forum,
        by_phone=True,
        status=status,
        title=HIDDEN,
        kelurahan=shown.kelurahan,
        urusan=shown.urusan,
    )
    cache.clear()  # figures of the home page
    for who, name in asked:
        after = seen(paths[name], readers[who])
        assert HIDDEN not in after, (who, name)
        assert after == before[who, name], (who, name)
    for reader in readers.values():
        assert reader.get(reverse("proposals:detail", args=[hidden.number])).status_code == 404


def test_hints_and_similar_leave_it_out(forum):
    hidden = ProposalFactory(forum=forum, by_phone=True, title="Wi-Fi publik di pelabuhan rakyat")
    mine = ProposalFactory(forum=forum, draft=True, title="Wi-Fi publik di pelabuhan rakyat")
    rows = Proposal.objects.all()
    assert not rows.resembling(mine.title, forum=forum).exists()
    assert not rows.similar_to(mine).exists()
    Proposal.objects.filter(pk=hidden.pk).update(status=Status.SUBMITTED)
    assert rows.resembling(mine.title, forum=forum).exists()
    assert rows.similar_to(mine).exists()


def test_staff_can_do_nothing_with_it_before(forum, cast):
    hidden = ProposalFactory(forum=forum, by_phone=True, unit=cast.unit)
    for name, person in cast.people.items():
        assert not person.has_perm("proposals.view", hidden), name
        assert not Proposal.objects.visible_to(person).exists()
        assert not Proposal.objects.handled_by(person).exists()
    words = refusal("verify", hidden, cast.people["verifikator"])
    assert words == "Nomor telepon pengusul belum dikonfirmasi; sekretariat meneleponnya lebih dahulu."


# Confirming and closing


def test_confirming_publishes_and_counts_the_days_from_now(client, forum, sekretariat):
    proposal = ProposalFactory(forum=forum, by_phone=True)
    confirm_phone(proposal, actor=sekretariat)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.verify_due_on is not None) == ("submitted", True)
    assert client.get(reverse("proposals:detail", args=[proposal.number])).status_code == 200
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.actor) == ("proposal.confirm_phone", sekretariat)
    assert proposal.contact_phone not in str(entry.data) + entry.reason + entry.object_label


def test_closing_needs_a_reason_and_is_final(forum, sekretariat):
    proposal = ProposalFactory(forum=forum, by_phone=True)
    with pytest.raises(StepRefused, match="alasannya"):
        close_unreached(proposal, actor=sekretariat, reason=" ")
    close_unreached(proposal, actor=sekretariat, reason="Nomor tidak aktif, tiga kali ditelepon.")
    with pytest.raises(StepRefused):
        confirm_phone(proposal, actor=sekretariat)


def test_what_waits_for_news_is_told_in_person(forum):
    proposal = ProposalFactory(forum=forum, by_phone=True)
    told = ProposalFactory(forum=forum, by_phone=True, status=Status.VERIFIED)
    told.events.create(step="verify", title="Terverifikasi")
    assert list(Proposal.objects.unreached()) == [told]
    assert proposal not in Proposal.objects.unreached()


def test_holder_has_no_other_proposal(forum):
    held, other = (ProposalFactory(forum=forum, by_phone=True) for _ in range(2))
    holder = Holder(held.pk)
    assert holder.has_perm("proposals.withdraw", held)
    assert not holder.has_perm("proposals.withdraw", other)
    assert list(Proposal.objects.owned_by(holder)) == [held]
    with pytest.raises(StepRefused):
        submit_proposal(ProposalFactory(forum=forum, by_phone=True, status=Status.DRAFT), actor=holder)


# What nobody needs any more


def test_abandoned_drafts_go_after_two_weeks(forum, django_capture_on_commit_callbacks):
    draft = begin_by_phone(forum, name="Ibu Siti", phone="081234567890")
    ProposalFactory(forum=forum, draft=True)
    assert clear_by_phone() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(days=15)):
        assert clear_by_phone() == 1
        assert clear_by_phone() == 0
    assert not Proposal.objects.filter(pk=draft.pk).exists()
    assert Proposal.objects.count() == 1


def test_closed_ones_forget_their_proposer_and_their_link(client, forum):
    proposal = ProposalFactory(forum=forum, by_phone=True, status=Status.CLOSED)
    path = receipt_of(proposal)
    assert client.get(path).status_code == 200
    with time_machine.travel(timezone.now() + datetime.timedelta(days=91)):
        assert clear_by_phone() == 1
        assert clear_by_phone() == 0
    proposal.refresh_from_db()
    assert (proposal.contact_name, proposal.contact_phone) == ("", "")
    assert client.get(path).status_code == 404
