"""What nobody reads before a call has confirmed it, and how it ends without one."""

import datetime
import re

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from proposals.by_phone import begin_by_phone, clear_by_phone, close_unreached, confirm_phone
from proposals.choices import Status
from proposals.holder import Holder
from proposals.intake import submit_proposal
from proposals.models import Proposal
from proposals.workflow import StepRefused, refusal
from tests.factories.proposals import ProposalFactory
from tests.proposals.conftest import signed_in
from tests.proposals.phone import receipt_of

pytestmark = pytest.mark.django_db
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
    readers = {"stranger": Client(), "secretary": signed_in(sekretariat)}
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
