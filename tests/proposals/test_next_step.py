"""What comes next for a proposal, and what its page says when nothing does."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from core.dates import add_working_days
from forums.models import Forum, Phase
from proposals.choices import Status
from proposals.models import Proposal
from proposals.tracking import next_milestone
from tests.factories.forums import ForumFactory
from tests.factories.proposals import DecisionFactory, EventFactory, ProposalFactory
from tests.proposals.lines import answer_with_line

pytestmark = pytest.mark.django_db


def address(name: str, proposal) -> str:
    return reverse(f"proposals:{name}", args=[proposal.number])


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.SUBMITTED, "pemeriksaan oleh verifikator"),
        (Status.RETURNED, "dilengkapi oleh pengusul"),
        (Status.VERIFIED, "dibahas dalam forum"),
        (Status.ACCEPTED, "dimuat dalam rancangan Renja"),
        (Status.DEFERRED, "dibahas kembali pada forum Renja 2029"),
        (Status.REJECTED, "peninjauan ulang"),
        (Status.MERGED, "dibahas dalam forum"),
    ],
)
def test_next_step_is_named(forum, status, words):
    Forum.objects.update(held_on=timezone.localdate() + datetime.timedelta(days=3))
    proposal = Proposal.objects.get(pk=ProposalFactory(forum=forum, status=status).pk)
    assert words in next_milestone(proposal).title


def test_next_step_follows_what_happened(forum):
    verified = ProposalFactory(forum=forum, verified=True)
    DecisionFactory(proposal=verified)
    assert "pengesahan dan pengumuman hasil" in next_milestone(verified).title
    accepted = ProposalFactory(forum=forum, accepted=True)
    answer_with_line(accepted)
    assert "penetapan Renja, lalu APBD" in next_milestone(accepted).title


@pytest.mark.parametrize("status", [Status.FORWARDED, Status.WITHDRAWN])
def test_after_the_end_nothing_comes(forum, status):
    assert next_milestone(ProposalFactory(forum=forum, status=status)) is None


def test_overdue_check_says_by_how_much(forum):
    proposal = ProposalFactory(forum=forum)
    proposal.verify_due_on = add_working_days(timezone.localdate(), -2)
    assert "lewat tenggat" in next_milestone(proposal).when


def test_accepted_then_reserve_reads_as_accepted_without_room(client, forum):
    proposal = ProposalFactory(forum=forum, deferred=True)
    EventFactory(
        proposal=proposal, step="publish_correction", from_status=Status.ACCEPTED, to_status=Status.DEFERRED
    )
    text = client.get(address("detail", proposal)).content.decode()
    assert "Diterima, belum tertampung dalam Renja" in text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.FORWARDED, "Tindak lanjutnya berada pada"),
        (Status.WITHDRAWN, "tidak diproses lagi"),
    ],
)
def test_the_page_says_that_it_ends_here(client, forum, status, words):
    text = client.get(address("detail", ProposalFactory(forum=forum, status=status))).content.decode()
    assert words in text
    assert "Selanjutnya" not in text


def test_a_merged_proposal_tells_of_its_parent(client, forum):
    parent = ProposalFactory(forum=forum, rejected=True)
    child = ProposalFactory(forum=forum, status=Status.MERGED, parent=parent)
    text = client.get(address("detail", child)).content.decode()
    assert f"(usulan induk {parent.number})" in text
    assert "Belum dapat diakomodasi" in text


def test_a_result_without_review_left_is_the_end(client, forum):
    rejected = ProposalFactory(forum=forum, rejected=True)
    EventFactory(proposal=rejected, step="ask_review")
    assert "Proses usulan ini selesai" in client.get(address("detail", rejected)).content.decode()


def test_a_withheld_proposal_shows_steps_and_dates_alone(client, forum):
    proposal = ProposalFactory(forum=forum, verified=True, withheld=True)
    EventFactory(proposal=proposal, title="Terverifikasi", office="Bidang Rahasia", reason="Alasan rahasia")
    text = client.get(address("detail", proposal)).content.decode()
    assert "Riwayat usulan" in text
    assert "Terverifikasi" in text
    assert "Rahasia" not in text
    assert "Alasan rahasia" not in text


def test_dates_that_have_passed_are_not_promised(forum):
    accepted, returned, placed = (
        ProposalFactory(forum=forum, status=status) for status in ("accepted", "returned", "accepted")
    )
    answer_with_line(placed)
    Phase.objects.create(
        forum=forum, name="Penetapan", activities=["lock"],
        opens_at=timezone.now() + datetime.timedelta(days=11), closes_at=timezone.now() + datetime.timedelta(days=30),
    )  # fmt: skip
    assert "mulai" in next_milestone(Proposal.objects.get(pk=placed.pk)).when
    with time_machine.travel(timezone.now() + datetime.timedelta(days=12), tick=False):
        assert next_milestone(Proposal.objects.get(pk=accepted.pk)).when == ""
        assert "sudah lewat" in next_milestone(Proposal.objects.get(pk=returned.pk)).when
        assert "penetapan APBD" in next_milestone(Proposal.objects.get(pk=placed.pk)).title


def test_a_reserve_that_came_back_leads_to_its_successor(client, forum):
    reserve = ProposalFactory(forum=ForumFactory(plan_year=2027), deferred=True)
    later = ProposalFactory(forum=forum, previous=reserve)
    assert later.number in client.get(address("detail", reserve)).content.decode()
